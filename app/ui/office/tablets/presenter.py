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
from app.ui.office.parts.listed_presenter import ListedPresenter
from app.ui.office.parts.screen import AMOUNT, WORDS, Answer, Ask
from app.ui.office.parts.wording import full_name
from app.ui.office.tablets.screen import View
from app.ui.office.tablets.state import ORDERS, TabletsState, screen_of
from app.ui.office.tablets.steps import CASE_STEPS, ask_for, pence_of, wrong_of
from app.ui.office.tablets.view import TabletsPage
from domain.permissions import Action
from domain.wire.kiosk import Board, GoneSheet
from domain.wire.people import DamageCase, DamageLedger, DamageStep, Hands

Paper = tuple[tuple[str, str], ...]


class TabletsPresenter(ListedPresenter[TabletsState]):
    """The tablets section. print_paper: puts headings and words on paper."""

    orders = ORDERS

    def __init__(
        self, page: TabletsPage, house: House, zone: ZoneInfo, clock: Clock, *, net: Lane, print_paper: Callable[[str, Paper], None]
    ) -> None:
        super().__init__(page, TabletsState(), net=net)
        self._page, self._house, self._zone, self._clock, self._print = page, house, zone, clock, print_paper
        for signal, slot in (
            (page.turned, self.turn_to),
            (page.tablet_chosen, self.choose_tablet),
            (page.gone_asked, self.ask_gone),
            (page.gone.closed, self.shut_gone),
            (page.gone.print_asked, self.print_gone),
        ):
            signal.connect(slot)

    def _draw(self, state: TabletsState) -> None:
        may_decide = self._house.allows(Action.DECIDE_DAMAGE)
        self._page.show_screen(screen_of(state, full_name(self._house.session), may_decide, self._zone, self._clock()))

    def load(self) -> None:
        """Ask for what is looked at."""
        if self._state.view is View.NOW:
            self.fetch(self._house.board, self._board_came)
        elif self._state.view is View.HANDS:
            self.fetch(self._house.all_hands, self._hands_came)
        else:
            self.fetch(self._house.damage, self._damage_came)

    # -- Looking ----------------------------------------------------------------------------------------------------------------------

    def turn_to(self, view: int) -> None:
        """Where they are now, whose hands, or damage."""
        self._state = replace(self._state, view=View(view))
        self.refresh()

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
        self._show(state if state.subject is not None else replace(state.kept_or_first(), photos={}))
        self._load_photos()

    def choose(self, chosen: str) -> None:
        """Look at that case."""
        self._show(replace(self._state, chosen=chosen, photos={}))
        self._load_photos()

    def step(self, way: int) -> None:
        """The next case, or the one before, while the cases are looked at."""
        if self._state.view is View.DAMAGE:
            super().step(way)

    def _load_photos(self) -> None:
        case = self._state.subject
        for photo in case.report.photos if case else ():
            if photo not in self._state.photos:
                self.act(partial(self._decode, photo), partial(self._photo_came, self._state.chosen, photo), lambda _: None)

    def _decode(self, photo: str) -> QImage:
        return QImage.fromData(self._house.photo(photo))

    def _photo_came(self, case_id: str, photo: str, picture: QImage) -> None:
        if case_id == self._state.chosen and not picture.isNull():
            self._show(replace(self._state, photos={**self._state.photos, photo: picture}))

    def act_on(self, key: str) -> None:
        """Open the sheet of a step."""
        if (case := self._state.subject) is not None:
            self.show_ask(ask_for(key, case))

    def answered(self, ask: Ask, answer: Answer) -> None:
        """Take the step with its words, and a decision with its charge."""
        case, wrong = self._state.subject, ask.wrong(wrong_of(answer))
        if wrong.errors:
            self.show_ask(wrong)
        elif case is not None:
            step = DamageStep(step=ask.id.split(" ")[0], text=answer.of(WORDS)[:2000], charge_pence=pence_of(answer.of(AMOUNT)))
            self.send(ask, partial(self._house.damage_step, case.report.id, step), partial(self._taken, step.step))

    def _taken(self, step: str, case: DamageCase) -> None:
        ledger = DamageLedger(cases=tuple(case if each.report.id == case.report.id else each for each in self._state.cases))
        self._show(replace(self._state, ledger=ledger, ask=None, message=CASE_STEPS[step].done))
