"""The pages in a real browser: axe-core finds nothing, nothing scrolls sideways, every target is large, nothing comes from elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any, Literal

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from server.config.demo import DemoSeed, seed
from server.registry.models import ParentLink
from tests.server.portal.journals import child, parent, write

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
QUIET = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = {"phone": (390, 844), "narrow": (320, 640), "desktop": (1280, 800)}

# Whose page it is, and where; {entry} is Amelia's.
PAGES = [
    (None, "/sign-in"),
    (None, "/who-runs-this"),
    (None, "/nowhere"),
    ("meilin.parent", "/agreement"),
    ("meilin.parent", "/agreement/not-now"),
    ("lukasz.parent", "/children/"),
    ("isla.parent", "/journal/"),
    ("amelia.parent", "/journal/"),
    ("amelia.parent", "/entry/{entry}/"),
    ("amelia.parent", "/add/"),
    ("amelia.parent", "/more/"),
    ("noah.parent2", "/consents/?item=other_journals&says=yes"),
    ("amelia.parent", "/agreement/signed"),
    ("amelia.parent", "/privacy-fault"),
    ("amelia.parent", "/entry/01980000-0000-7000-8000-000000000000/"),
]


@dataclass(frozen=True)
class Portal:
    """A running portal and a browser that knows the way in."""

    browser: Browser
    address: str
    entry: str
    password: str

    def open(self, email: str | None, **options: Any) -> Page:
        page = self.browser.new_context(locale="en-GB", reduced_motion="reduce", **options).new_page()
        page.context.add_init_script(path=AXE)
        if email is not None:
            page.goto(f"{self.address}/sign-in")
            page.fill("#email", f"{email}@example.org")
            page.fill("#password", self.password)
            page.click("button.button-main")
            page.wait_for_load_state()
        return page

    def walk(self, **options: Any) -> Iterator[tuple[str, Page]]:
        """Every page, as the one who may see it."""
        opened: dict[str | None, Page] = {}
        for email, path in PAGES:
            page = opened.get(email) or opened.setdefault(email, self.open(email, **options))
            page.goto(self.address + path.format(entry=self.entry))
            yield f"{email or 'nobody'} at {path}", page
        for page in opened.values():
            page.context.close()


@pytest.fixture
def portal(live_server: Any) -> Iterator[Portal]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not on this machine")
    found = fill()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield Portal(browser, live_server.url, *found)
        browser.close()


def fill() -> tuple[str, str]:
    """A journal with everything that a card can show, and a parent with two children."""
    now = timezone.now()
    demo: DemoSeed = seed(now)
    areas = ("mathematics", "communication-and-language")
    entry = write("Amelia", at=now - timedelta(hours=3), areas=areas, next_step="we put out bottles of different sizes.", pictures=2)
    write("Amelia", at=now - timedelta(days=40), title="A tower of seven")
    ParentLink.objects.create(parent=parent("lukasz.parent"), child=child("Zoë"), relation="Mother", since=now)
    return str(entry.id), demo.password


def violations(page: Page) -> list[str]:
    """What axe-core finds: the rule, and where.

    The bars are let go first: axe takes a target that waits below one for a target that is covered (the focus test looks at that).
    """
    page.evaluate("document.querySelectorAll('.header, .tabs-bottom').forEach(bar => { bar.style.position = 'static'; })")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def test_axe_finds_nothing_on_any_page_in_any_size_light_or_dark(portal: Portal) -> None:
    found = {}

    for name, page in portal.walk():
        for (size, (width, height)), scheme in product(SIZES.items(), SCHEMES):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            found[f"{name}, {size}, {scheme}"] = violations(page)

    assert len(found) == len(PAGES) * len(SIZES) * 2
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_axe_is_really_asked(portal: Portal) -> None:
    page = portal.open(None)
    page.goto(f"{portal.address}/sign-in")
    page.evaluate("document.querySelector('label').remove()")

    assert any(rule.startswith("label:") for rule in violations(page))


def test_no_page_scrolls_sideways_at_any_width_text_size_or_direction(portal: Portal) -> None:
    for name, page in portal.walk():
        for (width, text_size), direction in product([(320, 100), (390, 200), (768, 100), (1280, 200), (1280, 100)], ("ltr", "rtl")):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(f"document.documentElement.style.fontSize = '{text_size}%'; document.documentElement.dir = '{direction}'")
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, (name, width, text_size, direction)


# Telephone numbers stand inside sentences and are excepted; a tick box is as large as its label.
TARGETS = """() => [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), textarea')]
  .filter(e => e.checkVisibility() && !e.classList.contains('skip') && !e.classList.contains('phone'))
  .map(e => { const r = (e.closest('label.tick') || e).getBoundingClientRect(); return [e.outerHTML.slice(0, 80), r.width, r.height]; })
  .filter(([html, width, height]) => width < 47.5 || height < 47.5)"""


def test_every_target_is_48_px_at_least(portal: Portal) -> None:
    for name, page in portal.walk():
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TARGETS) == [], (name, width)


def test_nothing_is_asked_of_another_host_and_no_policy_is_broken(portal: Portal) -> None:
    asked: set[str] = set()
    complaints: list[str] = []
    page = portal.open("amelia.parent")
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda message: complaints.append(message.text))

    for path in ("/journal/", f"/entry/{portal.entry}/", "/more/", "/privacy-fault"):
        page.goto(portal.address + path)
        page.wait_for_load_state("networkidle")

    assert all(url.startswith(portal.address) for url in asked)
    assert any("/picture/" in url for url in asked)
    assert any(url.endswith(".woff2") for url in asked)
    assert complaints == []


def test_everything_works_without_javascript(portal: Portal) -> None:
    page = portal.open("amelia.parent", java_script_enabled=False, viewport={"width": 390, "height": 844})

    page.click(".months summary")
    page.click(".months .sheet a")
    page.click(".entry-title a")
    assert page.locator("h1").inner_text() == "A tower of seven"
    page.click(".tabs-bottom a[href='/more/']")
    page.click("main a[href='/consents/']")
    page.click("#other_journals .button")
    page.fill("#name", "Karolina Kowalska")
    page.click("#other_journals button")
    assert page.locator(".notice-ok").inner_text().startswith("Withdrawn.")
    page.click(".tabs-bottom a[href='/more/']")
    page.click("main button")
    assert page.locator("#password + button").is_hidden()  # Show is absent, not dead
    assert page.url.endswith("/sign-in")


def test_the_password_can_be_shown_where_there_is_javascript(portal: Portal) -> None:
    page = portal.open(None)
    page.goto(f"{portal.address}/sign-in")
    page.fill("#password", "Demo-Daybook-2026")

    page.click("text=Show")

    assert page.get_attribute("#password", "type") == "text"
    assert page.locator("#password + button").inner_text() == "Hide"


def test_the_first_key_leads_to_the_skip_link_and_the_ring_has_its_gap(portal: Portal) -> None:
    page = portal.open("amelia.parent")
    page.goto(f"{portal.address}/journal/")

    page.keyboard.press("Tab")

    ring = page.evaluate(
        """() => { const focused = document.activeElement, style = getComputedStyle(focused);
          return [focused.className, style.outlineWidth, style.outlineOffset]; }"""
    )
    assert ring == ["skip button", "3px", "2px"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_what_takes_the_focus_is_never_under_a_bar(portal: Portal) -> None:
    page = portal.open("amelia.parent", viewport={"width": 390, "height": 700})
    page.goto(f"{portal.address}/journal/")

    for _ in range(14):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => { const e = document.activeElement, r = e.getBoundingClientRect();
              if (e.closest('.header, .tabs, .skip') || e === document.body || !r.height) return false;
              const top = document.querySelector('.header').getBoundingClientRect().bottom;
              const foot = document.querySelector('.tabs-bottom').getBoundingClientRect().top;
              return r.top < top - 1 || (r.bottom > foot + 1 && r.height < foot - top); }"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")


def test_on_paper_there_are_no_bars_and_no_buttons(portal: Portal) -> None:
    page = portal.open("amelia.parent")
    page.goto(f"{portal.address}/entry/{portal.entry}/")

    page.emulate_media(media="print", color_scheme="dark")

    seen = "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).length"
    assert page.evaluate(seen, ".header, .tabs, .button, .aside, form") == 0
    assert page.evaluate(seen, ".print-foot") == 1
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_the_end_of_the_session_is_announced_two_minutes_before(portal: Portal) -> None:
    page = portal.open("amelia.parent")
    page.clock.install()
    page.goto(f"{portal.address}/journal/")
    notice = page.locator("#session-end")
    assert notice.is_hidden()

    page.clock.fast_forward("28:05")

    assert notice.inner_text() == "You are signed out in two minutes. Open any page to stay."
