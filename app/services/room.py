"""The room's children as cards: who is here, who may be in a photo, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.services.session import Clock, Session, require
from app.storage import entries, facts
from app.storage.database import Connection, Store
from domain.cadence import is_observation_due, is_snapshot_due, snapshot_is_urgent
from domain.entries import EntryKind
from domain.errors import KnownError
from domain.ids import ChildId, RoomId
from domain.permissions import Action
from domain.wire import ChildFact


class Filter(StrEnum):
    """Which cards are shown."""

    MINE = "mine"
    EVERYONE = "everyone"
    HERE = "here"
    TO_OBSERVE = "to_observe"


class Here(StrEnum):
    """Where the child is."""

    HERE = "here"
    ASLEEP = "asleep"
    NOT_IN = "not_in"


class UnknownChild(KnownError):
    """The child is not on this device's roster (L18)."""

    def __init__(self) -> None:
        super().__init__("This child is not on this tablet. Ask the office.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildCard:
    """One child as the room sees it."""

    child: ChildFact
    is_mine: bool  # the person is the child's key person
    here: Here
    observe_due: bool  # no observation yet this week (L26)
    snapshot_due: bool  # here today, no snapshot yet (L30)
    snapshot_urgent: bool  # and leaves within 45 minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many cards each filter shows."""

    mine: int
    everyone: int
    here: int
    to_observe: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomBoard:
    """The home screen's facts; `snapshot_by` is when the first child without a snapshot leaves, in the site's zone."""

    room_name: str
    nursery: str
    on: date
    children: tuple[ChildCard, ...]
    counts: Counts
    snapshots_due: int
    snapshot_by: time | None
    is_paused: bool


@dataclass(frozen=True, slots=True)
class _Latest:
    """When each child's latest entries of this device happened; the server's word may be newer or older."""

    observed: Mapping[ChildId, datetime]
    snapped: Mapping[ChildId, datetime]


class Room:
    """Reads the roster of one room; a device without a room reads every child that it knows."""

    def __init__(self, store: Store, room_id: RoomId | None, clock: Clock) -> None:
        self._store, self._room_id, self._clock = store, room_id, clock

    def board(self, session: Session, filter: Filter = Filter.EVERYONE, search: str = "") -> RoomBoard:
        """All that the home screen shows. `search` picks children whose first name begins so, whatever the filter."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        site, now = facts.site(connection), self._clock().astimezone(facts.zone(connection))
        everyone = self._cards(connection, session, now)
        due = [card for card in everyone if card.snapshot_due]
        return RoomBoard(
            room_name=self._room_name(connection),
            nursery=site.name if site else "",
            on=now.date(),
            children=found(everyone, search) if search.strip() else tuple(card for card in everyone if passes(card, filter)),
            counts=counts_of(everyone),
            snapshots_due=len(due),
            snapshot_by=min((clock_time(card.child.session_end) for card in due if card.child.session_end), default=None),
            is_paused=bool(site and site.is_paused),
        )

    def zone(self) -> ZoneInfo:
        """The zone of the nursery's clocks."""
        return facts.zone(self._store.connect())

    def child(self, child_id: ChildId, session: Session) -> ChildCard:
        """One card. Raises UnknownChild."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        child = facts.child(connection, child_id)
        if child is None:
            raise UnknownChild
        return card_of(child, session, self._clock().astimezone(facts.zone(connection)), latest(connection))

    def _cards(self, connection: Connection, session: Session, now: datetime) -> tuple[ChildCard, ...]:
        known = latest(connection)
        cards = [card_of(child, session, now, known) for child in facts.children(connection, self._room_id)]
        # Whoever is here comes first, then by name, so that a thumb finds them.
        return tuple(sorted(cards, key=lambda card: card.here is Here.NOT_IN))

    def _room_name(self, connection: Connection) -> str:
        room = facts.room(connection, self._room_id) if self._room_id else None
        return room.name if room else "All rooms"


def card_of(child: ChildFact, session: Session, now: datetime, known: _Latest) -> ChildCard:
    """One child's card; `now` in the site's zone."""
    child_id = ChildId(child.id)
    here = Here.NOT_IN if child.session_start is None else Here.HERE
    zone = now.tzinfo if isinstance(now.tzinfo, ZoneInfo) else ZoneInfo("UTC")
    observed = newest(child.last_observed_at, known.observed.get(child_id), zone)
    snapped = newest(child.last_snapshot_at, known.snapped.get(child_id), zone)
    snapshot_due = here is not Here.NOT_IN and is_snapshot_due(snapped, now)
    return ChildCard(
        child=child,
        is_mine=child.key_person_id == session.staff_id,
        here=here,
        observe_due=is_observation_due(observed, now),
        snapshot_due=snapshot_due,
        snapshot_urgent=snapshot_due and child.session_end is not None and snapshot_is_urgent(clock_time(child.session_end), now),
    )


def latest(connection: Connection) -> _Latest:
    """What was handed in on this device."""
    return _Latest(
        observed=entries.last_by_child(connection, EntryKind.OBSERVATION), snapped=entries.last_by_child(connection, EntryKind.SNAPSHOT)
    )


def newest(one: datetime | None, other: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The later of two moments, in the site's zone."""
    moments = [moment.astimezone(zone) for moment in (one, other) if moment is not None]
    return max(moments, default=None)


def passes(card: ChildCard, filter: Filter) -> bool:
    """Whether the filter shows the card."""
    match filter:
        case Filter.MINE:
            return card.is_mine
        case Filter.HERE:
            return card.here is not Here.NOT_IN
        case Filter.TO_OBSERVE:
            return card.here is not Here.NOT_IN and card.observe_due
    return True


def counts_of(cards: Iterable[ChildCard]) -> Counts:
    """How many cards each filter shows."""
    cards = tuple(cards)
    shown = {filter: sum(passes(card, filter) for card in cards) for filter in Filter}
    return Counts(mine=shown[Filter.MINE], everyone=len(cards), here=shown[Filter.HERE], to_observe=shown[Filter.TO_OBSERVE])


def found(cards: Iterable[ChildCard], search: str) -> tuple[ChildCard, ...]:
    """The cards whose first name begins with what was typed."""
    typed = search.strip().casefold()
    return tuple(card for card in cards if card.child.first_name.casefold().startswith(typed))


def clock_time(text: str) -> time:
    """HH:MM as a time of day."""
    return time.fromisoformat(text)
