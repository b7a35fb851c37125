"""Pairing a new device: one line from the office, one button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.field import Field
from app.ui.widgets.words import Words

COLUMN_PX = 620


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolScreen:
    """What the screen shows."""

    error: str = ""
    is_pairing: bool = False


class EnrolView(QWidget):
    """Draws an EnrolScreen. `pair_asked` gives the line as typed."""

    pair_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field(look, "Pairing line", icon="tablet", placeholder="daybook https://…")
        self.pair_button = ActionButton(look, "Pair this device", "arrow-right", Kind.PRIMARY)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(self._column(look), 0)
        row.addStretch(1)
        self.field.entered.connect(self._ask)
        self.pair_button.asked.connect(self._ask)

    def show_screen(self, screen: EnrolScreen) -> None:
        """Draw it."""
        self.field.set_error(screen.error)
        self.field.setEnabled(not screen.is_pairing)
        self.pair_button.setEnabled(not screen.is_pairing)
        self.pair_button.set_words("Asking the server" if screen.is_pairing else "Pair this device")

    def _ask(self) -> None:
        self.pair_asked.emit(self.field.text)

    def _column(self, look: Look) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look.theme.space["l"])
        title = Words(look, "A new device", "greeting", "title")
        help_ = Words(
            look,
            "Ask the office for this device’s pairing line. It works once, within ten minutes. Type it in or paste it.",
            "body",
            "text",
            "muted",
            wrap=True,
        )
        column.addStretch(1)
        for part in (title, help_, self.field):
            part.setFixedWidth(COLUMN_PX)
            column.addWidget(part)
        column.addWidget(self.pair_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        return column
