"""Shows what was refused, and marks the digest as read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from app.services.house import House
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.parts.screen import ON_ITS_WAY, Cell, Stage, TableRow, found
from app.ui.office.parts.state import SectionState
from app.ui.office.parts.wording import moment
from app.ui.office.refusals.screen import RefusalsScreen
from app.ui.office.refusals.view import RefusalsPage
from domain.wire.people import RefusalRow, Refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalsState(SectionState):
    """All that can change."""

    known: Refusals | None = None
    everything: bool = False
    search: str = ""


class RefusalsPresenter(SectionPresenter[RefusalsState]):
    """The refusals section."""

    def __init__(self, page: RefusalsPage, house: House, zone: ZoneInfo, clock: Clock, *, net: Lane) -> None:
        super().__init__(page, RefusalsState(), net=net)
        self._page, self._house, self._zone, self._clock = page, house, zone, clock
        for signal, slot in (
            (page.searched, self.search),
            (page.seen_asked, self.seen),
            (page.everything_asked, self.show_everything),
        ):
            signal.connect(slot)

    def _draw(self, state: RefusalsState) -> None:
        self._page.show_screen(screen_of(state, self._zone, self._clock()))

    def load(self) -> None:
        """Ask what was refused."""
        everything = self._state.everything
        self.fetch(partial(self._house.refusals, everything=everything), partial(self._came, everything))

    def search(self, words: str) -> None:
        """Show only what bears these words."""
        self._show(replace(self._state, search=words))

    def show_everything(self, everything: bool) -> None:
        """Also what was seen before, or only what is new."""
        self._state = replace(self._state, everything=everything)
        self.refresh()

    def seen(self) -> None:
        """The digest was read."""
        if (known := self._state.known) is not None:
            self.act_alone(partial(self._house.seen, known.up_to), self._marked)

    def _came(self, everything: bool, known: Refusals) -> None:
        if everything == self._state.everything:  # an answer to the other question came late
            self._show(replace(self._state, known=known))

    def _marked(self, known: Refusals) -> None:
        self._show(replace(self._state, is_busy=False, known=known, message="Marked as seen."))
        if self._state.everything:
            self.refresh()


def screen_of(state: RefusalsState, zone: ZoneInfo, now: datetime) -> RefusalsScreen:
    """The screen for this state."""
    known = state.known
    if known is None:
        return RefusalsScreen(around=state.around(Stage.LOADING), everything=state.everything)
    rows = tuple(row_of(row, number, zone, now) for number, row in enumerate(known.rows) if found(searched_of(row), state.search))
    nothing = "" if known.sentences else "Nothing new since you last looked."
    return RefusalsScreen(
        around=state.around(Stage.READY),
        since=f"Since {moment(known.since, zone, now)}" if known.since else "Since the beginning",
        sentences=known.sentences,
        rows=rows,
        rows_note="" if rows else "Nothing here bears these words." if state.search else "Nothing was refused. What is comes in here.",
        search=state.search,
        everything=state.everything,
        seen_missing=ON_ITS_WAY if state.is_busy else state.offline or nothing,
    )


def row_of(row: RefusalRow, number: int, zone: ZoneInfo, now: datetime) -> TableRow:
    """One refused try."""
    cells = (
        Cell(words=moment(row.at, zone, now), order=-row.at.timestamp()),
        Cell(words=row.who),
        Cell(words=row.device),
        Cell(words=row.what),
        Cell(words=row.why),
        Cell(words="once" if row.count == 1 else f"{row.count} times", order=-row.count),
    )
    return TableRow(id=str(number), cells=cells)


def searched_of(row: RefusalRow) -> str:
    """What the find field looks through."""
    return f"{row.who} {row.device} {row.what} {row.why}"
