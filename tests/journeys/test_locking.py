"""Who may open a tablet, as a person at the screen meets it: refusals, "Not me?", a draft that stays, and the garden without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.keys.device_secret import FolderKeyStore
from app.keys.lock import LockState
from app.program import Options, Program
from app.sync.network import AnyNetwork
from app.ui.camera import BrokenSource
from app.ui.enrol.view import EnrolView
from app.ui.room.compose.view import ComposeView
from app.ui.room.home.view import HomeView
from app.ui.theme.look import Look
from app.ui.unlock.view import UnlockView
from commands.touring.hands import Bugs, Hands
from commands.touring.serving import ServerProcess
from commands.touring.tablet import TODAYS_PIN, Tablet
from domain.permissions import Station
from imaging.worker import ImagingWorker

pytestmark = [pytest.mark.slow, pytest.mark.journey]
PASSWORD = "Demo-Daybook-2026"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "server", tmp_path / "server.log") as server:
        yield server


@pytest.fixture
def program(tmp_path: Path, qapp: QApplication) -> Iterator[Program]:
    look = Look(reduced_motion=True)
    look.apply()
    (tmp_path / "tablet").mkdir()
    options = Options(
        station=Station.ROOM,
        folder=tmp_path / "tablet",
        key_store=lambda: FolderKeyStore(tmp_path / "keys"),
        frames=lambda _: BrokenSource(),
        clock=lambda: datetime.now(UTC),
        network=AnyNetwork(),
    )
    program = Program(options, look, ImagingWorker())
    yield program
    program.shell.close()


@pytest.fixture
def hands(program: Program, tmp_path: Path) -> Iterator[Hands]:
    bugs = Bugs()
    yield Hands(program.shell, tmp_path, bugs)
    bugs.close()


def state_of(program: Program) -> LockState:
    return program.lock_state


def try_to_open(hands: Hands, username: str, password: str) -> UnlockView:
    view = hands.screen(UnlockView)
    hands.until("the last wait to be over", lambda: view.open_button.is_available and view.user_name.editor.isVisible())
    view.user_name.editor.clear()
    hands.type(view.user_name.editor, username)
    hands.type(view.password.editor, password)
    hands.tap(view.open_button)
    return view


def test_l16_c41_only_the_holder_opens_it_and_what_was_typed_stays(server: ServerProcess, program: Program, hands: Hands) -> None:
    tablet = Tablet(program, BrokenSource(), hands)
    program.start()
    program.shell.show()
    tablet.pair(server.ready.pairing("T-02"))

    view = try_to_open(hands, "jo.patel", PASSWORD)
    hands.until("the refusal", lambda: "Only Sam can open it" in view.form.form_error.sentence)
    view = try_to_open(hands, "sam.morris", "not the password")
    hands.until("the refusal", lambda: bool(view.password.error))
    assert state_of(program) is LockState.SEALED

    try_to_open(hands, "sam.morris", PASSWORD)
    tablet.choose_pin()
    tablet.choose(["Amelia"])
    home = hands.screen(HomeView)
    hands.tap(home.bar.observation_button)
    compose = hands.screen(ComposeView)
    hands.until("the draft", lambda: bool(compose.drawn.areas))
    compose.text.insertPlainText("Amelia pours the water.")
    hands.press("Sam M.")
    hands.screen(UnlockView)
    assert state_of(program) is LockState.LOCKED

    server.kill()
    view = hands.screen(UnlockView)
    hands.enter_pin(view.pin.pad, "8642")
    hands.until("the wrong PIN to be told", lambda: "not right" in view.pin.pad.line.sentence)
    hands.enter_pin(view.pin.pad, TODAYS_PIN)
    home = hands.screen(HomeView)
    hands.until("the draft to go on with", lambda: home.bar.drafts_button.isVisible())
    hands.tap(home.bar.drafts_button)
    compose = hands.screen(ComposeView)
    hands.until("the words", lambda: compose.drawn.text == "Amelia pours the water.")
    hands.until("the connection to be told", lambda: compose.bar.connection.text().startswith("Offline"))
    assert state_of(program) is LockState.OPEN


def test_c10_a_wrong_pairing_line_is_said_at_the_field_and_stays_there(server: ServerProcess, program: Program, hands: Hands) -> None:
    program.start()
    program.shell.show()
    line = server.ready.pairing("T-02").line()
    view = hands.screen(EnrolView)
    for wrong in ("hello", line.replace(server.ready.ca_sha256, "0" * 64), line.rsplit(" ", 1)[0] + " WRONG-CODE"):
        view.field.set_text(wrong)
        hands.tap(view.pair_button)
        hands.until("the refusal", lambda: bool(view.field.error) and view.pair_button.isEnabled())
        assert view.field.text == wrong
        view.field.set_error("")
    view.field.set_text(line)
    hands.tap(view.pair_button)
    hands.screen(UnlockView)
