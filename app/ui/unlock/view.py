"""The lock screen: whose tablet this is, and how it opens: by PIN, by password, or not just now. It shows nothing of any child."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.theme.look import Look, is_compact
from app.ui.unlock.frame import LockFrame
from app.ui.unlock.notice import Notice
from app.ui.unlock.password_form import PasswordForm
from app.ui.unlock.pin_form import PinForm
from app.ui.unlock.screen import Face, UnlockScreen
from app.ui.unlock.shut_form import ShutForm


class UnlockView(LockFrame):
    """Draws an `UnlockScreen`; emits the wish to open, to log out, to look again, and to report a fault."""

    open_asked = Signal(str, str)  # user name, password
    pin_entered = Signal(str)
    password_asked = Signal()
    pin_asked = Signal()
    log_out_asked = Signal()
    look_again_asked = Signal()
    notice_read = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName("Daybook is locked")
        self.form, self.pin, self.shut = PasswordForm(look), PinForm(look), ShutForm(look)
        self._faces: dict[Face, QWidget] = {Face.PASSWORD: self.form, Face.PIN: self.pin, Face.SHUT: self.shut}
        for form in self._faces.values():
            self.add_form(form)
        self.notice = Notice(look)
        self.above.addWidget(self.notice)
        self.user_name, self.password, self.open_button = self.form.user_name, self.form.password, self.form.open_button
        self._face = Face.PASSWORD
        self._connect()

    def show_screen(self, screen: UnlockScreen) -> None:
        """Draw that screen. What was typed stays, unless the face changes."""
        self.show_frame(screen)
        if screen.face is not self._face:
            self.forget_secrets()
        self._face = screen.face
        if screen.face is Face.PIN:
            self.pin.greet(screen.greeting, screen.initials)
            self.pin.show_pin(screen.pin_error, is_busy=screen.is_busy)
        elif screen.face is Face.SHUT and screen.shut is not None:
            self.shut.show_shut(screen.shut)
        else:
            self.form.show_screen(screen)
        self.show_form(self._faces[screen.face])
        self.notice.say(screen.notice)

    def _fold(self) -> None:
        """The small tablet has room for the notice on the left only."""
        super()._fold()
        place = self.panel.foot if is_compact(self.width(), self.height()) else self.above
        if place.indexOf(self.notice) < 0:
            place.addWidget(self.notice)

    def forget_secrets(self) -> None:
        """Empty the password and the PIN: after a log-in, and when the face changes."""
        self.password.set_text("")
        self.pin.pad.clear()

    def first_focus(self) -> None:
        """Put the cursor where the person goes on."""
        if self._face is Face.PIN:
            self.pin.pad.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._face is Face.PASSWORD:
            self.form.first_focus()
        else:
            self.shut.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.form.open_asked.connect(self.open_asked)
        self.form.look_again_asked.connect(self.look_again_asked)
        self.form.pin_asked.connect(self.pin_asked)
        self.shut.again_asked.connect(self.look_again_asked)
        self.pin.pin_entered.connect(self.pin_entered)
        self.pin.password_asked.connect(self.password_asked)
        self.pin.log_out_asked.connect(self.log_out_asked)
        self.notice.read.connect(self.notice_read)
