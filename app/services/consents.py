"""Photo permissions, what a withdrawal did, and the covering record, as a lead at the office asks for them. The matrix is asked first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from app.services.session import Session, require
from domain.consent import evidence_suffices
from domain.errors import KnownError
from domain.permissions import Action, may
from domain.wire.consents import ChildConsents, ConsentList, KeepOut, RecheckList, RecordAnswer
from domain.wire.covering_record import CoveringRecord, PublishedList

NO_SIGNATURE = "A yes needs a signature. Ask for the signed form, or let them answer in the portal. A spoken no counts at once."
FUTURE = "This day is still to come."


class ConsentDesk(Protocol):
    """The office's line to the server for permissions and covers. Every call may raise a KnownError with the server's sentence."""

    def consents(self) -> ConsentList:
        """Every child's permissions."""

    def child_consents(self, child_id: str) -> ChildConsents:
        """One child's, whole."""

    def record_answer(self, child_id: str, answer: RecordAnswer) -> ChildConsents:
        """Write an answer down."""

    def keep_out(self, child_id: str, keep_out: KeepOut) -> ChildConsents:
        """Keep a child out of every picture, or no longer."""

    def rechecks(self, *, everything: bool) -> RecheckList:
        """What stricter permissions did: what nobody ticked off, or all."""

    def recheck_seen(self, case_id: str) -> RecheckList:
        """Tick a case off."""

    def published(self, before: datetime | None) -> PublishedList:
        """Entries with pictures, the newest first."""

    def covering_record(self, entry_id: str) -> CoveringRecord:
        """One entry's covers and reasons; the server writes down who reads it."""

    def picture(self, rendition_id: str) -> bytes:
        """The picture as its family gets it now, JPEG; for memory only."""


class AnswerRefused(KnownError):
    """The rules do not take this answer. code: as the server would say it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Consents:
    """One lead's calls. Raises NotAllowed, AnswerRefused, or the desk's KnownError."""

    def __init__(self, desk: ConsentDesk, session: Session) -> None:
        self._desk, self.session = desk, session

    def allows(self, action: Action) -> bool:
        """Whether that may be drawn for this person."""
        return may(self.session.role, action, self.session.station)

    def consents(self) -> ConsentList:
        """Every child's permissions."""
        return self._ask(Action.SEE_CONSENTS).consents()

    def child_consents(self, child_id: str) -> ChildConsents:
        """One child's, whole."""
        return self._ask(Action.SEE_CONSENTS).child_consents(child_id)

    def record_answer(self, child_id: str, answer: RecordAnswer, today: date) -> ChildConsents:
        """Write an answer down. today: in the nursery's zone."""
        desk = self._ask(Action.RECORD_CONSENT)
        if not evidence_suffices(answer.evidence, answer.answer):
            raise AnswerRefused("no_signature", NO_SIGNATURE)
        if answer.signed_on > today:
            raise AnswerRefused("future", FUTURE)
        return desk.record_answer(child_id, answer)

    def keep_out(self, child_id: str, *, is_kept_out: bool, note: str) -> ChildConsents:
        """Keep a child out of every picture, or no longer."""
        return self._ask(Action.RECORD_CONSENT).keep_out(child_id, KeepOut(is_kept_out=is_kept_out, note=note))

    def rechecks(self, *, everything: bool) -> RecheckList:
        """What stricter permissions did."""
        return self._ask(Action.SEE_CONSENTS).rechecks(everything=everything)

    def recheck_seen(self, case_id: str) -> RecheckList:
        """Tick a case off."""
        return self._ask(Action.RECORD_CONSENT).recheck_seen(case_id)

    def published(self, before: datetime | None = None) -> PublishedList:
        """Entries with pictures, the newest first."""
        return self._ask(Action.INSPECT_COVERING).published(before)

    def covering_record(self, entry_id: str) -> CoveringRecord:
        """One entry's covers and reasons."""
        return self._ask(Action.INSPECT_COVERING).covering_record(entry_id)

    def picture(self, rendition_id: str) -> bytes:
        """The picture as its family gets it now; for memory only."""
        return self._ask(Action.INSPECT_COVERING).picture(rendition_id)

    def _ask(self, action: Action) -> ConsentDesk:
        require(self.session, action)
        return self._desk
