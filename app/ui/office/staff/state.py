"""What the staff presenter knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from app.services.house import House
from app.ui.office.parts.screen import FactLine, ListPart, RowLine, found
from app.ui.office.parts.state import ListedState, stage_of
from app.ui.office.parts.wording import moment
from app.ui.office.staff.screen import FirstPart, StaffDetail, StaffScreen
from app.ui.office.staff.steps import dangers_of, deeds_of
from app.ui.roles import ROLE_WORDS
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import ChipFact
from domain.permissions import Role
from domain.wire.people import FirstPassword, StaffRow

ORDERS = ("By name", "By role", "Last log-in first")
RANKS = {role: rank for rank, role in enumerate(ROLE_WORDS)}
ENDED, SUSPENDED = ChipFact("Has left", "log-out", Tone.QUIET), ChipFact("Suspended", "ban", Tone.BAD)
NEW, OPEN = ChipFact("New", "sprout", Tone.WARN), ChipFact("Can log in", "circle-check", Tone.OK)


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """A first password until it is written down."""

    row: StaffRow
    answer: FirstPassword = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffState(ListedState):
    """All that can change."""

    staff: tuple[StaffRow, ...] | None = None
    order: str = ORDERS[0]
    first: First | None = None

    @property
    def subject(self) -> StaffRow | None:
        """The chosen person."""
        return next((row for row in self.staff or () if row.id == self.chosen), None)

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The people of the list."""
        return tuple(row.id for row in shown_rows(self))

    def others(self, row: StaffRow) -> tuple[StaffRow, ...]:
        """Everybody else."""
        return tuple(each for each in self.staff or () if each.id != row.id)


def screen_of(state: StaffState, house: House, zone: ZoneInfo, now: datetime) -> StaffScreen:
    """The screen for this state."""
    row, first = state.subject, state.first
    return StaffScreen(
        around=state.around(stage_of(row, state.staff)),
        list=ListPart(
            rows=tuple(line_of(each, each.id == state.chosen) for each in shown_rows(state)),
            search=state.search,
            order=state.order,
            none="Nobody bears that name.",
        ),
        detail=detail_of(row, state, house, zone, now) if row is not None else None,
        ask=state.ask,
        first=FirstPart(
            name=f"{first.row.first_name} {first.row.last_name}",
            username=first.row.username,
            say=first.answer.say,
            password=first.answer.password,
        )
        if first
        else None,
    )


def shown_rows(state: StaffState) -> tuple[StaffRow, ...]:
    """The people whom the search leaves, in the chosen order; who has left comes last."""
    rows = [row for row in state.staff or () if found(f"{name_of(row)} {row.username} {role_of(row)} {chip_of(row).word}", state.search)]
    keys = {
        "By name": lambda row: (row.has_ended, name_of(row).casefold()),
        "By role": lambda row: (row.has_ended, RANKS.get(row.role, 9), name_of(row).casefold()),
        "Last log-in first": lambda row: (row.has_ended, -(row.last_login_at.timestamp() if row.last_login_at else 0)),
    }
    return tuple(sorted(rows, key=keys[state.order]))


def name_of(row: StaffRow) -> str:
    """In full: here it is evidence."""
    return f"{row.first_name} {row.last_name}"


def role_of(row: StaffRow) -> str:
    """The role in a word."""
    return ROLE_WORDS.get(row.role, row.role.value)


def chip_of(row: StaffRow) -> ChipFact:
    """How the access stands."""
    if row.has_ended:
        return ENDED
    if not row.is_active:
        return SUSPENDED
    return NEW if row.must_change_password else OPEN


def line_of(row: StaffRow, is_chosen: bool) -> RowLine:
    """One card."""
    holds = f" · holds {row.holds}" if row.holds else ""
    icon = "shield-check" if row.role in (Role.MANAGER, Role.DEPUTY) else "user"
    return RowLine(
        id=row.id,
        title=name_of(row),
        line=f"{role_of(row)}{holds}",
        chip=None if chip_of(row) is OPEN else chip_of(row),
        icon=icon,
        is_chosen=is_chosen,
    )


def detail_of(row: StaffRow, state: StaffState, house: House, zone: ZoneInfo, now: datetime) -> StaffDetail:
    """The person in the middle."""
    others = state.others(row)
    return StaffDetail(
        title=name_of(row),
        line=f"{role_of(row)} · {row.username}",
        chips=(chip_of(row),),
        facts=(
            FactLine("Last log-in", moment(row.last_login_at, zone, now)),
            FactLine("Holds", row.holds or "no tablet"),
            FactLine("PIN", "chosen; nobody can see it" if row.has_pin else "not chosen yet", None if row.has_pin else Tone.WARN),
            FactLine("Password", "opens once, then they choose" if row.must_change_password else "their own"),
            FactLine("Agreement", "signed" if row.has_signed else "not signed yet", None if row.has_signed else Tone.WARN),
        ),
        deeds=deeds_of(row, lambda step: house.refusals_of(row, others, step)),
        dangers=dangers_of(row, lambda step: house.refusals_of(row, others, step)),
        history=row.history,
    )
