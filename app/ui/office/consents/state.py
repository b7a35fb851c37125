"""What the consents presenter knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.ui.office.consents.screen import AdultFact, AnswerFact, ConsentDetail, ConsentsScreen, FilterFact
from app.ui.office.consents.steps import KEEP_OUT, LET_IN, RECORD
from app.ui.office.consents.wording import (
    DISAGREE,
    EVIDENCE_WORDS,
    FROM_NOW,
    ITEMS,
    KEPT_OUT,
    MISSING,
    NO,
    SCOPE_CHIPS,
    STRICTER,
    UNSIGNED,
    YES,
    answer_word,
    scope_words,
)
from app.ui.office.parts.screen import Around, Ask, Cell, Deed, ListPart, RowLine, Stage, TableRow, found
from app.ui.office.parts.wording import long_date, moment
from app.ui.widgets.buttons import Kind
from app.ui.widgets.pills import ChipFact
from domain.consent import Purpose, Scope, stricter
from domain.wire.consents import AdultAnswers, AnswerRow, ChildConsents, ConsentLine, ConsentList

CASES, PRINT = "cases", "print"
OUT = Deed(key=KEEP_OUT, words="Keep out of every picture", icon="hand", kind=Kind.DANGER)
NOBODY_COUNTS = "No adult with parental responsibility is linked here, so there is no answer to write down."
FILTERS: dict[str, tuple[str, Callable[[ConsentLine], bool]]] = {
    "all": ("All", lambda line: True),
    "missing": ("Not signed", lambda line: bool(line.unsigned)),
    "disagree": ("Disagree", lambda line: line.they_disagree),
    "out": ("Kept out", lambda line: line.is_kept_out),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentsState:
    """All that can change. `child`: the chosen one, once it came. told: what the last answer did, for the child with that id."""

    known: ConsentList | None = None
    chosen: str = ""
    child: ChildConsents | None = None
    search: str = ""
    filter: str = "all"
    ask: Ask | None = None
    told: tuple[str, str] = ("", "")
    offline: str = ""
    message: str = ""

    @property
    def line(self) -> ConsentLine | None:
        """The chosen child as the list has it."""
        return next((line for line in self.known.children if line.child_id == self.chosen), None) if self.known else None


def screen_of(state: ConsentsState, may_record: bool, zone: ZoneInfo, now: datetime) -> ConsentsScreen:
    """The screen for this state."""
    stage = Stage.READY if state.line else Stage.LOADING if state.known is None else Stage.EMPTY
    return ConsentsScreen(
        around=Around(stage=stage, offline=state.offline, message=state.message),
        list=ListPart(
            rows=rows_of(state),
            search=state.search or ("" if state.filter == "all" else state.filter),
            order=f"Show: {FILTERS[state.filter][0]}",
            none="No child here bears these words." if state.search else "Nobody: that is good.",
        ),
        filters=filters_of(state),
        detail=detail_of(state, may_record, zone, now),
        ask=state.ask,
    )


# -- The list -------------------------------------------------------------------------------------------------------------------------


def shown_lines(state: ConsentsState) -> tuple[ConsentLine, ...]:
    """The children whom filter and search leave, in the server's order: by room and name."""
    lines = state.known.children if state.known else ()
    return tuple(line for line in lines if FILTERS[state.filter][1](line) and found(searched_of(line), state.search))


def searched_of(line: ConsentLine) -> str:
    """What the find field looks through."""
    chip = chip_of(line)
    return f"{line.name} {line.room_name} {SCOPE_CHIPS[line.scope].word} {chip.word if chip else ''}"


def rows_of(state: ConsentsState) -> tuple[RowLine, ...]:
    """The cards; the first of each room bears its name."""
    rows, room = [], None
    for line in shown_lines(state):
        heading, room = (line.room_name if line.room_name != room else ""), line.room_name
        rows.append(row_of(line, line.child_id == state.chosen, heading))
    return tuple(rows)


def row_of(line: ConsentLine, is_chosen: bool, heading: str) -> RowLine:
    """One child's card: the disc shows the badge that rooms see."""
    scope = SCOPE_CHIPS[line.scope]
    return RowLine(
        id=line.child_id,
        title=line.name,
        line=scope.word,
        chip=chip_of(line),
        icon=scope.icon,
        is_chosen=is_chosen,
        heading=heading,
    )


def chip_of(line: ConsentLine) -> ChipFact | None:
    """What wants a look at that child; None = nothing."""
    if line.is_kept_out:
        return KEPT_OUT
    return DISAGREE if line.they_disagree else MISSING if line.unsigned else None


def filters_of(state: ConsentsState) -> tuple[FilterFact, ...]:
    """The filters with their counts, before the search."""
    lines = state.known.children if state.known else ()
    return tuple(FilterFact(key, words, sum(map(fits, lines)), key == state.filter) for key, (words, fits) in FILTERS.items())


# -- One child ------------------------------------------------------------------------------------------------------------------------


def detail_of(state: ConsentsState, may_record: bool, zone: ZoneInfo, now: datetime) -> ConsentDetail | None:
    """The child in the middle: what the list knows at once, the rest when it came."""
    line, child = state.line, state.child
    if line is None:
        return None
    if child is None or child.child_id != line.child_id:
        return ConsentDetail(title=line.name, line=line.room_name, chips=(SCOPE_CHIPS[line.scope],), sentence="Asking the server.")
    told = state.told[1] if state.told[0] == child.child_id else ""
    missing = "" if may_record else "Only a manager or the deputy writes answers down."
    return ConsentDetail(
        title=child.name,
        line=child.room_name,
        chips=(SCOPE_CHIPS[child.scope], *((KEPT_OUT,) if child.is_kept_out else ())),
        sentence=scope_words(child),
        told=(told,) if told else (),
        adults=tuple(adult_of(adult, zone) for adult in child.adults),
        history=tuple(history_row(row, number, zone, now) for number, row in enumerate(child.history)),
        deeds=deeds_of(child, missing, bool(told)),
        dangers=() if child.is_kept_out else (replace(OUT, missing=missing),),
    )


def deeds_of(child: ChildConsents, missing: str, is_told: bool) -> tuple[Deed, ...]:
    """What can be done; after a stricter answer, first of all the way to what became of the pictures."""
    nobody = "" if any(adult.has_responsibility for adult in child.adults) else NOBODY_COUNTS
    cases = Deed(key=CASES, words="See what became of the pictures", icon="history")
    back = Deed(key=LET_IN, words="Let the signatures count again", icon="undo-2", missing=missing)
    return (
        *((cases,) if is_told else ()),
        Deed(key=RECORD, words="Write down an answer", icon="pencil", kind=Kind.PRIMARY, missing=missing or nobody),
        Deed(key=PRINT, words="Print", icon="printer"),
        *((back,) if child.is_kept_out else ()),
    )


def adult_of(adult: AdultAnswers, zone: ZoneInfo) -> AdultFact:
    """One adult with both items."""
    counts = "the answer counts" if adult.has_responsibility else "no parental responsibility: the answer does not count"
    rows = {Purpose.OWN_JOURNAL: adult.own_journal, Purpose.OTHER_JOURNALS: adult.other_journals}
    answers = tuple(AnswerFact(ITEMS[item], chip_for(row), answer_line(row, zone)) for item, row in rows.items())
    return AdultFact(adult.name, f"{adult.relation} · {counts}", answers)


def chip_for(row: AnswerRow | None) -> ChipFact:
    """Yes, no, or not signed."""
    return UNSIGNED if row is None else YES if row.answer else NO


def answer_line(row: AnswerRow | None, zone: ZoneInfo) -> str:
    """ "Since 3 September 2025, on paper. Written down by Ruth Adeyemi." """
    if row is None:
        return "Never answered. It counts as no."
    return f"Since {long_date(row.signed_on)}, {EVIDENCE_WORDS[row.evidence]}. {written_by(row, zone)}"


def written_by(row: AnswerRow, zone: ZoneInfo) -> str:
    """Who wrote it down, and on which day where that is another one than it was signed."""
    day = row.recorded_at.astimezone(zone).date()
    by = f" by {row.recorded_by}" if row.recorded_by else ""
    when = "" if day == row.signed_on else f" on {long_date(day)}"
    return f"Written down{by}{when}."


def history_row(row: AnswerRow, number: int, zone: ZoneInfo, now: datetime) -> TableRow:
    """One answer; rows are never changed."""
    how = f"{EVIDENCE_WORDS[row.evidence].capitalize()}, {long_date(row.signed_on)}, form {row.form_version}. {written_by(row, zone)}"
    cells = (
        Cell(words=moment(row.recorded_at, zone, now), order=-row.recorded_at.timestamp()),
        Cell(words=row.adult_name),
        Cell(words=ITEMS[row.purpose]),
        Cell(words=answer_word(row), chip=chip_for(row)),
        Cell(words=how),
    )
    return TableRow(id=str(number), cells=cells)


def told_of(before: Scope, child: ChildConsents) -> str:
    """What a stricter answer does now; "" when nothing became stricter."""
    if child.scope is before or stricter(before, child.scope) is not child.scope:
        return ""
    return f"{FROM_NOW[child.scope].format(name=child.name)} {STRICTER}"


def line_after(line: ConsentLine, child: ChildConsents) -> ConsentLine:
    """The list's line once an answer was written down, until the list is asked again."""
    counting = [adult for adult in child.adults if adult.has_responsibility]
    unsigned = tuple(adult.name for adult in counting if adult.own_journal is None or adult.other_journals is None)
    return line.model_copy(update={"scope": child.scope, "is_kept_out": child.is_kept_out, "unsigned": unsigned})
