"""Shows what a stricter permission did, asks again by itself while something is being covered, and ticks cases off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer

from app.services.consents import Consents
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.rechecks.state import OPEN, SEEN, RechecksState, screen_of, shown_cases
from app.ui.office.rechecks.view import RechecksPage
from domain.errors import KnownError
from domain.permissions import Action
from domain.wire.consents import RecheckList

AGAIN_MS = 4_000  # while a picture is being covered: most are done within seconds


@dataclass(frozen=True, slots=True)
class CaseWays:
    """What leads out of the section: an entry in moderation, and how many cases nobody ticked off."""

    check_entry: Callable[[str], None]
    count_unseen: Callable[[int], None]


class RechecksPresenter(SectionPresenter):
    """The section "after a change". Every call to the server runs in `net`."""

    def __init__(self, page: RechecksPage, consents: Consents, zone: ZoneInfo, clock: Clock, *, net: Lane, ways: CaseWays) -> None:
        super().__init__(net)
        self._page, self._consents, self._zone, self._clock, self._ways = page, consents, zone, clock, ways
        self._state = RechecksState()
        self.again = QTimer(page)
        self.again.setSingleShot(True)
        self.again.setInterval(AGAIN_MS)
        self._connect()

    def refresh(self) -> None:
        """Ask what became of the pictures."""
        self._show(self._state)
        everything = self._state.everything
        self.fetch(partial(self._consents.rechecks, everything=everything), partial(self._came, everything))

    def offline_heard(self, sentence: str) -> None:
        """The server is away, or back."""
        if sentence != self._state.offline:
            self._show(replace(self._state, offline=sentence))

    def close(self) -> None:
        """Fall silent, and let go of every name."""
        super().close()
        self.again.stop()
        self._state = RechecksState()

    def show_child(self, child_id: str) -> None:
        """The newest case of that child, as soon as it is known."""
        self._state = replace(self._state, wanted=child_id, search="")
        self.refresh()

    def choose(self, case_id: str) -> None:
        """Look at that case."""
        self._show(replace(self._state, chosen=case_id))

    def step(self, way: int) -> None:
        """The next case of the list, or the one before."""
        ids = [case.id for case in shown_cases(self._state)]
        if ids:
            at = ids.index(self._state.chosen) + way if self._state.chosen in ids else 0
            self.choose(ids[min(max(0, at), len(ids) - 1)])

    def search(self, words: str) -> None:
        """Show only what bears these words."""
        self._show(replace(self._state, search=words))

    def show_everything(self, everything: bool) -> None:
        """Also what was ticked off, or only what is new."""
        if everything != self._state.everything:
            self._state = replace(self._state, everything=everything)
            self.refresh()

    def act_on(self, key: str) -> None:
        """A button of the case was tapped."""
        step, _, entry = key.partition(" ")
        if step == OPEN:
            self._ways.check_entry(entry)
        elif step == SEEN and self._state.case is not None and not self._state.is_busy:
            self._show(replace(self._state, is_busy=True))
            self.act(partial(self._consents.recheck_seen, self._state.case.id), self._ticked, self._not_ticked)

    def _came(self, everything: bool, known: RecheckList) -> None:
        if everything != self._state.everything:  # an answer to the other question came late
            return
        state = replace(self._state, known=known)
        wanted = next((case.id for case in known.cases if case.child_id == state.wanted), "")
        first = next(iter(shown_cases(state)), None)
        chosen = wanted or (state.chosen if state.case is not None else first.id if first else "")
        self._show(replace(state, chosen=chosen, wanted="" if wanted else state.wanted))
        self._tell_unseen(known)
        if self._state.is_waiting and self._page.isVisible():
            self.again.start()

    def _ticked(self, known: RecheckList) -> None:
        self._state = replace(self._state, is_busy=False, message="Ticked off. “Also what was seen” shows it again.")
        if self._state.everything:
            self._show(self._state)
            self.refresh()
        else:
            self._came(False, known)

    def _not_ticked(self, error: KnownError) -> None:
        self._show(replace(self._state, is_busy=False, message=error.sentence))

    def _tell_unseen(self, known: RecheckList) -> None:
        self._ways.count_unseen(sum(not case.is_seen for case in known.cases))

    def _ask_again(self) -> None:
        if self._page.isVisible():
            self.refresh()

    def _show(self, state: RechecksState) -> None:
        if self.is_closed:
            return
        self._state = replace(state, message="")
        self._page.show_screen(screen_of(state, self._consents.allows(Action.RECORD_CONSENT), self._zone, self._clock()))

    def _connect(self) -> None:
        page = self._page
        for signal, slot in (
            (page.row_chosen, self.choose),
            (page.stepped, self.step),
            (page.searched, self.search),
            (page.everything_asked, self.show_everything),
            (page.deed_asked, self.act_on),
            (page.retry_asked, self.refresh),
            (self.again.timeout, self._ask_again),
        ):
            signal.connect(slot)
