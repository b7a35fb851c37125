"""C47, C48: a picture's address works for some minutes, in the session that asked, for the own journal alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core import signing

from domain.lifecycle import EntryState
from imaging.values import CoveredPicture, DetectorUnavailable
from server.accounts.models import Signature
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal.family_marks import family_code, family_mark
from server.journal.models import Entry
from server.media.chest import chest
from server.portal import picture_links
from server.registry.models import ParentLink
from tests.server.portal.conftest import Browser
from tests.server.portal.journals import child, parent, picture


@pytest.fixture
def signed_in(demo: DemoSeed) -> Browser:
    """Amelia's mother, signed in by the form: her session has a key."""
    return enter(demo, "amelia.parent")


def enter(demo: DemoSeed, email: str) -> Browser:
    browser = Browser()
    browser.post("/sign-in", {"email": f"{email}@example.org", "password": demo.password})
    return browser


def addresses(browser: Browser, page: str = "/journal/") -> list[str]:
    return [found.replace("&amp;", "&") for found in re.findall(r'<img src="([^"]+)"', browser.words(page))]


def test_the_picture_of_the_own_journal_is_served_from_memory_and_kept_nowhere(signed_in: Browser, pouring: Entry) -> None:
    answer = signed_in.get(addresses(signed_in)[0])

    assert answer.status_code == 200
    assert answer.content == chest().worker.mark(picture(), family_mark(parent("amelia.parent").id)).jpeg
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_copied_address_in_another_browser_is_the_page_for_what_is_not_there(demo: DemoSeed, signed_in: Browser, pouring: Entry) -> None:
    address = addresses(signed_in)[0]

    for other in (Browser(), enter(demo, "amelia.parent"), enter(demo, "noah.parent"), enter(demo, "meilin.parent")):
        answer = other.get(address)
        assert answer.status_code == 404
        assert "Nothing on this peg" in answer.content.decode()


def test_after_signing_out_the_address_is_dead(signed_in: Browser, pouring: Entry) -> None:
    address = addresses(signed_in)[0]
    signed_in.post("/sign-out")

    assert signed_in.get(address).status_code == 404


def test_an_address_lives_some_minutes(signed_in: Browser, pouring: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    address = addresses(signed_in)[0]
    monkeypatch.setattr(picture_links, "LIFE_S", -1)

    assert signed_in.get(address).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "💧"])
def test_an_address_without_a_true_token_is_not_there(signed_in: Browser, pouring: Entry, token: str) -> None:
    own = pouring.renditions.get(child=child("Amelia")).id

    assert signed_in.get(f"/picture/{own}.jpg", {"t": token}).status_code == 404
    assert AuditEntry.objects.filter(what="picture_refused").exists()


def test_a_token_of_one_picture_opens_no_other(signed_in: Browser, pouring: Entry) -> None:
    token = addresses(signed_in)[0].split("?t=")[1]
    other = pouring.renditions.get(child=child("Noah")).id

    assert signed_in.get(f"/picture/{other}.jpg?t={token}").status_code == 404


def test_even_a_true_token_opens_no_picture_of_another_journal(signed_in: Browser, pouring: Entry) -> None:
    other = pouring.renditions.get(child=child("Noah")).id
    mark = signing.TimestampSigner(salt=picture_links.SALT).unsign_object(addresses(signed_in)[0].split("?t=")[1])[1]
    token = signing.TimestampSigner(salt=picture_links.SALT).sign_object([str(other), mark])

    assert signed_in.get(f"/picture/{other}.jpg?t={token}").status_code == 404


@pytest.fixture(params=["withdrawn", "unlinked", "unsigned"])
def closed(request: pytest.FixtureRequest, signed_in: Browser, pouring: Entry) -> Iterator[str]:
    """An address that was good, and then something changed."""
    address = addresses(signed_in)[0]
    if request.param == "withdrawn":
        Entry.objects.filter(pk=pouring.pk).update(state=EntryState.REMOVED.value)
    elif request.param == "unlinked":
        ParentLink.objects.filter(parent=parent("amelia.parent")).delete()
    else:
        Signature.objects.filter(parent=parent("amelia.parent")).delete()
    yield address


def test_a_good_address_ends_when_the_door_closes(closed: str, signed_in: Browser) -> None:
    assert signed_in.get(closed).status_code == 404


def test_c48_the_mark_says_for_whom_the_picture_is_kept_and_names_no_child(demo: DemoSeed) -> None:
    words = family_mark(parent("amelia.parent").id)

    assert re.fullmatch(r"Kept for one family · [0-9A-F]{4}", words)


def test_c48_without_the_mark_the_picture_is_not_shown(signed_in: Browser, pouring: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    address = addresses(signed_in)[0]
    monkeypatch.setattr(chest().worker, "mark", out_of_service)

    assert signed_in.get(address).status_code == 404


def out_of_service(jpeg: bytes, words: str) -> CoveredPicture:
    raise DetectorUnavailable("dead")


def test_two_families_have_two_codes(demo: DemoSeed) -> None:
    assert family_code(parent("amelia.parent").id) != family_code(parent("noah.parent").id)
