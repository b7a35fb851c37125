"""The dialog: only when the program must not go on. Never "Are you sure?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.overlays import HeadDisc, Overlay
from app.ui.widgets.paint import centred
from app.ui.widgets.words import Words

DIALOG_WIDTH = 620


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a dialog: `name` is what `chosen` emits. The first is primary and the safest."""

    name: str
    words: str
    icon: str = ""
    kind: Kind = Kind.SECONDARY


class Dialog(Overlay):
    """Only when the program must not go on. Title = the fact; the safest way out first; the last line "I tapped the wrong one"."""

    chosen = Signal(str)
    WRONG = "wrong"

    def __init__(
        self, look: Look, parent: QWidget, *, title: str, text: str, icon: str, tone: Tone, choices: Sequence[Choice],
        wrong_words: str = "I tapped the wrong one", top_px: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(look, parent, top_px)
        self.closes_outside = False
        self.setAccessibleName(title)
        self.panel = QScrollArea(self)  # scrolls only when large letters meet a low window
        self.panel.setWidgetResizable(True)
        self.panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._layout = QVBoxLayout(inner)
        space = look.theme.space
        self._layout.setContentsMargins(space["xxl"], space["xl"], space["xxl"], space["l"])
        self._layout.setSpacing(space["m"])
        self._disc = HeadDisc(look, icon, tone)
        self._layout.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = Words(look, title, "dialog", "title", wrap=True)
        self.text = Words(look, text, "body", "text", "muted", wrap=True)
        for words in (self.title, self.text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._layout.addWidget(words)
        self.body = QVBoxLayout()
        self._layout.addLayout(self.body)
        self.buttons = {choice.name: self._add(choice) for choice in choices}
        self.buttons[self.WRONG] = self._add(Choice(self.WRONG, wrong_words, "undo-2"))
        self.panel.setWidget(inner)

    def arrange(self) -> None:
        """In the middle, as high as its words need."""
        self._set_air(roomy=True)
        if self._wanted_height() > self.height() - 16:
            self._set_air(roomy=False)
        self.panel.setGeometry(self.panel_rect())

    def panel_rect(self) -> QRect:
        """The middle of the overlay."""
        height = min(self._wanted_height(), self.height() - 16)
        return centred(QRectF(self.rect()), self._width(), height).toRect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is "I tapped the wrong one"."""
        if event.key() == Qt.Key.Key_Escape:
            self._choose(self.WRONG)
            return
        super().keyPressEvent(event)

    def _set_air(self, *, roomy: bool) -> None:
        """A low window costs the drawing and some air, never the words."""
        space = self.look.theme.space
        self._disc.setVisible(roomy)
        self._layout.setSpacing(space["m" if roomy else "xs"])
        self._layout.setContentsMargins(space["xxl"], space["xl" if roomy else "s"], space["xxl"], space["l" if roomy else "s"])

    def _width(self) -> int:
        return min(round(DIALOG_WIDTH * self.look.theme.text_percent / 100), self.width() - 48)

    def _wanted_height(self) -> int:
        return max(self._layout.totalHeightForWidth(self._width()), self._layout.totalMinimumSize().height())

    def _add(self, choice: Choice) -> ActionButton:
        button = ActionButton(self.look, choice.words, choice.icon, choice.kind)
        button.asked.connect(lambda: self._choose(choice.name))
        self._layout.addWidget(button)
        return button

    def _choose(self, name: str) -> None:
        self.shut()
        self.chosen.emit(name)
