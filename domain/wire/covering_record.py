"""What an inspector asks of a picture: who was covered for whom and why, by which version of the rule, and who looked at it."""

from __future__ import annotations

from pydantic import AwareDatetime

from domain.covering import Source, Why
from domain.lifecycle import EntryState
from domain.wire.base import Id, Message, Sha256


class RegionRecord(Message):
    """One face, maybe or drawn cover, in reading order from 1. `person`: first name and initial where a person named the child, else "".

    covered_later_at: when the server covered it further, after a permission changed; None = it was so from the beginning.
    """

    number: int
    box: tuple[int, int, int, int]
    source: Source
    person: str
    is_covered: bool
    why: Why
    covered_later_at: AwareDatetime | None = None


class PictureRecord(Message):
    """One picture in one journal.

    by_rule: the rule's version that decided; detector: what looked for faces; sha256: of what the tablet sent.
    has_sound: a clip that came with sound; heard: whose voices, as a person said; silenced_at: when the server took it away, because a
    permission changed.
    """

    rendition_id: Id
    journal_name: str
    is_clip: bool = False
    width: int
    height: int
    regions: tuple[RegionRecord, ...]
    by_rule: int
    detector: str
    reviewed_by: str
    no_child_said: bool
    sha256: Sha256
    has_sound: bool = False
    heard: tuple[str, ...] = ()
    silenced_at: AwareDatetime | None = None
    arrived_at: AwareDatetime | None
    wiped_at: AwareDatetime | None  # when the tablet said that its own copy is destroyed


class StepRecord(Message):
    """One step in the life of the entry."""

    what: str
    by: str
    at: AwareDatetime
    reason: str = ""


class CoveringRecord(Message):
    """One entry's pictures and steps."""

    entry_id: Id
    title: str
    author: str
    state: EntryState
    happened_at: AwareDatetime
    pictures: tuple[PictureRecord, ...]
    steps: tuple[StepRecord, ...]


class PublishedLine(Message):
    """One entry in the list to choose from."""

    entry_id: Id
    title: str
    author: str
    children: tuple[str, ...]
    happened_at: AwareDatetime
    state: EntryState
    pictures: int
    covered_later: int  # pictures that were covered further after they had come


class PublishedList(Message):
    """Entries with pictures, the newest first; `more` when there are older ones than asked for."""

    entries: tuple[PublishedLine, ...]
    more: bool
