"""The families' part of the tour: each involved child's parent reads the journal, and asks for what is not theirs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from commands.touring.portal import Family, browser
from commands.touring.report import Report, Step, StepFailed
from commands.touring.serving import Ready
from commands.touring.sound import DECODED_HZ, TONES_HZ, has_track, tones_in

NEWCOMER = "Mei-Lin"  # her parent has not signed the agreement yet
MISSING = "00000000-0000-7000-8000-000000000000"


@dataclass(slots=True)
class Got:
    """Which screens were taken in one family's browser, what it got, and the addresses that are its alone."""

    shots: set[str] = field(default_factory=set)
    pictures: int = 0
    videos: int = 0
    sounding: int = 0  # of the videos
    entries: int = 0
    addresses: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """How much of everything."""
        sound = f" ({self.sounding or 'none'} with sound)" if self.videos else ""
        return f"{self.entries} entries, {self.pictures} pictures, {self.videos} {'video' if self.videos == 1 else 'videos'}{sound}."


def visit(out: Path, ready: Ready, children: Sequence[str], hears: Mapping[str, bool], report: Report) -> None:
    """Every page, every picture of every involved child, the memory book, and a foreign address. hears: who gets the video's sound."""
    for kind in ("pictures", "videos"):
        shutil.rmtree(out / kind, ignore_errors=True)
        (out / kind).mkdir()
    try:
        with browser() as chromium:
            with report.step("portal: sign the agreement") as step:
                sign(chromium, out, ready, step)
            foreign: list[str] = []
            for child in children:
                parent = parent_of(ready, child)
                if parent is None:
                    continue
                with report.step(f"portal: {child}'s family reads") as step:
                    got = read(chromium, out, ready, parent, child, child == children[0])
                    foreign += got.addresses
                    step.note = got.note
                    check_sound(child, got, hears, report)
            with report.step("portal: what is not theirs") as step:
                ask_for_others(chromium, out, ready, children[0], foreign, step)
    except StepFailed as error:
        report.steps.append(Step("portal", ok=False, note=error.sentence))


def parent_of(ready: Ready, child: str) -> dict[str, Any] | None:
    """A parent of that child who can sign in, or None."""
    return next((parent for parent in ready.demo["parents"] if parent["child"] == child and parent["signed"]), None)


def sign(chromium: Browser, out: Path, ready: Ready, step: Step) -> None:
    """A new parent signs in and sees the agreement, and nothing of any child before it is signed."""
    parent = next(parent for parent in ready.demo["parents"] if parent["child"] == NEWCOMER)
    family = Family(chromium, ready.url, out)
    try:
        family.open("/sign-in")
        family.shoot("13-portal-sign-in")
        family.sign_in(parent["email"], ready.demo["password"])
        family.open("/journal/")
        if "/agreement" not in family.page.url or NEWCOMER in family.page.content():
            raise StepFailed("Something of the child is shown before the agreement is signed.")
        family.shoot("14-portal-agreement")
        family.sign_agreement(f"{parent['first']} {parent['last']}")
        family.open("/journal/")
        family.shoot("15-portal-journal-empty")
        step.note = "Only the agreement was shown before it was signed."
    finally:
        family.close()


def read(chromium: Browser, out: Path, ready: Ready, parent: dict[str, Any], child: str, is_first: bool) -> Got:
    """Read every entry; save each picture as this family gets it."""
    family = Family(chromium, ready.url, out)
    try:
        family.sign_in(parent["email"], ready.demo["password"])
        family.open("/journal/")
        if is_first:
            family.shoot("16-portal-journal")
            family.shoot_desktop("17-portal-journal-desktop")
        got = Got()
        for got.entries, entry in enumerate(family.entries(), start=1):
            family.open_played(entry)
            name = "18-portal-entry-video" if family.videos() else "18-portal-entry"
            keep(family, out, f"{child}-{got.entries:03d}", got)
            if is_first and name not in got.shots:
                got.shots.add(name)
                family.shoot(name)
            elif family.videos() and not got.sounding:
                family.shoot("18-portal-entry-silent")
            got.addresses += [entry, *family.picture_addresses(), *family.videos()]
        if not got.pictures + got.videos:
            raise StepFailed(f"{child}'s journal shows no picture.")
        if is_first:
            (out / "memory-book.pdf").write_bytes(family.body_of("/book.pdf"))
        return got
    finally:
        family.close()


def keep(family: Family, out: Path, name: str, got: Got) -> None:
    """Save the pictures and videos of this page as this family gets them."""
    for picture in family.pictures():
        got.pictures += 1
        (out / "pictures" / f"{name}-{got.pictures:03d}.jpg").write_bytes(picture)
    for address in family.videos():
        got.videos += 1
        video = family.body_of(address)
        got.sounding += is_heard(family, address, video)
        (out / "videos" / f"{name}-{got.videos:03d}.webm").write_bytes(video)


def is_heard(family: Family, address: str, video: bytes) -> bool:
    """Whether a video has sound. Raises StepFailed when its browser hears something else than what lies in its bytes."""
    expected = TONES_HZ if has_track(video) else ()
    heard = tones_in(family.sound_of(address, DECODED_HZ))
    if heard != expected:
        raise StepFailed(f"The browser hears the tones {heard} in a video that should have {expected}.")
    return bool(heard)


def check_sound(child: str, got: Got, hears: Mapping[str, bool], report: Report) -> None:
    """Tell whether this family got the sound. Raises StepFailed when the rules say otherwise."""
    if not got.videos:
        return
    (report.videos.with_sound if got.sounding else report.videos.without_sound).append(child)
    if (got.sounding == got.videos) is not hears.get(child, False):
        raise StepFailed(f"By the demo's permissions {child}'s family should get it otherwise: {got.note}")


def videos_in(out: Path) -> tuple[Path, ...]:
    """The videos that families got."""
    return tuple(sorted((out / "videos").glob("*.webm")))


def ask_for_others(chromium: Browser, out: Path, ready: Ready, child: str, addresses: Sequence[str], step: Step) -> None:
    """Another family's entry and picture answer exactly as missing ones."""
    parent = parent_of(ready, child)
    if parent is None:
        raise StepFailed(f"No parent of {child} can sign in.")
    family = Family(chromium, ready.url, out)
    try:
        family.sign_in(parent["email"], ready.demo["password"])
        own = set(own_addresses(family))
        foreign = [address for address in addresses if path_of(address) not in own]
        missing = {family.body_of(f"/entry/{MISSING}/"): 404}
        for address in foreign:
            if family.status_of(address) != 404:
                raise StepFailed(f"Another family's address answers {family.status_of(address)}: {path_of(address)}")
            if "/entry/" in address and family.body_of(address) not in missing:
                raise StepFailed("A foreign entry answers otherwise than a missing one.")
        family.open(f"/entry/{MISSING}/")
        family.shoot("19-portal-not-found")
        step.note = f"{len(foreign)} foreign addresses answer as a missing page."
    finally:
        family.close()


def own_addresses(family: Family) -> list[str]:
    """The paths of this family's own entries and pictures."""
    family.open("/journal/")
    entries = family.entries()
    found = list(entries)
    for entry in entries:
        family.open(entry)
        found += [path_of(address) for address in (*family.picture_addresses(), *family.videos())]
    return found


def path_of(address: str) -> str:
    """The address without its host and its link's words."""
    return "/" + address.split("://", 1)[-1].split("/", 1)[-1].split("?", 1)[0] if "://" in address else address.split("?", 1)[0]
