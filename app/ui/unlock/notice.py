"""What happened while nobody looked: a sentence at the top of the lock screen, there until somebody has read it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.cards import TintCard
from app.ui.widgets.field import IconLabel
from app.ui.widgets.words import Words


class Notice(TintCard):
    """Hidden while there is nothing to say. A tap anywhere on it, or its ×, says that it was read."""

    read = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, Tone.WARN, padding=8, parent=parent)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(IconLabel(look, "info", "warn", 24), 0, Qt.AlignmentFlag.AlignVCenter)
        self.words = Words(look, "", "body", "button", "ink", wrap=True)
        row.addWidget(self.words, 1)
        self.close_button = IconButton(look, "x", "Close this message")
        self.close_button.clicked.connect(self.read)
        row.addWidget(self.close_button)
        self.body.addLayout(row)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence; the empty one hides it."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole card is the target."""
        self.read.emit()
