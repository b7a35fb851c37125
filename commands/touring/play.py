"""The tour's steps, in the order of a photo's way."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.keys.device_secret import FolderKeyStore
from app.program import Options, Program
from app.sync.network import AnyNetwork
from app.ui.camera import BrokenSource, FrameSource
from app.ui.theme.look import Look
from commands.clear_bytes import needles_of, search
from commands.touring import families
from commands.touring.desk import Desk
from commands.touring.film import FilmedFolder
from commands.touring.hands import Bugs, Hands
from commands.touring.marks import Mark
from commands.touring.report import Report, Step, StepFailed
from commands.touring.serving import Ready, ServerProcess
from commands.touring.sound import heard_needles, opus_of, packet_needles
from commands.touring.tablet import Tablet, kept_scale
from commands.touring.video import FILM_S, Video
from domain.lifecycle import RenditionState
from domain.permissions import Station
from imaging.values import PictureTooLarge, PictureUnreadable
from imaging.worker import ImagingWorker

DEFAULT_CHILDREN = ("Amelia", "Noah")  # one who may be seen everywhere, one who may be seen in the own journal only
IN_VIDEO, HEARD = ("Amelia",), ("Amelia", "Isla")  # whose face is named, the other one stays covered; whose voice is said to be heard
HEARS = {"Amelia": True, "Noah": False}  # Noah's family agreed to his own journal only, so nobody else may be heard in it
KEY_PERSON, MANAGER = "sam.morris", "ruth.adeyemi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """What to play with, and where: pictures as the camera, named faces by file name, where pictures of screens and where data go.

    has_video: whether a video is filmed of them too; it takes a minute or two.
    """

    pictures: Sequence[Path]
    marks: Mapping[str, Sequence[Mark]]
    out: Path
    base: Path
    has_video: bool = True


@dataclass(slots=True)
class Played:
    """What the steps found out on the way."""

    entries: int = 0
    children: dict[str, None] = field(default_factory=dict)
    hears: dict[str, bool] = field(default_factory=dict)
    markers: dict[str, bytes] = field(default_factory=dict)


def play(tour: Tour, report: Report) -> None:
    """Play every step into `report`; a step that fails is in it, and what cannot be played without it is left out."""
    played, bugs = Played(), Bugs()
    planted = nonsense()
    application = QApplication.instance() or QApplication([])
    look = Look(reduced_motion=True)
    look.apply()
    with ImagingWorker() as imaging, ServerProcess(tour.base / "server", tour.out / "server.log", revives=True) as server:
        on_tablet(tour, server.ready, report, played, bugs, look, imaging, planted)
        if played.entries:
            at_the_office(tour, server.ready, report, played, bugs, look, imaging)
        bugs.close()
        if played.entries:
            families.visit(tour.out, server.ready, tuple(played.children), played.hears, report)
            for video in families.videos_in(tour.out):
                played.markers |= video_needles(video)
    look_for_clear_bytes(tour, report, played, planted)
    del application


def nonsense() -> str:
    """A word that nobody has ever written: it can be searched for."""
    return "".join(secrets.choice("bdfgklmnprstvz") + secrets.choice("aeiou") for _ in range(8))


def on_tablet(
    tour: Tour, ready: Ready, report: Report, played: Played, bugs: Bugs, look: Look, imaging: ImagingWorker, planted: str
) -> None:
    """Pair, log in, take and hand in every picture, sync, and see that nothing is left."""
    frames = FilmedFolder(tour.pictures[0].parent)
    program = program_of(tour, Station.ROOM, "tablet", look, imaging, frames)
    hands = Hands(program.shell, tour.out, bugs)
    tablet = Tablet(program, frames, hands)
    try:
        program.start()
        program.shell.show()
        with report.step("pair the tablet"):
            tablet.pair(ready.pairing("T-02"))
        with report.step("log in"):
            tablet.unlock(KEY_PERSON, ready.demo["password"])
        if not report.ok:
            return
        for picture in tour.pictures:
            with report.step(f"photo {picture.name}") as step:
                hand_in(tour, picture, tablet, imaging, report, played, planted, step)
        if tour.has_video:
            with report.step("a video") as step:
                film(tablet, Video(hands), report, played, planted, step)
        with report.step("sync and wipe") as step:
            expected = len(tablet.states())
            report.photos.renditions = expected
            tablet.sync(expected)
            step.note = f"{expected} renditions sent, each wiped after its receipt."
    finally:
        states = tablet.states()
        report.photos.uploaded = sum(
            state in (RenditionState.ACKNOWLEDGED, RenditionState.WIPING, RenditionState.WIPED) for state in states
        )
        report.photos.wiped = states.count(RenditionState.WIPED)
        report.photos.left_on_device = len(list((tour.base / "tablet" / "vault").glob("*")))
        report.faces.covered = tablet.covers()
        program.shell.close()


def hand_in(
    tour: Tour, picture: Path, tablet: Tablet, imaging: ImagingWorker, report: Report, played: Played, planted: str, step: Step
) -> None:
    """One picture from the shutter to the hand-in; one that cannot be read ends with the camera's sentence."""
    marks = tour.marks.get(picture.name, ())
    children = tuple(dict.fromkeys(mark.child for mark in marks)) or DEFAULT_CHILDREN
    tablet.home_again()
    tablet.choose(children)
    refused = tablet.take_photo(picture.name)
    if refused:
        step.note = f"Not kept: {refused}"
        if is_readable(picture, imaging):
            raise StepFailed(step.note)
        return
    report.photos.captured += 1
    played.markers |= needles_of(picture)
    width, height = imaging.measure(picture.read_bytes())
    reviewed = tablet.review(marks, kept_scale(width, height))
    report.faces.found += reviewed.found
    tablet.write(children[0], planted)
    played.entries += 1
    played.children |= dict.fromkeys(children)
    named = f"{', '.join(reviewed.named)} named. " if reviewed.named else ""
    step.note = f"{reviewed.found} faces found. {named}{reviewed.note}".strip()


def film(tablet: Tablet, video: Video, report: Report, played: Played, planted: str, step: Step) -> None:
    """One video from the shutter to its hand-in, which goes on behind the screens."""
    tablet.home_again()
    tablet.choose(DEFAULT_CHILDREN)
    video.film()
    report.videos.recorded += 1
    played.markers |= heard_needles(FILM_S)
    filmed = video.review(IN_VIDEO, HEARD)
    report.videos.tracks += filmed.tracks
    if filmed.hears != HEARS:
        raise StepFailed(f"Who hears the video by its review: {filmed.hears}; by the demo's permissions: {HEARS}.")
    tablet.write(DEFAULT_CHILDREN[0], planted, shot="08-compose-video")
    video.watch_covering()
    played.entries += 1
    played.children |= dict.fromkeys(DEFAULT_CHILDREN)
    played.hears |= HEARS
    step.note = f"{filmed.tracks} faces found. {', '.join(filmed.named) or 'Nobody'} named; {', '.join(HEARD)} heard."


def video_needles(path: Path) -> dict[str, bytes]:
    """Slices of a video that a family got, and of its sound."""
    sound = opus_of(path.read_bytes())
    return needles_of(path) | (packet_needles(path.name, sound) if sound is not None else {})


def is_readable(picture: Path, imaging: ImagingWorker) -> bool:
    """Whether the file is a picture that should have been kept."""
    try:
        imaging.keep(picture.read_bytes())
    except (PictureUnreadable, PictureTooLarge):
        return False
    return True


def at_the_office(tour: Tour, ready: Ready, report: Report, played: Played, bugs: Bugs, look: Look, imaging: ImagingWorker) -> None:
    """The manager looks at every entry and approves it."""
    program = program_of(tour, Station.OFFICE, "office", look, imaging, BrokenSource())
    try:
        program.start()
        program.shell.show()
        desk = Desk(Hands(program.shell, tour.out, bugs))
        with report.step("log in at the office"):
            desk.open(ready.pairing("OFFICE-1"), MANAGER, ready.demo["password"])
        with report.step("moderate") as step:
            step.note = f"{desk.approve_all(played.entries)} entries approved."
    finally:
        program.shell.close()


def program_of(tour: Tour, station: Station, name: str, look: Look, imaging: ImagingWorker, frames: FrameSource) -> Program:
    """A station of its own, as `app.main` builds it; the demo's key store and any network, for there is no key ring here."""
    folder = tour.base / name
    folder.mkdir(parents=True, exist_ok=True)
    options = Options(
        station=station,
        folder=folder,
        key_store=lambda: FolderKeyStore(tour.base / "keys" / name),
        frames=lambda _turn: frames,
        clock=lambda: datetime.now(UTC),
        network=AnyNetwork(),
    )
    return Program(options, look, imaging)


def look_for_clear_bytes(tour: Tour, report: Report, played: Played, planted: str) -> None:
    """Search every file of the tablet and of the server; the planted word may be in no file of the tablet."""
    with report.step("search for clear bytes") as step:
        found = list(search([tour.base / "tablet", tour.base / "server"], played.markers))
        found += search([tour.base / "tablet"], {"the planted word": planted.encode()})
        report.clear_bytes_found = len(found)
        if found:
            raise StepFailed(f"{found[0].what} lies clear in {found[0].path.relative_to(tour.base)} at {found[0].offset}.")
        step.note = f"{len(played.markers)} needles and the signatures of pictures: none found."
