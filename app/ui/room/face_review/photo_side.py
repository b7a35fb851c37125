"""What stands beside a photo: whose face it is, what one family gets, several faces at once, or the cut that is being chosen."""

from __future__ import annotations

from app.ui.room.face_review.cut_panel import CutPanel
from app.ui.room.face_review.face_button import FACE_PX
from app.ui.room.face_review.screen import ReviewScreen, Several
from app.ui.room.face_review.several_panel import SeveralPanel
from app.ui.room.face_review.side import FaceOf, Side
from app.ui.theme.look import Look


class PhotoSide(Side):
    """`several` and `cut` take the place of the question while they last."""

    def __init__(self, look: Look, face_of: FaceOf) -> None:
        super().__init__(look, face_of)
        self.several, self.cut = SeveralPanel(look), CutPanel(look)
        self.addWidget(self.several)
        self.addWidget(self.cut)

    def set_compact(self, compact: bool) -> None:
        """The small tablet's sizes, or the large one's."""
        self.cut.set_compact(compact)
        super().set_compact(compact)

    def _show(self, screen: ReviewScreen) -> None:
        if screen.family is None and screen.cutting is not None:
            self.setCurrentWidget(self.cut)
            self.cut.show_cutting(screen.cutting)
        elif screen.family is None and screen.several is not None:
            self.setCurrentWidget(self.several)
            self._show_several(screen, screen.several)
        else:
            super()._show(screen)

    def _show_several(self, screen: ReviewScreen, several: Several) -> None:
        picked = [mark for mark in screen.marks if mark.id in several.ids]
        self.several.show_several(several, tuple((mark, self.face(mark, FACE_PX)) for mark in picked))
