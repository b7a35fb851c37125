"""The step that was planned last time, and the next one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from app.ui.room.compose.editor import WritingEdit
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.cards import Card, TintCard
from app.ui.widgets.field import ErrorRow, IconLabel
from app.ui.widgets.words import Words

WIDE_PX = 240


class LastStepCard(TintCard):
    """What somebody wrote down for the child last time."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, Tone.INFO, padding=14)
        self.words = Words(look, "", "second", wrap=True)
        head = QHBoxLayout()
        head.addWidget(IconLabel(look, "lightbulb", "info"))
        head.addWidget(Words(look, "From last time", "helper", "button", "info"), 1)
        self.body.addLayout(head)
        self.body.addWidget(self.words)
        self.body.addStretch()
        self.setFixedWidth(look.theme.scaled(WIDE_PX))


class NextStepCard(Card):
    """What could come next; it may stay empty."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, padding=8)
        self.step = WritingEdit(look, "Next step", "What could come next? May stay empty.", role="body", grows_to=3)
        self.step.setProperty("ring_radius", 8)
        self.error = ErrorRow(look)
        row = QHBoxLayout()
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        row.addWidget(IconLabel(look, "sprout", "primary", 24))
        row.addWidget(Words(look, "Next step", "body", "title", "primary"))
        row.addWidget(self.step, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.error)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
