"""What a lost tablet could hold: to be read, and to be printed for the breach record."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.office.parts.facts import Facts
from app.ui.office.tablets.screen import GonePart
from app.ui.theme.look import Look
from app.ui.widgets.buttons import MAIN, ActionButton, Kind
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words


class GoneOverlay(Sheet):
    """`print_asked` wants it on paper."""

    print_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, "", 0, 560)
        self.facts = Facts(look, pairs=1)
        self.children_label = Words(look, "First names that lay on it, sealed", "body", "button", "primary", wrap=True)
        self.children_words = Words(look, "", "body", "text", wrap=True)
        self.advice_label = Words(look, "What to do", "body", "button", "primary")
        self.advice = Words(look, "", "body", "text", wrap=True)
        self.print_button = ActionButton(look, "Print", "printer", Kind.PRIMARY, MAIN)
        self.print_button.asked.connect(self.print_asked)
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 8, 8)
        column.setSpacing(12)
        for part in (self.facts, self.children_label, self.children_words, self.advice_label, self.advice):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolled(inner), 1)
        self.body.addWidget(self.print_button)

    def show_part(self, part: GonePart | None) -> None:
        """Show it; None closes and forgets the names."""
        self.children_words.setText(part.children if part else "")
        if part is None:
            self.shut()
            return
        self.title.setText(part.title)
        self.setAccessibleName(part.title)
        self.facts.show_facts(part.facts)
        self.advice.setText("\n".join(f"{number}. {advice}" for number, advice in enumerate(part.advice, start=1)))
        if not self.isVisible():
            self.open()
