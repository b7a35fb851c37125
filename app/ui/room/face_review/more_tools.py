"""What stands in "More" on every tablet: choosing several faces, the short ways through a crowd, and cutting the picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.room.face_review.screen import ReviewScreen
from app.ui.room.face_review.tool_row import GAP
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton


class MoreTools(QWidget):
    """A column. Sleeping buttons stay focusable and say why in `refused`."""

    several_asked = Signal()
    others_asked = Signal()
    maybes_asked = Signal()
    cutting_asked = Signal()
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.several = ActionButton(look, "Choose several faces", "list-checks", measure=SMALL)
        self.others = ActionButton(look, "Leave the others", "eye-off", measure=SMALL)
        self.maybes = ActionButton(look, "See the maybes", "circle-question-mark", measure=SMALL)
        self.cut = ActionButton(look, "Cut the picture", "scissors", measure=SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for button, wish in (
            (self.several, self.several_asked),
            (self.others, self.others_asked),
            (self.maybes, self.maybes_asked),
            (self.cut, self.cutting_asked),
        ):
            column.addWidget(button)
            button.asked.connect(wish)
            button.refused.connect(self.refused)

    def show_screen(self, screen: ReviewScreen) -> None:
        """Wake and put to sleep; where pictures are not cut, nothing is said of it."""
        self.several.set_words("Back to one face" if screen.several else "Choose several faces")
        self.several.set_missing("" if screen.marks else "There is no face to choose.")
        for button, words in ((self.others, screen.shortcuts.others), (self.maybes, screen.shortcuts.maybes)):
            button.setVisible(bool(words))
            button.set_words(words or button.text())
        self.cut.set_words(screen.offer or "Cut the picture")
        self.cut.setVisible(screen.may_cut is not None)
        self.cut.set_missing(screen.may_cut.why if screen.may_cut is not None else "")
