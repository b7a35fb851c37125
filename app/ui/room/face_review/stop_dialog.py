"""A child who may be in no picture was named: the fact, and three ways out, the safest first."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.room.face_review.screen import Stop
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.overlays import HeadDisc, Overlay
from app.ui.widgets.paint import centred
from app.ui.widgets.words import Words

WIDTH = 680


class StopDialog(Overlay):
    """Emits exactly one of three wishes; a tap outside means nothing, Escape means the wrong child was tapped."""

    discard_asked = Signal()
    cover_asked = Signal()
    wrong_asked = Signal()

    def __init__(self, look: Look, parent: QWidget, top_px: int) -> None:
        super().__init__(look, parent, top_px)
        self.closes_outside = False
        self.title = Words(look, role="dialog", weight="title", wrap=True)
        self.line = Words(look, role="body", colour="muted", wrap=True)
        self.discard = ActionButton(look, "Discard the photo", "trash-2", Kind.PRIMARY)
        self.discard_line = Words(look, role="body", colour="muted", wrap=True)
        self.cover = ActionButton(look, "Keep it with the face covered", "eye-off")
        self.cover_line = Words(look, role="body", colour="muted", wrap=True)
        self.wrong = ActionButton(look, "I tapped the wrong child", "undo-2", Kind.SECONDARY)
        self.wrong.bare, self.wrong.text_colour = True, "primary"
        self.panel = QWidget(self)
        self._column = QVBoxLayout(self.panel)
        self._lay_out()
        self.discard.asked.connect(self.discard_asked)
        self.cover.asked.connect(self.cover_asked)
        self.wrong.asked.connect(self.wrong_asked)

    def show_stop(self, stop: Stop | None) -> None:
        """Open with these words, or close."""
        if stop is None:
            self.shut()
            return
        self.setAccessibleName(stop.title)
        for words, text in (
            (self.title, stop.title),
            (self.line, stop.line),
            (self.discard_line, stop.discard_line),
            (self.cover_line, stop.cover_line),
        ):
            words.setText(text)
        self.discard.set_words(stop.discard_label)
        self.cover.set_words(stop.cover_label)
        if not self.isVisible():
            self.open()
            self.discard.setFocus(Qt.FocusReason.OtherFocusReason)
        self.arrange()

    def arrange(self) -> None:
        """In the middle, as high as its words need."""
        self.panel.setGeometry(self.panel_rect())

    def panel_rect(self) -> QRect:
        """The middle of what lies under the top bar."""
        width = min(self.look.theme.scaled(WIDTH), self.width() - 48)
        height = min(self._column.heightForWidth(width), self.height() - 16)
        return centred(QRectF(self.rect()), width, height).toRect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is the wrong child."""
        if event.key() == Qt.Key.Key_Escape:
            self.wrong_asked.emit()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        space = self.look.theme.space
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.line)
        words.addStretch()
        head = QHBoxLayout()
        head.setSpacing(space["xl"])
        head.addWidget(HeadDisc(self.look, "camera-off", Tone.BAD), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._column.setContentsMargins(space["xxl"], space["xxl"], space["xxl"], space["xl"])
        self._column.setSpacing(space["xs"])
        self._column.addLayout(head)
        self._column.addSpacing(space["m"])
        for button, line in ((self.discard, self.discard_line), (self.cover, self.cover_line)):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(button)
            self._column.addWidget(line)
            self._column.addSpacing(space["m"])
        self._column.addWidget(self.wrong)
