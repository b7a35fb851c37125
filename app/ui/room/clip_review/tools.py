"""The tools under a video: draw, cut off its start or end, undo, redo; what is rarer lies under "More"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from app.ui.room.clip_review.screen import ClipScreen
from app.ui.room.clip_review.wording import second_words
from app.ui.room.face_review.screen import MarkKind
from app.ui.room.face_review.tools import GAP, NOTHING_AGAIN, NOTHING_BACK
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Kind

NOT_HERE = "The video is not here yet."
ALL_KEPT = "Nothing is cut off."


class ClipTools(QWidget):
    """Two rows' worth of tools: `near` stand in a row, or fold; `rare` are always under "More". Sleeping ones say why in `refused`."""

    draw_asked = Signal()
    start_asked = Signal()
    end_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    closer_asked = Signal()
    whole_asked = Signal()
    discard_asked = Signal()
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.draw = ActionButton(look, "Draw a cover", "brush", measure=SMALL)
        self.start = ActionButton(look, "Start here", "scissors", measure=SMALL)
        self.end = ActionButton(look, "End here", "scissors", measure=SMALL)
        self.undo = ActionButton(look, "Undo", "undo-2", measure=SMALL)
        self.redo = ActionButton(look, "Redo", "redo-2", measure=SMALL)
        self.closer = ActionButton(look, "Look closer", "zoom-in", measure=SMALL)
        self.whole = ActionButton(look, "Keep all of it", "history", measure=SMALL)
        self.discard = ActionButton(look, "Discard the video", "trash-2", Kind.DANGER, SMALL)
        self.near = (self.draw, self.start, self.end, self.undo, self.redo)
        self.rare = (self.closer, self.whole, self.discard)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        for button in self.near:
            self._row.addWidget(button)
        self._row.addStretch(1)
        near = (self.draw_asked, self.start_asked, self.end_asked, self.undo_asked, self.redo_asked)
        rare = (self.closer_asked, self.whole_asked, self.discard_asked)
        for button, wish in zip((*self.near, *self.rare), (*near, *rare), strict=True):
            button.asked.connect(wish)
            button.refused.connect(self.refused)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fold(self, folded: bool) -> None:
        """Stand in a column, or in a row."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if folded else QBoxLayout.Direction.LeftToRight)

    def width_in_a_row(self) -> int:
        """How wide the row would be with all of its words."""
        return sum(button.minimumSizeHint().width() + GAP for button in self.near)

    def show_screen(self, screen: ClipScreen) -> None:
        """Wake and put to sleep."""
        review, line = screen.review, screen.timeline
        self.undo.set_missing("" if review.undo.awake else NOTHING_BACK)
        self.redo.set_missing("" if review.redo.awake else NOTHING_AGAIN)
        for button in (self.draw, self.closer):
            button.set_missing("" if review.picture is not None else line.why or NOT_HERE)
        for button, words in ((self.start, "Keep from here on"), (self.end, "Keep up to here")):
            button.set_missing(line.why)
            button.setToolTip(line.why or f"{words}, {second_words(line.at_s)}")
        self.whole.set_missing(line.why or ("" if line.is_trimmed else ALL_KEPT))

    def show_drawing(self, drawing: bool) -> None:
        """The draw button stops what it began."""
        self.draw.kind = Kind.TINT if drawing else Kind.SECONDARY
        self.draw.set_words("Stop drawing" if drawing else "Draw a cover", "x" if drawing else "brush")

    def show_closeness(self, closer: bool) -> None:
        """The closer button leads back to the whole picture."""
        self.closer.set_words("Whole picture" if closer else "Look closer", "search" if closer else "zoom-in")


class NoChildButton(ActionButton):
    """ "No child visible": there only where no face was found, for everywhere else it would sleep."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "No child visible", "circle-x", measure=SMALL)

    def show_screen(self, screen: ClipScreen) -> None:
        """Be there, awake or asleep, and say whether it was said."""
        review = screen.review
        has_faces = any(mark.kind not in (MarkKind.MAYBE, MarkKind.NOT_A_FACE) for mark in review.marks)
        self.setVisible(not has_faces and not screen.is_looking and not review.held)
        self.set_missing(review.no_child.why)
        self.kind = Kind.TINT if review.no_child_said else Kind.SECONDARY
        self.icon_name = "circle-check" if review.no_child_said else "circle-x"
        self.setAccessibleDescription("said" if review.no_child_said else review.no_child.why)
        self.update()


class PlayButton(ActionButton):
    """Play or stop, with the moment that is shown."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "0:00", "play", measure=SMALL)
        self.setAccessibleName("0:00 Play")

    def show_screen(self, screen: ClipScreen) -> None:
        """Say the moment; aloud also what a tap does."""
        line = screen.timeline
        words = f"{int(line.at_s) // 60}:{int(line.at_s) % 60:02}"
        self.icon_name = "pause" if line.is_playing else "play"
        if words != self.text():
            self.setText(words)
        self.setAccessibleName(f"{words} {'Stop' if line.is_playing else 'Play'}")
        self.set_missing(line.why)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words of a clock never mirror."""
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        super().paintEvent(event)
