"""A clip in the own journal: marked for its family, in the parts that a player asks for, and through the one door alone."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from domain.consent import Purpose
from domain.lifecycle import EntryState
from server.config.demo import DemoSeed
from server.journal import preparing, rechecking
from server.journal.books import books_with
from server.journal.clip_marks import make_mark
from server.journal.family_marks import family_mark
from server.journal.models import Entry, Rendition
from server.media.chest import chest
from server.media.models import Media
from server.portal.book_pdf import PictureDoor
from tests.server.journal.rechecks import say
from tests.server.moving import film, sounding_clip
from tests.server.portal.conftest import DAY, Browser
from tests.server.portal.journals import parent, write
from tests.server.portal.test_pictures import enter


@pytest.fixture
def filmed(demo: DemoSeed) -> Rendition:
    """A published clip in Amelia's journal."""
    return film(write("Amelia", at=DAY, pictures=0), "Amelia", duration_ms=12_300)


def ready(rendition: Rendition, email: str = "amelia.parent") -> Rendition:
    """The family's copy is made."""
    make_mark(rendition, family_mark(parent(email).id), timezone.now())
    return rendition


def address(browser: Browser, page: str = "/journal/") -> str:
    """Where the page finds its video."""
    found = re.search(r'<video [^>]*src="([^"]+)"', browser.words(page))
    assert found is not None
    return found[1].replace("&amp;", "&")


def poster(browser: Browser) -> str:
    found = re.search(r'(?:poster|<img src)="(/poster/[^"]+)"', browser.words("/journal/"))
    assert found is not None
    return found[1].replace("&amp;", "&")


def test_until_the_familys_copy_is_made_the_page_says_so_and_shows_a_marked_frame(demo: DemoSeed, filmed: Rendition) -> None:
    browser = enter(demo, "amelia.parent")

    page = browser.words("/journal/")

    assert "<video" not in page and "It is being prepared for you." in page
    frame = browser.get(poster(browser))
    assert frame.status_code == 200 and frame["Content-Type"] == "image/jpeg"
    assert browser.get(f"/video/{filmed.pk}.webm").status_code == 404
    preparing.prepare_all()
    assert "<video" in browser.words("/journal/"), "asked for by the page itself"


def test_the_player_has_controls_a_poster_a_size_words_and_starts_nothing(demo: DemoSeed, filmed: Rendition) -> None:
    ready(filmed)
    browser = enter(demo, "amelia.parent")

    for page in ("/journal/", f"/entry/{filmed.entry_id}/"):
        player = re.search(r"<video [^>]*>", browser.words(page))
        assert player is not None
        for said in ("controls", 'preload="metadata"', 'poster="/poster/', 'width="160"', 'height="96"', "Covered faces carry drawings."):
            assert said in player[0]
        assert "A video, 12 seconds" in player[0] and "autoplay" not in player[0] and "Noah" not in player[0]
    assert "media-src 'self'" in browser.get("/journal/")["Content-Security-Policy"]


def test_the_whole_and_its_parts_come_from_memory_and_are_kept_nowhere(demo: DemoSeed, filmed: Rendition) -> None:
    browser = enter(demo, "amelia.parent")
    link = address(browser) if ready(filmed) else ""

    whole = browser.get(link)
    size = len(whole.content)
    part, tail = browser.get(link, headers={"Range": "bytes=10-19"}), browser.get(link, headers={"Range": "bytes=-5"})
    outside = browser.get(link, headers={"Range": f"bytes={size}-"})

    assert whole.status_code == 200 and whole["Accept-Ranges"] == "bytes"
    assert (part.status_code, part.content, part["Content-Range"]) == (206, whole.content[10:20], f"bytes 10-19/{size}")
    assert (tail.status_code, tail.content) == (206, whole.content[-5:])
    assert (outside.status_code, outside.content, outside["Content-Range"]) == (416, b"", f"bytes */{size}")
    for answer in (whole, part, outside):
        assert answer["Content-Type"] == "video/webm"
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_nobody_else_and_no_other_time_opens_it(demo: DemoSeed, filmed: Rendition) -> None:
    browser = enter(demo, "amelia.parent")
    link, frame = address(browser) if ready(filmed) else "", poster(browser)
    bare = link.split("?")[0]

    for other in (Browser(), enter(demo, "amelia.parent"), enter(demo, "noah.parent"), enter(demo, "meilin.parent")):
        for asked in (link, frame, bare, f"{bare}?t=x"):
            answer = other.get(asked, headers={"Range": "bytes=0-1"})
            assert answer.status_code == 404 and "Nothing on this peg" in answer.content.decode()
    assert browser.get(f"/picture/{filmed.pk}.jpg").status_code == 404
    Entry.objects.filter(pk=filmed.entry_id).update(state=EntryState.REMOVED.value)
    assert browser.get(link).status_code == browser.get(frame).status_code == 404


def test_a_clip_that_is_held_or_covered_further_is_gone_from_the_page_and_its_old_address(demo: DemoSeed, filmed: Rendition) -> None:
    browser = enter(demo, "amelia.parent")
    link, frame = address(browser) if ready(filmed) else "", poster(browser)

    Rendition.objects.filter(pk=filmed.pk).update(face_at_s=3.2)
    assert browser.get(link).status_code == 404, "held"
    Rendition.objects.filter(pk=filmed.pk).update(face_at_s=None)
    assert browser.get(link).status_code == 200
    Media.objects.filter(pk=filmed.pk).update(served_sha256="", poster_sha256="")

    assert browser.get(link).status_code == browser.get(frame).status_code == 404
    assert "<video" not in browser.words("/journal/") and "/poster/" not in browser.words("/journal/")


def test_c21_sound_is_heard_by_the_own_family_alone_until_a_voice_is_withdrawn(demo: DemoSeed) -> None:
    heard = film(write("Amelia", at=DAY, pictures=0), "Amelia", sounding_clip(), has_sound=True)
    browser, other = enter(demo, "amelia.parent"), enter(demo, "isla.parent")
    link, page = address(browser) if ready(heard) else "", browser.words("/journal/")

    assert "A video, 1 second" in page and "without sound" not in page
    assert chest().worker.video_measure(browser.get(link).content).has_sound
    assert other.get(link).status_code == 404

    say("amelia.parent", "Amelia", says=False, purpose=Purpose.VOICE)

    assert browser.get(link).status_code == other.get(link).status_code == 404 and "<video" not in browser.words("/journal/")
    rechecking.work()
    preparing.prepare_all()
    ready(Rendition.objects.select_related("media").get(pk=heard.pk))
    assert "without sound" in browser.words("/journal/")
    assert not chest().worker.video_measure(browser.get(address(browser)).content).has_sound


def test_the_memory_book_has_its_picture_and_says_where_it_plays(
    demo: DemoSeed, filmed: Rendition, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []

    def note(html: str, own: set[str], door: PictureDoor) -> bytes:
        pages.append(html)
        return door(next(iter(own))) or b""

    monkeypatch.setattr("server.portal.book.write_book", note)

    answer = enter(demo, "amelia.parent").get("/book.pdf")

    assert "A video, 12 seconds: in the journal online" in pages[0] and f"media:{filmed.pk}" in pages[0]
    assert answer.content.startswith(b"\xff\xd8"), "the poster, small enough for paper"
    assert books_with([filmed.pk]) == 1
