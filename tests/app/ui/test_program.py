"""The window between its screens: what a sleep, midnight and a full disk do to an open store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.keys.lock import LockState
from app.program import LONDON, Options, Program
from app.services.capturing import Capturing
from app.services.unlocking import Opened
from app.services.writing import Writing
from app.storage import audit, photos
from app.storage.space import DiskFull
from app.ui.camera import BrokenSource
from app.ui.theme.look import Look
from domain.boxes import Box
from domain.entries import EntryKind
from domain.permissions import Station
from imaging.worker import ImagingWorker
from tests import cast
from tests.app.services.locked_device import Device
from tests.fakes.imaging import FakeImaging, face, picture


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path / "data")


@pytest.fixture
def program(device: Device, look: Look) -> Iterator[Program]:
    options = Options(
        station=Station.ROOM,
        folder=device.folder,
        key_store=lambda: device.keys,
        frames=lambda _: BrokenSource(),
        clock=device.clock,
        zone=LONDON,
    )
    program = Program(options, look, ImagingWorker())
    program.unlocking = device.unlocking
    yield program
    program.shell.close()
    program.shell.deleteLater()


def open_store(program: Program, device: Device, qtbot: QtBot) -> Opened:
    """Sam logs in, in the lane of the vault."""
    came: list[Opened] = []
    program.lanes.vault.run(lambda: device.unlocking.log_in("sam.morris", cast.PASSWORD), came.append, raised)
    qtbot.waitUntil(lambda: bool(came))
    program.opened = came[0]
    program.lock_state = LockState.OPEN
    return came[0]


def raised(error: Exception) -> None:
    raise error


def is_closed(opened: Opened) -> Callable[[], bool]:
    def ask() -> bool:
        try:
            opened.store.connect()
        except ValueError:
            return True
        return False

    return ask


def test_a_device_that_slept_wakes_sealed(program: Program, device: Device, qtbot: QtBot) -> None:
    opened = open_store(program, device, qtbot)
    device.clock.go_on(seconds=15)
    program.heart.beat()
    assert not is_closed(opened)()

    device.clock.go_on(hours=1)
    program.heart.beat()

    qtbot.waitUntil(is_closed(opened))
    assert program.lock_state.value == LockState.SEALED.value


def test_midnight_ends_yesterdays_originals_in_an_open_store(program: Program, device: Device, qtbot: QtBot) -> None:
    opened = open_store(program, device, qtbot)
    writing, capturing = (
        Writing(opened.store, opened.vault, device.clock),
        Capturing(opened.store, opened.vault, FakeImaging(), device.clock),
    )
    draft = writing.new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), opened.session)
    capturing.capture(picture(face("amelia", Box(100, 100, 200, 220))), draft.id, opened.session)
    assert len(photos.alive(opened.store.connect())) == 1

    device.clock.go_on(days=1)
    program.heart.day_ended.emit()

    qtbot.waitUntil(lambda: photos.alive(opened.store.connect()) == ())
    assert writing.open(draft.id, opened.session).photo_ids == ()


def test_the_next_person_gets_in_although_the_log_out_found_the_disk_full(
    program: Program, device: Device, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, went_on = open_store(program, device, qtbot), []

    def no_room(*everything: object, **named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(audit, "append", no_room)
    program._end_rest(lambda: went_on.append(True))

    qtbot.waitUntil(lambda: bool(went_on))
    assert is_closed(opened)()


def test_the_next_store_waits_until_the_one_before_is_closed(program: Program, device: Device, qtbot: QtBot) -> None:
    opened = open_store(program, device, qtbot)
    seen: list[bool] = []
    program.seal()

    program._end_rest(lambda: seen.append(is_closed(opened)()))

    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [True]
