"""What lies on this tablet and where each thing is on its way, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum

from app.services.outcome import listed
from app.services.rewording import is_amendment, sent_back
from app.services.session import Clock, Session, require
from app.storage import disowned, drafts, entries, facts, later, notes, outbox, photos, renditions
from app.storage.database import Connection, Store
from app.storage.drafts import Draft
from app.storage.entries import EntryRow
from app.storage.failures import NEEDS_YOU_AFTER, errors_of
from app.storage.later import WishState
from app.storage.notes import OfflineNote
from app.storage.outbox import Queued
from app.storage.renditions import RenditionRow
from app.storage.settings import Setting, read
from domain.entries import EntryKind
from domain.ids import ChildId, EntryId, StaffId
from domain.lifecycle import OpState, RenditionState
from domain.permissions import Action
from domain.wire import OpKind

SHOWN_ENTRIES = 40
ON_THEIR_WAY = (RenditionState.QUEUED, RenditionState.ACKNOWLEDGED, RenditionState.WIPING)
TOO_OFTEN = "It could not be sent several times. Ask the office."


class SyncWord(StrEnum):
    """Where a thing is. Always these words."""

    SENDING = "Sending"
    WAITING = "Waiting its turn"
    SAVED = "Saved on this tablet"
    SENT = "Sent and removed from this tablet"
    NEEDS_YOU = "Needs you"


ORDER = (SyncWord.SENDING, SyncWord.WAITING, SyncWord.SAVED, SyncWord.SENT, SyncWord.NEEDS_YOU)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncRow:
    """One entry or draft. `detail` says why it needs somebody, else nothing."""

    id: str
    children: tuple[ChildId, ...]
    names: str
    what: str
    word: SyncWord
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPanel:
    """Everything that the panel says; rows in the order of ORDER, the newest first in each."""

    headline: str
    on_network: bool
    waiting: int
    rows: tuple[SyncRow, ...]
    offline_notes: tuple[OfflineNote, ...]


class Sending:
    """Reads; the sync engine acts."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def panel(self, session: Session) -> SyncPanel:
        """The person's drafts, what was handed in last on this tablet, and why it was offline today."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        rows = [draft_row(connection, draft) for draft in drafts.by_author(connection, session.staff_id)]
        rows += [entry_row(connection, entry, session.staff_id) for entry in entries.recent(connection, SHOWN_ENTRIES)]
        rows.sort(key=lambda row: (ORDER.index(row.word), -row.at.timestamp()))
        return SyncPanel(
            headline=headline(connection),
            on_network=is_on_network(connection),
            waiting=count_waiting(connection),
            rows=tuple(rows),
            offline_notes=notes.since(connection, self._midnight(connection)),
        )

    def waiting_count(self) -> int:
        """How many entries have not wholly left. A figure, so that it may be shown to anybody."""
        return count_waiting(self._store.connect())

    def is_on_network(self) -> bool:
        """Whether the last cycle reached the nursery's server."""
        return is_on_network(self._store.connect())

    def pill(self) -> str:
        """The connection in a few words."""
        return headline(self._store.connect())

    def _midnight(self, connection: Connection) -> datetime:
        today = self._clock().astimezone(facts.zone(connection))
        return datetime.combine(today.date(), time.min, today.tzinfo).astimezone(UTC)


def headline(connection: Connection) -> str:
    """One sentence of what goes on."""
    waiting = count_waiting(connection)
    if not is_on_network(connection):
        return f"Offline · {waiting} waiting" if waiting else "Offline"
    if read(connection, Setting.SENDING):
        done, total = batch(connection)
        return f"Sending {done + 1} of {total}"
    return f"Online · {waiting} waiting" if waiting else "Online"


def is_on_network(connection: Connection) -> bool:
    """What the sync engine saw last; unknown is offline."""
    return read(connection, Setting.NETWORK) == "online"


def count_waiting(connection: Connection) -> int:
    """How many entries have not wholly left: on their way, or asked for and not yet covered."""
    return count_on_their_way(connection) + later.count_waiting(connection)


def count_on_their_way(connection: Connection) -> int:
    """How many entries that were handed in still have a word or a picture on the way."""
    queued = {row.entry_id for row in renditions.in_state(connection, *ON_THEIR_WAY, RenditionState.HELD)}
    waiting = {EntryId(operation.entity_id) for operation in outbox.waiting(connection) if operation.kind is OpKind.ENTRY}
    return len(queued | waiting)


def batch(connection: Connection) -> tuple[int, int]:
    """Of the entries that still have pictures here: how many pictures the server holds already, and how many there are."""
    on_their_way = renditions.in_state(connection, *ON_THEIR_WAY)
    rows = [row for entry_id in {row.entry_id for row in on_their_way} for row in renditions.of_entry(connection, entry_id)]
    waiting = sum(row.state in (RenditionState.QUEUED, RenditionState.HELD) for row in rows)
    return len(rows) - waiting, len(rows)


def draft_row(connection: Connection, draft: Draft) -> SyncRow:
    """A draft in the panel; one whose hand-in was asked for says how far it is, or why it needs its author."""
    wish = later.read(connection, draft.id)
    state = "not yours" if disowned.is_disowned(connection, draft.id) else "half written"
    word, detail = SyncWord.SAVED, ""
    if wish is not None:
        is_refused = wish.state is WishState.NEEDS_YOU
        word, detail = (SyncWord.NEEDS_YOU, wish.sentence) if is_refused else (SyncWord.WAITING, "")
        state = state if is_refused else f"{round(wish.share * 100)} % covered"
    return SyncRow(
        id=draft.id,
        children=draft.children,
        names=names_of(connection, draft.children),
        what=f"{pictures_of_draft(connection, draft)}, {state}",
        word=word,
        detail=detail,
        at=draft.updated_at or draft.happened_at,
    )


def pictures_of_draft(connection: Connection, draft: Draft) -> str:
    """Observation, 2 photos and 1 video."""
    clips = photos.count_clips(connection, draft.id)
    return what_of(draft.kind, len(draft.photo_ids) - clips, clips)


def entry_row(connection: Connection, entry: EntryRow, viewer: StaffId) -> SyncRow:
    """An entry in the panel, as `viewer` is shown it."""
    entry_id, children = EntryId(entry.body.id), tuple(ChildId(child) for child in entry.body.children)
    pictures, operations = renditions.of_entry(connection, entry_id), outbox.of_entity(connection, entry_id)
    reason = refusal(operations) or sent_back_words(connection, entry, viewer) or picture_trouble(connection, pictures)
    return SyncRow(
        id=entry_id,
        children=children,
        names=names_of(connection, children),
        what=what_of(entry.body.kind, entry.body.photos - len(entry.body.clips), len(entry.body.clips)),
        word=SyncWord.NEEDS_YOU if reason else word_of(pictures, operations, read(connection, Setting.SENDING) or ""),
        detail=reason,
        at=entry.handed_in_at,
    )


def word_of(pictures: Sequence[RenditionRow], operations: Sequence[Queued], sending: str) -> SyncWord:
    """Where an entry is that needs nobody."""
    if any(picture.id == sending for picture in pictures):
        return SyncWord.SENDING
    is_waiting = any(operation.state is OpState.WAITING for operation in operations)
    if is_waiting or any(picture.state is not RenditionState.WIPED for picture in pictures):
        return SyncWord.WAITING
    return SyncWord.SENT


def refusal(operations: Sequence[Queued]) -> str:
    """Why the server did not take what was written; "" = it did, or has not been asked."""
    newest = max((each.operation.dev_seq for each in operations if is_amendment(each.operation)), default=0)
    for queued in operations:
        is_overtaken = is_amendment(queued.operation) and queued.operation.dev_seq < newest  # a later version says it all
        if queued.state is OpState.NEEDS_YOU and not is_overtaken:
            return queued.reason or TOO_OFTEN
    return ""


def sent_back_words(connection: Connection, entry: EntryRow, viewer: StaffId) -> str:
    """Why the office sent the entry back; "" = it did not, or the viewer is not the one who can reword it (L16)."""
    if entry.body.author_id != viewer:
        return ""
    said = sent_back(connection, EntryId(entry.body.id))
    return f"The office sent it back: {said.reason}" if said is not None else ""


def picture_trouble(connection: Connection, pictures: Sequence[RenditionRow]) -> str:
    """Why a picture of an entry stays here; "" = none does."""
    for picture in pictures:
        if errors_of(connection, picture.id) >= NEEDS_YOU_AFTER:
            return picture.last_error or TOO_OFTEN
        if picture.state is RenditionState.HELD:
            return picture.hold_reason
    return ""


def names_of(connection: Connection, children: Sequence[ChildId]) -> str:
    """Amelia K.; Amelia K. and Noah B.; 5 children."""
    if len(children) > 3:
        return f"{len(children)} children"
    known = [facts.child(connection, child) for child in children]
    return listed([f"{child.first_name} {child.last_initial}" if child else "a child" for child in known])


def what_of(kind: EntryKind, photos: int, clips: int = 0) -> str:
    """Snapshot; Observation, 1 photo; Observation, 2 photos and 1 video."""
    counted = [f"{count} {name}{'s' if count > 1 else ''}" for count, name in ((photos, "photo"), (clips, "video")) if count]
    name = kind.value.capitalize()
    return f"{name}, {' and '.join(counted)}" if counted else name
