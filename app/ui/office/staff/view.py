"""The staff section: list, detail with its changes, and the history of changes below."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.office.key_button import KeyButton
from app.ui.office.parts.detail_page import DetailPage
from app.ui.office.parts.row_list import RowList
from app.ui.office.staff.first_sheet import FirstSheet
from app.ui.office.staff.screen import StaffScreen
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, Kind
from app.ui.widgets.words import Words


class StaffPage(DetailPage):
    """Emits wishes; the presenter answers with another screen."""

    new_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, RowList(look, "Find somebody"))
        self._screen = StaffScreen()
        self.new = KeyButton(look, "Add somebody", "N", "user-plus", Kind.PRIMARY, SMALL)
        self.rows.foot.addWidget(self.new)
        self.history = Words(look, "", "second", "text", wrap=True)
        self.add_card("History of changes", self.history)
        self.empty.set_words("Nobody works here yet", "Add the first person with N.")
        self.first = FirstSheet(look, self)
        self.new.asked.connect(self.new_asked)
        self.new.refused.connect(self.said)
        self.first.copied.connect(lambda: self.said.emit("The password is copied. It leaves the clipboard when you have written it down."))
        self.keys["n"] = self.new.click

    @property
    def drawn(self) -> StaffScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: StaffScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.show_around(screen.around)
        self.rows.show_list(screen.list)
        self.new.set_missing(screen.around.offline)
        if (detail := screen.detail) is not None:
            self.show_head(detail.title, detail.line, detail.chips)
            self.show_body(detail.facts, detail.deeds, detail.dangers)
            self.history.setText("\n".join(detail.history) or "Nothing was changed yet.")
        self.sheet.show_ask(screen.ask)
        self.first.show_part(screen.first)
