"""Shows where the tablets are and were, and turns decisions about damage into steps at the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from app.services.house import House
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.parts.screen import AMOUNT, WORDS, Answer, following
from app.ui.office.tablets.screen import View
from app.ui.office.tablets.state import ORDERS, TabletsState, screen_of, shown_cases
from app.ui.office.tablets.steps import CASE_STEPS, NotMoney, ask_for, pence_of
from app.ui.office.tablets.view import TabletsPage
from domain.errors import KnownError
from domain.permissions import Action
from domain.wire.kiosk import Board, GoneSheet
from domain.wire.people import DamageCase, DamageLedger, DamageStep, Hands

NO_WORDS = "Write it down in a few words."
NO_MONEY = "Write an amount like 12.50, up to 10000, or leave it empty."
Paper = tuple[tuple[str, str], ...]


class TabletsPresenter(SectionPresenter):
    """The tablets section. Every call to the server runs in `net`. print_paper: puts headings and words on paper."""

    def __init__(
        self, page: TabletsPage, house: House, zone: ZoneInfo, clock: Clock, *, net: Lane, print_paper: Callable[[str, Paper], None]
    ) -> None:
        super().__init__(net)
        self._page, self._house, self._zone, self._clock, self._print = page, house, zone, clock, print_paper
        self._state = TabletsState()
        self._connect()

    def refresh(self) -> None:
        """Ask for what is looked at."""
        self._show(self._state)
        if self._state.view is View.NOW:
            self.fetch(self._house.board, self._board_came)
        elif self._state.view is View.HANDS:
            self.fetch(self._house.all_hands, self._hands_came)
        else:
            self.fetch(self._house.damage, self._damage_came)

    def offline_heard(self, sentence: str) -> None:
        """The server is away, or back."""
        if sentence != self._state.offline:
            self._show(replace(self._state, offline=sentence))

    def close(self) -> None:
        """Fall silent, and let go of every picture and name."""
        super().close()
        self._state = TabletsState()

    # -- Looking ----------------------------------------------------------------------------------------------------------------------

    def turn_to(self, view: int) -> None:
        """Where they are now, whose hands, or damage."""
        self._state = replace(self._state, view=View(view))
        self.refresh()

    def search(self, words: str) -> None:
        """Show only what bears these words."""
        self._show(replace(self._state, search=words))

    def turn_order(self) -> None:
        """Sort the cases by the next order."""
        self._show(replace(self._state, order=following(ORDERS, self._state.order)))

    def choose_tablet(self, device_id: str) -> None:
        """A row of the board."""
        if self._state.view is View.NOW:
            self._show(replace(self._state, tablet=device_id))

    def _board_came(self, board: Board) -> None:
        ids = {card.device_id for card in board.tablets}
        self._show(replace(self._state, board=board, tablet=self._state.tablet if self._state.tablet in ids else ""))

    def _hands_came(self, hands: Hands) -> None:
        self._show(replace(self._state, hands=hands))

    # -- What it could hold -----------------------------------------------------------------------------------------------------------

    def ask_gone(self) -> None:
        """What the chosen tablet could hold, were it lost."""
        if self._state.tablet:
            self.act(partial(self._house.gone, self._state.tablet), self._gone_came, self._say)

    def _gone_came(self, gone: GoneSheet) -> None:
        self._show(replace(self._state, gone=gone))

    def shut_gone(self) -> None:
        """The sheet was closed: the names leave the memory."""
        self._show(replace(self._state, gone=None))

    def print_gone(self) -> None:
        """The sheet goes on paper."""
        part = self._page.drawn.gone
        if part is not None:
            self._print(part.title, part.paper)

    # -- Damage -----------------------------------------------------------------------------------------------------------------------

    def _damage_came(self, ledger: DamageLedger) -> None:
        state = replace(self._state, ledger=ledger)
        if state.chosen is None and (first := next(iter(shown_cases(state)), None)) is not None:
            state = replace(state, case=first.report.id, photos={})
        self._show(state)
        self._load_photos()

    def choose_case(self, case_id: str) -> None:
        """Look at that case."""
        self._show(replace(self._state, case=case_id, photos={}))
        self._load_photos()

    def step(self, way: int) -> None:
        """The next case of the list, or the one before."""
        ids = [case.report.id for case in shown_cases(self._state)]
        if ids and self._state.view is View.DAMAGE:
            at = ids.index(self._state.case) + way if self._state.case in ids else 0
            self.choose_case(ids[min(max(0, at), len(ids) - 1)])

    def _load_photos(self) -> None:
        case = self._state.chosen
        for photo in case.report.photos if case else ():
            if photo not in self._state.photos:
                self.act(partial(self._decode, photo), partial(self._photo_came, self._state.case, photo), lambda _: None)

    def _decode(self, photo: str) -> QImage:
        return QImage.fromData(self._house.photo(photo))

    def _photo_came(self, case_id: str, photo: str, picture: QImage) -> None:
        if case_id == self._state.case and not picture.isNull():
            self._show(replace(self._state, photos={**self._state.photos, photo: picture}))

    def ask(self, step: str) -> None:
        """Open the sheet of a step."""
        if (case := self._state.chosen) is not None:
            self._show(replace(self._state, ask=ask_for(step, case)))

    def answer(self, answer: Answer) -> None:
        """The sheet was filled in."""
        ask, case = self._state.ask, self._state.chosen
        if ask is None or ask.busy or case is None:
            return
        errors, pence = [], None
        if not answer.of(WORDS):
            errors.append((WORDS, NO_WORDS))
        try:
            pence = pence_of(answer.of(AMOUNT))
        except NotMoney:
            errors.append((AMOUNT, NO_MONEY))
        if errors:
            self._show(replace(self._state, ask=replace(ask, errors=tuple(errors))))
            return
        step = DamageStep(step=ask.id.split(" ")[0], text=answer.of(WORDS)[:2000], charge_pence=pence)
        self._show(replace(self._state, ask=ask.waiting()))
        self.act(partial(self._house.damage_step, case.report.id, step), partial(self._stepped, step.step), self._refused)

    def give_up(self) -> None:
        """The sheet was closed."""
        self._show(replace(self._state, ask=None))

    def _stepped(self, step: str, case: DamageCase) -> None:
        cases = self._state.ledger.cases if self._state.ledger else ()
        ledger = DamageLedger(cases=tuple(case if each.report.id == case.report.id else each for each in cases))
        self._show(replace(self._state, ledger=ledger, ask=None, message=CASE_STEPS[step].done))

    def _refused(self, error: KnownError) -> None:
        if self._state.ask is not None:
            self._show(replace(self._state, ask=self._state.ask.refused(error.sentence)))

    def _say(self, error: KnownError) -> None:
        self._show(replace(self._state, message=error.sentence))

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def _show(self, state: TabletsState) -> None:
        if self.is_closed:
            return
        self._state = replace(state, message="")
        who = self._house.session
        may_decide = self._house.allows(Action.DECIDE_DAMAGE)
        self._page.show_screen(screen_of(state, f"{who.first_name} {who.last_name}", may_decide, self._zone, self._clock()))

    def _connect(self) -> None:
        page = self._page
        for signal, slot in (
            (page.turned, self.turn_to),
            (page.searched, self.search),
            (page.order_asked, self.turn_order),
            (page.tablet_chosen, self.choose_tablet),
            (page.gone_asked, self.ask_gone),
            (page.gone.closed, self.shut_gone),
            (page.gone.print_asked, self.print_gone),
            (page.case_chosen, self.choose_case),
            (page.stepped, self.step),
            (page.deed_asked, self.ask),
            (page.sheet.answered, self.answer),
            (page.sheet.given_up, self.give_up),
            (page.retry_asked, self.refresh),
        ):
            signal.connect(slot)
