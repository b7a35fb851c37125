"""The right side while a cut is chosen: what is gone with the rest, and the ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.room.face_review.head_row import head_row
from app.ui.room.face_review.measures import ANSWER
from app.ui.room.face_review.screen import Cutting
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.cards import TintCard
from app.ui.widgets.overlays import HeadDisc
from app.ui.widgets.words import Words

HINT = "Pull an edge or a corner to keep more or less, or tap where the nearest corner should be."
LATER = "It can be undone until the entry is handed in. Every face that is left stays covered as before."


class CutPanel(QWidget):
    """Emits whether the picture is cut, left, or whole again."""

    cut_asked = Signal()
    whole_asked = Signal()
    leave_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = Words(look, "Keep this part?", role="panel", weight="title", wrap=True)
        self.line = Words(look, role="helper", colour="muted", wrap=True)
        self.warning = Words(look, role="body", weight="button", colour="warn", wrap=True)
        self.hint = TintCard(look)
        self.hint.body.addWidget(Words(look, HINT, wrap=True))
        self.hint.body.addWidget(Words(look, LATER, role="second", colour="muted", wrap=True))
        self.whole = ActionButton(look, "Whole picture again", "image", Kind.SECONDARY, ANSWER)
        self.leave = ActionButton(look, "Leave it as it is", "undo-2", Kind.SECONDARY, ANSWER)
        self.cut = ActionButton(look, "Cut it here", "scissors", Kind.PRIMARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.space["s"])
        column.addLayout(head_row(look, HeadDisc(look, "scissors", Tone.PRIMARY), (self.title, self.line)))
        column.addWidget(self.warning)
        column.addWidget(self.hint)
        column.addStretch(1)
        for button in (self.whole, self.leave, self.cut):
            column.addWidget(button)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.whole.asked.connect(self.whole_asked)
        self.leave.asked.connect(self.leave_asked)
        self.cut.asked.connect(self.cut_asked)

    def set_compact(self, compact: bool) -> None:
        """The small tablet: the helper goes."""
        self.hint.setVisible(not compact)

    def show_cutting(self, cutting: Cutting) -> None:
        """Draw what the frame would do."""
        self.line.setText(cutting.line)
        self.warning.setText(cutting.warning)
        self.warning.setVisible(bool(cutting.warning))
        self.whole.setVisible(cutting.is_cut)
