"""A person standing at the kiosk, and one holding a tablet: the real windows over a real server, for the stories of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from app.keys.device_secret import FolderKeyStore
from app.program import Options, Program
from app.sync.network import AnyNetwork
from app.ui.camera import BrokenSource
from app.ui.enrol.view import EnrolView
from app.ui.kiosk.station import KioskStation
from app.ui.kiosk.view import KioskView
from app.ui.room.home.view import HomeView
from app.ui.theme.look import Look
from app.ui.unlock.choose_pin import ChoosePinView
from app.ui.unlock.view import UnlockView
from app.ui.widgets.pin_pad import PinPad
from commands.touring.hands import Bugs, Hands, spoken
from commands.touring.report import StepFailed
from commands.touring.serving import Ready
from domain.permissions import Station
from imaging.worker import ImagingWorker

PASSWORD, PIN, TODAYS_PIN = "Demo-Daybook-2026", "4826", "5937"


class Standing:
    """One station's window and whoever stands before it."""

    def __init__(self, folder: Path, station: Station, device: str, ready: Ready, imaging: ImagingWorker, bugs: Bugs) -> None:
        look = Look(reduced_motion=True)
        look.apply()
        folder.mkdir()
        options = Options(
            station=station,
            folder=folder,
            key_store=lambda: FolderKeyStore(folder.parent / f"keys-{folder.name}"),
            frames=lambda _: BrokenSource(),
            clock=lambda: datetime.now(UTC),
            network=AnyNetwork(),
            has_real_clock=True,
        )
        self.folder, self.program = folder, Program(options, look, imaging)
        self.hands = Hands(self.program.shell, folder.parent, bugs)
        self.program.start()
        self.program.shell.show()
        view = self.hands.screen(EnrolView)
        view.field.set_text(ready.pairing(device).line())
        self.hands.tap(view.pair_button)
        self.hands.screen(UnlockView)

    def log_in(self, username: str, password: str = PASSWORD) -> UnlockView:
        """Type user name and password; what comes of it is for the story."""
        view = self.hands.screen(UnlockView)
        self.hands.until("the form", lambda: view.user_name.editor.isVisible() and view.open_button.is_available)
        view.user_name.editor.clear()
        view.password.editor.clear()
        self.hands.type(view.user_name.editor, username)
        self.hands.type(view.password.editor, password)
        self.hands.tap(view.open_button)
        return view

    def press(self, *names: str) -> None:
        """Tap these, each as soon as it is there."""
        for name in names:
            self.hands.until(f"“{name}”", lambda name=name: self.sees(name))  # type: ignore[misc]
            self.hands.press(name, self.front())

    def sees(self, name: str) -> bool:
        """Whether something of that name can be tapped."""
        try:
            return self.hands.button(name, self.front()).isEnabled()
        except StepFailed:
            return False

    def front(self) -> QWidget | None:
        """What lies over everything else; None = the window itself."""
        return None

    def reads(self, words: str) -> bool:
        """Whether these words stand on the screen, or are spoken of something on it."""
        for widget in self.program.shell.findChildren(QWidget):
            text = getattr(widget, "text", None)
            said = [widget.accessibleName(), str(getattr(widget, "sentence", "")), str(text()) if callable(text) else ""]
            if widget.isVisible() and any(words in part for part in said):
                return True
        return False

    def wait_for(self, words: str) -> None:
        """Wait until these words can be read."""
        self.hands.until(f"“{words}”", lambda: self.reads(words))

    def write(self, name: str, text: str) -> None:
        """Type into the field of that name."""
        self.hands.until(f"the field “{name}”", lambda: self._field(name) is not None)
        field = self._field(name)
        assert field is not None
        for area in self.program.shell.findChildren(QScrollArea):
            if area.isAncestorOf(field):
                area.ensureWidgetVisible(field)
        self.hands.type(field, text)

    def enter(self, pin: str) -> None:
        """Type a PIN on the pad that is shown, once it listens."""
        self.hands.until("the pad", lambda: self._takes(pin[0]))
        self.hands.enter_pin(self._pads()[0], pin[1:])

    def _takes(self, digit: str) -> bool:
        """Whether the pad took a digit: it rests while the server is asked."""
        pads = self._pads()
        if pads:
            pads[0].press(digit)
        return bool(pads) and pads[0].typed == 1

    def close(self) -> None:
        """Close the window and bury it here: left to the collector, it may die in a lane's thread."""
        self.program.shell.close()
        self.program.shell.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()

    def _field(self, name: str) -> QWidget | None:
        for kind in (QLineEdit, QPlainTextEdit):
            for field in self.program.shell.findChildren(kind):
                if field.isVisible() and field.accessibleName().startswith(name):
                    return field
        return None

    def _pads(self) -> list[PinPad]:
        return [pad for pad in self.program.shell.findChildren(PinPad) if pad.isVisible()]


class Kiosk(Standing):
    """The kiosk in the office, opened by Ellis."""

    def open(self) -> None:
        self.log_in("ellis.grant")
        self.hands.screen(KioskView)
        self.hands.until("the board", lambda: bool(self.cards()))

    def front(self) -> QWidget | None:
        """The steps that lie over the board."""
        station = self.program.station
        return station.panel if isinstance(station, KioskStation) and station.panel.isVisible() else None

    def cards(self) -> dict[int, str]:
        """What each tablet's card says."""
        said: dict[int, str] = {}
        for widget in self.program.shell.findChildren(QWidget):
            name = spoken(widget) if hasattr(widget, "accessibleName") else ""  # type: ignore[arg-type]
            for number in range(1, 7):
                if widget.isVisible() and f", tablet {number}, " in name:
                    said[number] = name.split(f", tablet {number}, ", 1)[1]
        return said

    def is_ticked(self, line: str) -> bool:
        """Whether that line of the closing list is done."""
        try:
            return spoken(self.hands.button(line)).endswith("done")
        except StepFailed:
            return False

    def until_card(self, number: int, words: str, patience_s: float = 30.0) -> None:
        """Wait until that tablet's card says so."""
        self.hands.until(f"tablet {number} to be “{words}”", lambda: words in self.cards().get(number, ""), patience_s)

    def sign_out(self, number: int, name: str, pin: str = PIN) -> None:
        """Take a tablet that is fine."""
        self.press(f"Sign out, tablet {number}", name)
        self.enter(pin)
        self.press("All fine")
        self.until_card(number, f"Out. {name}")


class Tablet(Standing):
    """A room tablet."""

    def work_as(self, username: str) -> HomeView:
        """Log in and choose a PIN for today."""
        self.look_until(lambda: self.hands.screen(UnlockView).user_name.editor.isVisible())
        self.log_in(username)
        view = self.hands.screen(ChoosePinView)
        for _ in range(2):
            self.hands.enter_pin(view.pad, TODAYS_PIN)
        home = self.hands.screen(HomeView)
        self.hands.until("the children of the room", lambda: bool(home.grid.cards))
        return home

    def look_until(self, condition: Callable[[], bool]) -> None:
        """Ask the server again and again who holds the tablet."""
        presenter = self.program.shell._keep[0]
        for _ in range(20):
            if condition():
                return
            presenter.look_again()  # type: ignore[attr-defined]
            QApplication.processEvents()
            self.hands.until("an answer", lambda: True)
            pause(self.hands, 0.5)
        raise StepFailed("The tablet does not hear of it")

    def is_refused(self, words: str) -> None:
        """Wait until the form says so."""
        view = self.hands.screen(UnlockView)
        self.hands.until(f"“{words}” at the form", lambda: words in view.form.form_error.sentence)

    def sync(self) -> None:
        """A cycle now, rather than within a minute."""
        if self.program.work is not None:
            self.program.work.wake()


def pause(hands: Hands, seconds: float) -> None:
    """Let the windows work for a moment."""
    end = datetime.now(UTC).timestamp() + seconds
    hands.until("a moment", lambda: datetime.now(UTC).timestamp() > end)
