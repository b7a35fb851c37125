"""Two children and two open pages, and one parent who would keep all others from sending."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.utils import timezone

from server.audit.models import AuditEntry
from server.journal.models import Entry, HomeDraft
from server.portal import adding
from server.registry.models import ParentLink
from tests.server.portal.conftest import Browser, Visitor
from tests.server.portal.homes import SUNFLOWER, file, photo, post
from tests.server.portal.journals import child, parent

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def mother(visitor: Visitor) -> Browser:
    """Of Amelia, and of Noah too."""
    ParentLink.objects.create(parent=parent("amelia.parent"), child=child("Noah"), relation="Mother", since=timezone.now())
    return visitor("amelia.parent")


def choose(browser: Browser, name: str) -> None:
    session = browser.session
    session["child"] = str(child(name).pk)
    session.save()


def form_of(browser: Browser, **words: Any) -> dict[str, Any]:
    """What the open page would send."""
    page = browser.words("/add/")
    hidden = {name: page.split(f'name="{name}" value="')[1][:36] for name in ("draft", "child")}
    return hidden | {"title": "", "text": SUNFLOWER, "day": ""} | words


def test_a_page_that_was_opened_for_one_child_writes_of_no_other(mother: Browser) -> None:
    choose(mother, "Amelia")
    form = form_of(mother, do="send")
    choose(mother, "Noah")

    assert mother.post("/add/", form).status_code == 302

    assert list(Entry.objects.get().journals.values_list("child__first_name", flat=True)) == ["Amelia"]
    assert not HomeDraft.objects.exists() and mother.session["child"] == str(child("Amelia").pk)


def test_what_is_wrong_is_said_of_the_child_of_the_page(mother: Browser) -> None:
    choose(mother, "Amelia")
    form = form_of(mother, do="send", text="")
    choose(mother, "Noah")

    answer = mother.post("/add/", form)

    assert answer.status_code == 400 and "Write what Amelia did." in answer.content.decode()
    assert HomeDraft.objects.get().child == child("Amelia")


@pytest.mark.parametrize("whose", ["Isla", "nobody"])
def test_a_page_of_a_strange_child_leads_nowhere(mother: Browser, whose: str) -> None:
    choose(mother, "Amelia")
    form = form_of(mother, do="send") | {"child": str(child("Isla").pk) if whose == "Isla" else "nobody"}

    assert mother.post("/add/", form).status_code == 404
    assert not Entry.objects.exists() and not HomeDraft.objects.exists()


def test_one_parent_does_not_take_every_place(mother: Browser, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MB", 100)
    monkeypatch.setattr(adding, "WAIT_S", 0)
    monkeypatch.setattr(adding, "_room", threading.BoundedSemaphore(4))
    choose(mother, "Amelia")
    places = [adding.place_for(parent("amelia.parent").pk) for _ in range(3)]
    with places[0] as first, places[1] as second, places[2] as third:
        assert (first, second, third) == (True, True, False)
        assert post(mother, "send", [file(photo())]).status_code == 503
        assert post(visitor("isla.parent"), "send", [file(photo())], text="Isla sleeps.").status_code == 302

    assert post(mother, "send", [file(photo())]).status_code == 302


def test_the_audit_holds_no_words_of_a_form(mother: Browser) -> None:
    choose(mother, "Amelia")

    assert mother.post("/add/", form_of(mother, do="drop:Noah hit Isla")).status_code == 404
    assert AuditEntry.objects.get(what="change_refused").about == ""
