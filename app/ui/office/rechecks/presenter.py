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
from app.ui.office.parts.listed_presenter import ListedPresenter
from app.ui.office.rechecks.state import OPEN, SEEN, RechecksState, screen_of
from app.ui.office.rechecks.view import RechecksPage
from domain.permissions import Action
from domain.wire.consents import RecheckList

AGAIN_MS = 4_000  # while a picture is being covered: most are done within seconds


@dataclass(frozen=True, slots=True)
class CaseWays:
    """What leads out of the section: an entry in moderation, and how many cases nobody ticked off."""

    check_entry: Callable[[str], None]
    count_unseen: Callable[[int], None]


class RechecksPresenter(ListedPresenter[RechecksState]):
    """The section "after a change"."""

    def __init__(self, page: RechecksPage, consents: Consents, zone: ZoneInfo, clock: Clock, *, net: Lane, ways: CaseWays) -> None:
        super().__init__(page, RechecksState(), net=net)
        self._page, self._consents, self._zone, self._clock, self._ways = page, consents, zone, clock, ways
        self.again = QTimer(page)
        self.again.setSingleShot(True)
        self.again.setInterval(AGAIN_MS)
        self.again.timeout.connect(self._ask_again)
        page.everything_asked.connect(self.show_everything)

    def _draw(self, state: RechecksState) -> None:
        self._page.show_screen(screen_of(state, self._consents.allows(Action.RECORD_CONSENT), self._zone, self._clock()))

    def close(self) -> None:
        """Fall silent, and ask no more."""
        super().close()
        self.again.stop()

    def load(self) -> None:
        """Ask what became of the pictures."""
        everything = self._state.everything
        self.fetch(partial(self._consents.rechecks, everything=everything), partial(self._came, everything))

    def _came(self, everything: bool, known: RecheckList) -> None:
        if everything != self._state.everything:  # an answer to the other question came late
            return
        state = replace(self._state, known=known)
        wanted = next((case.id for case in known.cases if case.child_id == state.wanted), "")
        self._show(replace(state, chosen=wanted, wanted="") if wanted else state.kept_or_first())
        self._ways.count_unseen(sum(not case.is_seen for case in known.cases))
        if self._state.is_waiting and self._page.isVisible():
            self.again.start()

    def _ask_again(self) -> None:
        if self._page.isVisible():
            self.refresh()

    def show_child(self, child_id: str) -> None:
        """The newest case of that child, as soon as it is known."""
        self._state = replace(self._state, wanted=child_id, search="")
        self.refresh()

    def show_everything(self, everything: bool) -> None:
        """Also what was ticked off, or only what is new."""
        if everything != self._state.everything:
            self._state = replace(self._state, everything=everything)
            self.refresh()

    def act_on(self, key: str) -> None:
        """Check an entry that was taken off, or tick the case off."""
        step, _, entry = key.partition(" ")
        if step == OPEN:
            self._ways.check_entry(entry)
        elif step == SEEN and (case := self._state.subject) is not None:
            self.act_alone(partial(self._consents.recheck_seen, case.id), self._ticked)

    def _ticked(self, known: RecheckList) -> None:
        self._state = replace(self._state, is_busy=False, message="Ticked off. “Also what was seen” shows it again.")
        if self._state.everything:
            self.refresh()
        else:
            self._came(False, known)
