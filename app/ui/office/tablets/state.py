"""What the tablets' presenter knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from app.ui.office.devices.state import hand_row, sentence
from app.ui.office.parts.screen import Cell, FactLine, ListPart, RowLine, Stage, TableRow, found
from app.ui.office.parts.state import ListedState
from app.ui.office.parts.wording import STANDING_CHIPS, ago, listed, moment, things
from app.ui.office.tablets.screen import CaseDetail, GonePart, TabletsScreen, View
from app.ui.office.tablets.steps import dangers_of, deeds_of, money
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import ChipFact
from domain.damage import DAMAGE_WORDS, DeliberateState, Noticed
from domain.tablet_day import DayState
from domain.wire.kiosk import Board, GoneSheet, TabletCard
from domain.wire.people import DamageCase, DamageLedger, Hands

ORDERS = ("Open cases first", "Newest first", "By tablet")
NOTICED_WORDS = {
    Noticed.AT_SIGN_OUT: "when it was taken: it was done before",
    Noticed.WHILE_OUT: "while it was out",
    Noticed.AT_SIGN_IN: "when it came back",
    Noticed.IN_CABINET: "in the cabinet: it was done before",
}
OPEN, CLOSED = ChipFact("Open", "circle-alert", Tone.WARN), ChipFact("Closed", "check", Tone.QUIET)
SAID = ChipFact("On purpose? Said", "triangle-alert", Tone.WARN)
CONFIRMED = ChipFact("On purpose", "triangle-alert", Tone.BAD)
EMPTY_NOTES = {
    View.NOW: "No tablet is paired yet. Pair one in Devices.",
    View.HANDS: "Nobody has had a tablet yet. Each step at the kiosk comes in here.",
    View.DAMAGE: "Nothing was broken. Reports from the kiosk come in here.",
}
DAY_WORDS = {DayState.NOT_OPEN: "The day is not open yet.", DayState.CLOSED: "The day is closed."}


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletsState(ListedState):
    """All that can change. chosen, order: among the cases of damage. Only the chosen case's photos are held."""

    view: View = View.NOW
    board: Board | None = None
    hands: Hands | None = None
    ledger: DamageLedger | None = None
    tablet: str = ""
    order: str = ORDERS[0]
    photos: Mapping[str, QImage] = field(default_factory=dict)
    gone: GoneSheet | None = None

    @property
    def cases(self) -> tuple[DamageCase, ...]:
        """The cases that are known."""
        return self.ledger.cases if self.ledger else ()

    @property
    def subject(self) -> DamageCase | None:
        """The case that is looked at."""
        return next((case for case in self.cases if case.report.id == self.chosen), None)

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The cases of the list."""
        return tuple(case.report.id for case in shown_cases(self))

    @property
    def known(self) -> object:
        """What the view is about, once it came."""
        return {View.NOW: self.board, View.HANDS: self.hands, View.DAMAGE: self.ledger}[self.view]


def screen_of(state: TabletsState, me: str, may_decide: bool, zone: ZoneInfo, now: datetime) -> TabletsScreen:
    """The screen for this state. me: full name of whoever looks."""
    rows = rows_of(state, zone, now)
    board, case = state.board, state.subject
    is_empty = state.view is View.DAMAGE and state.ledger is not None and not state.cases
    stage = Stage.LOADING if state.known is None else Stage.EMPTY if is_empty else Stage.READY
    nothing = "Nothing here bears these words." if state.search else EMPTY_NOTES[state.view]
    missing = "" if may_decide else "Only a manager or the deputy decides."
    return TabletsScreen(
        around=state.around(stage),
        view=state.view,
        day=day_of(board) if board and state.view is View.NOW else "",
        anomalies=tuple(map(sentence, board.anomalies)) if board and state.view is View.NOW else (),
        rows=rows,
        note="" if rows else nothing,
        search=state.search,
        gone_missing=state.offline or ("" if state.tablet else "Choose a tablet in the table first."),
        cases=ListPart(
            rows=tuple(line_of(each, each.report.id == state.chosen, zone, now) for each in shown_cases(state)),
            search=state.search,
            order=state.order,
        ),
        case=case_of(case, state, me, missing, zone, now) if case else None,
        open_cases=sum(each.report.is_open for each in state.cases),
        ask=state.ask,
        gone=gone_of(state.gone, zone, now) if state.gone else None,
    )


def rows_of(state: TabletsState, zone: ZoneInfo, now: datetime) -> tuple[TableRow, ...]:
    """The table of the view: the board's cards, or every step of all hands."""
    if state.view is View.NOW and state.board:
        rows = tuple(tablet_row(card, zone, now) for card in state.board.tablets)
    elif state.view is View.HANDS and state.hands:
        rows = tuple(hand_row(hand, number, zone, now, with_device=True) for number, hand in enumerate(state.hands.rows))
    else:
        rows = ()
    return tuple(row for row in rows if found(" ".join(cell.words for cell in row.cells), state.search))


def tablet_row(card: TabletCard, zone: ZoneInfo, now: datetime) -> TableRow:
    """A card of the board in one row."""
    chip = STANDING_CHIPS[card.standing]
    battery = "not known" if card.battery is None else f"{card.battery} %" + (" charging" if card.is_charging else "")
    due = f"until {moment(card.due_at, zone, now)}" if card.due_at else f"slot {card.slot}" if card.slot else ""
    cells = (
        Cell(words=card.name),
        Cell(words=chip.word, chip=chip, order=list(STANDING_CHIPS).index(card.standing)),
        Cell(words=card.holder_name or "nobody", is_quiet=not card.holder_name),
        Cell(words=due, is_quiet=True),
        Cell(words=battery, order=card.battery if card.battery is not None else -1),
        Cell(words=things(card.waiting), order=card.waiting if card.waiting is not None else -1),
        Cell(words=ago(card.last_seen_at, zone, now), order=-(card.last_seen_at.timestamp() if card.last_seen_at else 0)),
        Cell(words=card.note or card.room_name, is_quiet=True),
    )
    return TableRow(id=card.device_id, cells=cells)


def day_of(board: Board) -> str:
    """ "Opened by Ellis Grant. The nursery is open 07:30 to 18:00."."""
    opened = (
        f"Opened by {board.opened_by}." if board.opened_by and board.day is DayState.OPEN else DAY_WORDS.get(board.day, "The day is open.")
    )
    return f"{opened} Opening hours {board.opens} to {board.closes}."


# -- Damage ---------------------------------------------------------------------------------------------------------------------------


def shown_cases(state: TabletsState) -> tuple[DamageCase, ...]:
    """The cases that the search leaves, in the chosen order."""
    cases = [case for case in state.cases if found(searched_of(case), state.search)]
    keys = {
        "Open cases first": lambda case: (not case.report.is_open, -case.report.reported_at.timestamp()),
        "Newest first": lambda case: -case.report.reported_at.timestamp(),
        "By tablet": lambda case: (case.report.device_name, -case.report.reported_at.timestamp()),
    }
    return tuple(sorted(cases, key=keys[state.order]))


def searched_of(case: DamageCase) -> str:
    """What the find field looks through."""
    report = case.report
    return f"{report.device_name} {DAMAGE_WORDS[report.kind]} {report.text} {report.holder_name} {report.reported_by}"


def line_of(case: DamageCase, is_chosen: bool, zone: ZoneInfo, now: datetime) -> RowLine:
    """One card: which tablet, what, whose period."""
    report = case.report
    whose = report.holder_name or "nobody’s period"
    return RowLine(
        id=report.id,
        title=report.device_name,
        line=f"{DAMAGE_WORDS[report.kind].split(',')[0]} · {whose}",
        chip=OPEN if report.is_open else CLOSED,
        icon="tablet",
        is_chosen=is_chosen,
    )


def case_of(case: DamageCase, state: TabletsState, me: str, missing: str, zone: ZoneInfo, now: datetime) -> CaseDetail:
    """The case in the middle."""
    report = case.report
    photos = tuple(state.photos[each] for each in report.photos if each in state.photos)
    still = len(report.photos) - len(photos)
    deliberate = {DeliberateState.SAID: (SAID,), DeliberateState.CONFIRMED: (CONFIRMED,)}.get(case.deliberate, ())
    return CaseDetail(
        title=f"{report.device_name} · {DAMAGE_WORDS[report.kind]}",
        line=f"Reported by {report.reported_by} · {moment(report.reported_at, zone, now)}",
        chips=(OPEN if report.is_open else CLOSED, *deliberate),
        warnings=(others_of(case),) if case.others_logged_in else (),
        facts=facts_of(case),
        said=report.text,
        photos=photos,
        photos_note="" if not still else "The pictures are on their way." if report.photos else "",
        deeds=deeds_of(case, missing),
        dangers=dangers_of(case, me, missing),
    )


def others_of(case: DamageCase) -> str:
    """Who else was on the tablet in that period: it should be nobody."""
    return f"{listed(case.others_logged_in)} also logged in on it in this period. Ask both before deciding."


def facts_of(case: DamageCase) -> tuple[FactLine, ...]:
    """Whose period, when it was found, and what was decided."""
    report = case.report
    holder = f"{report.holder_name}, {report.period}" if report.period else report.holder_name or "nobody’s"
    lines = [FactLine("Whose period", holder), FactLine("Noticed", NOTICED_WORDS[report.noticed])]
    on_purpose = {
        DeliberateState.NOT_SAID: "nobody says so",
        DeliberateState.SAID: f"{case.said_by} says so; not confirmed",
        DeliberateState.CONFIRMED: f"said by {case.said_by}, confirmed by {case.confirmed_by}",
        DeliberateState.REJECTED: f"{case.said_by} said so; rejected" if case.said_by else "rejected",
    }
    lines.append(FactLine("On purpose", on_purpose[case.deliberate]))
    if case.decision:
        lines.append(FactLine("Charge", money(case.charge_pence)))
        lines.append(FactLine("Decision", f"{case.decision} ({case.decided_by})"))
    if case.appeal:
        lines.append(FactLine("Appeal", case.appeal, Tone.WARN))
    return tuple(lines)


# -- What a lost tablet could hold ----------------------------------------------------------------------------------------------------


def gone_of(sheet: GoneSheet, zone: ZoneInfo, now: datetime) -> GonePart:
    """The sheet, for the screen and for paper."""
    waiting = "nobody knows" if sheet.waiting is None else things(sheet.waiting)
    originals = "nobody knows" if sheet.originals is None else f"{sheet.originals}, sealed" if sheet.originals else "none"
    state = "closed for good" if sheet.is_revoked else "still open to its holder"
    state += ", and it has sealed itself" if sheet.is_sealed else ", and it has not said that it sealed itself"
    facts = (
        FactLine("In whose hands", sheet.holder_name or "nobody’s"),
        FactLine("Last seen", moment(sheet.last_seen_at, zone, now)),
        FactLine("Not sent", waiting),
        FactLine("Uncovered pictures", originals),
        FactLine("Now", state, None if sheet.is_revoked and sheet.is_sealed else Tone.WARN),
    )
    children = ", ".join(sheet.children) or "no child’s name"
    paper = (
        ("What", f"Tablet {sheet.device_name}, as known on {now.astimezone(zone):%d %B %Y, %H:%M}."),
        *((fact.label, fact.value) for fact in facts),
        ("First names that lay on it, sealed", children),
        ("What to do", "\n".join(f"{number}. {advice}" for number, advice in enumerate(sheet.advice, start=1))),
    )
    return GonePart(title=f"If {sheet.device_name} is gone", facts=facts, children=children, advice=sheet.advice, paper=paper)
