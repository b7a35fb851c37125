"""The server's desk without a network: it keeps entries, takes steps, and can be out of reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.covering import Says, Source, Why
from domain.entries import EntryKind
from domain.errors import KnownError
from domain.ids import ChildId, EntryId, RenditionId, StaffId
from domain.lifecycle import EntryState
from domain.wire import ChildFact, DecisionAnswer, DecisionRequest, EntryBody, OfficeEntry, Queue, QueueItem, Rendition, WireRegion
from tests import cast

AFTER = {
    "approve": EntryState.PUBLISHED,
    "return": EntryState.RETURNED,
    "remove": EntryState.REMOVED,
    "undo": EntryState.WAITING,
}
OUT_OF_REACH = "The server cannot be reached. Nothing is lost. Try again in a minute."


def region(number: int, child: ChildId | None, *, covered: bool, why: Why) -> WireRegion:
    """A face of a picture."""
    return WireRegion(
        id=cast.id_of(5000 + number),
        box=(100 * number, 100, 100 * number + 60, 180),
        cover=(100 * number - 16, 80, 100 * number + 80, 208),
        source=Source.FACE,
        says=Says.CHILD if child else Says.NOTHING,
        child_id=child,
        covered=covered,
        why=why,
    )


def rendition(number: int, child: ChildId, *regions: WireRegion) -> Rendition:
    """A covered picture for that child's journal."""
    return Rendition(
        id=cast.id_of(4000 + number),
        photo_id=cast.id_of(4500 + number),
        child_id=child,
        sha256=f"{number:064x}",
        bytes=1000,
        width=1600,
        height=900,
        regions=regions,
        no_child_said=False,
        reviewed_by=cast.SAM,
        rule_version=1,
        detector="test 1",
    )


def office_entry(
    number: int,
    *children: ChildId,
    author: StaffId = cast.SAM,
    text: str = "Amelia fills the yellow jug at the water tray. She looks at the bowl, then at Isla, and laughs.",
    kind: EntryKind = EntryKind.OBSERVATION,
    pictures: Sequence[Rendition] = (),
    due: timedelta = timedelta(hours=6),
    now: datetime = cast.NOW,
    title: str = "Amelia at the water tray",
) -> OfficeEntry:
    """An entry that waits to be checked."""
    who = children or (cast.AMELIA,)
    item = QueueItem(
        id=cast.id_of(3000 + number),
        kind=kind,
        title=title,
        children=who,
        author_id=author,
        happened_at=now - timedelta(hours=1),
        handed_in_at=now - timedelta(minutes=20),
        due_at=now + due,
        is_late=False,
        media_complete=True,
        version=1,
    )
    is_snapshot = kind is EntryKind.SNAPSHOT
    body = EntryBody(
        id=item.id,
        kind=kind,
        children=who,
        author_id=author,
        happened_at=item.happened_at,
        title=title,
        text=text,
        next_step="" if is_snapshot else "Cups of three sizes, words for full and empty.",
        framework="eyfs-2025",
        areas=() if is_snapshot else ("mathematics", "understanding-the-world"),
        wellbeing=None if is_snapshot else 4,
        renditions=tuple(pictures),
    )
    others = tuple(child.first_name for child in cast.CHILDREN if child.id not in who)
    return OfficeEntry(
        item=item,
        state=EntryState.WAITING,
        body=body,
        children=facts_of(who),
        author=next(person for person in cast.STAFF if person.id == author),
        other_names=others,
    )


def facts_of(children: Sequence[ChildId]) -> tuple[ChildFact, ...]:
    """The cast's facts of these children."""
    return tuple(child for child in cast.CHILDREN if child.id in children)


def two_families(number: int = 1) -> OfficeEntry:
    """Amelia and Noah at the water tray: Noah is covered in Amelia's picture."""
    nobody = region(3, None, covered=True, why=Why.NOBODY_SAID)
    mine = rendition(
        1,
        cast.AMELIA,
        region(1, cast.AMELIA, covered=False, why=Why.OWN_CHILD),
        region(2, cast.NOAH, covered=True, why=Why.OTHER_CHILD_OWN_ONLY),
        nobody,
    )
    his = rendition(
        2,
        cast.NOAH,
        region(1, cast.AMELIA, covered=True, why=Why.ALONE_IN_OWN),
        region(2, cast.NOAH, covered=False, why=Why.OWN_CHILD),
        nobody,
    )
    return office_entry(number, cast.AMELIA, cast.NOAH, pictures=(mine, his), due=timedelta(hours=4))


@dataclass
class Desk:
    """An `OfficeDesk`. `asked` keeps the steps that were taken, in order."""

    entries: dict[str, OfficeEntry]
    picture_bytes: bytes = b""
    is_out_of_reach: bool = False
    withheld: str = ""  # why no picture is given
    asked: list[tuple[str, DecisionRequest]] = field(default_factory=list)
    pictures_asked: list[str] = field(default_factory=list)

    def queue(self) -> Queue:
        """What waits, in the order the entries were made: the page sorts it itself."""
        self._reach()
        return Queue(items=tuple(entry.item for entry in self.entries.values() if entry.state is EntryState.WAITING))

    def entry(self, entry_id: EntryId) -> OfficeEntry:
        """One entry."""
        self._reach()
        return self.entries[entry_id]

    def picture(self, rendition_id: RenditionId) -> bytes:
        """The same picture for all."""
        self._reach()
        self.pictures_asked.append(rendition_id)
        if self.withheld:
            raise KnownError(self.withheld)
        return self.picture_bytes

    def decide(self, entry_id: EntryId, request: DecisionRequest) -> DecisionAnswer:
        """Take a step."""
        self._reach()
        self.asked.append((entry_id, request))
        entry = self.entries[entry_id]
        version = entry.item.version + 1
        state = AFTER[request.action]
        self.entries[entry_id] = entry.model_copy(update={"state": state, "item": entry.item.model_copy(update={"version": version})})
        return DecisionAnswer(state=state, version=version)

    def _reach(self) -> None:
        if self.is_out_of_reach:
            raise KnownError(OUT_OF_REACH)


def desk_of(*entries: OfficeEntry, picture_bytes: bytes = b"") -> Desk:
    """A desk with these entries."""
    return Desk({entry.item.id: entry for entry in entries}, picture_bytes)
