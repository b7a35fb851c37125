"""The face review of a photo as a page. It draws a `ReviewScreen`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance

from app.ui.room.face_review.more_tools import MoreTools
from app.ui.room.face_review.page import PicturePage
from app.ui.room.face_review.photo_side import PhotoSide
from app.ui.room.face_review.screen import ReviewScreen
from app.ui.room.face_review.side import FaceOf
from app.ui.room.face_review.tools import ReviewTools
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import Chip, ChipFact

LOOKING = ChipFact("Still looking for hidden faces", "refresh-cw", Tone.PRIMARY)
NOT_SHOWN = "The photo is not shown before Daybook has looked for faces."


class ReviewView(PicturePage):
    """Emits wishes; the presenter answers with another screen."""

    region_picked = Signal(str)  # one of several
    region_added = Signal(str)  # beside the one that was asked about
    range_picked = Signal(str)
    several_asked = Signal()
    all_left_asked = Signal()
    all_else_asked = Signal()
    none_a_face_asked = Signal()
    others_asked = Signal()
    maybes_asked = Signal()
    cutting_asked = Signal()
    frame_moved = Signal(object)  # Box, or None to leave the picture as it is
    cut_asked = Signal()
    whole_asked = Signal()

    tools: ReviewTools
    side: PhotoSide

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.several, self.cut = self.side.several, self.side.cut
        self.looking = Chip(look, LOOKING)
        self.over_picture.addWidget(self.looking, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.more_tools = MoreTools(look)
        self.put_under_more(self.more_tools)
        self._connect_picture()
        self._connect_tools()
        self._connect_sides()

    def _make_tools(self, look: Look) -> ReviewTools:
        return ReviewTools(look)

    def _make_side(self, look: Look, face_of: FaceOf) -> PhotoSide:
        return PhotoSide(look, face_of)

    @property
    def drawn(self) -> ReviewScreen:
        """What is drawn now."""
        return self._review

    def show_screen(self, screen: ReviewScreen) -> None:
        """Draw everything that `screen` says."""
        family = screen.family
        words = "One moment: covering it." if family else NOT_SHOWN if screen.held else screen.coming
        picked = frozenset(screen.several.ids if screen.several else ())
        self.canvas.show_picture(family.picture if family else screen.picture, words)
        self.canvas.show_marks(() if family else screen.marks, None if family else screen.chosen, picked)
        self.canvas.show_cut(None if family else screen.crop, screen.cutting.frame if screen.cutting else None)
        self.canvas.setAccessibleName(f"Photo. {screen.line}")
        self.looking.setVisible(screen.is_looking and family is None)
        self.strip.show_faces(screen.picture, screen.marks, screen.chosen, picked, screen.faces)
        self.tools.show_screen(screen)
        self.more_tools.show_screen(screen)
        self.show_review(screen)

    def _left_own(self) -> bool:
        if self._review.cutting is not None:
            self.frame_moved.emit(None)
        elif self._review.several is not None:
            self.several_asked.emit()
        else:
            return False
        return True

    # -- Which part's signal becomes which wish ---------------------------------------------------------------------------------------

    def _connect_picture(self) -> None:
        self.canvas.region_held.connect(self.region_picked)
        self.canvas.region_added.connect(self.region_added)
        self.canvas.range_tapped.connect(self.range_picked)
        self.canvas.frame_moved.connect(self.frame_moved)
        self.strip.face_held.connect(self.region_picked)
        self.strip.face_added.connect(self.region_added)
        self.strip.range_tapped.connect(self.range_picked)

    def _connect_tools(self) -> None:
        self.tools.no_child_asked.connect(self.no_child_asked)
        self.more_tools.several_asked.connect(self._shut_then(self.several_asked))
        self.more_tools.others_asked.connect(self._shut_then(self.others_asked))
        self.more_tools.maybes_asked.connect(self._shut_then(self.maybes_asked))
        self.more_tools.cutting_asked.connect(self._shut_then(self.cutting_asked))
        self.more_tools.refused.connect(self.say)

    def _connect_sides(self) -> None:
        self.who.others_asked.connect(self.others_asked)
        self.who.maybes_asked.connect(self.maybes_asked)
        self.who.cutting_asked.connect(self.cutting_asked)
        self.several.face_tapped.connect(self.region_picked)
        self.several.leave_asked.connect(self.all_left_asked)
        self.several.else_asked.connect(self.all_else_asked)
        self.several.not_faces_asked.connect(self.none_a_face_asked)
        self.several.done_asked.connect(self.several_asked)
        self.several.refused.connect(self.say)
        self.cut.cut_asked.connect(self.cut_asked)
        self.cut.whole_asked.connect(self.whole_asked)
        self.cut.leave_asked.connect(lambda: self.frame_moved.emit(None))

    def _shut_then(self, wish: SignalInstance) -> Callable[[], None]:
        """Close "More", then wish."""

        def go() -> None:
            self.sheet.shut()
            wish.emit()

        return go
