"""A section with a list, one of it to look at, and a sheet before something is done: its wishes and their keys."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.office.parts.ask_sheet import AskSheet
from app.ui.office.parts.page import SectionPage
from app.ui.office.parts.row_list import RowList
from app.ui.theme.look import Look


class ListedPage(SectionPage):
    """Subclasses make `sheet` once everything else is made, for it lies over all."""

    row_chosen = Signal(str)
    stepped = Signal(int)
    searched = Signal(str)
    order_asked = Signal()
    deed_asked = Signal(str)
    sheet: AskSheet

    def __init__(self, look: Look, list_: RowList | None = None) -> None:
        super().__init__(look, list_)
        self.keys |= {"j": lambda: self.stepped.emit(1), "k": lambda: self.stepped.emit(-1)}

    def connect_list(self, rows: RowList) -> None:
        """What is wished in the list is wished of the section."""
        for signal, wish in (
            (rows.row_chosen, self.row_chosen),
            (rows.searched, self.searched),
            (rows.order_asked, self.order_asked),
        ):
            signal.connect(wish)
