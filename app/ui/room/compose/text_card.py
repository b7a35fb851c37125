"""The card round the text: the question, the words, what is missing, and the open hint."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout

from app.ui.room.compose.editor import WritingEdit
from app.ui.room.compose.hint_card import HintBox
from app.ui.theme.look import Look
from app.ui.widgets.cards import SHADOW_ROOM, Card
from app.ui.widgets.field import ErrorRow
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.words import Words


class TextCard(Card):
    """Its edge turns red while words are missing."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, padding=8)
        self._wrong = False
        self.question = Words(look, "What is happening?", "body", "title", "primary")
        self.text = WritingEdit(look, "What is happening?", "Write what is happening, as if it is happening now.")
        self.text.setProperty("ring_radius", 8)
        self.error, self.hint = ErrorRow(look), HintBox(look)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 0)
        head.addWidget(self.question)
        words = QHBoxLayout()
        words.setContentsMargins(16, 0, 8, 0)
        words.addWidget(self.text)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        self.body.addLayout(words, 1)
        self.body.addWidget(self.error)
        self.body.addWidget(self.hint)

    def set_wrong(self, wrong: bool) -> None:
        """Show the red edge, or take it away."""
        self._wrong = wrong
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface with the edge that holds."""
        super().paintEvent(event)
        if self._wrong:
            rect = QRectF(self.rect().marginsRemoved(SHADOW_ROOM))
            draw_box(QPainter(self), rect, Box(None, "bad", 2.5, self._look.theme.radius["card"]), self._look)
