"""The board: asked for every five seconds and after each step; a tap on it begins a flow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer

from app.ui.errors import sentence_for
from app.ui.kiosk.flows.custody import SignInFlow, SignOutFlow
from app.ui.kiosk.flows.day import CallFlow, CloseFlow, OpenFlow, ReopenFlow
from app.ui.kiosk.flows.flow import Flow
from app.ui.kiosk.flows.more import MoreFlow
from app.ui.kiosk.flows.panel import FlowPanel
from app.ui.kiosk.flows.presenter import FlowPresenter, FlowTools, FlowWays
from app.ui.kiosk.flows.reports import AttestFlow, FoundFlow
from app.ui.kiosk.flows.showing import OddFlow, SeeGoneFlow, SeeReportFlow
from app.ui.kiosk.papers import day_paper
from app.ui.kiosk.screen import CardDeed
from app.ui.kiosk.state import KioskState, screen_of, to_look_for
from app.ui.kiosk.view import KioskView
from app.ui.kiosk.wording import BUTTONS, HELD
from domain.errors import KnownError
from domain.tablet_day import ClosingStep, DayState
from domain.wire.kiosk import Board, Done, TabletCard, Tick

POLL_MS = 5_000
CLOCK_MS = 10_000  # the minute on the board is never older than this


class KioskPresenter:
    """Board and flows of one kiosk. `ring` is the soft tone of the late warning."""

    def __init__(self, view: KioskView, panel: FlowPanel, tools: FlowTools, *, ring: Callable[[], None]) -> None:
        self._view, self._tools, self._ring = view, tools, ring
        self._state, self._rung, self._is_asking, self._is_closed = KioskState(), 0, False, False
        self.flows = FlowPresenter(panel, tools, FlowWays(board=self._board, done=self._done, say=self._say))
        self._poll = self._every(POLL_MS, self.refresh)
        self._minute = self._every(CLOCK_MS, self._show)
        panel.closed.connect(view.place_toast)
        self._connect()

    def start(self) -> None:
        """Ask for the board."""
        self._show()
        self.refresh()
        self._poll.start()
        self._minute.start()

    def close(self) -> None:
        """Fall silent, and let go of the camera."""
        self._is_closed = True
        self._poll.stop()
        self._minute.stop()
        self.flows.leave()

    def refresh(self) -> None:
        """Ask again; one question at a time, so that a slow server is not asked twice."""
        if not self._is_asking and not self._is_closed:
            self._is_asking = True
            self._tools.net.run(self._tools.kiosk.desk.board, self._came, self._offline)

    # -- The board --------------------------------------------------------------------------------------------------------------------

    def _came(self, board: Board) -> None:
        self._is_asking = False
        opened = self._state.board is not None and self._state.board.day is not board.day
        seen = frozenset() if opened else self._state.seen
        self._put(replace(self._state, board=board, ahead=board.now - self._tools.clock(), offline="", seen=seen, is_busy=False))
        if board.alarm > self._rung:
            self._ring()
        self._rung = board.alarm
        if self.flows.flow is not None:
            self.flows.board_changed()

    def _offline(self, error: Exception) -> None:
        self._is_asking = False
        if not isinstance(error, KnownError):
            raise error
        self._put(replace(self._state, offline=error.sentence, is_busy=False))

    def _put(self, state: KioskState) -> None:
        self._state = state
        self._show()

    def _show(self) -> None:
        if not self._is_closed:
            self._view.show_screen(screen_of(self._state, self._tools.zone, self._tools.clock()))

    def _say(self, sentence: str) -> None:
        self._view.say(sentence)

    def _board(self) -> Board:
        if self._state.board is None:
            raise RuntimeError("A flow began before the board came")
        return self._state.board

    def _done(self, done: Done) -> None:
        self._say(done.say)
        self._is_asking = False  # a board that was asked for before this step is old already
        self.refresh()

    # -- Taps -------------------------------------------------------------------------------------------------------------------------

    def _tap_card(self, device_id: str) -> None:
        card = next(each for each in self._board().tablets if each.device_id == device_id)
        self._begin(flow_of(card))

    def _begin(self, flow: Flow) -> None:
        if self._state.board is not None:
            self._view.toast.dismiss()
            self.flows.begin(flow)

    def _more(self) -> None:
        self._begin(MoreFlow())

    def _tick(self, name: str, is_done: bool) -> None:
        board = self._board()
        if board.day is DayState.NOT_OPEN:
            seen = self._state.seen | {name} if is_done else self._state.seen - {name}
            self._put(replace(self._state, seen=seen))
        elif board.day is DayState.OPEN and not self._state.is_busy:
            self._state = replace(self._state, is_busy=True)
            request = Tick(step=ClosingStep(name), is_done=is_done)
            self._tools.net.run(partial(self._tools.kiosk.desk.tick, request), self._came, self._not_ticked)

    def _not_ticked(self, error: Exception) -> None:
        self._state = replace(self._state, is_busy=False)
        self._say(sentence_for(error))

    def _day(self) -> None:
        board = self._board()
        if board.day is DayState.NOT_OPEN:
            wanted = to_look_for(board)
            seen = [card for card in wanted if card.device_id in self._state.seen]
            self._begin(OpenFlow(seen, [card for card in wanted if card.device_id not in self._state.seen]))
        elif board.day is DayState.OPEN:
            self._begin(CloseFlow())
        else:
            self._print(day_paper(board, self._tools.zone))

    def _called(self) -> None:
        away = [card for card in self._board().tablets if card.standing in HELD]
        if away:
            self._begin(CallFlow(away))

    def _notice(self) -> None:
        board = self._board()
        self._begin(OddFlow(board.anomalies) if board.anomalies else AttestFlow())

    def _print(self, html: str) -> None:
        try:
            self._tools.print_sheet(html)
        except KnownError as error:
            self._say(error.sentence)

    def _connect(self) -> None:
        view = self._view
        for signal, slot in (
            (view.card_asked, self._tap_card),
            (view.ticked, self._tick),
            (view.day_asked, self._day),
            (view.reopen_asked, lambda: self._begin(ReopenFlow())),
            (view.more_asked, self._more),
            (view.alarm_answered, self._called),
            (view.notice_asked, self._notice),
            (view.retry_asked, self.refresh),
        ):
            signal.connect(slot)

    def _every(self, milliseconds: int, work: Callable[[], None]) -> QTimer:
        timer = QTimer(self._view)
        timer.setInterval(milliseconds)
        timer.timeout.connect(work)
        return timer


def flow_of(card: TabletCard) -> Flow:
    """What a tap on that card begins."""
    deed = BUTTONS[card.standing][0]
    if deed is CardDeed.SIGN_OUT:
        return SignOutFlow(card)
    if deed is CardDeed.SIGN_IN:
        return SignInFlow(card)
    if deed is CardDeed.FOUND:
        return FoundFlow(card)
    if deed is CardDeed.SEE_REPORT and card.damage_id is not None:
        return SeeReportFlow(card.damage_id, card.name)
    return SeeGoneFlow(card.device_id)
