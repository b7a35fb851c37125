"""A video with sound and a cut photo over real parts: taken, marked, covered, proved, approved, seen by a family, covered further.

Without windows: the services of a tablet and of the office, a real server process, its real pages.
"""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
import requests

from app.device import Device, TabletContact, framework, office_desk, tablet_services
from app.keys.device_secret import FolderKeyStore
from app.services.enrolling import Enrolling
from app.services.tablet import TabletServices
from app.services.unlocking import Opened
from app.storage import outbox, renditions
from app.sync.network import AnyNetwork
from app.sync.office_consents import HttpConsentDesk
from app.sync.pairing import HttpPairing
from commands.touring.serving import Ready, ServerProcess
from domain.boxes import Box
from domain.consent import Evidence, Purpose
from domain.covering import Region, Says, Source
from domain.entries import EntryKind
from domain.errors import KnownError
from domain.ids import ChildId, EntryId, PhotoId
from domain.lifecycle import RenditionState
from domain.wire import DecisionRequest
from domain.wire.consents import Became, RecordAnswer
from imaging.recorded import SOUND_HZ, ClipRecording
from imaging.values import Tier
from imaging.worker import ImagingWorker
from tests.imaging.clips import growing, moving, standing
from tests.imaging.pictures import jpeg, scene

pytestmark = [pytest.mark.slow, pytest.mark.journey]
PASSWORD = "Demo-Daybook-2026"
FRAMES, WIDTH, HEIGHT = 10, 640, 360
CUT = Box(160, 32, 640, 336)  # of the photo
OPUS = b"A_OPUS"
PATIENCE_S = 90.0
T = TypeVar("T")


def now() -> datetime:
    return datetime.now(UTC)


def until(what: str, ask: Callable[[], T | None]) -> T:
    """What `ask` answers, once it answers something."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"{what} did not come about")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Ready]:
    with ServerProcess(tmp_path / "server", tmp_path / "server.log") as server:
        yield server.ready


@pytest.fixture
def imaging() -> Iterator[ImagingWorker]:
    with ImagingWorker() as worker:
        yield worker


class Station:
    """A paired device with somebody at it."""

    def __init__(self, folder: Path, name: str, username: str, ready: Ready, imaging: ImagingWorker) -> None:
        keys, pairing = FolderKeyStore(folder.with_name(f"{folder.name}-keys")), ready.pairing(name)
        enrolment = Enrolling(folder, keys, HttpPairing()).pair(pairing.server_url, pairing.ca_sha256, pairing.code)
        self.device = Device(
            folder=folder, enrolment=enrolment, key_store=keys, clock=now, imaging=imaging, framework=framework(), network=AnyNetwork()
        )
        self.unlocking = self.device.unlocking()
        self.opened: Opened = until("a log-in", lambda: self._logged_in(username))

    def _logged_in(self, username: str) -> Opened | None:
        try:
            return self.unlocking.log_in(username, PASSWORD)
        except KnownError:
            return None


class Tablet(Station):
    """Sam's tablet."""

    def __init__(self, folder: Path, ready: Ready, imaging: ImagingWorker) -> None:
        super().__init__(folder, "T-02", "sam.morris", ready, imaging)
        self.services: TabletServices = tablet_services(self.device, self.opened)
        self.engine = self.device.engine(self.opened, TabletContact(self.unlocking, self.opened))
        until("a contact", lambda: self.engine.cycle().is_online)

    def child(self, name: str) -> ChildId:
        board = self.services.room.board(self.opened.session)
        return next(ChildId(card.child.id) for card in board.children if card.child.first_name == name)

    def record(self, recording: bytes, *names: str) -> PhotoId:
        """Keep a recording in a new entry about these children, and look at it to the end."""
        session, services = self.opened.session, self.services
        draft = services.writing.new_draft(EntryKind.OBSERVATION, [self.child(name) for name in names], session)
        self.draft = services.writing.save(dataclasses.replace(draft, text="Two friends greet each other."), session)
        taken = services.clips.keep(recording, draft.id, session)
        services.clips.look(taken.photo_id, session)
        return taken.photo_id

    def cut(self, photo: bytes, crop: Box) -> PhotoId:
        """Take a photo in the same entry, look at it to the end and keep that part of it."""
        session, services = self.opened.session, self.services
        taken = services.capturing.capture(photo, self.draft.id, session)
        services.looking.look(taken.photo_id, session)
        services.reviewing.crop(taken.photo_id, crop, session)
        return taken.photo_id

    def mark(self, clip: PhotoId, found: Sequence[Region]) -> None:
        """The left one is Amelia, the right one Isla; what may be a face is nobody of the room."""
        session, reviewing = self.opened.session, self.services.reviewing
        for region in found:
            left = region.box.x0 + region.box.x1 < WIDTH
            if region.source is Source.FACE:
                reviewing.say([region.id], Says.CHILD, self.child("Amelia" if left else "Isla"), session)
            else:
                reviewing.say([region.id], Says.SOMEONE_ELSE, None, session)
        assert reviewing.finish(clip, session) == ()

    def hand_in(self) -> None:
        """Ask for it, and do it as the background does."""
        self.services.later.ask(self.draft.id, self.opened.session)
        handed = self.services.later.run_next(self.opened.session)
        assert handed is not None and handed.renditions == 4, self.services.later.waiting(self.opened.session)

    def is_empty(self) -> bool:
        self.engine.cycle()
        connection = self.opened.store.connect()
        rows = renditions.in_state(connection, *RenditionState)
        return bool(rows) and all(row.state is RenditionState.WIPED for row in rows) and outbox.count_waiting(connection) == 0


class Office(Station):
    """Ruth at the office PC."""

    def __init__(self, folder: Path, ready: Ready, imaging: ImagingWorker) -> None:
        super().__init__(folder, "OFFICE-1", "ruth.adeyemi", ready, imaging)
        self.desk = office_desk(self.device, self.opened)
        self.consents = HttpConsentDesk(self.device.transport(), lambda: self.opened.office_session or "")

    def approve(self, entry: str) -> None:
        """Look at each family's video and photo, then approve."""
        item = until(
            "the video at the office", lambda: next((i for i in self.desk.queue().items if i.id == entry and i.media_complete), None)
        )
        assert item.has_clips
        for rendition in self.desk.entry(EntryId(entry)).body.renditions:
            head = b"\xff\xd8" if rendition.crop else b"\x1a\x45\xdf\xa3"
            assert self.desk.picture(rendition.id).startswith(head)
        self.desk.decide(EntryId(entry), DecisionRequest(action="approve", version=item.version))

    def withdraw(self, child: ChildId) -> None:
        """A parent says "no" at the door."""
        adult = next(each for each in self.consents.child_consents(child).adults if each.has_responsibility)
        said = RecordAnswer(
            adult_id=adult.adult_id,
            purpose=Purpose.OTHER_JOURNALS,
            answer=False,
            evidence=Evidence.SPOKEN,
            signed_on=now().date(),
            typed_name=adult.name,
        )
        self.consents.record_answer(child, said)

    def became(self) -> set[Became]:
        """What became of the pictures that the newest withdrawal touched."""
        return {row.became for row in self.consents.rechecks(everything=True).cases[0].rows}


class Family:
    """A parent's browser, without one."""

    def __init__(self, ready: Ready, email: str) -> None:
        self._url, self._web = ready.url, requests.Session()
        self._web.verify = str(ready.ca_pem)
        self._web.trust_env = False
        page = self._web.get(f"{self._url}/sign-in", timeout=20).text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token is not None
        said = {"csrfmiddlewaretoken": token[1], "email": email, "password": PASSWORD, "next": ""}
        self._web.post(f"{self._url}/sign-in", data=said, headers={"Referer": f"{self._url}/sign-in"}, timeout=20)

    def video(self) -> str | None:
        """The address of the journal's video, once it can be played."""
        return self._address("video", "journal/")

    def photo(self, entry: str) -> str | None:
        """The address of the entry's photo."""
        return self._address("picture", f"entry/{entry}/")

    def _address(self, kind: str, page: str) -> str | None:
        found = re.search(rf"(/{kind}/[^\"'\s>]+)", self._web.get(f"{self._url}/{page}", timeout=30).text)
        return found[1].replace("&amp;", "&") if found else None

    def get(self, address: str, **headers: str) -> requests.Response:
        return self._web.get(self._url + address, headers=headers, timeout=30)


def recording() -> bytes:
    """Ten frames: one child comes nearer on the left, another stands on the right; a tone is heard."""
    clip = ClipRecording(WIDTH, HEIGHT)
    tone = (8000 * np.sin(np.arange(SOUND_HZ * FRAMES // 25) * (2 * np.pi * 440 / SOUND_HZ))).astype("<i2")
    for number, each in enumerate(moving(FRAMES, [growing, standing], WIDTH, HEIGHT)):
        clip.add(jpeg(each.rgb), number / 25)
    clip.hear(tone.tobytes(), 0.0)
    return clip.finish()


def sides_with_faces(imaging: ImagingWorker, webm: bytes) -> set[str]:
    """On which side of the picture a face can be seen on some frame."""
    tracks = imaging.video_tracks(webm).tracks
    return sides([box for track in tracks if track.tier is Tier.FACE for box in track.boxes], WIDTH)


def sides_of_cut(imaging: ImagingWorker, jpeg: bytes) -> set[str]:
    """The same in the photo, which was cut."""
    assert imaging.measure(jpeg) == (CUT.width, CUT.height)
    return sides([face.box for face in imaging.find(jpeg) if face.tier is Tier.FACE], CUT.width)


def sides(faces: Sequence[Box], width: int) -> set[str]:
    """On which side the faces are."""
    return {"left" if box.x0 + box.x1 < width else "right" for box in faces}


def test_l4_l20_a_video_and_a_cut_photo_from_the_shutter_to_a_withdrawal(server: Ready, imaging: ImagingWorker, tmp_path: Path) -> None:
    tablet, office = Tablet(tmp_path / "tablet", server, imaging), Office(tmp_path / "office", server, imaging)
    session, services = tablet.opened.session, tablet.services
    clip = tablet.record(recording(), "Amelia", "Isla")
    tablet.mark(clip, services.clips.clip(clip, session).regions)
    services.clips.hear(clip, [tablet.child("Amelia")], session)
    photo = tablet.cut(jpeg(scene(WIDTH, HEIGHT, [growing(1), standing(1)])[0]), CUT)
    tablet.mark(photo, services.reviewing.photo(photo, session).regions)
    tablet.hand_in()
    until("the tablet to be empty", tablet.is_empty)
    assert list((tmp_path / "tablet" / "vault").iterdir()) == []

    office.approve(tablet.draft.id)
    amelias, noahs = Family(server, "amelia.parent@example.org"), Family(server, "noah.parent@example.org")
    address = until("the video in the journal", amelias.video)
    whole = amelias.get(address)
    assert whole.status_code == 200 and whole.headers["Content-Type"] == "video/webm" and "no-store" in whole.headers["Cache-Control"]
    assert amelias.get(address, Range="bytes=0-99").status_code == 206
    assert noahs.get(address).status_code == 404 and noahs.video() is None
    assert sides_with_faces(imaging, whole.content) == {"left", "right"} and OPUS in whole.content
    photo_of = partial(amelias.photo, tablet.draft.id)
    assert sides_of_cut(imaging, amelias.get(until("the photo in the journal", photo_of)).content) == {"left", "right"}

    office.withdraw(tablet.child("Isla"))
    assert amelias.get(address).status_code == 404  # from the commit on
    until("the video covered further", lambda: office.became() == {Became.COVERED} or None)
    again = amelias.get(until("the video in the journal again", amelias.video))
    assert sides_with_faces(imaging, again.content) == {"left"} and OPUS not in again.content  # a voice goes no further than the face
    # The server knows the cut picture alone, and counts its regions from the corner of what was kept.
    assert sides_of_cut(imaging, amelias.get(until("the photo again", photo_of)).content) == {"left"}
    tablet.opened.store.close()
    office.opened.store.close()
