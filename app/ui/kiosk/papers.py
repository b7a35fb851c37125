"""What the kiosk prints, as HTML: the report of the day, a report of damage, the sheet of a lost tablet. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from zoneinfo import ZoneInfo

from app.ui.kiosk.wording import WORDS, lines_of, moment
from domain.damage import DAMAGE_WORDS
from domain.tablet_day import DayState
from domain.wire.kiosk import Board, DamageReport, GoneSheet

STATES = {DayState.NOT_OPEN: "not open yet", DayState.OPEN: "open", DayState.CLOSED: "closed"}


def day_paper(board: Board, zone: ZoneInfo) -> str:
    """The tablets' day: where each one is, what was ticked, who was called, who locked the cabinet. No child is named on it."""
    at = board.now.astimezone(zone)
    tablets = [(card.name, WORDS[card.standing][0], *lines_of(card, board, zone)) for card in board.tablets]
    steps = [("done" if line.is_done else "open", line.title, line.detail) for line in board.steps]
    calls = [(moment(call.at, zone), call.text) for call in board.calls]
    people = [("Opened by", board.opened_by or "–"), ("Closed by", board.closed_by or "–")]
    return paper(
        f"Tablets, {at:%A} {at.day} {at:%B %Y}",
        f"{board.nursery_name}. The day is {STATES[board.day]}. Printed at {at:%H:%M}.",
        ("People", people),
        ("Tablets", tablets),
        ("Closing list", steps),
        ("Calls", calls),
        ("To look into", [(sentence,) for sentence in board.anomalies]),
    )


def damage_paper(report: DamageReport, zone: ZoneInfo) -> str:
    """A report of damage."""
    return paper(f"Damage to {report.device_name}", report.text, ("Facts", damage_facts(report, zone)))


def damage_facts(report: DamageReport, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What is known of it, in two columns."""
    at = report.reported_at.astimezone(zone)
    whose = f"{report.holder_name}, {report.period}" if report.period else report.holder_name
    return [
        ("What", DAMAGE_WORDS[report.kind]),
        ("Reported", f"{at:%A} {at.day} {at:%B}, {at:%H:%M}, by {report.reported_by}"),
        ("In whose time", whose or "In nobody’s time"),
        ("State", "Waits for the office" if report.is_open else "Settled by the office"),
    ]


def gone_paper(sheet: GoneSheet, zone: ZoneInfo) -> str:
    """What a lost tablet could hold, children's first names included: for the manager, on paper only."""
    children = ", ".join(sheet.children) or "none"
    return paper(
        f"What {sheet.device_name} could hold",
        "For the manager. Keep this sheet with the report of the loss; it names children.",
        ("Facts", [*gone_facts(sheet, zone), ("First names on it, sealed", children)]),
        ("What to do", [(advice,) for advice in sheet.advice]),
    )


def gone_facts(sheet: GoneSheet, zone: ZoneInfo) -> list[tuple[str, str]]:
    """The same for the screen: figures, no child."""
    return [
        ("Had it last", sheet.holder_name or "Nobody"),
        ("Last heard", moment(sheet.last_seen_at, zone)),
        ("Not sent yet", figure(sheet.waiting)),
        ("Uncovered pictures, sealed in the store", figure(sheet.originals)),
        ("First names of children, sealed", str(len(sheet.children))),
        ("Closed", "Yes" if sheet.is_revoked else "Not yet"),
        ("Has sealed itself", "Yes" if sheet.is_sealed else "Not heard yet"),
    ]


def figure(number: int | None) -> str:
    """A number, or that nobody knows it."""
    return "not known" if number is None else str(number)


def paper(title: str, lead: str, *tables: tuple[str, Sequence[Sequence[str]]]) -> str:
    """One sheet. What people typed is escaped: it is never read as mark-up."""
    parts = [f"<h1>{escape(title)}</h1><p>{escape(lead)}</p>"]
    for head, rows in tables:
        if rows:
            cells = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            parts.append(f"<h2>{escape(head)}</h2><table cellpadding='4'>{cells}</table>")
    return "".join(parts)
