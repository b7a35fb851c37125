"""From the room's facts to what home shows: pure functions, no Qt objects, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.services.room import ChildCard, Here, RoomBoard, found, passes
from app.services.room import Filter as Cards
from app.services.session import Session
from app.services.writing import Draft
from app.ui.room.home.screen import ChildTile, ChoiceLine, DraftLine, Filter, FilterPill, HomeScreen
from app.ui.theme.tokens import Tone
from app.ui.widgets.paint import isolated
from app.ui.widgets.pills import ChipFact, PillLine
from app.ui.widgets.portrait_ring import ALLERGY, NO_PHOTO, OWN_ONLY, Face
from domain.consent import Scope
from domain.entries import title_of
from domain.ids import ChildId

PRESENCE = {
    Here.HERE: (ChipFact("Here", "check", Tone.OK), Tone.OK),
    Here.ASLEEP: (ChipFact("Asleep", "moon", Tone.INFO), Tone.INFO),
    Here.NOT_IN: (ChipFact("Not in today", "minus", Tone.QUIET), Tone.QUIET),
}
BADGES = {Scope.ALL: None, Scope.OWN_ONLY: OWN_ONLY, Scope.NONE: NO_PHOTO}
PERMISSIONS = {Scope.ALL: "photos allowed", Scope.OWN_ONLY: "own journal only", Scope.NONE: "no photo"}
NOT_IN_SHORT = ChipFact("Not in", "minus", Tone.QUIET)
TO_OBSERVE = ChipFact("To observe", "notebook-pen", Tone.WARN)
SNAPSHOT_NOW = ChipFact("Snapshot due", "clock", Tone.WARN)
TAP_A_CHILD = "Tap a child first."
PAUSED = "Daybook is paused. Use the paper sheets until the office says more."


@dataclass(frozen=True, slots=True)
class ConnectionFacts:
    """Whether this device reaches the nursery's server now, and how many things wait to be sent."""

    on_network: bool
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFacts:
    """What the presenter knows: the whole room (never filtered), what was begun, the line, and what the person chose."""

    board: RoomBoard
    session: Session
    drafts: tuple[Draft, ...]
    connection: ConnectionFacts
    zone: tzinfo
    filter: Filter = Filter.EVERYONE
    search: str = ""
    chosen: tuple[ChildId, ...] = ()


def home_screen(facts: HomeFacts) -> HomeScreen:
    """The screen of those facts."""
    board = facts.board
    return HomeScreen(
        room=board.room_name,
        day=f"{board.on:%A} {board.on.day} {board.on:%B}",
        here=f"{board.counts.here} of {board.counts.everyone} here",
        person=(facts.session.first_name, facts.session.last_name),
        filters=filters_of(facts),
        chosen_filter=facts.filter,
        children=tuple(tile_of(card, facts.chosen) for card in shown(facts)),
        promise=promise_of(board),
        connection=connection_line(facts.connection),
        choice=choice_line(board.children, facts.chosen),
        drafts=tuple(draft_line(draft, board.children, facts.zone) for draft in facts.drafts),
        missing=PAUSED if board.is_paused else "" if facts.chosen else TAP_A_CHILD,
        banner=PAUSED if board.is_paused else "",
    )


def shown(facts: HomeFacts) -> Sequence[ChildCard]:
    """The cards that filter and search leave."""
    cards = facts.board.children
    if facts.search.strip():
        return found(cards, facts.search)
    if facts.filter is Filter.SNAPSHOT_DUE:
        return [card for card in cards if card.snapshot_due]
    return [card for card in cards if passes(card, SERVICE_FILTERS[facts.filter])]


def filters_of(facts: HomeFacts) -> tuple[FilterPill, ...]:
    """The pills with their counts; the promise's own filter is there only while it is chosen."""
    counts = facts.board.counts
    pills = (
        FilterPill(Filter.MINE, "My children", counts.mine),
        FilterPill(Filter.EVERYONE, "Everyone", counts.everyone),
        FilterPill(Filter.HERE, "Here now", counts.here),
        FilterPill(Filter.TO_OBSERVE, "To observe", counts.to_observe),
    )
    due = FilterPill(Filter.SNAPSHOT_DUE, "Snapshot due", facts.board.snapshots_due)
    return (*pills, due) if facts.filter is Filter.SNAPSHOT_DUE else pills


def tile_of(card: ChildCard, chosen: Iterable[ChildId]) -> ChildTile:
    """One child as a card of the grid."""
    child = card.child
    presence, ring = PRESENCE[card.here]
    name = f"{child.first_name} {child.last_initial}".strip()
    name = name if name.endswith(".") or not child.last_initial else f"{name}."
    due = due_chip(card)
    spoken = [name, presence.word.lower(), *([due.word.lower()] if due else []), PERMISSIONS[child.scope]]
    return ChildTile(
        id=ChildId(child.id),
        name=name,
        face=Face(child.avatar, ring, BADGES[child.scope], ALLERGY if child.allergies else None, card.here is Here.NOT_IN),
        presence=presence,
        presence_short=NOT_IN_SHORT if card.here is Here.NOT_IN else presence,
        due=due,
        spoken=", ".join([*spoken, *(["allergy"] if child.allergies else [])]),
        is_chosen=child.id in set(chosen),
    )


def due_chip(card: ChildCard) -> ChipFact | None:
    """The most urgent thing that is due; what came from home after what the nursery owes."""
    if card.here is Here.NOT_IN:
        return None
    if card.snapshot_urgent:
        return SNAPSHOT_NOW
    if card.observe_due:
        return TO_OBSERVE
    return ChipFact(f"{card.child.from_home} from home", "house", Tone.PRIMARY) if card.child.from_home else None


def promise_of(board: RoomBoard) -> PillLine | None:
    """The next promise: snapshots still due today."""
    if not board.snapshots_due:
        return None
    words = f"{board.snapshots_due} snapshot{'s' if board.snapshots_due > 1 else ''}"
    urgent = any(card.snapshot_urgent for card in board.children)
    tone = Tone.WARN if urgent else Tone.PRIMARY
    if board.snapshot_by is None:
        return PillLine(f"{words} today", f"{words} today", "clock", tone)
    return PillLine(f"{words} by {board.snapshot_by:%H:%M}", f"{words} {board.snapshot_by:%H:%M}", "clock", tone)


def connection_line(facts: ConnectionFacts) -> PillLine:
    """On or off the nursery's network, and how many wait: the words that the other screens' bars use too."""
    if not facts.on_network:
        words = f"Offline · {facts.waiting} waiting" if facts.waiting else "Offline"
        return PillLine(words, f"{facts.waiting} waiting" if facts.waiting else "Offline", "cloud-off", Tone.WARN)
    if facts.waiting:
        return PillLine(f"Online · {facts.waiting} waiting", f"{facts.waiting} waiting", "wifi", Tone.OK)
    return PillLine("Online", "Online", "wifi", Tone.OK)


def choice_line(cards: Sequence[ChildCard], chosen: Sequence[ChildId]) -> ChoiceLine | None:
    """For whom the next entry is."""
    picked = [card for child in chosen for card in cards if card.child.id == child]
    if not picked:
        return None
    first = tile_of(picked[0], ())
    names = [card.child.first_name for card in picked]
    if len(picked) == 1:
        return ChoiceLine(f"For {isolated(first.name)}", isolated(names[0]), "tap others to add", first.face.seed)
    words = f"For {isolated(names[0])} and {isolated(names[1])}" if len(picked) == 2 else f"For {len(picked)} children"
    return ChoiceLine(words, f"{len(picked)} children", "tap again to leave one out", first.face.seed)


def draft_line(draft: Draft, cards: Sequence[ChildCard], zone: tzinfo) -> DraftLine:
    """A draft as a line: for whom, its first words, when it was touched."""
    names = [tile_of(card, ()).name for child in draft.children for card in cards if card.child.id == child]
    words = title_of(draft.words())
    photos = f"{len(draft.photo_ids)} photo{'s' if len(draft.photo_ids) != 1 else ''}" if draft.photo_ids else ""
    title = " · ".join(part for part in (", ".join(names), words or photos) if part)
    return DraftLine(draft.id, title or "An entry without a child yet", when_line(draft.updated_at, zone))


def when_line(at: datetime | None, zone: tzinfo) -> str:
    """When a draft was touched last."""
    return f"Saved on this tablet · {at.astimezone(zone):%H:%M}" if at else "Saved on this tablet"


SERVICE_FILTERS = {
    Filter.MINE: Cards.MINE,
    Filter.EVERYONE: Cards.EVERYONE,
    Filter.HERE: Cards.HERE,
    Filter.TO_OBSERVE: Cards.TO_OBSERVE,
}
