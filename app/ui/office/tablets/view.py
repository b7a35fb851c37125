"""The tablets section: where they are now, whose hands they were in, and the damage ledger, behind three tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.ui.office.parts.ask_sheet import AskSheet
from app.ui.office.parts.facts import Notes
from app.ui.office.parts.listed_page import ListedPage
from app.ui.office.parts.row_list import RowList
from app.ui.office.parts.screen import Head
from app.ui.office.parts.table import Table
from app.ui.office.tablets.case_panel import CasePanel
from app.ui.office.tablets.gone_sheet import GoneOverlay
from app.ui.office.tablets.screen import TabletsScreen, View
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import SMALL, ActionButton
from app.ui.widgets.cards import Card
from app.ui.widgets.field import SearchField
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.words import Words

NOW_HEADS = (
    Head("Tablet", 3), Head("Standing", 5), Head("Who", 4), Head("Until", 4), Head("Battery", 4), Head("Waiting", 3),
    Head("Seen", 4, is_minor=True), Head("Note", 6, is_minor=True),
)  # fmt: skip
HAND_HEADS = (Head("When", 4), Head("Tablet", 3), Head("What", 4), Head("Who", 5), Head("Words", 8))
TABS = ("Now", "Hands", "Damage")
EMPTY_WORDS = ("Nothing was broken", "Reports from the kiosk come in here.")


class TabletsPage(ListedPage):
    """Emits wishes; the presenter answers with another screen."""

    turned = Signal(int)
    tablet_chosen = Signal(str)
    gone_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._screen = TabletsScreen()
        self.tabs = Tabs(look, TABS)
        self.day = Words(look, "", "second", "text", "muted", wrap=True)
        self.anomalies = Notes(look, Tone.WARN)
        self.search = SearchField(look, "Find a tablet or a name")
        self.gone_button = ActionButton(look, "What it could hold", "file-text", measure=SMALL)
        self.now, self.hands = Table(look, "Tablets now", NOW_HEADS), Table(look, "All hands", HAND_HEADS)
        self.note = Words(look, "", "second", "text", "muted", wrap=True)
        self.cases, self.panel = RowList(look, "Find a case"), CasePanel(look)
        self.stack = QStackedWidget()
        self._lay_out(look)
        self.empty.set_words(*EMPTY_WORDS)
        self.sheet, self.gone = AskSheet(look, self), GoneOverlay(look, self)
        self._connect()

    @property
    def drawn(self) -> TabletsScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: TabletsScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.show_around(screen.around)
        if self.tabs.current != screen.view:
            self.tabs.set_current(screen.view)
        is_damage = screen.view is View.DAMAGE
        self.stack.setCurrentIndex(int(is_damage))
        self.day.setText(screen.day)
        self.day.setVisible(bool(screen.day))
        self.anomalies.show_notes(screen.anomalies)
        self.search.setVisible(not is_damage)
        self.gone_button.setVisible(screen.view is View.NOW)
        self.gone_button.set_missing(screen.gone_missing)
        self._show_tables(screen)
        self.cases.show_list(screen.cases)
        self.panel.setVisible(screen.case is not None)
        if screen.case is not None:
            self.panel.show_case(screen.case)
        self.sheet.show_ask(screen.ask)
        self.gone.show_part(screen.gone)

    def _show_tables(self, screen: TabletsScreen) -> None:
        tables = {View.NOW: self.now, View.HANDS: self.hands}
        for view, table in tables.items():
            if view is screen.view:
                table.show_rows(screen.rows)
            table.setVisible(view is screen.view and bool(screen.rows))
        self.note.setText(screen.note)
        self.note.setVisible(bool(screen.note) and screen.view is not View.DAMAGE)

    def begin_search(self) -> None:
        """Put the cursor into the find field of what is looked at."""
        field = self.cases.search if self._screen.view is View.DAMAGE else self.search
        field.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """The tabs first; then the table, or the cases and the case."""
        return (self.banner, self.tabs, self.search, self.gone_button, self.cases, self.panel, self.now, self.hands)

    def _lay_out(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        head.addWidget(self.tabs)
        head.addWidget(self.search, 4)
        head.addStretch()
        head.addWidget(self.gone_button)
        table, damage = Card(look), QWidget()
        table.body.addWidget(self.day)
        table.body.addWidget(self.note)
        for each in (self.now, self.hands):
            table.body.addWidget(each, 1)
        table.body.addStretch()
        beside = QHBoxLayout(damage)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(16)
        self.cases.setFixedWidth(320)
        beside.addWidget(self.cases)
        beside.addWidget(self.panel, 1)
        self.stack.addWidget(table)
        self.stack.addWidget(damage)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.middle.insertLayout(1, head)
        column.addWidget(self.anomalies)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.connect_list(self.cases)
        for signal, wish in (
            (self.tabs.chosen, self.turned),
            (self.search.changed, self.searched),
            (self.now.row_chosen, self.tablet_chosen),
            (self.gone_button.asked, self.gone_asked),
            (self.gone_button.refused, self.said),
            (self.panel.deed_asked, self.deed_asked),
            (self.panel.said, self.said),
            (self.sheet.button.refused, self.said),
        ):
            signal.connect(wish)
        self.keys["/"] = self.begin_search
