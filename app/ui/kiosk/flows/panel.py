"""The large panel over the board: where one is, how many steps there are, the way back and out, and the step."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kiosk.flows.camera_view import CameraPageView
from app.ui.kiosk.flows.form_view import FormView
from app.ui.kiosk.flows.pages import CameraPage, FlowScreen, FormPage, PickPage, SecretPage
from app.ui.kiosk.flows.pick_view import PickView
from app.ui.kiosk.flows.secret_view import SecretView
from app.ui.kiosk.tablet_card import LOW, NumberTile
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import ActionButton, Kind, Measure
from app.ui.widgets.overlays import Overlay
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.words import Words

HEAD = Measure(64, 24, "body", 20, 10, "button")
HEAD_LOW = Measure(48, 22, "body", 16, 8, "pill")
LARGE_TEXT = 125  # percent
BUSY_AFTER_MS = 1000
BUSY = "Asking the nursery’s server…"


class FlowPanel(Overlay):
    """Draws one FlowScreen and emits wishes. It leaves the bar free: the fault button stays in reach."""

    picked = Signal(str)
    typed = Signal(str, str)
    ticked = Signal(str, bool)
    entered = Signal(str)
    went = Signal()
    back_asked = Signal()
    cancelled = Signal()
    touched = Signal()

    def __init__(self, look: Look, parent: QWidget, top_px: int = 0) -> None:
        super().__init__(look, parent, top_px)
        self.closes_outside = False
        self.drawn: FlowScreen | None = None
        self.panel = QWidget(self)
        self.tile = NumberTile(look)
        self.tile.set_size(LOW)
        self.title = Words(look, "", "dialog", "title", wrap=True)
        self.count = Words(look, "", "body", "text", "muted")
        self.back = ActionButton(look, "Back", "chevron-left", Kind.SECONDARY, HEAD)
        self.cancel = ActionButton(look, "Cancel", "x", Kind.SECONDARY, HEAD)
        self.error = Banner(look)
        self.busy = Banner(look)
        self.pick, self.secret, self.form, self.camera = PickView(look), SecretView(look), FormView(look), CameraPageView(look)
        self._stack = QStackedWidget()
        for view in (self.pick, self.secret, self.form, self.camera):
            self._stack.addWidget(view)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(BUSY_AFTER_MS)
        self._wait.timeout.connect(lambda: self.busy.say(BUSY, Tone.INFO, "hourglass"))
        self._lay_out()
        self._connect()

    def show_screen(self, screen: FlowScreen) -> None:
        """Draw the step; another page gets the focus where its first answer is."""
        before, self.drawn = self.drawn, screen
        self.setAccessibleName(screen.title)
        self.title.setText(screen.title)
        self.tile.show_number(screen.number, screen.tone)
        self.tile.setVisible(bool(screen.number))
        self.count.setText(f"Step {screen.step} of {screen.steps}" if screen.steps > 1 else "")
        self.back.setVisible(screen.can_back)
        self.cancel.set_words(screen.way_out)
        if screen.error:
            self.error.say(screen.error, Tone.BAD)
        elif before is None or before.error or before.page != screen.page:  # a board that came meanwhile takes no sentence away
            self.error.say("")
        self._show_busy(is_busy=screen.is_busy)
        self.secret.rest(is_busy=screen.is_busy)
        view = self._show_page(screen)
        is_other = (
            before is None or before.step != screen.step or type(before.page) is not type(screen.page) or before.title != screen.title
        )
        if is_other:
            view.first_focus()

    def hint(self, sentence: str) -> None:
        """Why something rests, until the page changes."""
        self.error.say(sentence, Tone.WARN)

    def forget(self) -> None:
        """Close, and keep no letter."""
        self.drawn = None
        self.error.say("")
        self._show_busy(is_busy=False)
        self.secret.forget()
        self.camera.live.forget()
        self.shut()

    def arrange(self) -> None:
        """Nearly all of the board; on a low window all of it."""
        low = self.height() < 600
        for button in (self.back, self.cancel):
            button.measure = HEAD_LOW if low else HEAD
            button.updateGeometry()
        self.title.set_role("panel" if low else "dialog")
        self.form.set_tight(low)
        tight = low and self.look.theme.text_percent > LARGE_TEXT
        self._lines.setContentsMargins(*((16, 4, 16, 6) if tight else (20, 10, 20, 12) if low else (32, 20, 32, 24)))
        self._lines.setSpacing(4 if tight else 8 if low else 16)
        self.panel.setGeometry(self.panel_rect())

    def panel_rect(self) -> QRect:
        """A margin around."""
        margin = 2 if self.height() < 600 and self.look.theme.text_percent > LARGE_TEXT else 8 if self.height() < 600 else 16
        return self.rect().adjusted(margin, margin, -margin, -margin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is Cancel."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif self._stack.currentWidget() is self.secret and event.text() in self.secret.pad.keys:
            self.secret.type_digit(event.text())  # wherever the focus is
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order, inside the panel."""
        return go_on((self.panel,), forward=forward)

    def _show_busy(self, *, is_busy: bool) -> None:
        """Words only when it takes a second: a shorter wait would flicker."""
        if not is_busy:
            self._wait.stop()
            self.busy.say("")
        elif not self._wait.isActive() and self.busy.isHidden():
            self._wait.start()

    def _show_page(self, screen: FlowScreen) -> PickView | SecretView | FormView | CameraPageView:
        page = screen.page
        view: PickView | SecretView | FormView | CameraPageView
        match page:
            case PickPage():
                view = self.pick
                view.show_page(page)
            case SecretPage():
                view = self.secret
                view.show_page(page)
            case FormPage():
                view = self.form
                view.show_page(page)
            case CameraPage():
                view = self.camera
                view.show_page(page)
        self._stack.setCurrentWidget(view)
        return view

    def _connect(self) -> None:
        for view in (self.pick, self.secret, self.form, self.camera):
            view.picked.connect(self.picked)
        self.secret.entered.connect(self.entered)
        self.secret.touched.connect(self.touched)
        self.form.typed.connect(self.typed)
        self.form.ticked.connect(self.ticked)
        self.form.went.connect(self.went)
        for view_that_refuses in (self.pick, self.form):
            view_that_refuses.refused.connect(self.hint)
        self.back.asked.connect(self.back_asked)
        self.cancel.asked.connect(self.cancelled)

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout(self.panel)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.back)
        head.addWidget(self.tile)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        head.addWidget(self.cancel)
        self._lines.addLayout(head)
        self._lines.addWidget(self.error)
        self._lines.addWidget(self.busy)
        self._lines.addWidget(self._stack, 1)
