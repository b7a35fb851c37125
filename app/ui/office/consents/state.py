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
    FROM_NOW_SILENT,
    HEARD,
    ITEMS,
    KEPT_OUT,
    MISSING,
    NO,
    SCOPE_CHIPS,
    STRICTER,
    UNSIGNED,
    YES,
    answer_word,
    permission_words,
    rows_by_item,
)
from app.ui.office.parts.screen import Cell, Deed, ListPart, RowLine, TableRow, found
from app.ui.office.parts.state import ListedState, stage_of
from app.ui.office.parts.wording import long_date, moment
from app.ui.widgets.buttons import Kind
from app.ui.widgets.pills import ChipFact
from domain.consent import Permission, Scope, stricter
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
class ConsentsState(ListedState):
    """All that can change. came: the last child that was asked for. told: what the last answer did, for the child with that id."""

    known: ConsentList | None = None
    came: ChildConsents | None = None
    filter: str = "all"
    told: tuple[str, str] = ("", "")

    @property
    def lines(self) -> tuple[ConsentLine, ...]:
        """Every child that is known."""
        return self.known.children if self.known else ()

    @property
    def subject(self) -> ConsentLine | None:
        """The chosen child as the list has it."""
        return next((line for line in self.lines if line.child_id == self.chosen), None)

    @property
    def child(self) -> ChildConsents | None:
        """The chosen child with every answer, once that came."""
        return self.came if self.came is not None and self.came.child_id == self.chosen else None

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The children of the list."""
        return tuple(line.child_id for line in shown_lines(self))


def screen_of(state: ConsentsState, may_record: bool, zone: ZoneInfo, now: datetime) -> ConsentsScreen:
    """The screen for this state."""
    return ConsentsScreen(
        around=state.around(stage_of(state.subject, state.known)),
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
    return tuple(line for line in state.lines if FILTERS[state.filter][1](line) and found(searched_of(line), state.search))


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
    return tuple(FilterFact(key, words, sum(map(fits, state.lines)), key == state.filter) for key, (words, fits) in FILTERS.items())


# -- One child ------------------------------------------------------------------------------------------------------------------------


def detail_of(state: ConsentsState, may_record: bool, zone: ZoneInfo, now: datetime) -> ConsentDetail | None:
    """The child in the middle: what the list knows at once, the rest when it came."""
    line, child = state.subject, state.child
    if line is None:
        return None
    if child is None:
        return ConsentDetail(title=line.name, line=line.room_name, chips=(SCOPE_CHIPS[line.scope],), sentence="Asking the server.")
    told = state.told[1] if state.told[0] == child.child_id else ""
    missing = "" if may_record else "Only a manager or the deputy writes answers down."
    return ConsentDetail(
        title=child.name,
        line=child.room_name,
        chips=chips_of(child),
        sentence=permission_words(child),
        told=(told,) if told else (),
        adults=tuple(adult_of(adult, zone) for adult in child.adults),
        history=tuple(history_row(row, number, zone, now) for number, row in enumerate(child.history)),
        deeds=deeds_of(child, missing, bool(told)),
        dangers=() if child.is_kept_out else (replace(OUT, missing=missing),),
    )


def chips_of(child: ChildConsents) -> tuple[ChipFact, ...]:
    """Where the child is seen, whether it is heard, and whether it is kept out."""
    heard = (HEARD,) if child.is_voice_allowed and child.scope is not Scope.NONE else ()
    return (SCOPE_CHIPS[child.scope], *heard, *((KEPT_OUT,) if child.is_kept_out else ()))


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
    """One adult with every item."""
    counts = "the answer counts" if adult.has_responsibility else "no parental responsibility: the answer does not count"
    answers = tuple(AnswerFact(ITEMS[item], chip_for(row), answer_line(row, zone)) for item, row in rows_by_item(adult).items())
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


def permission_of(child: ChildConsents) -> Permission:
    """What holds for the child, as the rule compares it."""
    return Permission(child.scope, child.is_voice_allowed)


def told_of(before: Permission, child: ChildConsents) -> str:
    """What a stricter answer does now; "" when nothing became stricter."""
    if not permission_of(child).allows_less_than(before):
        return ""
    is_seen_less = child.scope is not before.scope and stricter(before.scope, child.scope) is child.scope
    words = FROM_NOW[child.scope] if is_seen_less else FROM_NOW_SILENT
    return f"{words.format(name=child.name)} {STRICTER}"


def line_after(line: ConsentLine, child: ChildConsents) -> ConsentLine:
    """The list's line once an answer was written down, until the list is asked again."""
    counting = [adult for adult in child.adults if adult.has_responsibility]
    unsigned = tuple(adult.name for adult in counting if adult.own_journal is None or adult.other_journals is None)
    return line.model_copy(update={"scope": child.scope, "is_kept_out": child.is_kept_out, "unsigned": unsigned})
