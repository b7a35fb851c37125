"""The tools under a photo; on a small tablet they fold into "More", where several faces and the scissors stand on every tablet."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.room.face_review.screen import ReviewScreen
from app.ui.room.face_review.tool_row import NoChildButton, ToolRow
from app.ui.theme.look import Look

NOT_HERE = "The picture is not here yet."


class ReviewTools(ToolRow):
    """Draw, look closer, undo, redo; "No child visible" at the other end."""

    no_child_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, whole="Whole photo")
        self._state: tuple[object, ...] = ()
        self.no_child = NoChildButton(look)
        self.no_child.asked.connect(self.no_child_asked)
        self.no_child.refused.connect(self.refused)
        self.place((self.draw, self.closer, self.undo, self.redo), (self.no_child,))

    def show_screen(self, screen: ReviewScreen) -> None:
        """Wake and put to sleep."""
        state = (screen.undo, screen.redo, screen.no_child, screen.no_child_said, screen.picture is None)
        if state != self._state:
            self._state = state
            self.show_review(screen, unseen=NOT_HERE)
            self.no_child.show_review(screen)
