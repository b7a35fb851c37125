"""The refusals section: the digest on top, every try below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.office.key_button import KeyButton
from app.ui.office.parts.page import SectionPage
from app.ui.office.parts.screen import Head
from app.ui.office.parts.table import Table
from app.ui.office.refusals.screen import RefusalsScreen
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, Kind
from app.ui.widgets.cards import Card
from app.ui.widgets.field import SearchField
from app.ui.widgets.pills import Pill
from app.ui.widgets.words import Words

HEADS = (Head("When", 4), Head("Who", 4), Head("Device", 4), Head("What", 3, is_minor=True), Head("Why", 8), Head("How often", 3))


class RefusalsPage(SectionPage):
    """Emits wishes; the presenter answers with another screen."""

    searched = Signal(str)
    seen_asked = Signal()
    everything_asked = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._screen = RefusalsScreen()
        self.title, self.since = Words(look, "Refusals", "screen", "title"), Words(look, "", "second", "text", "muted")
        self.digest = Words(look, "", "body", "text", wrap=True)
        self.seen = KeyButton(look, "Seen", "S", "check", Kind.PRIMARY, SMALL)
        self.search = SearchField(look, "Find a try")
        self.everything = Pill(look, "Also what was seen", checkable=True)
        self.table = Table(look, "Refused tries", HEADS)
        self.note = Words(look, "", "second", "text", "muted", wrap=True)
        self._lay_out(look)
        for signal, wish in (
            (self.search.changed, self.searched),
            (self.seen.asked, self.seen_asked),
            (self.seen.refused, self.said),
            (self.everything.toggled, self.everything_asked),
        ):
            signal.connect(wish)
        self.keys |= {"s": self.seen.click, "/": lambda: self.search.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)}

    @property
    def drawn(self) -> RefusalsScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: RefusalsScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.show_around(screen.around)
        self.since.setText(screen.since)
        self.digest.setText("\n".join(screen.sentences) or "Nothing new since you last looked.")
        self.digest.set_colour("ink" if screen.sentences else "muted")
        self.seen.set_missing(screen.seen_missing)
        self.table.show_rows(screen.rows)
        self.table.setVisible(bool(screen.rows))
        self.note.setText(screen.rows_note)
        self.note.setVisible(bool(screen.rows_note))

    def _lay_out(self, look: Look) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.since)
        head.addLayout(words, 1)
        head.addWidget(self.seen)
        digest, all_ = Card(look), Card(look)
        digest.body.addWidget(self.digest)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.everything)
        all_.body.addLayout(tools)
        all_.body.addWidget(self.note)
        all_.body.addWidget(self.table, 1)
        all_.body.addStretch()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(digest)
        column.addWidget(all_, 1)
