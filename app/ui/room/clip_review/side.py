"""What stands beside a video: whose face it is, what one family gets, or that it is being looked at."""

from __future__ import annotations

from app.ui.room.clip_review.wording import LOOKING_LINE, LOOKING_TITLE
from app.ui.room.face_review.screen import ReviewScreen
from app.ui.room.face_review.side import FaceOf, Side
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind


class ClipSide(Side):
    """`write` leads to the words while Daybook is looking."""

    def __init__(self, look: Look, face_of: FaceOf) -> None:
        super().__init__(look, face_of)
        self.write = ActionButton(look, "Write meanwhile", "notebook-pen", Kind.PRIMARY)
        self.who.column.addWidget(self.write)
        self.who.discard.set_words("Discard the video")
        self.family.line.setText("gets exactly this video.")

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
