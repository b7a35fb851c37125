"""The filters: pills in a line with the search box, or one button with a menu where there is no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.ui.room.home.screen import Filter, FilterPill
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.field import SearchField
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.pills import Pill

GAP = 10


class FilterRow(QWidget):
    """Filter pills at the start, search at the end; other pills move in when the bar is full. `chosen` gives the filter's value."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._pills, self.search_wished = look, dict[Filter, Pill](), False
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(3, 0, 3, 0)
        line.setSpacing(GAP)
        lead = QWidget()
        self._flow = FlowRow(GAP, lead)
        line.addWidget(lead, 1)
        self.search = SearchField(look, "Find a child")
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)

    def show_filters(self, filters: Sequence[FilterPill], chosen: Filter) -> None:
        """Show these filters; pills that stay keep their focus."""
        wanted = [pill.filter for pill in filters]
        for gone in [key for key in self._pills if key not in wanted]:
            pill = self._pills.pop(gone)
            self._group.removeButton(pill)
            pill.deleteLater()
        for filter_pill in filters:
            pill = self._pills.get(filter_pill.filter) or self._made(filter_pill.filter)
            pill.set_words(filter_pill.words, count=filter_pill.count)
            pill.setChecked(filter_pill.filter is chosen)

    def pills_width(self) -> int:
        """How wide all filter pills are beside each other."""
        return sum(pill.sizeHint().width() + GAP for pill in self._pills.values())

    def set_pills_shown(self, shown: bool) -> None:
        """Show the pills, or leave their place to the one button."""
        for pill in self._pills.values():
            pill.setVisible(shown)

    def take(self, pills: Sequence[Pill]) -> None:
        """Give a home to the pills that found none in the bar, in this order."""
        lead = self._flow.parentWidget()
        for pill in pills:
            if pill.parentWidget() is not lead:
                self._flow.addWidget(pill)

    def _made(self, key: Filter) -> Pill:
        pill = Pill(self._look, "", checkable=True)
        self._group.addButton(pill)
        pill.clicked.connect(lambda _checked=False: self.chosen.emit(key.value))
        self._pills[key] = pill
        self._flow.addWidget(pill)
        return pill


class FilterButton(Pill):
    """All filters behind one button, and Find a child."""

    chosen = Signal(str)
    find_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", "chevron-down", Tone.PRIMARY, checkable=True, parent=parent)
        self.menu = QMenu(self)
        self.clicked.connect(self.open_menu)

    def nextCheckState(self) -> None:
        """It looks chosen always: it shows the filter in force."""

    def show_filters(self, filters: Sequence[FilterPill], chosen: Filter) -> None:
        """Say the filter in force, and offer the others."""
        self.setChecked(True)
        self.menu.clear()
        self.menu.setFont(self.look.font("body", "button"))
        for pill in filters:
            action = QAction(f"{pill.words}  {pill.count}", self.menu)
            action.triggered.connect(lambda _checked=False, key=pill.filter: self.chosen.emit(key.value))
            self.menu.addAction(action)
            if pill.filter is chosen:
                self.set_words(pill.words, "chevron-down", count=pill.count)
        find = QAction("Find a child", self.menu)
        find.triggered.connect(self.find_asked)
        self.menu.addAction(find)

    def open_menu(self) -> None:
        """Show the menu under the button."""
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height() + 6)))
