"""Daybook is paused: what that means, what to do now, paper sheets, whom to ask. Over everything in the room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.paused.screen import PausedScreen, Step
from app.ui.room.work_bar import connection_sign
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look, is_compact
from app.ui.theme.tokens import Tone
from app.ui.widgets.bars import PersonButton, TopBar
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.cards import Card, TintCard
from app.ui.widgets.fault import FaultDialog
from app.ui.widgets.field import IconLabel
from app.ui.widgets.page import Page
from app.ui.widgets.paint import Box, centred, draw_box
from app.ui.widgets.pills import Pill
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import Words

TITLE = "Daybook is paused"
THANKS = "Someone saw something they should not. Thank you for saying so."
WIDE_PX = 1000
ACTIONS_PX = 100  # as high as the row of actions stands from the lower edge: a toast lies above it


class Disc(QWidget):
    """An icon on a soft disc."""

    def __init__(self, look: Look, icon: str, tone: Tone, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon, self._tone = look, icon, tone
        self.set_size(size)

    def set_size(self, size: int) -> None:
        """Another diameter, px."""
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and icon."""
        painter, rect = QPainter(self), QRectF(self.rect())
        draw_box(painter, rect, Box(f"{self._tone.value}-soft", None, 0, rect.width() / 2), self._look)
        side = rect.width() * 0.5
        draw_icon(painter, centred(rect, side, side), self._icon, self._look.theme.tone(self._tone))


class StepRow(QWidget):
    """One step: disc, fact, what to do."""

    def __init__(self, look: Look, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(40)
        self.disc = Disc(look, step.icon, Tone.PRIMARY, 56)
        row.addWidget(self.disc, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.fact = Words(look, step.fact, "card", "title", wrap=True)
        words.addWidget(self.fact)
        words.addWidget(Words(look, step.what, "body", "text", "muted", wrap=True))
        row.addLayout(words, 1)

    def set_compact(self, compact: bool) -> None:
        """Smaller on the small tablet; the words stay."""
        self.disc.set_size(40 if compact else 56)
        self.fact.set_role("body" if compact else "card")


class PausedView(Page):
    """Draws a `PausedScreen`. There is no way from here to a child; capture is closed."""

    print_asked = Signal()
    fault_reported = Signal(str)
    log_out_asked = Signal()
    connection_asked = Signal()
    not_me_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(TITLE)
        self.top = TopBar(look)
        self.connection, self.person = Pill(look, "", parent=self.top), PersonButton(look)
        self.head = Disc(look, "shield-alert", Tone.BAD, 88)
        self.title = Words(look, TITLE, "greeting", "title", wrap=True)
        self.office = Words(look, "", "body", "button", wrap=True)
        self.steps: list[StepRow] = []
        self.print_button = ActionButton(look, "Print paper sheets", "printer")
        self.report_button = ActionButton(look, "Report another", "shield-alert", Kind.DANGER)
        self.log_out_button = ActionButton(look, "Log out", "log-out", Kind.TINT)
        self.fault_dialog = FaultDialog(look, self)
        self.toast = Toast(look, self, ACTIONS_PX)
        self._lay_out()
        self._connect()
        look.changed.connect(self._fold)

    def show_screen(self, screen: PausedScreen) -> None:
        """Draw that screen."""
        self.top.set_titles(screen.room, screen.second)
        self.office.setText(screen.office)
        for old in self.steps:
            self._steps.removeWidget(old)
            old.deleteLater()
        self.steps = [StepRow(self.look, step) for step in screen.steps]
        for row in self.steps:
            self._steps.addWidget(row)
        self._fold()

    def set_connection(self, words: str) -> None:
        """What the connection pill says: sync goes on taking things in."""
        icon, tone = connection_sign(words)
        self.connection.set_words(words, icon, tone)

    def set_person(self, first_name: str, last_name: str) -> None:
        """Who is logged in."""
        self.person.set_person(first_name, last_name)

    def say(self, sentence: str) -> None:
        """Tell something once."""
        self.toast.say(sentence, can_undo=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold to the new size."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        compact = is_compact(self.width(), self.height())
        large = self.look.theme.text_percent > 100
        self.top.set_compact(compact)
        for part in (self.connection, self.person):
            part.set_dense(compact or large)
        self.fault_dialog.set_top(self.top.height())
        self.head.set_size(56 if compact else 88)
        self.title.set_role("dialog" if compact else "greeting")
        for row in self.steps:
            row.set_compact(compact)
        self._steps.setSpacing(8 if compact else 18)
        self._inside.setSpacing(10 if compact else 20)
        side = 24 if compact else 44
        self._inside.setContentsMargins(side, 16 if compact else 36, side, 12 if compact else 18)
        self._page.setContentsMargins(16, 12 if compact else 32, 16, 12 if compact else 32)
        self._page.setSpacing(10 if compact else 20)

    def _connect(self) -> None:
        self.print_button.asked.connect(self.print_asked)
        self.report_button.asked.connect(self.fault_dialog.open)
        self.fault_dialog.reported.connect(self.fault_reported)
        self.log_out_button.asked.connect(self.log_out_asked)
        self.connection.clicked.connect(self.connection_asked)
        self.person.clicked.connect(self.not_me_asked)

    def _lay_out(self) -> None:
        page = QVBoxLayout()
        self.settle(page)
        self.top.row.addWidget(self.connection)
        self.top.row.addWidget(self.person)
        page.addWidget(self.top)
        self._page = QVBoxLayout()
        holder = QWidget()
        holder.setMaximumWidth(self.look.theme.scaled(WIDE_PX))
        holder.setLayout(self._page)
        self._page.addWidget(self._card(), 1)
        self._page.addLayout(self._actions())
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(holder, 100)
        across.addStretch(1)
        page.addLayout(across, 1)

    def _card(self) -> Card:
        card = Card(self.look, padding=0, radius="sheet")
        column = Column()
        self._inside = QVBoxLayout(column)
        self._inside.addLayout(self._head())
        self._inside.addWidget(Rule(self.look))
        self._steps = QVBoxLayout()
        self._inside.addLayout(self._steps)
        self._inside.addStretch(1)
        self._inside.addWidget(self._office_line())
        card.body.addWidget(scrolled(column))
        return card

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addWidget(self.head, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(Words(self.look, THANKS, "card", "text", "muted", wrap=True))
        head.addLayout(words, 1)
        return head

    def _office_line(self) -> TintCard:
        box = TintCard(self.look, Tone.QUIET, padding=12)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(16)
        row.addWidget(IconLabel(self.look, "phone", "primary", 24))
        row.addWidget(self.office, 1)
        box.body.addLayout(row)
        return box

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.print_button, 10)
        row.addWidget(self.report_button, 10)
        row.addStretch(3)
        row.addWidget(self.log_out_button, 8)
        return row


class Rule(QWidget):
    """A hair line between the head and the steps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedHeight(look.theme.border_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        QPainter(self).fillRect(self.rect(), self._look.colour("line"))
