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
from app.ui.office.consents.state import CASES, FILTERS, PRINT, ConsentsState, line_after, screen_of, shown_lines, told_of
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
from app.ui.office.consents.wording import SCOPE_SENTENCES
from app.ui.office.parts.paper import Paper, head_of
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.parts.screen import Answer, Ask, following
from domain.consent import Scope
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


class ConsentsPresenter(SectionPresenter):
    """The consents section. Every call to the server runs in `net`."""

    def __init__(self, page: ConsentsPage, consents: Consents, zone: ZoneInfo, clock: Clock, *, net: Lane, ways: Ways) -> None:
        super().__init__(net)
        self._page, self._consents, self._zone, self._clock, self._ways = page, consents, zone, clock, ways
        self._state = ConsentsState()
        self._connect()

    def refresh(self) -> None:
        """Ask for the list, and for the chosen child."""
        self._show(self._state)
        self.fetch(self._consents.consents, self._came)
        self._load()

    def offline_heard(self, sentence: str) -> None:
        """The server is away, or back."""
        if sentence != self._state.offline:
            self._show(replace(self._state, offline=sentence))

    def close(self) -> None:
        """Fall silent, and let go of every name."""
        super().close()
        self._state = ConsentsState()

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def _came(self, known: ConsentList) -> None:
        self._state = replace(self._state, known=known)
        if self._state.line is None and (first := next(iter(shown_lines(self._state)), None)) is not None:
            self.choose(first.child_id)
        else:
            self._show(self._state)

    def choose(self, child_id: str) -> None:
        """Look at that child."""
        self._show(replace(self._state, chosen=child_id))
        self._load()

    def step(self, way: int) -> None:
        """The next child of the list, or the one before."""
        ids = [line.child_id for line in shown_lines(self._state)]
        if ids:
            at = ids.index(self._state.chosen) + way if self._state.chosen in ids else 0
            self.choose(ids[min(max(0, at), len(ids) - 1)])

    def search(self, words: str) -> None:
        """Show only who bears these words."""
        self._show(replace(self._state, search=words))

    def filter(self, key: str) -> None:
        """Show only those children."""
        self._show(replace(self._state, filter=key))

    def turn_filter(self) -> None:
        """The next filter, where there is one button for all."""
        self.filter(following(tuple(FILTERS), self._state.filter))

    def _load(self) -> None:
        if self._state.chosen:
            self.fetch(partial(self._consents.child_consents, self._state.chosen), self._child_came)

    def _child_came(self, child: ChildConsents) -> None:
        if child.child_id == self._state.chosen:
            self._show(replace(self._state, child=child))

    # -- Answers ----------------------------------------------------------------------------------------------------------------------

    @property
    def _child(self) -> ChildConsents | None:
        """The chosen child, once it came."""
        child = self._state.child
        return child if child is not None and child.child_id == self._state.chosen else None

    def act_on(self, key: str) -> None:
        """A button of the child was tapped."""
        child = self._child
        if child is None:
            return
        if key == CASES:
            self._ways.show_cases(child.child_id)
        elif key == PRINT:
            self._ways.print_sheet(consent_paper(child, self._head(), self._zone))
        else:
            self._show(replace(self._state, ask=ask_record(child, self._today) if key == RECORD else ASKS[key](child)))

    def typed(self, answer: Answer) -> None:
        """A spoken yes is refused as soon as it is chosen, with the way out."""
        ask = self._state.ask
        if ask is None or ask.busy or not ask.id.startswith(RECORD):
            return
        others = tuple((key, sentence) for key, sentence in ask.errors if key != EVIDENCE)
        error = evidence_error(answer)
        errors = (*others, (EVIDENCE, error)) if error else others
        if errors != ask.errors:
            self._show(replace(self._state, ask=replace(ask, errors=errors)))

    def answer(self, answer: Answer) -> None:
        """The sheet was filled in."""
        ask, child = self._state.ask, self._child
        if ask is None or ask.busy or child is None:
            return
        if not ask.id.startswith(RECORD):
            work = partial(self._consents.keep_out, child.child_id, is_kept_out=ask.id.startswith(KEEP_OUT), note=note_of(answer))
            self._send(ask, work, child.scope)
        elif errors := errors_of(answer, self._today):
            self._show(replace(self._state, ask=replace(ask, errors=errors)))
        else:
            self._send(ask, partial(self._consents.record_answer, child.child_id, record_of(answer), self._today), child.scope)

    def give_up(self) -> None:
        """The sheet was closed."""
        self._show(replace(self._state, ask=None))

    def _send(self, ask: Ask, work: Callable[[], ChildConsents], before: Scope) -> None:
        self._show(replace(self._state, ask=ask.waiting()))
        self.act(work, partial(self._recorded, before), self._refused)

    def _recorded(self, before: Scope, child: ChildConsents) -> None:
        told = told_of(before, child)
        lines = self._state.known.children if self._state.known else ()
        known = ConsentList(children=tuple(line_after(line, child) if line.child_id == child.child_id else line for line in lines))
        message = "Written down." if told else f"Written down. {SCOPE_SENTENCES[child.scope].format(name=child.name)}"
        self._show(replace(self._state, known=known, child=child, ask=None, told=(child.child_id, told), message=message))
        self.refresh()

    def _refused(self, error: KnownError) -> None:
        """At the field that it speaks of; what was typed stays."""
        ask = self._state.ask
        if ask is not None:
            code = error.code if isinstance(error, AnswerRefused | NetworkError) else ""
            key = FIELD_OF.get(code, "") if ask.id.startswith(RECORD) else ""
            self._show(replace(self._state, ask=ask.refused(at_field(error.sentence) if key else error.sentence, key)))

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def _show(self, state: ConsentsState) -> None:
        if self.is_closed:
            return
        self._state = replace(state, message="")
        self._page.show_screen(screen_of(state, self._consents.allows(Action.RECORD_CONSENT), self._zone, self._clock()))

    @property
    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _head(self) -> str:
        who = self._consents.session
        return head_of(self._ways.nursery, f"{who.first_name} {who.last_name}", self._clock(), self._zone)

    def _connect(self) -> None:
        page = self._page
        for signal, slot in (
            (page.row_chosen, self.choose),
            (page.stepped, self.step),
            (page.searched, self.search),
            (page.filtered, self.filter),
            (page.order_asked, self.turn_filter),
            (page.deed_asked, self.act_on),
            (page.sheet.answered, self.answer),
            (page.sheet.typed, self.typed),
            (page.sheet.given_up, self.give_up),
            (page.retry_asked, self.refresh),
        ):
            signal.connect(slot)
