"""Room home: the children first, then the actions. Draws a `HomeScreen`; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.room.home.actions import ActionBar
from app.ui.room.home.child_grid import ChildGrid
from app.ui.room.home.drafts_sheet import DraftsSheet
from app.ui.room.home.filters import FilterButton, FilterRow
from app.ui.room.home.screen import HomeScreen
from app.ui.theme.look import Look, is_compact
from app.ui.widgets.banner import Banner
from app.ui.widgets.bars import FaultButton, PersonButton, TopBar
from app.ui.widgets.empty import Empty
from app.ui.widgets.fault import FaultDialog
from app.ui.widgets.page import Page
from app.ui.widgets.pills import Pill, PillLine
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.toast import Toast


class HomeView(Page):
    """Emits wishes; the presenter answers with a screen."""

    child_tapped = Signal(str)
    filter_chosen = Signal(str)
    search_changed = Signal(str)
    photo_asked = Signal()
    observation_asked = Signal()
    snapshot_asked = Signal()
    choice_cleared = Signal()
    promise_asked = Signal()
    connection_asked = Signal()
    covering_asked = Signal()
    not_me_asked = Signal()
    draft_chosen = Signal(str)
    fault_reported = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._screen: HomeScreen | None = None
        self.top = TopBar(look)
        # With a parent from the start: shown before it has a place, a pill would be a window of its own for a moment.
        self.filter_button = FilterButton(look, self.top)
        self.promise_pill, self.connection_pill = Pill(look, "", parent=self.top), Pill(look, "", parent=self.top)
        self.covering_pill = Pill(look, "", parent=self.top)
        self._covering: PillLine | None = None
        for pill in (self.filter_button, self.promise_pill, self.covering_pill, self.connection_pill):
            pill.hide()  # until the first screen gives it words and a place
        self.fault_button, self.person_button = FaultButton(look), PersonButton(look)
        self.filters = FilterRow(look)
        self.banner = Banner(look)
        self.grid = ChildGrid(look)
        self.empty = Empty(look, "", "")
        self.bar = ActionBar(look)
        self.toast = Toast(look, self)
        self.drafts_sheet = DraftsSheet(look, self)
        self.fault_dialog = FaultDialog(look, self)
        self._lay_out()
        self._connect()
        look.changed.connect(self._fit)

    def show_screen(self, screen: HomeScreen) -> None:
        """Draw that screen."""
        self._screen = screen
        self.person_button.set_person(*screen.person)
        self.filters.show_filters(screen.filters, screen.chosen_filter)
        self.filter_button.show_filters(screen.filters, screen.chosen_filter)
        self.banner.say(screen.banner)
        self.grid.show_children(screen.children)
        nobody = "Looking for the children…" if screen.is_loading else "No child to show here"
        self.empty.set_words(nobody, "" if screen.is_loading else "Choose Everyone, or type another name.")
        self.middle.setCurrentWidget(self.grid if screen.children else self.empty)
        self.bar.show_choice(screen)
        self.drafts_sheet.show_drafts(screen.drafts)
        self._fit()

    def show_covering(self, line: PillLine | None) -> None:
        """How far a video is that is being covered; nothing while there is none."""
        self._covering = line
        self._fit()

    def say(self, sentence: str) -> None:
        """Tell something once that cannot be undone."""
        self.toast.say(sentence, can_undo=False)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        return go_on((self.top, self.banner, self.filters, self.middle, self.bar, self.toast), forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the bars to the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The small tablet's layout, and a second line for the pills when large letters leave no room beside the title."""
        if self._screen is None:
            return
        compact = is_compact(self.width(), self.height())
        for part in (self.top, self.grid, self.bar):
            part.set_compact(compact)
        side = self.look.theme.space["m" if compact else "xl"]
        gap = self.look.theme.space["s" if compact else "m"]
        self._content.setContentsMargins(side - 3, gap - 1, side - 3, gap - 5)
        dense = compact or self.look.theme.text_percent > 100
        for pill, line in (
            (self.promise_pill, self._screen.promise),
            (self.covering_pill, self._covering),
            (self.connection_pill, self._screen.connection),
        ):
            _show_line(pill, line, short=dense)
        self.top.set_titles(self._screen.room, self._screen.here if dense else f"{self._screen.day} · {self._screen.here}")
        self._place_pills(dense=dense)
        top_px = self.top.height()
        for overlay in (self.drafts_sheet, self.fault_dialog):
            overlay.set_top(top_px)

    def _place_pills(self, *, dense: bool) -> None:
        """In the bar when all of it fits, else in the line of the filters."""
        bar = (self.filter_button, self.promise_pill, self.covering_pill, self.connection_pill, self.fault_button, self.person_button)
        for part in bar:
            part.set_dense(dense)
        movable = [self.filter_button, *self._pills()] if dense else self._pills()
        in_bar = self._fits_in_bar(movable)
        if not in_bar and self._covering is not None and not dense:
            _show_line(self.covering_pill, self._covering, short=True)  # the figure says enough: the children keep their rows
            in_bar = self._fits_in_bar(movable)
        if in_bar:
            self.top.place(movable)
        else:
            self.filters.take(movable)
        if self._covering is not None and self.covering_pill.text() == self._covering.short:
            self.covering_pill.setAccessibleName(f"{self._covering.short} {self._covering.words}")
        self.filter_button.setVisible(dense)
        self.filters.set_pills_shown(not dense)
        self.filters.search.setVisible(not dense or self.filters.search_wished)
        self.filters.setVisible(not (dense and in_bar) or self.filters.search_wished)

    def _fits_in_bar(self, movable: Sequence[QWidget]) -> bool:
        parts = (*movable, self.fault_button, self.person_button)
        return self.top.title_width() + 60 + sum(part.sizeHint().width() + 8 for part in parts) <= self.width()

    def _pills(self) -> list[Pill]:
        lines = ((self.promise_pill, self._screen and self._screen.promise), (self.covering_pill, self._covering))
        return [*(pill for pill, line in lines if line), self.connection_pill]

    def _refused(self, sentence: str) -> None:
        self.say(sentence)

    def _find(self) -> None:
        self.filters.search_wished = True
        self._fit()
        self.filters.search.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _connect(self) -> None:
        self.grid.tapped.connect(self.child_tapped)
        self.filters.chosen.connect(self.filter_chosen)
        self.filters.search.changed.connect(self.search_changed)
        self.filter_button.chosen.connect(self.filter_chosen)
        self.filter_button.find_asked.connect(self._find)
        for button, wish in (
            (self.bar.photo_button, self.photo_asked),
            (self.bar.observation_button, self.observation_asked),
            (self.bar.snapshot_button, self.snapshot_asked),
        ):
            button.asked.connect(wish)
            button.refused.connect(self._refused)
        self.bar.cleared.connect(self.choice_cleared)
        self.bar.drafts_asked.connect(self.drafts_sheet.open)
        self.bar.draft_chosen.connect(self.draft_chosen)
        self.drafts_sheet.chosen.connect(self.draft_chosen)
        self.promise_pill.clicked.connect(self.promise_asked)
        self.connection_pill.clicked.connect(self.connection_asked)
        self.covering_pill.clicked.connect(self.covering_asked)
        self.person_button.clicked.connect(self.not_me_asked)
        self.fault_button.asked.connect(self.fault_dialog.open)
        self.fault_dialog.reported.connect(self.fault_reported)
        QShortcut(QKeySequence("Ctrl+F"), self, self._find)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.choice_cleared.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        page = QVBoxLayout()
        self.settle(page)
        self.top.row.addWidget(self.fault_button)
        self.top.row.addWidget(self.person_button)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.grid)
        self.middle.addWidget(self.empty)
        self._content = QVBoxLayout()
        self._content.setSpacing(self.look.theme.space["m"] - 1)
        for part in (self.banner, self.filters):
            self._content.addWidget(part)
        self._content.addWidget(self.middle, 1)
        page.addWidget(self.top)
        page.addLayout(self._content, 1)
        page.addWidget(self.bar)


def _show_line(pill: Pill, line: PillLine | None, *, short: bool) -> None:
    pill.setVisible(line is not None)
    if line is not None:
        pill.set_words(line.short if short else line.words, line.icon, line.tone)
