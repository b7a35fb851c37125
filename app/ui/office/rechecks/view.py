"""The section "after a change": the cases, and one of them with every picture that it touched."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.office.parts.detail_page import DetailPage
from app.ui.office.parts.row_list import RowList
from app.ui.office.parts.screen import Head
from app.ui.office.parts.table import Table
from app.ui.office.rechecks.screen import CaseDetail, RechecksScreen
from app.ui.office.rechecks.state import SEEN
from app.ui.theme.look import Look
from app.ui.widgets.pills import Pill
from app.ui.widgets.words import Words

HEADS = (Head("Entry", 6), Head("Journal", 4), Head("From", 4), Head("What became of it", 5), Head("When", 4, is_minor=True))


class RechecksPage(DetailPage):
    """Emits wishes; the presenter answers with another screen."""

    everything_asked = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__(look, RowList(look, "Find a child"))
        self._screen = RechecksScreen()
        self.everything = Pill(look, "Also what was seen", checkable=True)
        self.rows.insert_tools(self.everything)
        self.table = Table(look, "Pictures that the change touched", HEADS, grows=True)
        self.note = Words(look, "", "second", "text", "muted", wrap=True)
        self.add_card("The pictures", self.table, self.note)
        self.empty.set_words("Nothing to look at", "When a permission becomes stricter, what became of the pictures stands here.")
        self.everything.toggled.connect(self.everything_asked)
        self.keys["s"] = self._tick

    @property
    def drawn(self) -> RechecksScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: RechecksScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.show_around(screen.around)
        self.rows.show_list(screen.list)
        self.everything.setChecked(screen.everything)
        if screen.detail is not None:
            self._show_detail(screen.detail)

    def _show_detail(self, detail: CaseDetail) -> None:
        self.show_head(detail.title, detail.line, detail.chips)
        self.alarms.show_notes(detail.alarms)
        self.told.show_notes(detail.told)
        self.show_body(detail.facts, detail.deeds, ())
        self.table.show_rows(detail.rows)
        self.table.setVisible(bool(detail.rows))
        self.note.setText(detail.rows_note)
        self.note.setVisible(bool(detail.rows_note))

    def _tick(self) -> None:
        if (button := self.deeds.buttons.get(SEEN)) is not None:
            button.click()
