"""Sent away at work: by the office, the hours, a suspension, a clock; what was typed is kept (C6, C12, L10, L14, C36)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.keys.lock import LockState
from app.program import LONDON
from app.services.capturing import Capturing
from app.services.clips import Clips
from app.services.refusing import LoginRefused
from app.services.writing import Writing
from app.storage import facts, photos
from app.storage.database import transaction
from app.ui.heartbeat import Heartbeat
from app.ui.theme.look import Look
from app.ui.unlock.view import UnlockView
from domain.boxes import Box
from domain.custody import LoginRefusal
from domain.entries import EntryKind
from domain.wire import CommandKind, FactKind
from tests import cast
from tests.app.ui.window import Window, is_closed, opened_of, raised, state_of, words_of, work_of, write
from tests.fakes.clips import clip
from tests.fakes.clock import FakeClock
from tests.fakes.imaging import FakeImaging, face, picture

# -- Sent away at work -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [CommandKind.END_SESSION, CommandKind.SEAL])
def test_what_was_typed_when_the_office_ends_the_work_is_kept(window: Window, kind: CommandKind) -> None:
    write(window, "She pours the water slo")
    opened = opened_of(window)
    window.device.server.order(kind, 1, "The office has ended it.")
    window.device.clock.go_on(seconds=-1)
    window.device.unlocking.refresh()
    window.program.staying.ask()

    view = window.screen(UnlockView)
    assert "The office has ended it." in words_of(view)
    window.program.seal()
    window.until(is_closed(opened))
    window.device.server.order(CommandKind.RELEASE, 2)
    again = window.device.open()
    drafts = Writing(again.store, again.vault, window.device.clock).drafts(again.session)
    assert [draft.text for draft in drafts] == ["She pours the water slo"]
    window.device.unlocking.log_out(again)


@pytest.mark.parametrize("kind", [CommandKind.SEAL, CommandKind.DESTROY])
def test_a_seal_while_an_ended_session_still_sends_closes_the_store_at_once(window: Window, kind: CommandKind) -> None:
    window.work()
    opened = opened_of(window)
    window.device.server.order(CommandKind.END_SESSION, 1, "Ended.")
    window.device.unlocking.refresh()
    window.program.staying.ask()
    window.screen(UnlockView)
    assert opened.store.key, "it goes on sending"

    window.device.server.order(kind, 2, "Closed.")
    window.device.unlocking.refresh()
    work_of(window).cycled.emit(None)

    window.until(is_closed(opened))
    assert state_of(window) is LockState.SEALED


def test_a_drain_that_never_ends_is_ended(window: Window) -> None:
    window.work()
    opened = opened_of(window)
    window.device.server.order(CommandKind.END_SESSION, 1, "Ended.")
    window.device.unlocking.refresh()
    window.program.staying.ask()
    window.screen(UnlockView)
    work_of(window).cycled.emit(None)
    assert opened.store.key

    window.program._seal.timeout.emit()

    window.until(is_closed(opened))


def test_a_recording_that_the_lock_ended_does_not_outlive_the_custody(window: Window) -> None:
    window.work()
    opened, lanes, clock = opened_of(window), window.program.lanes, window.device.clock
    draft = Writing(opened.store, opened.vault, clock).new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), opened.session)
    clips, kept, go = Clips(opened.store, opened.vault, FakeImaging(), clock), list[object](), threading.Event()

    def keep(_: bool) -> None:
        lanes.vault.run(lambda: clips.keep(clip(), draft.id, opened.session), kept.append, raised)

    lanes.frames.run(lambda: go.wait(10), keep, raised)  # its last frame is made into a picture
    assert work_of(window).drain(LoginRefused(LoginRefusal.HELD_BY_SOMEONE_ELSE.value, "It is in other hands."))
    go.set()

    window.until(lambda: bool(kept))
    window.until(lambda: not photos.alive(opened.store.connect()))


@pytest.mark.parametrize(
    ("change", "said"),
    [({"is_active": False}, "Ask the office"), ({"login_version": 1}, "Log in again")],
)
def test_l10_c36_who_is_suspended_or_reset_at_work_sees_the_lock_screen(window: Window, change: dict[str, object], said: str) -> None:
    window.work()
    opened = opened_of(window)
    sam = cast.STAFF[0].model_copy(update=change)
    window.device.server.versions[sam.id] = sam.login_version

    with transaction(opened.store.connect()):
        facts.put(opened.store.connect(), FactKind.STAFF, sam.id, 9, sam.model_dump(mode="json"))
    work_of(window).cycled.emit(None)

    view = window.screen(UnlockView)
    window.until(lambda: said in words_of(view))
    assert not window.device.slots.knows("sam.morris")


def test_c6_closing_time_at_work_is_said_and_the_words_are_kept(window: Window) -> None:
    write(window, "He counts to ten")
    window.device.server.until = cast.LEASE_UNTIL
    window.device.clock.go_on(hours=7)
    window.device.server.since = window.device.clock()
    window.program.staying.ask()

    view = window.screen(UnlockView)
    assert "He counts" not in words_of(view)


def test_lanes_that_still_work_when_somebody_logs_out_never_meet_a_closed_store(window: Window) -> None:
    window.work()
    opened, lanes, seen = opened_of(window), window.program.lanes, list[str]()

    def then(lane: str) -> Callable[[object], None]:
        return lambda _: lanes.vault.run(lambda: opened.store.connect() and lane, lambda said: seen.append(str(said)), raised)

    go = threading.Event()
    lanes.cpu.run(lambda: go.wait(10), then("cpu"), raised)
    lanes.net.run(lambda: go.wait(10), then("net"), raised)
    window.program.log_out()
    go.set()

    window.until(is_closed(opened))
    assert sorted(seen) == ["cpu", "net"]


# -- Clocks ----------------------------------------------------------------------------------------------------------------------------


class Ticks:
    """The clock that nobody can set."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


@pytest.mark.parametrize("days", [2, -2])
def test_a_clock_that_is_set_by_two_days_at_work_destroys_no_picture(qtbot: QtBot, look: Look, tmp_path: Path, days: int) -> None:

    window = Window(qtbot, look, tmp_path / "data", Ticks())
    try:
        window.work()
        opened, clock = opened_of(window), window.device.clock
        draft = Writing(opened.store, opened.vault, clock).new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), opened.session)
        Capturing(opened.store, opened.vault, FakeImaging(), clock).capture(
            picture(face("amelia", Box(100, 100, 200, 220))), draft.id, opened.session
        )
        clock.go_on(days=days)
        window.program.heart.beat()
        window.program.staying.ask()
        done: list[bool] = []
        if opened.store.key:
            window.program.lanes.vault.run(lambda: True, done.append, raised)
            window.until(lambda: bool(done) or not opened.store.key)
        if state_of(window) is LockState.SEALED:
            window.until(is_closed(opened))

        clock.go_on(days=-days)
        again = window.device.open()
        assert len(photos.alive(again.store.connect())) == 1
        again.store.close()
    finally:
        window.close()


def test_a_sleep_is_noticed_although_the_clock_was_set_back_meanwhile(qtbot: QtBot) -> None:
    clock, ticks, slept = FakeClock(cast.NOW), Ticks(), list[bool]()
    parent = QWidget()
    qtbot.addWidget(parent)
    heart = Heartbeat(clock, LONDON, parent, ticks)
    heart.slept.connect(lambda: slept.append(True))
    ticks.s += 15
    heart.beat()
    assert not slept

    ticks.s += 3600
    clock.go_on(hours=-1)
    heart.beat()

    assert slept == [True]
