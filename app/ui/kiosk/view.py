"""The board: bar, cards in two columns, the day on the right, and how to take a tablet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.ui.kiosk.day_panel import DayPanel
from app.ui.kiosk.screen import BoardScreen, NoticeScreen, PanelKind, PanelScreen
from app.ui.kiosk.strip import TakingStrip
from app.ui.kiosk.tablet_card import LOW, LOWEST, ROOMY, SNUG, TabletCard
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.banner import Banner
from app.ui.widgets.bars import FaultButton, TopBar
from app.ui.widgets.buttons import ActionButton, Kind, Measure
from app.ui.widgets.page import Page
from app.ui.widgets.pills import Pill
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import Words

PANEL_PX, PANEL_NARROW_PX = 390, 336
ONE_COLUMN_PX = 300  # a card narrower than this at 100 % would break its lines
LOCK = Measure(48, 22, "body", 30, 12, "pill")
LOCK_DENSE = Measure(48, 20, "body", 16, 8, "pill")
CLOCK_PX = 40
LARGE_TEXT = 125  # percent


class KioskView(Page):
    """Draws one BoardScreen and emits wishes; it decides nothing."""

    card_asked = Signal(str)
    ticked = Signal(str, bool)
    day_asked = Signal()
    reopen_asked = Signal()
    more_asked = Signal()
    alarm_answered = Signal()
    notice_asked = Signal()
    retry_asked = Signal()
    fault_asked = Signal()
    lock_asked = Signal()
    bar_measured = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.drawn = BoardScreen(second="", clock="", panel=PanelScreen(kind=PanelKind.LOADING, title=""))
        self.bar = TopBar(look)
        self.clock = Words(look, "", "greeting", "title", "primary")
        self.connection = Pill(look, "Online", "wifi", Tone.OK)
        self.fault = FaultButton(look)
        self.lock = ActionButton(look, "Lock", "lock", Kind.SECONDARY, LOCK)
        self.alarm, self.offline, self.notice = Banner(look), Banner(look), Banner(look)
        self.cards: list[TabletCard] = []
        self._column = Column()
        self._grid = QGridLayout(self._column)
        self.strip = TakingStrip(look)
        self.panel = DayPanel(look)
        self.toast = Toast(look, self, bottom_px=8)
        self._columns, self._is_low, self._free, self._size = 2, False, 0, ROOMY
        self._lay_out()
        self._connect()
        look.changed.connect(self._fit)

    def show_screen(self, screen: BoardScreen) -> None:
        """Draw the board."""
        self.drawn = screen
        self.bar.set_titles("Tablets", screen.second)
        self.clock.setText(screen.clock)
        online = not screen.offline
        self.connection.set_words("Online" if online else "Offline", "wifi" if online else "cloud-off", Tone.OK if online else Tone.WARN)
        self.offline.say(screen.offline, Tone.WARN, "cloud-off", "Try now" if screen.offline else "")
        self._show_bars()
        self._show_cards(screen)
        self.panel.show_panel(screen.panel, screen.offline)
        if screen.message:
            self.say(screen.message)

    def say(self, sentence: str) -> None:
        """A word at the foot of the board."""
        self.toast.say(sentence, can_undo=False)

    def card(self, number: str) -> TabletCard:
        """The card of that tablet."""
        return next(card for card, drawn in zip(self.cards, self.drawn.cards, strict=False) if drawn.number == number)

    def minimumSizeHint(self) -> QSize:
        """The smallest window."""
        return QSize(1024, 600)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        regions = (self.bar, self.alarm, self.offline, self.notice, self._column, self.strip, self.panel)
        return go_on(regions, forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the new size."""
        super().resizeEvent(event)
        self._fit()

    def _show_cards(self, screen: BoardScreen) -> None:
        while len(self.cards) < len(screen.cards):
            card = TabletCard(self.look)
            card.asked.connect(self.card_asked)
            card.refused.connect(self.say)
            card.set_size(self._size)
            self.cards.append(card)
            self._place()
        for card, facts in zip(self.cards, screen.cards, strict=False):
            card.show_card(facts, screen.offline)
        for at, card in enumerate(self.cards):
            card.setVisible(at < len(screen.cards))

    def _show_bars(self) -> None:
        """What is late comes first: in a low window what can wait waits for it, so that every tablet stays in sight."""
        show_notice(self.alarm, self.drawn.alarm_bar)
        show_notice(self.notice, None if self._is_low and self.drawn.alarm_bar else self.drawn.notice)
        self._fit_bars()

    def _place(self) -> None:
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // self._columns, at % self._columns)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)

    def _fit(self) -> None:
        percent = self.look.theme.text_percent
        low, narrow = self.height() < 700, self.width() < 1200
        self.bar.set_compact(low)
        self.bar.second.setVisible(not (narrow and percent > LARGE_TEXT))
        dense = narrow or percent > 100
        self.fault.set_dense(dense)
        self.connection.set_dense(dense)
        self.lock.measure = LOCK_DENSE if dense else LOCK
        self.lock.updateGeometry()
        font = self.look.font("greeting", "title")
        font.setPixelSize(min(CLOCK_PX if not low else 34, 48) * min(percent, LARGE_TEXT) // 100)
        self.clock.setFont(font)
        self.panel.setFixedWidth(round((PANEL_NARROW_PX if narrow else PANEL_PX) * (1 + (percent - 100) / 200)))
        margin = 16 if narrow else 24
        self._body.setContentsMargins(margin - 3, 8 if low else 15, margin - 3, 6 if low else 12)
        free = self.width() - 2 * margin - self.panel.width() - 16
        columns = 2 if (free - 9) / 2 >= ONE_COLUMN_PX * percent / 100 else 1
        if columns != self._columns:
            self._columns = columns
            self._place()
        self._free = free
        self._set_low(low)
        self._show_bars()
        self.place_toast()
        self.bar_measured.emit(self.bar.height())

    def place_toast(self) -> None:
        """Over the strip, beside the panel: it hides neither the list nor its button. Again after whatever lay over the board closed."""
        free = self.rect()
        if self.isRightToLeft():
            free.setLeft(self.panel.geometry().right())
        else:
            free.setRight(self.width() - self.panel.width())
        self.toast.stand_beside(free)

    def _set_low(self, low: bool) -> None:
        """The layout of a window 600 px high."""
        self._is_low = low
        self.panel.set_low(low)

    def _fit_bars(self) -> None:
        """A bar over the cards takes its room from the strip below them: what is late stays in sight."""
        bars = (self.alarm, self.offline, self.notice)
        has_bar = any(not bar.isHidden() for bar in bars)
        crowded = self._is_low or has_bar
        for bar in bars:
            bar.set_slim(crowded)
        many = len(self.drawn.cards) > 3 * self._columns
        self._size = ((LOW, LOWEST, LOWEST) if self._is_low else (ROOMY, SNUG, LOW))[has_bar + many]
        for card in self.cards:
            card.set_size(self._size)
        self.strip.fit(self._free, low=crowded)
        self._grid.setVerticalSpacing(2 if crowded else 9)
        self._left.setSpacing(6 if crowded else 10)

    def _lay_out(self) -> None:
        outer = QVBoxLayout()
        self.settle(outer)
        self.bar.row.addWidget(self.clock)
        self.bar.row.addStretch(1)
        for part in (self.connection, self.fault, self.lock):
            self.bar.row.addWidget(part)
        outer.addWidget(self.bar)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(9)
        self._grid.setVerticalSpacing(9)
        self._left = left = QVBoxLayout()
        self._bars = QVBoxLayout()
        self._bars.setContentsMargins(3, 0, 3, 0)  # in line with the cards, which keep 3 px for their shadow
        self._bars.setSpacing(6)
        for banner in (self.alarm, self.offline, self.notice):
            self._bars.addWidget(banner)
        left.addLayout(self._bars)
        left.addWidget(scrolled(self._column), 1)
        strip = QHBoxLayout()
        strip.setContentsMargins(3, 0, 3, 5)
        strip.addWidget(self.strip)
        left.addLayout(strip)
        self._body = QHBoxLayout()
        self._body.setSpacing(12)
        self._body.addLayout(left, 1)
        self._body.addWidget(self.panel)
        outer.addLayout(self._body, 1)

    def _connect(self) -> None:
        for signal, wish in (
            (self.panel.ticked, self.ticked),
            (self.panel.asked, self.day_asked),
            (self.panel.second_asked, self.reopen_asked),
            (self.strip.more_asked, self.more_asked),
            (self.alarm.acted, self.alarm_answered),
            (self.notice.acted, self.notice_asked),
            (self.offline.acted, self.retry_asked),
            (self.connection.clicked, self.retry_asked),
            (self.fault.asked, self.fault_asked),
            (self.lock.asked, self.lock_asked),
            (self.panel.refused, self.say),
        ):
            signal.connect(wish)


def show_notice(banner: Banner, notice: NoticeScreen | None) -> None:
    """Say it in the banner, or hide it."""
    if notice is None:
        banner.say("")
    else:
        banner.say(notice.words, notice.tone, notice.icon, notice.action)
