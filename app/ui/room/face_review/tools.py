"""The tools under the picture: draw, look closer, undo, redo, "No child visible"; on a small tablet they fold into "More".

Several faces and the scissors stand in "More" on every tablet.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from app.ui.room.face_review.screen import ReviewScreen
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Kind

GAP = 10
NOTHING_BACK = "There is nothing to undo."
NOTHING_AGAIN = "There is nothing to do again."


class ReviewTools(QWidget):
    """A row, or a column once it is folded. Sleeping buttons stay focusable and say why in `refused`."""

    draw_asked = Signal()
    closer_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    no_child_asked = Signal()
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._state: tuple[object, ...] = ()
        self.draw = ActionButton(look, "Draw a cover", "brush", measure=SMALL)
        self.closer = ActionButton(look, "Look closer", "zoom-in", measure=SMALL)
        self.undo = ActionButton(look, "Undo", "undo-2", measure=SMALL)
        self.redo = ActionButton(look, "Redo", "redo-2", measure=SMALL)
        self.no_child = ActionButton(look, "No child visible", "circle-x", measure=SMALL)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        for button in (self.draw, self.closer, self.undo, self.redo):
            self._row.addWidget(button)
        self._row.addStretch(1)
        self._row.addWidget(self.no_child)
        for button, wish in (
            (self.draw, self.draw_asked),
            (self.closer, self.closer_asked),
            (self.undo, self.undo_asked),
            (self.redo, self.redo_asked),
            (self.no_child, self.no_child_asked),
        ):
            button.asked.connect(wish)
            button.refused.connect(self.refused)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fold(self, folded: bool) -> None:
        """Stand in a column, or in a row."""
        way = QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    def width_in_a_row(self) -> int:
        """How wide the row would be with all of its words."""
        buttons = (self.draw, self.closer, self.undo, self.redo, self.no_child)
        return sum(button.minimumSizeHint().width() + GAP for button in buttons)

    def show_screen(self, screen: ReviewScreen) -> None:
        """Wake and put to sleep."""
        state = (screen.undo, screen.redo, screen.no_child, screen.no_child_said, screen.picture is None)
        if state == self._state:
            return
        self._state = state
        self.undo.set_missing("" if screen.undo.awake else screen.undo.why or NOTHING_BACK)
        self.redo.set_missing("" if screen.redo.awake else screen.redo.why or NOTHING_AGAIN)
        self.no_child.set_missing(screen.no_child.why)
        self.no_child.kind = Kind.TINT if screen.no_child_said else Kind.SECONDARY
        self.no_child.set_words("No child visible", "circle-check" if screen.no_child_said else "circle-x")
        unseen = "" if screen.picture is not None else "The picture is not here yet."
        self.draw.set_missing(unseen)
        self.closer.set_missing(unseen)

    def show_drawing(self, drawing: bool) -> None:
        """The draw button stops what it began."""
        self.draw.kind = Kind.TINT if drawing else Kind.SECONDARY
        self.draw.set_words("Stop drawing" if drawing else "Draw a cover", "x" if drawing else "brush")

    def show_closeness(self, closer: bool) -> None:
        """The closer button leads back to the whole picture."""
        self.closer.set_words("Whole photo" if closer else "Look closer", "search" if closer else "zoom-in")
