"""The Privacy fault dialog: a few words of what was seen, then it reports and logs out."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Kind
from app.ui.widgets.dialog import Choice, Dialog
from app.ui.widgets.field import FieldBox
from app.ui.widgets.words import Words

NOTE_LIMIT = 600  # characters; as much as the office reads at a glance
NOTE_PX = 92
REPORT = "report"


class FaultDialog(Dialog):
    """Emits `reported` with the note, which may be empty: nobody has to find words before a fault may be told."""

    reported = Signal(str)

    def __init__(self, look: Look, parent: QWidget, top_px: int = 0) -> None:
        super().__init__(
            look,
            parent,
            title="Someone can see what they should not",
            text="This tells the office at once and logs you out. Nothing that you wrote is lost.",
            icon="shield-alert",
            tone=Tone.BAD,
            choices=[Choice(REPORT, "Report and log out", "send", Kind.PRIMARY)],
            top_px=top_px,
        )
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("What did you see?")
        self.note.setTabChangesFocus(True)
        self.note.setPlaceholderText("One line is enough. You can leave it empty.")
        self.note.setFont(look.font("body"))
        label = Words(look, "What did you see?", "body", "button")
        label.setBuddy(self.note)
        box = FieldBox(look, self.note, height=NOTE_PX)
        box.row.setContentsMargins(14, 8, 8, 8)
        self.body.addWidget(label)
        self.body.addWidget(box)
        self.chosen.connect(self._tell)

    def open(self) -> None:
        """Show it with an empty note, and the cursor in it."""
        self.note.clear()
        super().open()
        self.note.setFocus()

    def _tell(self, choice: str) -> None:
        if choice == REPORT:
            self.reported.emit(self.note.toPlainText().strip()[:NOTE_LIMIT])
