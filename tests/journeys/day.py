"""A tablet's day without a window: takes photos, hands them in and syncs, until all is sent; goes on wherever it was killed.

`python -m tests.journeys.day FOLDER PICTURE ENTRIES`. Prints `done` when the tablet has sent and wiped everything.
"""

from __future__ import annotations

import contextlib
import dataclasses
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from app.device import Device, TabletContact, framework, tablet_services
from app.keys.device_secret import FolderKeyStore
from app.keys.enrolment import load_enrolment
from app.services.session import Session
from app.services.tablet import TabletServices
from app.services.unlocking import Opened, Unlocking
from app.storage import entries, outbox, renditions
from app.sync.network import AnyNetwork
from domain.covering import Says, Source
from domain.entries import EntryKind
from domain.errors import KnownError
from domain.ids import ChildId, PhotoId
from domain.lifecycle import PhotoState, RenditionState
from imaging.worker import ImagingWorker

PASSWORD = "Demo-Daybook-2026"


def main(folder: Path, picture: bytes, count: int) -> None:
    enrolment = load_enrolment(folder)
    assert enrolment is not None
    with ImagingWorker() as imaging:
        device = Device(
            folder=folder, enrolment=enrolment, key_store=FolderKeyStore(folder.parent / "keys"), clock=lambda: datetime.now(UTC),
            imaging=imaging, framework=framework(), network=AnyNetwork(),
        )  # fmt: skip
        unlocking = device.unlocking()
        opened = log_in(unlocking)
        services = tablet_services(device, opened)
        services.starting.recover(opened.session)
        engine = device.engine(opened, TabletContact(unlocking, opened))
        while not engine.cycle().is_online:
            time.sleep(0.1)
        chosen = children(services, opened.session)
        for number in range(count):
            write(services, opened, picture, f"Amelia pours the water for entry {number}.", chosen)
            engine.cycle()
        while not is_over(opened):
            engine.cycle()
            time.sleep(0.05)
    print("done", flush=True)


def log_in(unlocking: Unlocking) -> Opened:
    """Log in; the server may be away for a moment at the first time."""
    while True:
        with contextlib.suppress(KnownError):
            return unlocking.log_in("sam.morris", PASSWORD)
        time.sleep(0.2)


def children(services: TabletServices, session: Session) -> tuple[ChildId, ...]:
    board = services.room.board(session)
    return tuple(ChildId(card.child.id) for card in board.children if card.child.first_name in ("Amelia", "Noah"))


def write(services: TabletServices, opened: Opened, picture: bytes, text: str, chosen: tuple[ChildId, ...]) -> None:
    """Hand in the entry with that text, unless it was handed in before; a draft of it goes on from where it is."""
    connection, session = opened.store.connect(), opened.session
    if any(entry.body.text == text for entry in entries.recent(connection, 100)):
        return
    draft = next((draft for draft in services.writing.drafts(session) if draft.text == text), None)
    if draft is None:
        for forgotten in services.writing.drafts(session):
            services.writing.delete(forgotten.id, session)
        made = services.writing.new_draft(EntryKind.OBSERVATION, chosen, session)
        draft = services.writing.save(dataclasses.replace(made, text=text), session)
    photo_ids = draft.photo_ids or (services.capturing.capture(picture, draft.id, session).photo_id,)
    for photo_id in photo_ids:
        review(services, photo_id, session)
    services.handing_in.hand_in(draft.id, session)


def review(services: TabletServices, photo_id: PhotoId, session: Session) -> None:
    services.looking.look(photo_id, session)
    photo = services.reviewing.photo(photo_id, session)
    if photo.state is PhotoState.REVIEWED:
        return
    maybes = [region.id for region in photo.regions if region.source is Source.MAYBE and region.says is Says.NOTHING]
    if maybes:
        services.reviewing.say(maybes, Says.SOMEONE_ELSE, None, session)
    if not photo.regions:
        services.reviewing.say_no_child(photo_id, True, session)
    assert services.reviewing.finish(photo_id, session) == ()


def is_over(opened: Opened) -> bool:
    connection = opened.store.connect()
    rows = renditions.in_state(connection, *RenditionState)
    return bool(rows) and all(row.state is RenditionState.WIPED for row in rows) and outbox.count_waiting(connection) == 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_bytes(), int(sys.argv[3]))
