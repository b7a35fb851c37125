"""A clip in the browser that parents use: it plays to its end, jumps, and its page passes the checks of every page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import sync_playwright

from server.journal.clip_marks import make_mark
from server.journal.family_marks import family_mark
from tests.server.moving import film, long_clip
from tests.server.portal.journals import parent, write
from tests.server.portal.test_browser import CHROMIUM, QUIET, SCHEMES, SIZES, Portal, fill, violations

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="wants Debian's Chromium"),
]

PLAY = """async () => {
  const video = document.querySelector('video');
  const loaded = () => video.readyState >= 2 ? Promise.resolve() : new Promise((done, failed) => {
    video.onloadeddata = done; video.onerror = () => failed(video.error.message); });
  const begun = {paused: video.paused, length: video.duration, poster: !!video.poster};
  video.muted = true;
  video.load();
  await loaded();
  await new Promise(done => { video.onseeked = done; video.currentTime = video.duration - 0.4; });
  const jumped = video.currentTime;
  await video.play();
  await new Promise(done => { video.onended = done; });
  return {...begun, jumped, end: video.currentTime, size: [video.videoWidth, video.videoHeight]};
}"""


@pytest.fixture
def portal(live_server: Any) -> Iterator[Portal]:
    """Amelia's journal begins with a clip of more than one piece; its entry."""
    _, password = fill()
    filmed = write("Amelia", at=timezone.now() - timedelta(minutes=5), title="Round and round", pictures=0)
    rendition = film(filmed, "Amelia", long_clip(), duration_ms=2000, frames=24)
    make_mark(rendition, family_mark(parent("amelia.parent").id), timezone.now())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield Portal(browser, live_server.url, str(filmed.pk), password)
        browser.close()


def test_a_clip_plays_to_its_end_and_can_be_jumped_in(portal: Portal) -> None:
    page = portal.open("amelia.parent")
    answers: list[tuple[int, str]] = []
    complaints: list[str] = []
    page.on(
        "response",
        lambda answer: answers.append((answer.status, answer.header_value("content-range") or "")) if "/video/" in answer.url else None,
    )
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{portal.address}/entry/{portal.entry}/")

    told: dict[str, Any] = page.evaluate(PLAY)

    assert told["paused"] and told["poster"], "nothing plays by itself"
    assert told["size"] == [640, 360] and told["jumped"] == pytest.approx(1.6, abs=0.2) and told["end"] == pytest.approx(2, abs=0.2)
    assert {status for status, _ in answers} == {206} and complaints == []


def test_the_page_of_a_clip_passes_the_checks_of_every_page(portal: Portal) -> None:
    page, found = portal.open("amelia.parent"), {}

    for path in ("/journal/", f"/entry/{portal.entry}/"):
        page.goto(portal.address + path)
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, (path, size)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found[path, size, scheme] = violations(page)

    assert {where: rules for where, rules in found.items() if rules} == {}
