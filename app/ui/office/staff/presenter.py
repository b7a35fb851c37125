"""Turns a lead's taps on people into changes of access, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from app.services.house import ChangeRefused, House
from app.services.session import Clock
from app.sync.failures import NetworkError
from app.ui.background import Lane
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.parts.screen import CHOICE, NO_REASON, WORDS, Answer, Ask, following
from app.ui.office.staff.state import ORDERS, First, StaffState, screen_of, shown_rows
from app.ui.office.staff.steps import CHANGES, FIRST, LAST, USERNAME, ask_for, ask_new, field_of, suggested_username
from app.ui.office.staff.view import StaffPage
from domain.errors import KnownError
from domain.permissions import Role
from domain.staffing import STAFF_SENTENCES, StaffChange
from domain.wire.people import FirstPassword, NewStaff, StaffList, StaffRow, StaffStep

BAD_USERNAME = "Three letters or more: a to z, digits, dot, hyphen. It begins with a letter or digit."


class StaffPresenter(SectionPresenter):
    """The staff section. Every call to the server runs in `net`; a first password is dropped as soon as it is written down."""

    def __init__(self, page: StaffPage, house: House, zone: ZoneInfo, clock: Clock, *, net: Lane) -> None:
        super().__init__(net)
        self._page, self._house, self._zone, self._clock = page, house, zone, clock
        self._state = StaffState()
        self._connect()

    def refresh(self) -> None:
        """Ask who works here."""
        self._show(self._state)
        self.fetch(self._house.staff, self._came)

    def offline_heard(self, sentence: str) -> None:
        """The server is away, or back."""
        if sentence != self._state.offline:
            self._show(replace(self._state, offline=sentence))

    def close(self) -> None:
        """Fall silent, and let go of a first password."""
        super().close()
        self._state = StaffState()

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def _came(self, known: StaffList) -> None:
        state = replace(self._state, staff=known.staff)
        first = next(iter(shown_rows(state)), None)
        chosen = state.chosen if state.row is not None else first.id if first else ""
        self._show(replace(state, chosen=chosen))

    def choose(self, staff_id: str) -> None:
        """Look at that person."""
        self._show(replace(self._state, chosen=staff_id))

    def step(self, way: int) -> None:
        """The next person of the list, or the one before."""
        ids = [row.id for row in shown_rows(self._state)]
        if ids:
            at = ids.index(self._state.chosen) + way if self._state.chosen in ids else 0
            self.choose(ids[min(max(0, at), len(ids) - 1)])

    def search(self, words: str) -> None:
        """Show only who bears these words."""
        self._show(replace(self._state, search=words))

    def turn_order(self) -> None:
        """Sort by the next order."""
        self._show(replace(self._state, order=following(ORDERS, self._state.order)))

    # -- Changes ----------------------------------------------------------------------------------------------------------------------

    def ask(self, change: str) -> None:
        """Open the sheet of a change."""
        if (row := self._state.row) is not None:
            self._show(replace(self._state, ask=ask_for(StaffChange(change), row)))

    def ask_new(self) -> None:
        """Open the sheet for somebody new."""
        self._show(replace(self._state, ask=ask_new()))

    def typed(self, answer: Answer) -> None:
        """Suggest a user name while the names are typed."""
        ask = self._state.ask
        if ask is not None and ask.id == "new staff" and not ask.busy:
            taken = frozenset(row.username for row in self._state.staff or ())
            self._show(replace(self._state, ask=ask.filled(USERNAME, suggested_username(answer.of(FIRST), answer.of(LAST), taken))))

    def answer(self, answer: Answer) -> None:
        """The sheet was filled in."""
        ask, row = self._state.ask, self._state.row
        if ask is None or ask.busy:
            return
        if ask.id == "new staff":
            self._add(ask, answer)
        elif row is not None:
            self._change(ask, row, answer)

    def give_up(self) -> None:
        """The sheet was closed."""
        self._show(replace(self._state, ask=None))

    def _change(self, ask: Ask, row: StaffRow, answer: Answer) -> None:
        change, reason, role = StaffChange(ask.id.split(" ")[0]), answer.of(WORDS)[:300], answer.of(CHOICE)
        missing = {
            CHOICE: "" if role or change is not StaffChange.CHANGE_ROLE else "Choose the new role.",
            WORDS: "" if reason else NO_REASON,
        }
        if errors := tuple((key, sentence) for key, sentence in missing.items() if sentence):
            self._show(replace(self._state, ask=replace(ask, errors=errors)))
            return
        step = StaffStep(change=change, role=Role(role) if role else None, reason=reason)
        work = partial(self._house.staff_step, row, self._state.others(row), step)
        self._show(replace(self._state, ask=ask.waiting()))
        self.act(work, partial(self._changed, change, row), self._refused)

    def _changed(self, change: StaffChange, row: StaffRow, answer: FirstPassword) -> None:
        first = First(row=row, answer=answer) if answer.password else None
        message = "" if first else CHANGES[change].done.format(name=row.first_name)
        self._show(replace(self._state, ask=None, first=first, message=message))
        self.refresh()

    def _add(self, ask: Ask, answer: Answer) -> None:
        missing = {
            FIRST: "" if answer.of(FIRST) else "Write the first name.",
            LAST: "" if answer.of(LAST) else "Write the last name.",
            CHOICE: "" if answer.of(CHOICE) else "Choose a role.",
        }
        errors = tuple((key, sentence) for key, sentence in missing.items() if sentence)
        staff = None if errors else new_staff(answer)
        if staff is None:
            errors = errors or ((USERNAME, BAD_USERNAME),)
            self._show(replace(self._state, ask=replace(ask, errors=errors)))
            return
        self._show(replace(self._state, ask=ask.waiting()))
        self.act(partial(self._house.add_staff, staff), partial(self._added, staff), self._refused)

    def _added(self, staff: NewStaff, answer: FirstPassword) -> None:
        row = StaffRow(
            id=answer.staff_id,
            username=staff.username,
            first_name=staff.first_name,
            last_name=staff.last_name,
            role=staff.role,
            is_active=True,
            has_pin=False,
            must_change_password=True,
            has_signed=False,
        )
        known = tuple(each for each in self._state.staff or () if each.id != row.id)
        self._show(replace(self._state, ask=None, staff=(*known, row), chosen=row.id, first=First(row=row, answer=answer)))
        self.refresh()

    def _refused(self, error: KnownError) -> None:
        """At the field that it speaks of; what was typed stays."""
        ask = self._state.ask
        if ask is None:
            return
        if isinstance(error, ChangeRefused):
            errors = tuple((field_of(each.value), STAFF_SENTENCES[each]) for each in error.reasons)
            self._show(replace(self._state, ask=replace(ask, errors=errors, busy="")))
        else:
            code = error.code if isinstance(error, NetworkError) else ""
            is_choice = field_of(code) == CHOICE and not ask.choices
            self._show(replace(self._state, ask=ask.refused(error.sentence, "" if is_choice else field_of(code))))

    def forget_first(self) -> None:
        """It is written down: the password leaves the memory."""
        if self._state.first is not None:
            self._show(replace(self._state, first=None))

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def _show(self, state: StaffState) -> None:
        if self.is_closed:
            return
        self._state = replace(state, message="")
        self._page.show_screen(screen_of(state, self._house, self._zone, self._clock()))

    def _connect(self) -> None:
        page = self._page
        for signal, slot in (
            (page.row_chosen, self.choose),
            (page.stepped, self.step),
            (page.searched, self.search),
            (page.order_asked, self.turn_order),
            (page.new_asked, self.ask_new),
            (page.deed_asked, self.ask),
            (page.sheet.answered, self.answer),
            (page.sheet.typed, self.typed),
            (page.sheet.given_up, self.give_up),
            (page.first.written_down, self.forget_first),
            (page.retry_asked, self.refresh),
        ):
            signal.connect(slot)


def new_staff(answer: Answer) -> NewStaff | None:
    """The message; None = the user name cannot be one."""
    try:
        return NewStaff(username=answer.of(USERNAME), first_name=answer.of(FIRST), last_name=answer.of(LAST), role=Role(answer.of(CHOICE)))
    except ValidationError:
        return None
