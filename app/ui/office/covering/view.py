"""The covering record: entries with pictures, and one of them with every face, its reason and its proof."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.ui.office.clip_player import ClipPlayer
from app.ui.office.covering.picture import TALL_PX, OutlinedPicture
from app.ui.office.covering.screen import CoveringScreen, PicturePart, RecordDetail
from app.ui.office.covering.state import PRINT
from app.ui.office.parts.detail_page import DetailPage
from app.ui.office.parts.row_list import RowList
from app.ui.office.parts.screen import Head
from app.ui.office.parts.table import Table
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, IconButton
from app.ui.widgets.pills import Pill
from app.ui.widgets.words import Words

REGIONS = (Head("Nr", 2), Head("Who", 4), Head("Source", 4, is_minor=True), Head("Shown", 4), Head("Why", 11))
STEPS = (Head("When", 4), Head("What", 9), Head("By", 4))


class CoveringPage(DetailPage):
    """Emits wishes; the presenter answers with another screen."""

    older_asked = Signal()
    turned = Signal(int)
    outlines_asked = Signal(bool)
    region_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look, RowList(look, "Find a child or an author"))
        self._screen = CoveringScreen()
        self.older = ActionButton(look, "Load older", "chevron-down", measure=SMALL)
        self.rows.foot.addWidget(self.older)
        self.which = Words(look, "", "card", "title", "primary", wrap=True)
        self.back = IconButton(look, "chevron-left", "Earlier picture")
        self.on = IconButton(look, "chevron-right", "Later picture")
        self.numbers = Pill(look, "Numbers", checkable=True)
        self.picture, self.player = OutlinedPicture(look), ClipPlayer(look)
        self.player.frame.setFixedHeight(TALL_PX)
        self.regions_table = Table(look, "Faces and covers", REGIONS, grows=True)
        self.regions_note = Words(look, "", "second", "text", "muted", wrap=True)
        self._put_picture_first()
        self.steps = Table(look, "Steps of the entry", STEPS, grows=True)
        self.steps_card = self.add_card("What was done with the entry", self.steps)
        self.empty.set_words(
            "Choose an entry on the left", "It shows who was covered for whom, and why. Who opens a record is written down."
        )
        self._connect_more()

    @property
    def drawn(self) -> CoveringScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: CoveringScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.show_around(screen.around)
        self.rows.show_list(screen.list)
        self.empty.set_words(*screen.empty)
        self.older.setVisible(bool(screen.older))
        self.older.set_missing(screen.older_missing)
        if screen.detail is not None:
            self._show_detail(screen.detail)

    def _show_detail(self, detail: RecordDetail) -> None:
        self.show_head(detail.title, detail.line, detail.chips)
        self.show_body(detail.facts, detail.deeds, ())
        for part in (self.picture, self.player, self.which, self.numbers):
            part.setVisible(detail.picture is not None)
        for arrow in (self.back, self.on):
            arrow.setVisible(detail.picture is not None and detail.picture.can_turn)
        if detail.picture is not None:
            self._show_picture(detail.picture)
        self.regions_table.show_rows(detail.regions)
        self.regions_table.setVisible(bool(detail.regions))
        self.regions_note.setText(detail.regions_note)
        self.regions_note.setVisible(bool(detail.regions_note))
        self.steps.show_rows(detail.steps)
        self.steps_card.setVisible(bool(detail.steps))

    def _show_picture(self, part: PicturePart) -> None:
        self.which.setText(part.title)
        self.numbers.setVisible(bool(part.outlines))
        self.numbers.setChecked(part.are_shown)
        self.picture.setVisible(part.clip is None)
        self.player.setVisible(part.clip is not None)
        self.player.show_clip(part.clip, part.note, part.heard)
        self.picture.show_part(part)
        if part.chosen:
            self.regions_table.choose(str(part.chosen))

    def _put_picture_first(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.which, 1)
        for control in (self.back, self.on, self.numbers):
            head.addWidget(control)
        self.card.body.insertLayout(0, head)
        for place, part in enumerate((self.picture, self.player, self.regions_table, self.regions_note), start=1):
            self.card.body.insertWidget(place, part)

    def _press(self, key: str) -> None:
        if (button := self.deeds.buttons.get(key)) is not None:
            button.click()

    def _connect_more(self) -> None:
        self.older.asked.connect(self.older_asked)
        self.older.refused.connect(self.said)
        self.player.failed.connect(self.said)
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.on.clicked.connect(lambda: self.turned.emit(1))
        self.numbers.toggled.connect(self.outlines_asked)
        self.picture.chosen.connect(self.region_chosen)
        self.regions_table.row_chosen.connect(lambda row: self.region_chosen.emit(int(row)))
        self.keys |= {"o": self.numbers.click, "p": lambda: self._press(PRINT)}
