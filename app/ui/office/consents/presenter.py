"""Turns a lead's taps on permissions into answers at the server, and says what a stricter one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from app.services.consents import AnswerRefused, Consents
from app.services.session import Clock
from app.sync.failures import NetworkError
from app.ui.background import Lane
from app.ui.office.consents.paper import consent_paper
from app.ui.office.consents.state import CASES, FILTERS, PRINT, ConsentsState, line_after, permission_of, screen_of, told_of
from app.ui.office.consents.steps import (
    EVIDENCE,
    FIELD_OF,
    KEEP_OUT,
    LET_IN,
    RECORD,
    ask_keep_out,
    ask_let_in,
    ask_record,
    at_field,
    errors_of,
    evidence_error,
    note_of,
    record_of,
)
from app.ui.office.consents.view import ConsentsPage
from app.ui.office.consents.wording import heard_words, seen_words
from app.ui.office.parts.listed_presenter import ListedPresenter
from app.ui.office.parts.paper import Paper, head_of
from app.ui.office.parts.screen import Answer, Ask, following
from app.ui.office.parts.wording import full_name
from domain.consent import Permission
from domain.errors import KnownError
from domain.permissions import Action
from domain.wire.consents import ChildConsents, ConsentList

ASKS = {KEEP_OUT: ask_keep_out, LET_IN: ask_let_in}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What leads out of the section: a child's cases after a change, and paper. nursery: its name, for the head of a sheet."""

    show_cases: Callable[[str], None]
    print_sheet: Callable[[Paper], None]
    nursery: str = ""


class ConsentsPresenter(ListedPresenter[ConsentsState]):
    """The consents section."""

    def __init__(self, page: ConsentsPage, consents: Consents, zone: ZoneInfo, clock: Clock, *, net: Lane, ways: Ways) -> None:
        super().__init__(page, ConsentsState(), net=net)
        self._page, self._consents, self._zone, self._clock, self._ways = page, consents, zone, clock, ways
        page.filtered.connect(self.filter)

    def _draw(self, state: ConsentsState) -> None:
        self._page.show_screen(screen_of(state, self._consents.allows(Action.RECORD_CONSENT), self._zone, self._clock()))

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Ask for the list, and for the chosen child."""
        self.fetch(self._consents.consents, self._came)
        self._load_child()

    def _came(self, known: ConsentList) -> None:
        self._state = replace(self._state, known=known)
        if self._state.subject is None and (first := self._state.kept_or_first().chosen):
            self.choose(first)
        else:
            self._show(self._state)

    def choose(self, chosen: str) -> None:
        """Look at that child."""
        super().choose(chosen)
        self._load_child()

    def filter(self, key: str) -> None:
        """Show only those children."""
        self._show(replace(self._state, filter=key))

    def turn_order(self) -> None:
        """The next filter, where there is one button for all."""
        self.filter(following(tuple(FILTERS), self._state.filter))

    def _load_child(self) -> None:
        if self._state.chosen:
            self.fetch(partial(self._consents.child_consents, self._state.chosen), self._child_came)

    def _child_came(self, child: ChildConsents) -> None:
        if child.child_id == self._state.chosen:
            self._show(replace(self._state, came=child))

    # -- Answers ----------------------------------------------------------------------------------------------------------------------

    def act_on(self, key: str) -> None:
        """A button of the child was tapped."""
        child = self._state.child
        if child is None:
            return
        if key == CASES:
            self._ways.show_cases(child.child_id)
        elif key == PRINT:
            head = head_of(self._ways.nursery, full_name(self._consents.session), self._clock(), self._zone)
            self._ways.print_sheet(consent_paper(child, head, self._zone))
        else:
            self.show_ask(ask_record(child, self._today) if key == RECORD else ASKS[key](child))

    def typed(self, answer: Answer) -> None:
        """A spoken yes is refused as soon as it is chosen, with the way out."""
        ask = self._state.ask
        if ask is None or ask.busy or not ask.id.startswith(RECORD):
            return
        wrong = ask.wrong(dict(ask.errors) | {EVIDENCE: evidence_error(answer)})
        if wrong.errors != ask.errors:
            self.show_ask(wrong)

    def answered(self, ask: Ask, answer: Answer) -> None:
        """Write it down, if nothing is missing."""
        child = self._state.child
        if child is None:
            return
        recorded = partial(self._recorded, permission_of(child))
        if not ask.id.startswith(RECORD):
            is_kept_out = ask.id.startswith(KEEP_OUT)
            self.send(ask, partial(self._consents.keep_out, child.child_id, is_kept_out=is_kept_out, note=note_of(answer)), recorded)
        elif errors := errors_of(answer, self._today):
            self.show_ask(ask.wrong(errors))
        else:
            self.send(ask, partial(self._consents.record_answer, child.child_id, record_of(answer), self._today), recorded)

    def _recorded(self, before: Permission, child: ChildConsents) -> None:
        told = told_of(before, child)
        lines = tuple(line_after(line, child) if line.child_id == child.child_id else line for line in self._state.lines)
        message = "Written down." if told else " ".join(filter(None, ("Written down.", seen_words(child), heard_words(child))))
        state = replace(self._state, known=ConsentList(children=lines), came=child, ask=None, message=message)
        self._show(replace(state, told=(child.child_id, told)))
        self.refresh()

    def refused_ask(self, ask: Ask, error: KnownError) -> Ask:
        """At the field that it speaks of, which bears its name already."""
        code = error.code if isinstance(error, AnswerRefused | NetworkError) else ""
        key = FIELD_OF.get(code, "") if ask.id.startswith(RECORD) else ""
        return ask.refused(at_field(error.sentence) if key else error.sentence, key)

    @property
    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()
