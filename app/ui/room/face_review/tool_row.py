"""The tools that stand under any picture: draw a cover, look closer, undo, redo; each page sets its own beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from app.ui.room.face_review.screen import ReviewScreen
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Kind

GAP = 10
NOTHING_BACK = "There is nothing to undo."
NOTHING_AGAIN = "There is nothing to do again."


class ToolRow(QWidget):
    """A row, or a column once it is folded. Sleeping buttons stay focusable and say why in `refused`. whole: the way back from closer."""

    draw_asked = Signal()
    closer_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    refused = Signal(str)

    def __init__(self, look: Look, *, whole: str) -> None:
        super().__init__()
        self._whole = whole
        self._near: tuple[ActionButton, ...] = ()
        self.draw = ActionButton(look, "Draw a cover", "brush", measure=SMALL)
        self.closer = ActionButton(look, "Look closer", "zoom-in", measure=SMALL)
        self.undo = ActionButton(look, "Undo", "undo-2", measure=SMALL)
        self.redo = ActionButton(look, "Redo", "redo-2", measure=SMALL)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for button, wish in (
            (self.draw, self.draw_asked),
            (self.closer, self.closer_asked),
            (self.undo, self.undo_asked),
            (self.redo, self.redo_asked),
        ):
            button.asked.connect(wish)
            button.refused.connect(self.refused)

    def place(self, near: Sequence[ActionButton], far: Sequence[ActionButton] = ()) -> None:
        """Set them in a row, `far` at its other end."""
        self._near = (*near, *far)
        for button in near:
            self._row.addWidget(button)
        self._row.addStretch(1)
        for button in far:
            self._row.addWidget(button)

    def fold(self, folded: bool) -> None:
        """Stand in a column, or in a row."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight)

    def width_in_a_row(self) -> int:
        """How wide the row would be with all of its words."""
        return sum(button.minimumSizeHint().width() + GAP for button in self._near)

    def show_review(self, screen: ReviewScreen, *, unseen: str) -> None:
        """Wake and put to sleep. unseen: why there is no picture, where there is none."""
        self.undo.set_missing("" if screen.undo.awake else screen.undo.why or NOTHING_BACK)
        self.redo.set_missing("" if screen.redo.awake else screen.redo.why or NOTHING_AGAIN)
        for button in (self.draw, self.closer):
            button.set_missing("" if screen.picture is not None else unseen)

    def show_drawing(self, drawing: bool) -> None:
        """The draw button stops what it began."""
        self.draw.kind = Kind.TINT if drawing else Kind.SECONDARY
        self.draw.set_words("Stop drawing" if drawing else "Draw a cover", "x" if drawing else "brush")

    def show_closeness(self, closer: bool) -> None:
        """The closer button leads back to the whole picture."""
        self.closer.set_words(self._whole if closer else "Look closer", "search" if closer else "zoom-in")


class NoChildButton(ActionButton):
    """ "No child visible", which a person says, or takes back."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "No child visible", "circle-x", measure=SMALL)

    def show_review(self, screen: ReviewScreen) -> None:
        """Be awake or asleep, and tell whether it was said."""
        said = screen.no_child_said
        self.set_missing(screen.no_child.why)
        self.kind = Kind.TINT if said else Kind.SECONDARY
        self.set_words("No child visible", "circle-check" if said else "circle-x")
        self.setAccessibleDescription("said" if said else screen.no_child.why)
