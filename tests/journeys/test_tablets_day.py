"""The kiosk's day and the tablet's, side by side on their real windows: whose hands a tablet is in, from cabinet to cabinet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.keys.lock import LockState
from app.keys.slot_file import read_slots
from app.ui.room.compose.view import ComposeView
from app.ui.unlock.view import UnlockView
from commands.touring.hands import Bugs
from commands.touring.serving import ServerProcess
from domain.permissions import Station
from imaging.worker import ImagingWorker
from tests.journeys.standing import PASSWORD, PIN, Kiosk, Tablet

pytestmark = [pytest.mark.slow, pytest.mark.journey]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "server", tmp_path / "server.log", ("--demo", "--before-opening")) as server:
        yield server


@pytest.fixture
def bugs() -> Iterator[Bugs]:
    bugs = Bugs()
    yield bugs
    bugs.close()


@pytest.fixture
def kiosk(server: ServerProcess, tmp_path: Path, qapp: QApplication, bugs: Bugs) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path / "kiosk", Station.KIOSK, "KIOSK-1", server.ready, ImagingWorker(), bugs)
    yield kiosk
    kiosk.close()


@pytest.fixture
def tablet(server: ServerProcess, tmp_path: Path, qapp: QApplication, bugs: Bugs) -> Iterator[Tablet]:
    tablet = Tablet(tmp_path / "tablet", Station.ROOM, "T-02", server.ready, ImagingWorker(), bugs)
    yield tablet
    tablet.close()


def test_c11_c40_c41_a_day_in_whose_hands(kiosk: Kiosk, tablet: Tablet) -> None:
    kiosk.open()

    # 07:10 a tablet that is not in the cabinet must be found or reported before the day is open (C11).
    assert "In, low battery" in kiosk.cards()[4]
    kiosk.press(*(f"Tablet {number}." for number in (1, 2, 4, 5, 6)), "Open the day", "It was found", "On a shelf", "Next")
    kiosk.until_card(2, "Ready to take")
    kiosk.wait_for("Closing the day")

    # 07:25 to one person by PIN; a second person is refused on it, and a cracked one is not signed out (C40, C41).
    kiosk.sign_out(2, "Sam Morris")
    tablet.look_until(lambda: tablet.reads("Sam Morris"))
    tablet.log_in("jo.patel")
    tablet.is_refused("Only Sam can open it")
    assert kiosk.cards()[5].startswith("Out of use")

    # 07:30 the password once, then a PIN; 07:40 five wrong PINs ask for the password (L15), and a second tablet is refused (C40).
    tablet.work_as("sam.morris")
    kiosk.press("Sign out, tablet 1", "Jo Patel")
    for said in ("4 tries", "3 tries", "2 tries", "One try"):
        kiosk.enter("9998")
        kiosk.wait_for(said)
    kiosk.enter("9998")
    kiosk.write("Password", PASSWORD)
    kiosk.press("Next", "All fine")
    kiosk.until_card(1, "Out. Jo Patel")
    kiosk.press("Sign out, tablet 3")
    kiosk.wait_for("Holds tablet 1")
    kiosk.press("Cancel")

    # 12:30 handed on without the kiosk: refused. Both come to the kiosk: a transfer, and the cover's own first PIN and agreement (C41).
    kiosk.press("Sign in, tablet 2", "Hand over to a colleague")
    kiosk.enter(PIN)
    kiosk.press("Kit Doyle")
    kiosk.write("Password", PASSWORD)
    kiosk.press("Next")
    for _ in range(2):
        kiosk.enter("7193")
    kiosk.write("Your first and last name", "Kit Doyle")
    kiosk.press("I agree", "All fine")
    kiosk.until_card(2, "Out. Kit Doyle")

    # Sam's work ends with a sentence, nothing of it is lost, and Kit's first log-in opens the same store.
    tablet.sync()
    view = tablet.hands.screen(UnlockView)
    assert view.notice.isVisible() and tablet.program.lock_state is not LockState.OPEN
    tablet.look_until(lambda: tablet.reads("Kit Doyle"))
    tablet.log_in("sam.morris")
    tablet.is_refused("Only Kit can open it")
    tablet.work_as("kit.doyle")

    # 17:55 back: the kiosk ends the session, and the card says when everything was sent (C37, C39, C46).
    kiosk.press("Sign in, tablet 2")
    kiosk.enter("7193")
    kiosk.press("All fine", "The light is on", "Sign in")
    kiosk.until_card(2, "Slot 2")
    tablet.sync()
    tablet.hands.screen(UnlockView)
    tablet.hands.until("the store to be sealed", lambda: tablet.program.lock_state is LockState.SEALED)
    kiosk.until_card(2, "In")

    # 18:05 the day does not close while tablet 1 is out; it names who had it last (C11, C45).
    for line in ("Children signed out", "Accident cards handed over", "On the dock"):
        kiosk.press(line)
        kiosk.hands.until(f"the tick at “{line}”", lambda line=line: kiosk.is_ticked(line))  # type: ignore[misc]
    kiosk.wait_for("T-01 still out")
    kiosk.press("Close the day")
    kiosk.wait_for("Jo Patel")

    # Found in the garden shed: signed in late, by somebody else, with both words; then two people close the cabinet.
    kiosk.press("Sign in, tablet 1", "Somebody else brought it")
    kiosk.write("Who brings it", "Ellis found it in the garden shed")
    kiosk.press("Next", "All fine", "The light is on", "Sign in")
    kiosk.wait_for("every one is in")
    kiosk.press("Close the day", "Ellis Grant")
    kiosk.enter(PIN)
    kiosk.press("Ruth Adeyemi")
    kiosk.enter(PIN)
    kiosk.wait_for("The day is closed")


def test_c44_c10_a_lost_tablet_is_closed_at_its_next_contact_and_loses_nothing(kiosk: Kiosk, tablet: Tablet) -> None:
    kiosk.open()
    kiosk.press(*(f"Tablet {number}." for number in range(1, 7)), "Open the day")
    kiosk.wait_for("Closing the day")
    kiosk.sign_out(2, "Sam Morris")
    home = tablet.work_as("sam.morris")
    tablet.hands.tap(home.grid.cards[0])
    tablet.hands.tap(home.bar.observation_button)
    compose = tablet.hands.screen(ComposeView)
    tablet.hands.until("the draft", lambda: bool(compose.drawn.areas))
    compose.text.insertPlainText("She pours the water.")

    # The form is not filed before the tick that closes it (C44); the sheet says what it could hold.
    kiosk.press("More", "Lost or stolen", "Tablet 2.", "Lost")
    kiosk.write("Where and when", "Not in the park, not in the bag")
    kiosk.press("Report and close it")
    assert kiosk.sees("Report and close it")
    kiosk.press("Close this tablet now", "Report and close it")
    kiosk.wait_for("Print for the manager")
    kiosk.press("Close")
    kiosk.until_card(2, "Lost")

    # The tablet hears of it although it is answered nothing else: work ends, no password opens it, the store is still there.
    tablet.sync()
    tablet.hands.screen(UnlockView)
    tablet.hands.until("the store to be sealed", lambda: tablet.program.lock_state is LockState.SEALED)
    tablet.hands.until("that it is closed", lambda: not tablet.hands.screen(UnlockView).user_name.editor.isVisible())
    assert read_slots(tablet.folder / "slots.json").people == ()
    assert (tablet.folder / "store.db").stat().st_size > 0
