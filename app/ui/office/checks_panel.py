"""The right side: what the rules point at, those that want a look first, and the note to the author."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.screen import CheckLine, Subject
from app.ui.room.compose.editor import WritingEdit
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.cards import Card
from app.ui.widgets.field import ErrorRow, FieldBox, IconLabel
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.pills import Chip, ChipFact
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words


class CheckRow(QWidget):
    """One check in words; tinted while it wants a look."""

    def __init__(self, look: Look, check: CheckLine) -> None:
        super().__init__()
        self._look, self._check = look, check
        self.setAccessibleName(f"{check.title}. {check.sentence}")
        tone = "warn" if check.look else "ok"
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(look, check.title, "body", "button", "warn" if check.look else "ink", wrap=True))
        words.addWidget(Words(look, check.sentence, "second", "text", "ink" if check.look else "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel(look, "circle-alert" if check.look else "circle-check", tone, 24), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint."""
        if self._check.look:
            edge = "warn" if self._look.theme.border_px > 1 else None
            draw_box(QPainter(self), QRectF(self.rect()), Box("warn-soft", edge, 1, 14), self._look)


class ChecksPanel(Card):
    """Emits the note as typed."""

    note_typed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, padding=12)
        self.chip = Chip(look, ChipFact("All well", "circle-check", Tone.OK))
        self.note_label = Words(look, "Note", "helper", "button", "primary")
        self.note = WritingEdit(look, "Note to the author", "What is good, and what to change.", role="body")
        self.note_box = FieldBox(look, self.note, height=76)
        self.note_box.row.setContentsMargins(14, 10, 8, 8)
        self.note_error = ErrorRow(look)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._checks: tuple[CheckLine, ...] | None = None
        self._lay_out(look)
        self.note.typed.connect(self.note_typed)

    def show_subject(self, subject: Subject, note: str, note_error: str) -> None:
        """Draw the checks and the note."""
        few = f"{subject.to_look} to look at"
        fact = ChipFact(few, "circle-alert", Tone.WARN) if subject.to_look else ChipFact("All well", "circle-check", Tone.OK)
        self.chip.set_fact(fact)
        if subject.checks != self._checks:
            self._show_checks(subject.checks)
        self.note_label.setText(f"Note to {subject.author}")
        self.note.setAccessibleName(f"Note to {subject.author}")
        self.note.set_text(note)
        self.note_error.set_sentence(note_error)
        self.note_box.set_wrong(bool(note_error))

    def _show_checks(self, checks: tuple[CheckLine, ...]) -> None:
        self._checks = checks
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for check in checks:
            self._rows.addWidget(CheckRow(self._look, check))
        self._rows.addStretch(1)

    def _lay_out(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 4, 4)
        head.addWidget(Words(look, "Checks", "panel", "title"))
        head.addStretch()
        head.addWidget(self.chip)
        column = Column()
        column.setLayout(self._rows)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        self.body.addWidget(scrolled(column), 1)
        self.body.addWidget(self.note_label)
        self.body.addWidget(self.note_box)
        self.body.addWidget(self.note_error)
