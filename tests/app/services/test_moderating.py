"""The manager's check; the line to the server is a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from app.services.moderating import Moderating, Refused
from app.services.session import NotAllowed, Session
from domain.boxes import Box
from domain.consent import ConsentFacts, Scope
from domain.covering import Region, Says, Source, decide
from domain.entries import EntryKind
from domain.ids import ChildId, EntryId, RegionId, RenditionId, StaffId
from domain.lifecycle import EntryState
from domain.moderation import CheckKind, Refusal, RemovalCategory
from domain.permissions import Station
from domain.wire import (
    ChildFact,
    DecisionAnswer,
    DecisionRequest,
    EntryBody,
    OfficeEntry,
    Queue,
    QueueItem,
    Rendition,
    wire_region,
)
from tests import cast
from tests.app.services.tablet import framework, session_of
from tests.fakes.clock import FakeClock

ENTRY, PICTURE = EntryId(cast.id_of(301)), RenditionId(cast.id_of(302))
FACES = (
    Region(id=RegionId(cast.id_of(401)), box=Box(0, 0, 50, 60), source=Source.FACE, says=Says.CHILD, child=cast.AMELIA),
    Region(id=RegionId(cast.id_of(402)), box=Box(200, 0, 250, 60), source=Source.FACE, says=Says.CHILD, child=cast.ZOE),
)
RUTH = session_of(cast.RUTH, Station.OFFICE)


def child(id: ChildId) -> ChildFact:
    return next(each for each in cast.CHILDREN if each.id == id)


def rendition() -> Rendition:
    """Amelia's picture as it was covered when Zoë could still be seen."""
    consent = ConsentFacts(scopes=dict.fromkeys((cast.AMELIA, cast.ZOE), Scope.ALL), confirmed_at=cast.NOW)
    return Rendition(
        id=PICTURE,
        photo_id=cast.id_of(303),
        child_id=cast.AMELIA,
        sha256="0" * 64,
        bytes=1,
        width=800,
        height=600,
        regions=tuple(wire_region(decision, decision.region.box) for decision in decide(cast.AMELIA, FACES, consent, cast.NOW)),
        no_child_said=False,
        reviewed_by=cast.SAM,
        rule_version=1,
        detector="none",
    )


class Desk:
    """The server's answers."""

    def __init__(self, author: StaffId = cast.SAM, text: str = "She pours the water.", media_complete: bool = True) -> None:
        self.asked: list[tuple[EntryId, DecisionRequest]] = []
        self.children: tuple[ChildFact, ...] = (child(cast.AMELIA), child(cast.ZOE))
        item = QueueItem(
            id=ENTRY,
            kind=EntryKind.OBSERVATION,
            title="Amelia at the water tray",
            children=(cast.AMELIA,),
            author_id=author,
            happened_at=cast.NOW,
            handed_in_at=cast.NOW,
            due_at=cast.NOW + timedelta(days=7),
            is_late=False,
            media_complete=media_complete,
            version=4,
        )
        body = EntryBody(
            id=ENTRY,
            kind=item.kind,
            children=(cast.AMELIA,),
            author_id=author,
            happened_at=cast.NOW,
            text=text,
            framework="eyfs-2025",
            renditions=(rendition(),),
        )
        self.item, self.body = item, body

    def queue(self) -> Queue:
        return Queue(items=(self.item,))

    def entry(self, entry_id: EntryId) -> OfficeEntry:
        author = next(person for person in cast.STAFF if person.id == self.body.author_id)
        return OfficeEntry(
            item=self.item, state=EntryState.WAITING, body=self.body, children=self.children, author=author, other_names=("Noah", "Zoë")
        )

    def picture(self, rendition_id: RenditionId) -> bytes:
        return b"jpeg of " + rendition_id.encode()

    def decide(self, entry_id: EntryId, request: DecisionRequest) -> DecisionAnswer:
        self.asked.append((entry_id, request))
        return DecisionAnswer(state=EntryState.PUBLISHED, version=request.version + 1)


def moderating(desk: Desk) -> Moderating:
    return Moderating(desk, framework(), FakeClock(cast.NOW))


def test_c18_the_manager_sees_the_entry_its_picture_and_the_checks() -> None:
    service = moderating(Desk())

    shown = service.entry(ENTRY, RUTH)

    assert [item.id for item in service.queue(RUTH).items] == [ENTRY]
    assert [(picture.seen, picture.covered, picture.breaches) for picture in shown.pictures] == [(2, 0, 0)]
    assert {check.kind for check in shown.checks} == set(CheckKind)
    assert shown.refusal == ""
    assert service.picture(PICTURE, RUTH).startswith(b"jpeg")


def test_c18_a_permission_that_changed_since_is_pointed_at_first() -> None:
    desk = Desk()
    desk.children = (child(cast.AMELIA), child(cast.ZOE).model_copy(update={"scope": Scope.OWN_ONLY}))

    shown = moderating(desk).entry(ENTRY, RUTH)

    assert shown.pictures[0].breaches == 1
    assert (shown.checks[0].kind, shown.checks[0].look) == (CheckKind.PERMISSIONS, True)


def test_c18_a_child_whom_the_server_does_not_name_counts_as_a_breach() -> None:
    desk = Desk()
    desk.children = (child(cast.AMELIA),)

    assert moderating(desk).entry(ENTRY, RUTH).pictures[0].breaches == 1


def test_c18_another_childs_name_is_found_and_marked_in_place() -> None:
    shown = moderating(Desk(text="She looks at Noah.")).entry(ENTRY, RUTH)

    assert shown.checks[0].kind is CheckKind.OTHER_NAME
    assert [(hint.word, hint.start) for hint in shown.hints] == [("Noah", 13)]


def test_c18_approving_names_the_version_that_was_seen() -> None:
    desk = Desk()
    service = moderating(desk)

    answer = service.approve(service.entry(ENTRY, RUTH), RUTH)

    assert answer.version == 5
    assert desk.asked == [(ENTRY, DecisionRequest(action="approve", version=4))]


def test_c18_nobody_approves_their_own_entry() -> None:
    desk = Desk(author=cast.RUTH)
    service = moderating(desk)
    shown = service.entry(ENTRY, RUTH)

    with pytest.raises(Refused) as refused:
        service.approve(shown, RUTH)

    assert refused.value.reasons == (Refusal.OWN_ENTRY,)
    assert shown.refusal == refused.value.sentence
    assert desk.asked == []


def test_an_entry_whose_picture_has_not_arrived_cannot_be_approved() -> None:
    service = moderating(Desk(media_complete=False))

    with pytest.raises(Refused, match="has not arrived"):
        service.approve(service.entry(ENTRY, RUTH), RUTH)


def test_c19_return_and_remove_want_a_reason() -> None:
    desk = Desk()
    service = moderating(desk)
    shown = service.entry(ENTRY, RUTH)
    with pytest.raises(Refused):
        service.return_(shown, " ", RUTH)
    with pytest.raises(Refused):
        service.remove(shown, "", RemovalCategory.PRIVACY, RUTH)

    service.return_(shown, " Please say “a friend”. ", RUTH)
    service.remove(shown, "Shows an injury.", RemovalCategory.DIGNITY, RUTH)
    service.undo(ENTRY, 6, RUTH)

    assert [(request.action, request.reason, request.category) for _, request in desk.asked] == [
        ("return", "Please say “a friend”.", None),
        ("remove", "Shows an injury.", "dignity"),
        ("undo", "", None),
    ]


@pytest.mark.parametrize("session", [session_of(cast.SAM, Station.OFFICE), session_of(cast.RUTH, Station.ROOM)])
def test_c18_only_those_who_lead_moderate_and_only_at_the_office(session: Session) -> None:
    service = moderating(Desk())
    shown = service.entry(ENTRY, RUTH)
    steps: tuple[Callable[[], object], ...] = (
        partial(service.queue, session),
        partial(service.entry, ENTRY, session),
        partial(service.picture, PICTURE, session),
        partial(service.approve, shown, session),
        partial(service.undo, ENTRY, 5, session),
    )

    for step in steps:
        with pytest.raises(NotAllowed):
            step()
