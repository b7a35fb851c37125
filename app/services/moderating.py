"""The manager's check of an entry before any family sees it (C18, C19). Pictures are held in memory only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from app.services.session import Clock, Session, require
from domain.consent import ConsentFacts
from domain.covering import Decision, Why, decide, to_cover_further
from domain.curriculum import Framework
from domain.entries import EntryKind
from domain.errors import KnownError
from domain.ids import ChildId, EntryId, RegionId, RenditionId, StaffId
from domain.language import Hint, HintKind, hints
from domain.lifecycle import EntryEvent
from domain.moderation import SENTENCES, Check, CheckKind, EntryFacts, Refusal, RemovalCategory, checks, refusals
from domain.permissions import Action
from domain.wire import DecisionAnswer, DecisionRequest, OfficeEntry, Queue, Rendition

OF_STAFF = frozenset({CheckKind.TENSE, CheckKind.AREAS})  # how staff write; a family writes as it likes


class OfficeDesk(Protocol):
    """The office's line to the server. Every call may raise a KnownError with the server's sentence."""

    def queue(self) -> Queue:
        """The moderation queue, what is due first at the top."""

    def entry(self, entry_id: EntryId) -> OfficeEntry:
        """One entry."""

    def picture(self, rendition_id: RenditionId) -> bytes:
        """One rendition's JPEG."""

    def decide(self, entry_id: EntryId, request: DecisionRequest) -> DecisionAnswer:
        """Take a step."""


class Refused(KnownError):
    """The rules do not let this person take this step."""

    def __init__(self, reasons: tuple[Refusal, ...]) -> None:
        super().__init__(SENTENCES[reasons[0]])
        self.reasons = reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureToCheck:
    """One rendition, with what the rules of today say of every region; `breaches` must be covered and are not."""

    rendition: Rendition
    decisions: tuple[Decision, ...]
    seen: int
    covered: int
    breaches: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryToCheck:
    """One entry with all that points at something; `refusal` says why it cannot be approved now, "" = it can."""

    entry: OfficeEntry
    checks: tuple[Check, ...]
    hints: tuple[Hint, ...]
    pictures: tuple[PictureToCheck, ...]
    refusal: str


class Moderating:
    """Asks the rules first, then the server, which asks them again."""

    def __init__(self, desk: OfficeDesk, framework: Framework, clock: Clock) -> None:
        self._desk, self._framework, self._clock = desk, framework, clock

    def queue(self, session: Session) -> Queue:
        """What waits to be checked."""
        require(session, Action.SEE_QUEUE)
        return self._desk.queue()

    def entry(self, entry_id: EntryId, session: Session) -> EntryToCheck:
        """One entry with its checks."""
        require(session, Action.SEE_QUEUE)
        entry = self._desk.entry(entry_id)
        pictures = self._pictures(entry)
        found = checks(facts_of(entry, pictures), moderator=session.staff_id, framework_areas=self._framework.area_ids)
        is_home = entry.body.kind is EntryKind.FROM_HOME
        stopped = self._refusals(EntryEvent.APPROVE, entry, session)
        return EntryToCheck(
            entry=entry,
            checks=tuple(check for check in found if not is_home or check.kind not in OF_STAFF),
            hints=tuple(hint for hint in hints(entry.body.text, entry.other_names) if not is_home or hint.kind is HintKind.OTHER_NAME),
            pictures=pictures,
            refusal=SENTENCES[stopped[0]] if stopped else "",
        )

    def picture(self, rendition_id: RenditionId, session: Session) -> bytes:
        """The JPEG as the family would get it; for memory only."""
        require(session, Action.SEE_QUEUE)
        return self._desk.picture(rendition_id)

    def approve(self, entry: EntryToCheck, session: Session) -> DecisionAnswer:
        """Publish it. Raises Refused."""
        return self._decide(EntryEvent.APPROVE, entry.entry, session)

    def return_(self, entry: EntryToCheck, reason: str, session: Session) -> DecisionAnswer:
        """Send it back to its author. Raises Refused without a reason."""
        return self._decide(EntryEvent.RETURN, entry.entry, session, reason)

    def remove(self, entry: EntryToCheck, reason: str, category: RemovalCategory, session: Session) -> DecisionAnswer:
        """Keep it out of every journal. Raises Refused without a reason."""
        return self._decide(EntryEvent.REMOVE, entry.entry, session, reason, category)

    def undo(self, entry_id: EntryId, version: int, session: Session) -> DecisionAnswer:
        """Take the last step back; `version` is the one that the step answered."""
        require(session, Action.MODERATE)
        return self._desk.decide(entry_id, DecisionRequest(action="undo", version=version))

    def _decide(
        self, event: EntryEvent, entry: OfficeEntry, session: Session, reason: str = "", category: RemovalCategory | None = None
    ) -> DecisionAnswer:
        require(session, Action.MODERATE)
        if found := self._refusals(event, entry, session, reason, category):
            raise Refused(found)
        request = DecisionRequest(
            action=ACTIONS[event], version=entry.item.version, reason=reason.strip(), category=category.value if category else None
        )
        return self._desk.decide(EntryId(entry.item.id), request)

    def _refusals(
        self, event: EntryEvent, entry: OfficeEntry, session: Session, reason: str = "", category: RemovalCategory | None = None
    ) -> tuple[Refusal, ...]:
        return refusals(
            event,
            role=session.role,
            moderator=session.staff_id,
            author=StaffId(entry.body.author_id),
            reason=reason,
            category=category,
            media_complete=entry.item.media_complete,
            is_disowned=entry.is_disowned,
            home_reviewed=home_reviewed(entry),
        )

    def _pictures(self, entry: OfficeEntry) -> tuple[PictureToCheck, ...]:
        """Every rendition as the rules of now decide it; a child whom the server did not name may be seen nowhere."""
        now = self._clock()
        consent = ConsentFacts(scopes={ChildId(child.id): child.scope for child in entry.children}, confirmed_at=now)
        found = []
        for rendition in entry.body.renditions:
            regions = [region.region() for region in rendition.regions]
            decisions = decide(ChildId(rendition.child_id), regions, consent, now)
            found.append(picture_to_check(rendition, decisions))
        return tuple(found)


ACTIONS: dict[EntryEvent, Literal["approve", "return", "remove", "undo"]] = {
    EntryEvent.APPROVE: "approve",
    EntryEvent.RETURN: "return",
    EntryEvent.REMOVE: "remove",
}


def home_reviewed(entry: OfficeEntry) -> bool:
    """Whether a person said who is in every picture that a family sent, or left it out (R10)."""
    return all(picture.is_reviewed or picture.is_discarded for picture in entry.home_pictures)


def picture_to_check(rendition: Rendition, decisions: tuple[Decision, ...]) -> PictureToCheck:
    """One rendition with its figures; covered counts what is covered in the picture, not what should be."""
    covered = [RegionId(region.id) for region in rendition.regions if region.covered]
    return PictureToCheck(
        rendition=rendition,
        decisions=decisions,
        seen=sum(not region.covered and region.why is not Why.NOT_A_FACE for region in rendition.regions),
        covered=len(covered),
        breaches=len(to_cover_further(covered, decisions)),
    )


def facts_of(entry: OfficeEntry, pictures: tuple[PictureToCheck, ...]) -> EntryFacts:
    """What the checks need to know."""
    return EntryFacts(
        text=entry.body.text,
        kind=entry.body.kind,
        areas=entry.body.areas,
        author=StaffId(entry.body.author_id),
        own_names=tuple(child.first_name for child in entry.children if child.id in entry.body.children),
        other_names=entry.other_names,
        pictures=tuple(picture.decisions for picture in pictures),
        uncovered_breaches=sum(picture.breaches for picture in pictures),
    )
