"""What stands beside a video: whose face it is, what one family gets, or that it is being looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.room.clip_review.screen import SoundPart
from app.ui.room.clip_review.wording import LOOKING_LINE, LOOKING_TITLE
from app.ui.room.face_review.measures import ANSWER
from app.ui.room.face_review.screen import ReviewScreen
from app.ui.room.face_review.side import FaceOf, Side
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.field import IconLabel
from app.ui.widgets.words import Words


class SoundLine(QWidget):
    """ "With sound", or "Without sound" and why."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space["s"])
        self.icon = IconLabel(look, "volume-2", "ok", 24)
        self.words = Words(look, "", "name", "button", wrap=True)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def show_words(self, words: str, *, is_silent: bool) -> None:
        """Say it; nothing for the empty sentence."""
        self.icon.set_icon("volume-x" if is_silent else "volume-2", "muted" if is_silent else "ok")
        self.words.setText(words)
        self.setVisible(bool(words))


class ClipSide(Side):
    """`write` leads to the words while Daybook is looking."""

    def __init__(self, look: Look, face_of: FaceOf) -> None:
        super().__init__(look, face_of)
        self.write = ActionButton(look, "Write meanwhile", "notebook-pen", Kind.PRIMARY)
        self.who.column.addWidget(self.write)
        self.who.discard.set_words("Discard the video")
        self.family.line.setText("gets exactly this video.")
        self.sound = ActionButton(look, "Sound", "volume-2", Kind.SECONDARY, ANSWER)
        self.sound.setAccessibleDescription("Say who can be heard")
        self.put_sound()
        self.family_sound = SoundLine(look)
        self.family.column.insertWidget(1, self.family_sound)
        self.show_sound(None)

    def put_sound(self) -> None:
        """Above what will happen: its place where there is room."""
        if self.who.column.indexOf(self.sound) < 0:
            self.who.column.insertWidget(self.who.column.indexOf(self.who.box), self.sound)

    def show_sound(self, part: SoundPart | None) -> None:
        """The sound's row, and what the family gets that is looked at; nothing for a video without."""
        self.sound.setVisible(part is not None)
        if part is not None:
            self.sound.set_words(part.words, "volume-2" if part.is_heard else "mic-off")
        self.family_sound.show_words(part.family if part is not None else "", is_silent=part is None or part.is_family_silent)

    def _show(self, screen: ReviewScreen) -> None:
        """While nothing can be answered yet, the words make room for the children."""
        super()._show(screen)
        self.who.finish.setVisible(not screen.is_looking)
        self.write.setVisible(screen.is_looking)
        if screen.is_looking:
            self.who.title.setText(LOOKING_TITLE)
            self.who.line.setText(LOOKING_LINE)
            for part in (self.who.box, self.who.leave, self.who.someone):
                part.hide()
