"""What stands beside any picture: whose face it is, or what one family gets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QStackedWidget

from app.ui.room.face_review.family_panel import FamilyPanel
from app.ui.room.face_review.screen import FaceMark, ReviewScreen
from app.ui.room.face_review.who_panel import HEAD_PX, WhoPanel
from app.ui.theme.look import Look

FaceOf = Callable[[FaceMark, int], QPixmap | None]  # a face at so many device pixels


class Side(QStackedWidget):
    """`who` and `family`; each page adds its own. face_of: the small picture of a face."""

    def __init__(self, look: Look, face_of: FaceOf) -> None:
        super().__init__()
        self.who, self.family, self._face_of = WhoPanel(look), FamilyPanel(look), face_of
        self._screen = ReviewScreen()
        self.addWidget(self.who)
        self.addWidget(self.family)

    def set_compact(self, compact: bool) -> None:
        """The small tablet's sizes, or the large one's: what has no room there goes."""
        self.who.set_compact(compact)
        self.family.set_compact(compact)
        self._show(self._screen)

    def show_review(self, screen: ReviewScreen) -> None:
        """Show the side of that screen."""
        self._screen = screen
        self._show(screen)

    def _show(self, screen: ReviewScreen) -> None:
        """What the family gets whose tab is open, else whose face it is."""
        if screen.family is not None:
            self.setCurrentWidget(self.family)
            self.family.show_family(screen.family)
            return
        self.setCurrentWidget(self.who)
        mark = next((mark for mark in screen.marks if mark.id == screen.chosen), None)
        self.who.show_screen(screen, mark, self.face(mark, HEAD_PX))

    def face(self, mark: FaceMark | None, size_px: int) -> QPixmap | None:
        """A face for a place that is so many pixels of this screen wide."""
        return self._face_of(mark, round(size_px * self.devicePixelRatioF())) if mark is not None else None
