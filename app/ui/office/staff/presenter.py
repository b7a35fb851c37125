"""Turns a lead's taps on people into changes of access, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from app.services.house import ChangeRefused, House
from app.services.session import Clock
from app.sync.failures import NetworkError
from app.ui.background import Lane
from app.ui.office.parts.listed_presenter import ListedPresenter
from app.ui.office.parts.screen import CHOICE, WORDS, Answer, Ask
from app.ui.office.staff.state import ORDERS, First, StaffState, screen_of
from app.ui.office.staff.steps import (
    BAD_USERNAME,
    CHANGES,
    FIRST,
    LAST,
    NEW,
    USERNAME,
    added_row,
    ask_for,
    ask_new,
    field_of,
    missing_of_change,
    missing_of_new,
    new_staff,
    sentences_of,
    suggested_username,
)
from app.ui.office.staff.view import StaffPage
from domain.errors import KnownError
from domain.permissions import Role
from domain.staffing import StaffChange
from domain.wire.people import FirstPassword, NewStaff, StaffList, StaffRow, StaffStep


class StaffPresenter(ListedPresenter[StaffState]):
    """The staff section; a first password is dropped as soon as it is written down."""

    orders = ORDERS

    def __init__(self, page: StaffPage, house: House, zone: ZoneInfo, clock: Clock, *, net: Lane) -> None:
        super().__init__(page, StaffState(), net=net)
        self._page, self._house, self._zone, self._clock = page, house, zone, clock
        page.new_asked.connect(self.ask_new)
        page.first.written_down.connect(self.forget_first)

    def _draw(self, state: StaffState) -> None:
        self._page.show_screen(screen_of(state, self._house, self._zone, self._clock()))

    def load(self) -> None:
        """Ask who works here."""
        self.fetch(self._house.staff, self._came)

    def _came(self, known: StaffList) -> None:
        self._show(replace(self._state, staff=known.staff).kept_or_first())

    # -- Changes ----------------------------------------------------------------------------------------------------------------------

    def act_on(self, key: str) -> None:
        """Open the sheet of a change."""
        if (row := self._state.subject) is not None:
            self.show_ask(ask_for(StaffChange(key), row))

    def answered(self, ask: Ask, answer: Answer) -> None:
        """Add whoever is new, or change what the sheet names."""
        if ask.id == NEW:
            self._add(ask, answer)
        elif (row := self._state.subject) is not None:
            self._change(ask, row, answer)

    def _change(self, ask: Ask, row: StaffRow, answer: Answer) -> None:
        change, role = StaffChange(ask.id.split(" ")[0]), answer.of(CHOICE)
        wrong = ask.wrong(missing_of_change(change, answer))
        if wrong.errors:
            self.show_ask(wrong)
        else:
            step = StaffStep(change=change, role=Role(role) if role else None, reason=answer.of(WORDS)[:300])
            self.send(ask, partial(self._house.staff_step, row, self._state.others(row), step), partial(self._changed, change, row))

    def _changed(self, change: StaffChange, row: StaffRow, answer: FirstPassword) -> None:
        first = First(row=row, answer=answer) if answer.password else None
        message = "" if first else CHANGES[change].done.format(name=row.first_name)
        self._show(replace(self._state, ask=None, first=first, message=message))
        self.refresh()

    def refused_ask(self, ask: Ask, error: KnownError) -> Ask:
        """At the field that it speaks of."""
        if isinstance(error, ChangeRefused):
            return ask.wrong(sentences_of(error.reasons))
        key = field_of(error.code if isinstance(error, NetworkError) else "")
        return ask.refused(error.sentence, "" if key == CHOICE and not ask.choices else key)

    # -- Somebody new -----------------------------------------------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Open the sheet for somebody new."""
        self.show_ask(ask_new())

    def typed(self, answer: Answer) -> None:
        """Suggest a user name while the names are typed."""
        ask = self._state.ask
        if ask is not None and ask.id == NEW and not ask.busy:
            taken = frozenset(row.username for row in self._state.staff or ())
            self.show_ask(ask.filled(USERNAME, suggested_username(answer.of(FIRST), answer.of(LAST), taken)))

    def _add(self, ask: Ask, answer: Answer) -> None:
        wrong = ask.wrong(missing_of_new(answer))
        staff = None if wrong.errors else new_staff(answer)
        if staff is None:
            self.show_ask(wrong if wrong.errors else ask.refused(BAD_USERNAME, USERNAME))
        else:
            self.send(ask, partial(self._house.add_staff, staff), partial(self._added, staff))

    def _added(self, staff: NewStaff, answer: FirstPassword) -> None:
        row = added_row(staff, answer)
        known = tuple(each for each in self._state.staff or () if each.id != row.id)
        self._show(replace(self._state, ask=None, staff=(*known, row), chosen=row.id, first=First(row=row, answer=answer)))
        self.refresh()

    def forget_first(self) -> None:
        """It is written down: the password leaves the memory."""
        if self._state.first is not None:
            self._show(replace(self._state, first=None))
