"""The tools under a video: draw, cut off its start or end, undo, redo; what is rarer lies under "More"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent

from app.ui.room.clip_review.screen import ClipScreen
from app.ui.room.clip_review.wording import second_words
from app.ui.room.face_review.screen import MarkKind
from app.ui.room.face_review.tool_row import NoChildButton, ToolRow
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Kind

NOT_HERE = "The video is not here yet."
ALL_KEPT = "Nothing is cut off."


class ClipTools(ToolRow):
    """A row, or folded; `rare` are always under "More"."""

    start_asked = Signal()
    end_asked = Signal()
    whole_asked = Signal()
    discard_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, whole="Whole picture")
        self.start = ActionButton(look, "Start here", "scissors", measure=SMALL)
        self.end = ActionButton(look, "End here", "scissors", measure=SMALL)
        self.whole = ActionButton(look, "Keep all of it", "history", measure=SMALL)
        self.discard = ActionButton(look, "Discard the video", "trash-2", Kind.DANGER, SMALL)
        self.rare = (self.closer, self.whole, self.discard)
        self.place((self.draw, self.start, self.end, self.undo, self.redo))
        for button, wish in (
            (self.start, self.start_asked),
            (self.end, self.end_asked),
            (self.whole, self.whole_asked),
            (self.discard, self.discard_asked),
        ):
            button.asked.connect(wish)
            button.refused.connect(self.refused)

    def show_screen(self, screen: ClipScreen) -> None:
        """Wake and put to sleep."""
        line = screen.timeline
        self.show_review(screen.review, unseen=line.why or NOT_HERE)
        for button, words in ((self.start, "Keep from here on"), (self.end, "Keep up to here")):
            button.set_missing(line.why)
            button.setToolTip(line.why or f"{words}, {second_words(line.at_s)}")
        self.whole.set_missing(line.why or ("" if line.is_trimmed else ALL_KEPT))


class NobodyButton(NoChildButton):
    """There only where no face was found, for everywhere else it would sleep."""

    def show_screen(self, screen: ClipScreen) -> None:
        """Be there or not, awake or asleep."""
        has_faces = any(mark.kind not in (MarkKind.MAYBE, MarkKind.NOT_A_FACE) for mark in screen.review.marks)
        self.setVisible(not has_faces and not screen.review.is_looking and not screen.review.held)
        self.show_review(screen.review)


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
