"""What every screen round the lock has in common: whose tablet it is on the left, the clock and the fault button above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.ui.theme.look import Look, is_compact
from app.ui.unlock.panel import HolderPanel
from app.ui.unlock.screen import UnlockScreen
from app.ui.widgets.bars import FaultButton
from app.ui.widgets.fault import FaultDialog
from app.ui.widgets.page import Page
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import Words

FORM_PX = 560
HEAD_PX = 96
TOAST_UP_PX = 16


class LockFrame(Page):
    """The left half, the head, and one form at a time on the right, with room `above` it. Forms may have `set_compact`."""

    fault_reported = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.panel = HolderPanel(look)
        self.clock = Words(look, "", "greeting", "title")
        self.fault_button = FaultButton(look)
        self.fault_dialog = FaultDialog(look, self, HEAD_PX)
        self.toast = Toast(look, self, TOAST_UP_PX)
        self.forms = QStackedWidget()
        self._pages: dict[QWidget, QScrollArea] = {}
        self._lay_out_frame()
        self.fault_button.asked.connect(self.fault_dialog.open)
        self.fault_dialog.reported.connect(self.fault_reported)
        look.changed.connect(self._fold)

    def show_frame(self, screen: UnlockScreen) -> None:
        """Draw the left half and the clock of that screen."""
        self.panel.show_screen(screen)
        self.clock.setText(screen.clock)

    def say(self, sentence: str) -> None:
        """Tell something once: that the office has been told."""
        self.toast.say(sentence, can_undo=False)

    def add_form(self, form: QWidget) -> None:
        """Take a form in; the first one is shown."""
        form.setObjectName("scrolled")
        self._pages[form] = scrolled(form)
        self.forms.addWidget(self._pages[form])

    def show_form(self, form: QWidget) -> None:
        """Show that form; what lies in the others is out of reach."""
        self.forms.setCurrentWidget(self._pages[form])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold to the new size."""
        self._fold()
        super().resizeEvent(event)

    def _fold(self) -> None:
        """The left half takes 500 px, less on the small tablet."""
        compact = is_compact(self.width(), self.height())
        self.panel.set_compact(compact)
        self._head.setContentsMargins(32 if compact else 40, 10 if compact else 24, 16 if compact else 24, 10 if compact else 16)
        large = 1 + (self.look.theme.text_percent - 100) / 200
        self._left.setFixedWidth(min(round((380 if compact else 500) * large), self.width() // 2))
        for form in self._pages:
            set_compact = getattr(form, "set_compact", None)
            if set_compact is not None:
                set_compact(compact)

    def _lay_out_frame(self) -> None:
        row = QHBoxLayout()
        self.settle(row)
        self._left = scrolled(self.panel)
        row.addWidget(self._left)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._head = QHBoxLayout()
        self._head.addWidget(self.clock)
        self._head.addStretch()
        self._head.addWidget(self.fault_button)
        right.addLayout(self._head)
        self.forms.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.above = QVBoxLayout()
        self.above.setContentsMargins(32, 0, 32, 8)
        right.addLayout(self.above)
        right.addWidget(self.forms, 1)
        row.addLayout(right, 1)


def form_column(look: Look, parts: Sequence[tuple[QWidget, int]], form: QWidget, width_px: int = FORM_PX) -> None:
    """Lay `parts` (widget, space below it in px) into `form` as one column in the middle, at most `width_px` wide."""
    lines = QVBoxLayout()
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addStretch(2)
    for part, after in parts:
        lines.addWidget(part)
        lines.addSpacing(after)
    lines.addStretch(3)
    across = QHBoxLayout(form)
    across.setContentsMargins(32, 0, 32, 0)
    across.addStretch(1)
    holder = QWidget()
    holder.setLayout(lines)
    holder.setMaximumWidth(look.theme.scaled(width_px))
    across.addWidget(holder, 100)
    across.addStretch(1)


def scrolled(widget: QWidget) -> QScrollArea:
    """`widget` in an area that scrolls only when it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
