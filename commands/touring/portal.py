"""The parents' part of the tour: Debian's Chromium on the real portal, over TLS."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from commands.touring.report import StepFailed

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE: ViewportSize = {"width": 390, "height": 844}
DECODE = """async ([address, hz]) => {
    const bytes = await (await fetch(address)).arrayBuffer();
    try { return Array.from((await new OfflineAudioContext(1, 1, hz).decodeAudioData(bytes)).getChannelData(0)); } catch { return []; }
}"""
Answer = TypeVar("Answer")
TRIES, PAUSE_S = 10, 1.5
DESKTOP: ViewportSize = {"width": 1280, "height": 800}


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium, with no display. Raises StepFailed when it is not on this machine."""
    path = shutil.which("chromium")
    if path is None:
        raise StepFailed("Chromium is not on this machine. Type: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield chromium
        finally:
            chromium.close()


def patiently(ask: Callable[[], Answer]) -> Answer:
    """Ask again for a while when nobody answers, as a person loads a page again. Raises StepFailed when nobody ever does."""
    for _ in range(TRIES):
        try:
            return ask()
        except PlaywrightError as error:
            said = error.message.splitlines()[0]
            time.sleep(PAUSE_S)
    raise StepFailed(f"The portal does not answer: {said}")


class Family:
    """One parent's browser: a context of its own, which no other parent's cookies reach."""

    def __init__(self, chromium: Browser, url: str, out: Path) -> None:
        self._url, self._out = url, out
        # The private CA is not in the browser's store; the tablet's own line checks it in full.
        self._context: BrowserContext = chromium.new_context(ignore_https_errors=True, viewport=PHONE, device_scale_factor=2)
        self.page: Page = self._context.new_page()

    def close(self) -> None:
        """Forget the cookies."""
        self._context.close()

    def open(self, path: str) -> int:
        """Open an address; returns its HTTP status."""
        answer = patiently(lambda: self.page.goto(urljoin(self._url, path), wait_until="load"))
        return answer.status if answer is not None else 0

    def shoot(self, name: str) -> None:
        """A picture of the page as the phone shows it."""
        self.page.screenshot(path=str(self._out / f"{name}.png"), full_page=False)

    def shoot_desktop(self, name: str) -> None:
        """A picture of the page in a desktop's window."""
        self.page.set_viewport_size(DESKTOP)
        self.page.screenshot(path=str(self._out / f"{name}.png"))
        self.page.set_viewport_size(PHONE)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by the form. Raises StepFailed when the portal does not let us."""
        self.open("/sign-in")
        self.page.fill("#email", email)
        self.page.fill("#password", password)
        self.page.click("form button.button-main")
        self.page.wait_for_load_state("load")
        if "/sign-in" in self.page.url:
            raise StepFailed("The portal did not let the parent sign in.")

    def sign_agreement(self, name: str) -> None:
        """Read and sign the agreement, when it is asked for."""
        if "/agreement" not in self.page.url:
            return
        self.page.check("input[name=agreed]")
        self.page.fill("input[name=name]", name)
        self.page.click("form button.button-main")
        self.page.wait_for_load_state("load")

    def entries(self) -> list[str]:
        """The addresses of the entries on the journal's page, newest first."""
        links = self.page.eval_on_selector_all("a[href*='/entry/']", "all => all.map(a => new URL(a.href).pathname)")
        return list(dict.fromkeys(str(link) for link in links))

    def pictures(self) -> list[bytes]:
        """The bytes of every journal picture on this page, as the browser gets them."""
        sources = self.page.eval_on_selector_all("img[src*='/picture/']", "all => all.map(i => i.src)")
        answers = [patiently(partial(self._context.request.get, str(source))) for source in dict.fromkeys(sources)]
        bad = [answer.status for answer in answers if answer.status != 200]
        if bad:
            raise StepFailed(f"A picture of the page answers {bad[0]}.")
        return [answer.body() for answer in answers]

    def videos(self) -> list[str]:
        """The addresses of the videos on this page that can be played."""
        return [str(source) for source in self.page.eval_on_selector_all("video[src*='/video/']", "all => all.map(v => v.src)")]

    def sound_of(self, address: str, hz: int) -> list[float]:
        """What the browser makes of a video's sound, so many samples a second; empty where there is none to decode."""
        return [float(each) for each in patiently(lambda: self.page.evaluate(DECODE, [address, hz]))]

    def open_played(self, path: str) -> None:
        """Open an entry; where its video is still being prepared, open it again as the page says. Raises StepFailed when it never is."""
        self.open(path)
        for _ in range(TRIES):
            if self.page.locator(".figure figcaption").count() == len(self.videos()):
                return
            time.sleep(PAUSE_S)
            self.open(path)
        raise StepFailed("A video is still being prepared.")

    def picture_addresses(self) -> list[str]:
        """The addresses of the pictures on this page."""
        return [str(source) for source in self.page.eval_on_selector_all("img[src*='/picture/']", "all => all.map(i => i.src)")]

    def status_of(self, address: str) -> int:
        """The status that this family's browser gets for an address."""
        return patiently(lambda: self._context.request.get(urljoin(self._url, address))).status

    def body_of(self, address: str) -> bytes:
        """The bytes that this family's browser gets for an address."""
        return patiently(lambda: self._context.request.get(urljoin(self._url, address))).body()
