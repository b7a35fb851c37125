"""What the presenter of "after a change" knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.ui.office.parts.screen import ON_ITS_WAY, Cell, Deed, FactLine, ListPart, RowLine, TableRow, found
from app.ui.office.parts.state import ListedState, stage_of
from app.ui.office.parts.wording import begun, listed, moment
from app.ui.office.rechecks.screen import CaseDetail, RechecksScreen
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Kind
from app.ui.widgets.pills import ChipFact
from domain.wire.consents import Became, RecheckCase, RecheckList, RecheckRow

SEEN, OPEN = "seen", "open"
BECAME = {
    Became.WAITING: ChipFact("Being covered", "hourglass", Tone.INFO),
    Became.COVERED: ChipFact("Covered", "shield-check", Tone.OK),
    Became.PULLED: ChipFact("Taken off", "triangle-alert", Tone.BAD),
    Became.NOT_SHOWN: ChipFact("Not shown", "eye-off", Tone.QUIET),
}
SILENCED = {
    Became.WAITING: ChipFact("Being silenced", "hourglass", Tone.INFO),
    Became.COVERED: ChipFact("Silent", "volume-x", Tone.OK),
}
NEW, TICKED = ChipFact("New", "circle-alert", Tone.WARN), ChipFact("Seen", "check", Tone.QUIET)
FACTS = {
    Became.COVERED: "Covered further",
    Became.WAITING: "Being changed",
    Became.PULLED: "Taken off",
    Became.NOT_SHOWN: "In entries that no family sees",
}
MOST_OPENED = 3  # buttons into moderation; more lie there at the top of the list anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class RechecksState(ListedState):
    """All that can change. wanted: the child whose newest case is to be shown as soon as it is known."""

    known: RecheckList | None = None
    wanted: str = ""
    everything: bool = False

    @property
    def cases(self) -> tuple[RecheckCase, ...]:
        """What is known."""
        return self.known.cases if self.known else ()

    @property
    def subject(self) -> RecheckCase | None:
        """The chosen case."""
        return next((case for case in self.cases if case.id == self.chosen), None)

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The cases of the list."""
        return tuple(case.id for case in shown_cases(self))

    @property
    def is_waiting(self) -> bool:
        """Whether a picture is still being covered."""
        return any(row.became is Became.WAITING for case in self.cases for row in case.rows)


def screen_of(state: RechecksState, may_record: bool, zone: ZoneInfo, now: datetime) -> RechecksScreen:
    """The screen for this state."""
    case = state.subject
    return RechecksScreen(
        around=state.around(stage_of(case, state.known)),
        list=ListPart(
            rows=tuple(line_of(each, each.id == state.chosen, zone, now) for each in shown_cases(state)),
            search=state.search,
            none="Nothing here bears these words.",
        ),
        everything=state.everything,
        detail=detail_of(case, state, may_record, zone, now) if case else None,
        unseen=sum(not each.is_seen for each in state.cases),
    )


def shown_cases(state: RechecksState) -> tuple[RecheckCase, ...]:
    """The cases that the search leaves, the newest first."""
    return tuple(case for case in state.cases if found(f"{case.child_name} {case.what}", state.search))


def line_of(case: RecheckCase, is_chosen: bool, zone: ZoneInfo, now: datetime) -> RowLine:
    """One case: the child, when, and what wants somebody."""
    return RowLine(
        id=case.id,
        title=case.child_name,
        line=f"{begun(moment(case.at, zone, now))} · {pictures(len(case.rows))}",
        chip=chips_of(case)[0],
        icon="history",
        is_chosen=is_chosen,
    )


def chips_of(case: RecheckCase) -> tuple[ChipFact, ...]:
    """The most urgent first: taken off, being covered, not yet seen by a manager."""
    became = counted(case)
    pulled = (BECAME[Became.PULLED],) if became[Became.PULLED] else ()
    waiting = tuple(dict.fromkeys(chip_of(row) for row in case.rows if row.became is Became.WAITING))
    urgent = (*pulled, *waiting)
    return (*urgent, TICKED if case.is_seen else NEW)[:2]


def chip_of(row: RecheckRow) -> ChipFact:
    """What became of one picture; a clip that lost its sound alone was not covered."""
    return SILENCED.get(row.became, BECAME[row.became]) if row.is_silence else BECAME[row.became]


def counted(case: RecheckCase) -> Counter[Became]:
    """How many pictures became what."""
    return Counter(row.became for row in case.rows)


def pictures(number: int) -> str:
    """ "no picture", "1 picture", "14 pictures"."""
    return "no picture" if number == 0 else "1 picture" if number == 1 else f"{number} pictures"


# -- One case -------------------------------------------------------------------------------------------------------------------------


def detail_of(case: RecheckCase, state: RechecksState, may_record: bool, zone: ZoneInfo, now: datetime) -> CaseDetail:
    """The case in the middle."""
    return CaseDetail(
        title=case.what.replace("'", "’"),
        line=f"{case.child_name} · {moment(case.at, zone, now)}",
        chips=chips_of(case),
        alarms=alarms_of(case),
        told=told_of(case),
        facts=facts_of(case),
        deeds=deeds_of(case, state, may_record),
        rows=tuple(row_of(row, zone, now) for row in case.rows),
        rows_note="" if case.rows else "Nothing from before goes further than what is allowed now.",
    )


def alarms_of(case: RecheckCase) -> tuple[str, ...]:
    """What somebody has to look at."""
    pulled = counted(case)[Became.PULLED]
    if not pulled:
        return ()
    many = (
        "1 picture could not be covered further. Its entry is"
        if pulled == 1
        else f"{pulled} pictures could not be covered further. Their entries are"
    )
    return (f"{many} off the journals, and to be checked again in Moderation.",)


def told_of(case: RecheckCase) -> tuple[str, ...]:
    """What is still going on."""
    waiting = counted(case)[Became.WAITING]
    if not waiting:
        return ()
    are, them = ("is", "it") if waiting == 1 else ("are", "them")
    return (f"{pictures(waiting).capitalize()} {are} being changed. Until that is done nobody is shown {them}.",)


def facts_of(case: RecheckCase) -> tuple[FactLine, ...]:
    """The pictures counted by what became of them, then books and tablets."""
    became, silent = counted(case), sum(row.is_silence and row.became is Became.COVERED for row in case.rows)
    became[Became.COVERED] -= silent
    tones = {Became.PULLED: Tone.BAD, Became.WAITING: Tone.INFO}
    counts = tuple(FactLine(words, str(became[each]), tones.get(each) if became[each] else None) for each, words in FACTS.items())
    silences = (FactLine("Made silent", str(silent)),) if silent else ()
    return (*counts, *silences, FactLine("Memory books", books_words(case)), FactLine("Tablets", tablets_words(case)))


def books_words(case: RecheckCase) -> str:
    """What families saved before the change."""
    if not case.books:
        return "none was saved before"
    return f"{case.books} {'was' if case.books == 1 else 'were'} saved before. A saved book cannot be called back."


def tablets_words(case: RecheckCase) -> str:
    """Which tablets do not know yet."""
    if not case.tablets:
        return "all know of it"
    has = "has" if len(case.tablets) == 1 else "have"
    return f"{listed(case.tablets)} {has} not fetched it yet. What waits there is covered, or made silent, before it is sent."


def deeds_of(case: RecheckCase, state: RechecksState, may_record: bool) -> tuple[Deed, ...]:
    """Tick off, and the way to each entry that was taken off."""
    pulled = {row.entry_id: row for row in case.rows if row.became is Became.PULLED}
    opened = tuple(
        Deed(key=f"{OPEN} {row.entry_id}", words=f"Check “{shortened(row.entry_title)}”", icon="arrow-right")
        for row in list(pulled.values())[:MOST_OPENED]
    )
    missing = ON_ITS_WAY if state.is_busy else state.offline
    missing = missing or ("" if may_record else "Only a manager or the deputy ticks it off.")
    seen = Deed(key=SEEN, words="Seen", icon="check", kind=Kind.PRIMARY, missing=missing)
    return opened if case.is_seen else (seen, *opened)


def shortened(title: str) -> str:
    """A title as a button bears it."""
    return title if len(title) <= 32 else f"{title[:31].rstrip()}…"


def row_of(row: RecheckRow, zone: ZoneInfo, now: datetime) -> TableRow:
    """One picture."""
    chip = chip_of(row)
    cells = (
        Cell(words=row.entry_title),
        Cell(words=f"{row.journal_name}, clip" if row.is_clip else row.journal_name),
        Cell(words=moment(row.happened_at, zone, now), order=-row.happened_at.timestamp()),
        Cell(words=chip.word, chip=chip, order=list(BECAME).index(row.became)),
        Cell(words=moment(row.at, zone, now, never="not yet"), order=-row.at.timestamp() if row.at else 0.0, is_quiet=row.at is None),
    )
    return TableRow(id=row.rendition_id, cells=cells)
