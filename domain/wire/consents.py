"""What the office asks and answers about photo permissions: each adult's answers, new ones, and what a withdrawal did (C21, C22)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.consent import Evidence, Purpose, Scope
from domain.wire.base import Id, Message, Name


class AnswerRow(Message):
    """One signed answer or withdrawal; rows are added and never changed. `recorded_by`: the adult's own name, or the member of staff's."""

    adult_id: Id
    adult_name: Name
    purpose: Purpose
    answer: bool
    signed_on: date
    recorded_at: AwareDatetime
    recorded_by: str
    evidence: Evidence
    form_version: int


class AdultAnswers(Message):
    """One adult of a child with the answers in force; None = never signed."""

    adult_id: Id
    name: Name
    relation: str
    has_responsibility: bool
    own_journal: AnswerRow | None = None
    other_journals: AnswerRow | None = None
    voice: AnswerRow | None = None


class ChildConsents(Message):
    """One child's permissions, whole; history: the newest first. kept_out_by: who keeps the child out of every picture, "" for nobody."""

    child_id: Id
    name: str
    room_name: str
    scope: Scope
    is_voice_allowed: bool = False
    is_kept_out: bool
    kept_out_by: str = ""
    adults: tuple[AdultAnswers, ...]
    history: tuple[AnswerRow, ...]


class ConsentLine(Message):
    """One child in the list.

    unsigned: names of responsible adults who have not answered both items about pictures; they_disagree: somebody said no to one of those.
    """

    child_id: Id
    name: str
    room_name: str
    scope: Scope
    is_voice_allowed: bool = False
    is_kept_out: bool
    unsigned: tuple[str, ...]
    they_disagree: bool


class ConsentList(Message):
    """Every child's permissions, by room and name."""

    children: tuple[ConsentLine, ...]


class RecordAnswer(Message):
    """An answer that the office writes down. Refused: agreeing without a signature, a day in the future, an adult who does not count."""

    adult_id: Id
    purpose: Purpose
    answer: bool
    evidence: Evidence
    signed_on: date
    typed_name: Name


class KeepOut(Message):
    """Keep a child out of every picture, or no longer. note: for the audit, never shown on a screen of the room or the portal."""

    is_kept_out: bool
    note: Annotated[str, Field(max_length=300)] = ""


class Became(StrEnum):
    """What a stricter permission did to one picture."""

    WAITING = "waiting"  # being covered further; until that is done nobody is shown it
    COVERED = "covered"  # covered further, and shown again
    PULLED = "pulled"  # it cannot be covered further: taken off the journal, its entry waits for a moderator again
    NOT_SHOWN = "not_shown"  # in an entry that no family can see; what its approval shows is covered


class RecheckRow(Message):
    """One picture that a stricter permission touched. `journal_name`: in whose journal; `entry_title` as the moderator knows it.

    is_silence: a clip that lost its sound, and nothing else.
    """

    rendition_id: Id
    entry_id: Id
    entry_title: str
    journal_name: str
    happened_at: AwareDatetime
    is_clip: bool = False
    is_silence: bool = False
    became: Became
    at: AwareDatetime | None = None


class RecheckCase(Message):
    """What one stricter permission did: who changed what, and every picture it touched. books: memory books saved before it; they cannot be
    called back. tablets: names of tablets that have not fetched the change yet; what waits on them is covered before it is sent.
    """

    id: Id
    child_id: Id
    child_name: str
    what: str  # a sentence: "Sarah Price withdrew: face in other children's journals"
    at: AwareDatetime
    rows: tuple[RecheckRow, ...]
    books: int = 0
    tablets: tuple[str, ...] = ()
    is_seen: bool = False  # a manager ticked it off


class RecheckList(Message):
    """The cases, the newest first."""

    cases: tuple[RecheckCase, ...]
