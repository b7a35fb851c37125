"""What the office asks and answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from domain.entries import EntryKind
from domain.lifecycle import EntryState
from domain.wire.base import Id, Message
from domain.wire.entries import EntryBody
from domain.wire.facts import ChildFact, StaffFact
from domain.wire.home import HomePicture


class QueueItem(Message):
    """One entry in the moderation queue, what is due first at the top."""

    id: Id
    kind: EntryKind
    title: str
    children: tuple[Id, ...]
    author_id: Id
    happened_at: AwareDatetime
    handed_in_at: AwareDatetime
    due_at: AwareDatetime
    is_late: bool
    media_complete: bool
    version: int
    author_name: str = ""  # as a moderator reads it: "Sam M.", "Sarah P., Amelia's mum"
    has_clips: bool = False


class Queue(Message):
    """The moderation queue."""

    items: tuple[QueueItem, ...]


class OfficeEntry(Message):
    """One entry with all that a moderator is shown; picture bytes come one by one and are held in memory only."""

    item: QueueItem
    state: EntryState
    body: EntryBody
    children: tuple[ChildFact, ...]
    author: StaffFact | None  # None: a family sent it
    home_pictures: tuple[HomePicture, ...] = ()  # to be reviewed before it can be approved
    other_names: tuple[str, ...]  # first names of children of the setting who are not in the entry
    reason: str = ""
    is_disowned: bool = False  # its author says that somebody else wrote it in their session (L16); it cannot be approved


class DecisionRequest(Message):
    """A moderator's step; refused when `version` is no longer the entry's."""

    action: Literal["approve", "return", "remove", "undo"]
    version: int
    reason: Annotated[str, Field(max_length=2000)] = ""
    category: str | None = None


class DecisionAnswer(Message):
    """The entry's new state and version."""

    state: EntryState
    version: int
