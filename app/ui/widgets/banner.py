"""A banner: one sentence across the page, with at most one action."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.cards import TintCard
from app.ui.widgets.field import IconLabel
from app.ui.widgets.words import Words

PADDING, SLIM, SLIM_PX = 12, 4, 44


class Banner(TintCard):
    """Icon, sentence, action; hidden while there is nothing to say."""

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, Tone.WARN, padding=PADDING, parent=parent)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._icon = IconLabel(look, "circle-alert", "warn", 24)
        self._words = Words(look, "", "body", "text", "ink", wrap=True)
        self.button = ActionButton(look, "", "", Kind.SECONDARY, SMALL)
        self.button.asked.connect(self.acted)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.hide()

    def set_slim(self, slim: bool) -> None:
        """Hardly higher than its button, where something under it needs the room."""
        above = SLIM if slim else PADDING
        self.body.setContentsMargins(PADDING, above, SLIM if slim else PADDING, above)
        self.setMinimumHeight(SLIM_PX if slim else 0)

    def say(self, sentence: str, tone: Tone = Tone.WARN, icon: str = "circle-alert", action: str = "") -> None:
        """Show the sentence; the empty one hides the banner."""
        self.set_tone(tone)
        self._icon.set_icon(icon, "muted" if tone is Tone.QUIET else tone.value)
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        if action:
            self.button.set_words(action)
        self.button.setVisible(bool(action))
        self.setVisible(bool(sentence))
