"""What every section with a list does: choose, step, search and sort in it, and ask on a sheet before something is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, TypeVar

from app.ui.background import Lane
from app.ui.office.parts.listed_page import ListedPage
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.parts.screen import Answer, Ask, following
from app.ui.office.parts.state import ListedState
from domain.errors import KnownError

L = TypeVar("L", bound=ListedState)
T = TypeVar("T")


class ListedPresenter(SectionPresenter[L]):
    """A subclass says what a button of the chosen one does (`act_on`), and what an answer on the sheet does (`answered`)."""

    orders: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, page: ListedPage, state: L, *, net: Lane) -> None:
        super().__init__(page, state, net=net)
        for signal, slot in (
            (page.row_chosen, self.choose),
            (page.stepped, self.step),
            (page.searched, self.search),
            (page.order_asked, self.turn_order),
            (page.deed_asked, self.act_on),
            (page.sheet.answered, self.answer),
            (page.sheet.typed, self.typed),
            (page.sheet.given_up, self.give_up),
        ):
            signal.connect(slot)

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def choose(self, chosen: str) -> None:
        """Look at that one."""
        self._show(replace(self._state, chosen=chosen))

    def step(self, way: int) -> None:
        """The next one of the list, or the one before."""
        if neighbour := self._state.neighbour(way):
            self.choose(neighbour)

    def search(self, words: str) -> None:
        """Show only what bears these words."""
        self._show(replace(self._state, search=words))

    def turn_order(self) -> None:
        """Sort by the next order."""
        self._show(replace(self._state, order=following(self.orders, self._state.order)))

    # -- The sheet --------------------------------------------------------------------------------------------------------------------

    def act_on(self, key: str) -> None:
        """A button of the chosen one was tapped."""
        raise NotImplementedError

    def typed(self, answer: Answer) -> None:
        """The sheet as it is being filled in."""

    def answer(self, answer: Answer) -> None:
        """The sheet was filled in; one that is on its way is not sent twice."""
        ask = self._state.ask
        if ask is not None and not ask.busy:
            self.answered(ask, answer)

    def answered(self, ask: Ask, answer: Answer) -> None:
        """Do what the sheet asked about."""
        raise NotImplementedError

    def give_up(self) -> None:
        """The sheet was closed."""
        self.show_ask(None)

    def show_ask(self, ask: Ask | None) -> None:
        """Lay this sheet over the section, or none."""
        self._show(replace(self._state, ask=ask))

    def send(self, ask: Ask, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do it while the sheet waits; `done` puts the sheet away."""
        self.show_ask(ask.waiting())
        self.act(work, done, self.refused)

    def refused(self, error: KnownError) -> None:
        """What the world says against it stands in the sheet, where what was typed stays; without a sheet it is said."""
        if (ask := self._state.ask) is not None:
            self.show_ask(self.refused_ask(ask, error))
        else:
            self._say(error)

    def refused_ask(self, ask: Ask, error: KnownError) -> Ask:
        """The sheet with that sentence at the part that it speaks of."""
        return ask.refused(error.sentence)
