"""Removing an entry: one of five reasons, and words for its author. It says nothing like "are you sure": it can be undone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.room.compose.editor import WritingEdit
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.field import ErrorRow, FieldBox
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.tick import TickRow
from app.ui.widgets.words import Words
from domain.moderation import RemovalCategory

WORDS = {
    RemovalCategory.PRIVACY: "It shows or names somebody it must not",
    RemovalCategory.DIGNITY: "It is not kind to the child",
    RemovalCategory.WRONG_CHILD: "It is about another child",
    RemovalCategory.NOT_FOR_JOURNAL: "It does not belong in a journal",
    RemovalCategory.OTHER: "Something else",
}


class RemoveSheet(Sheet):
    """`removal_asked` gives the category's value and the reason; what is missing is said at the field."""

    removal_asked = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget, top_px: int) -> None:
        super().__init__(look, parent, "Why is it removed?", top_px, 520)
        self.body.addWidget(
            Words(look, "It will be in no journal. It stays sealed as long as the law asks.", "body", "text", "muted", wrap=True)
        )
        self._group = QButtonGroup(self)
        self.rows = {category: TickRow(look, words) for category, words in WORDS.items()}
        for row in self.rows.values():
            self._group.addButton(row)
            self.body.addWidget(row)
        self.category_error, self.reason_error = ErrorRow(look), ErrorRow(look)
        self.body.addWidget(self.category_error)
        self.reason = WritingEdit(look, "Words for the author", "What was wrong, and what to do now.", role="body")
        self.reason_label = Words(look, "Words for the author", "helper", "button", "primary")
        self.box = FieldBox(look, self.reason, height=76)
        self.box.row.setContentsMargins(14, 10, 8, 8)
        for part in (self.reason_label, self.box, self.reason_error):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.remove = ActionButton(look, "Remove it", "trash-2", Kind.DANGER)
        self.remove.asked.connect(self._asked)
        self.body.addWidget(self.remove)

    def begin(self, note: str) -> None:
        """Open for a new removal; the note that is written already stands there."""
        self._group.setExclusive(False)
        for row in self.rows.values():
            row.setChecked(False)
        self._group.setExclusive(True)
        self.reason.set_text(note)
        self.category_error.set_sentence("")
        self.reason_error.set_sentence("")
        self.open()

    def _asked(self) -> None:
        category = next((each for each, row in self.rows.items() if row.isChecked()), None)
        reason = self.reason.toPlainText().strip()
        self.category_error.set_sentence("" if category else "Choose what it is about.")
        self.reason_error.set_sentence("" if reason else "Write a reason, so that the author knows what to do.")
        if category is not None and reason:
            self.shut()
            self.removal_asked.emit(category.value, reason)
