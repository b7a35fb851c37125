"""What stands beside a video: whose face it is, what one family gets, or that it is being looked at."""

from __future__ import annotations

from app.ui.room.clip_review.screen import ClipScreen
from app.ui.room.clip_review.wording import LOOKING_LINE, LOOKING_TITLE
from app.ui.room.face_review.side import FaceOf, Side
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind


class ClipSide(Side):
    """`write` leads to the words while Daybook is looking."""

    def __init__(self, look: Look, face_of: FaceOf) -> None:
        super().__init__(look, face_of)
        self._is_looking = False
        self.write = ActionButton(look, "Write meanwhile", "notebook-pen", Kind.PRIMARY)
        self.who.column.addWidget(self.write)
        self.who.discard.set_words("Discard the video")
        self.family.line.setText("gets exactly this video.")

    def set_compact(self, compact: bool) -> None:
        """The small tablet's sizes, or the large one's."""
        super().set_compact(compact)
        self._show_looking()

    def show_screen(self, screen: ClipScreen) -> None:
        """Show the side of that screen."""
        self._is_looking = screen.is_looking
        self.show_review(screen.review)
        self._show_looking()

    def _show_looking(self) -> None:
        """While nothing can be answered yet, the words make room for the children."""
        self.who.finish.setVisible(not self._is_looking)
        self.write.setVisible(self._is_looking)
        if self._is_looking:
            self.who.title.setText(LOOKING_TITLE)
            self.who.line.setText(LOOKING_LINE)
            for part in (self.who.box, self.who.leave, self.who.someone):
                part.hide()
