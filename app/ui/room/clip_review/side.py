"""The panel beside a video: whose face it is, or what one family gets, or that it is being looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QStackedWidget

from app.ui.room.clip_review.screen import ClipScreen
from app.ui.room.clip_review.wording import LOOKING_LINE, LOOKING_TITLE
from app.ui.room.face_review.family_panel import FamilyPanel
from app.ui.room.face_review.screen import FaceMark, FamilyPicture
from app.ui.room.face_review.who_panel import WhoPanel
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind


class ClipSide(QStackedWidget):
    """`who` and `family` as beside a photo; `write` leads to the words while Daybook is looking."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.who, self.family = WhoPanel(look), FamilyPanel(look)
        self.write = ActionButton(look, "Write meanwhile", "notebook-pen", Kind.PRIMARY)
        self._told: FamilyPicture | None = None
        self.family.line.setText("gets exactly this video.")
        self.who.discard.set_words("Discard the video")
        self.who.column.addWidget(self.write)
        self.addWidget(self.who)
        self.addWidget(self.family)

    def show_screen(self, screen: ClipScreen, face_of: Callable[[FaceMark | None], QPixmap | None]) -> None:
        """Show the side of that screen."""
        review = screen.review
        self.setCurrentWidget(self.family if review.family else self.who)
        if review.family is not None:
            self._show_family(review.family)
            return
        mark = next((mark for mark in review.marks if mark.id == review.chosen), None)
        self.who.show_screen(review, mark, face_of(mark))
        self.who.finish.setVisible(not screen.is_looking)
        self.write.setVisible(screen.is_looking)
        if screen.is_looking:  # nothing can be answered yet: the words make room for the children
            self.who.title.setText(LOOKING_TITLE)
            self.who.line.setText(LOOKING_LINE)
            for part in (self.who.box, self.who.leave, self.who.someone):
                part.hide()

    def _show_family(self, family: FamilyPicture) -> None:
        told = replace(family, picture=None)
        if told != self._told:  # its rows stay while the video plays
            self._told = told
            self.family.show_family(told)
