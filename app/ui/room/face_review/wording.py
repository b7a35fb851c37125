"""The words of the face review: what is asked, what each family gets and why, and why a button sleeps. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from app.ui.room.face_review.cover_art import CoverPick
from app.ui.room.face_review.screen import FaceMark, FamilyRow, MarkKind, Question, RowKind, Stop, Wish
from domain.boxes import Box, cover_region, on_grid
from domain.consent import Scope
from domain.covering import Decision, Hold, Region, Says, Source, Why, may_say_no_child
from domain.ids import ChildId, RegionId

Names = Mapping[ChildId, str]

LOOKING = "Daybook is still looking for hidden faces. It takes a few seconds."
HELD = "Daybook could not look for faces, so this photo stays here. Look again, or discard it."
NOBODY_FOUND = "No face was found. Say “No child visible”, or draw a cover over everyone who shows."


@dataclass(frozen=True, slots=True)
class Frame:
    """The kept picture's size in pixels."""

    width: int
    height: int


def photo_line(number: int, photos: int, regions: Sequence[Region], *, is_looking: bool, thing: str = "Photo") -> str:
    """ "Photo 1 of 2 · 15 faces found, 2 maybes"."""
    faces = sum(region.source is Source.FACE for region in regions)
    maybes = sum(region.source is Source.MAYBE for region in regions)
    found = "looking for faces" if is_looking and not regions else counted(faces, "face", "faces") + " found"
    return f"{thing} {number} of {photos} · {found}" + (f", {counted(maybes, 'maybe', 'maybes')}" if maybes else "")


def counted(number: int, one: str, many: str) -> str:
    """ "no face", "1 face", "3 faces"."""
    if number == 0:
        return f"no {one}"
    return f"{number} {one if number == 1 else many}"


def cover_of(region: Region, frame: Frame) -> Box:
    """The rectangle that is drawn over a region: grown round a found face, as it is for a drawn one."""
    box = region.box
    if region.source is Source.DRAWN:
        return on_grid(box.x0, box.y0, box.x1, box.y1).inside(frame.width, frame.height)
    return cover_region(box, frame.width, frame.height)


ORDER = (Source.FACE, Source.MAYBE, Source.DRAWN)


def in_order(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Faces first, then maybes, then drawn covers, each as given (in reading order): a crowd's faces stand side by side in the strip."""
    return tuple(sorted(regions, key=lambda region: ORDER.index(region.source)))


def kind_of(region: Region, scopes: Mapping[ChildId, Scope]) -> MarkKind:
    """How the region looks in "Who is who": a named child is seen only when some journal may show it."""
    if region.source is Source.DRAWN:
        return MarkKind.DRAWN
    if region.child is not None:
        return MarkKind.COVERED if scopes.get(region.child, Scope.NONE) is Scope.NONE else MarkKind.SEEN
    if region.source is Source.MAYBE:
        return MarkKind.NOT_A_FACE if region.says is Says.NOT_A_FACE else maybe_kind(region)
    return MarkKind.ELSE if region.says is Says.SOMEONE_ELSE else MarkKind.COVERED


def maybe_kind(region: Region) -> MarkKind:
    """A maybe stays one until somebody says whose face it is."""
    return MarkKind.ELSE if region.says is Says.SOMEONE_ELSE else MarkKind.MAYBE


def marks(
    regions: Sequence[Region],
    *,
    frame: Frame,
    scopes: Mapping[ChildId, Scope],
    names: Names,
    pick: Callable[[RegionId], CoverPick],
    passed: Collection[RegionId] = frozenset(),
    away: Collection[RegionId] = frozenset(),
) -> tuple[FaceMark, ...]:
    """Every region as it is drawn, in the order given; faces are numbered in that order, maybes after them."""
    made, number = [], 0
    for region in regions:
        number += region.source is not Source.DRAWN
        kind = kind_of(region, scopes)
        label = label_of(region, kind, number, names)
        made.append(
            FaceMark(
                id=region.id,
                box=region.box,
                cover=cover_of(region, frame),
                kind=kind,
                label=label,
                spoken=spoken(label, kind, is_passed=region.id in passed),
                art=pick(region.id),
                is_passed=region.id in passed and kind is MarkKind.COVERED,
                is_here=region.id not in away,
                is_own_only=region.child is not None and scopes.get(region.child) is Scope.OWN_ONLY,
            )
        )
    return tuple(made)


def label_of(region: Region, kind: MarkKind, number: int, names: Names) -> str:
    """What stands at the region: a name, "Maybe?", "Cover" or its number."""
    if region.child is not None:
        return names.get(region.child, str(number))
    return {MarkKind.MAYBE: "Maybe?", MarkKind.DRAWN: "Cover"}.get(kind, str(number))


SPOKEN = {
    MarkKind.COVERED: "covered",
    MarkKind.ELSE: "someone else, covered",
    MarkKind.SEEN: "seen",
    MarkKind.MAYBE: "perhaps a face, covered",
    MarkKind.NOT_A_FACE: "not a face",
    MarkKind.DRAWN: "drawn by you",
}


def spoken(label: str, kind: MarkKind, *, is_passed: bool = False) -> str:
    """The region for a screen reader, its visible words first."""
    return f"{label}, {'left ' if is_passed and kind is MarkKind.COVERED else ''}{SPOKEN[kind]}"


def question(region: Region, mark: FaceMark, number: int) -> Question:
    """What is asked about the chosen region."""
    title, line = {
        MarkKind.DRAWN: ("Your cover", "It stays for every family."),
        MarkKind.MAYBE: ("Is this a face?", "Tap the child, or say it is not a face."),
        MarkKind.NOT_A_FACE: ("Not a face", "You looked at it. It is not covered."),
        MarkKind.ELSE: (f"Number {number} is someone else", "Covered for every family."),
        MarkKind.SEEN: (f"This is {mark.label}", "Tap another child to change it."),
        MarkKind.COVERED: (f"Who is number {number}?", "Tap the child, or leave covered."),
    }[mark.kind]
    if region.child is not None and mark.kind is MarkKind.COVERED:
        title, line = f"This is {mark.label}", "Covered for every family."
    return Question(
        title=title,
        line=line,
        kind=mark.kind,
        is_left=region.says is Says.NOTHING and mark.kind is MarkKind.COVERED,
        is_else=region.says is Says.SOMEONE_ELSE,
    )


NAMED_ROWS = {
    Why.OWN_CHILD: (RowKind.SEEN, "{name} is seen", "It is {name}’s own journal."),
    Why.ALLOWED: (RowKind.SEEN, "{name} is seen", "All permissions given."),
    Why.OTHER_CHILD_OWN_ONLY: (RowKind.COVERED, "{name} is covered here", "Seen in {name}’s own journal only."),
    Why.ALONE_IN_OWN: (RowKind.COVERED, "{name} is covered here", "{journal}’s pictures show nobody else."),
    Why.NO_PERMISSION: (RowKind.COVERED, "{name} is covered", "So it is for every family."),
}


def family_rows(journal: str, decisions: Sequence[Decision], names: Names) -> tuple[FamilyRow, ...]:
    """Why each face is seen or covered for one family: named children first, seen before covered, the others counted."""
    named = [
        FamilyRow(kind, title.format(name=name), line.format(name=name, journal=journal))
        for decision in decisions
        if decision.region.child is not None and decision.why in NAMED_ROWS
        for kind, title, line in [NAMED_ROWS[decision.why]]
        for name in [names.get(decision.region.child, "A child")]
    ]
    named.sort(key=lambda row: row.kind is not RowKind.SEEN)
    return (*named, *counted_rows(decisions, more=bool(named)))


def counted_rows(decisions: Sequence[Decision], *, more: bool) -> list[FamilyRow]:
    """One row for each sort of region that bears no name."""
    faces = count(decisions, Why.NOBODY_SAID, Source.FACE)
    others = count(decisions, Why.NOT_A_CHILD)
    maybes = count(decisions, Why.NOBODY_SAID, Source.MAYBE)
    drawn = count(decisions, Why.DRAWN)
    freed = count(decisions, Why.NOT_A_FACE)
    also = " more" if more else ""
    rows = [
        (faces, RowKind.COVERED, f"{also} face is covered", f"{also} faces are covered", "Nobody has said who."),
        (others, RowKind.COVERED, " other person is covered", " other people are covered", "You said: someone else."),
        (maybes, RowKind.MAYBE, " maybe is covered", " maybes are covered", "Say “not a face” to uncover one."),
        (drawn, RowKind.DRAWN, " drawn cover stays", " drawn covers stay", "They stay for every family."),
        (freed, RowKind.SEEN, " maybe is not covered", " maybes are not covered", "You said: not a face."),
    ]
    return [FamilyRow(kind, f"{number}{one if number == 1 else many}", line) for number, kind, one, many, line in rows if number]


def count(decisions: Sequence[Decision], why: Why, source: Source | None = None) -> int:
    """How many regions were decided so."""
    return sum(decision.why is why and source in (None, decision.region.source) for decision in decisions)


def stop_for(child: ChildId, name: str) -> Stop:
    """The dialog's words for a child who may be in no picture."""
    return Stop(
        child=child,
        title=f"{name} cannot be in a photo",
        line="The office decides this. It holds for everyone.",
        discard_line=f"What {name} did can still be written down, without a picture.",
        cover_label=f"Keep it with {name}’s face covered",
        cover_line=f"The name comes off the picture. {name} stays covered for every family.",
    )


def no_child_wish(regions: Sequence[Region], *, is_looking: bool, is_held: bool, looking: str = LOOKING) -> Wish:
    """Whether "No child visible" may be said now, else why it sleeps; `looking` while the search goes on."""
    if is_held:
        return Wish(False, "Daybook has not looked yet.")
    if is_looking:
        return Wish(False, looking)
    if may_say_no_child(regions):
        return Wish(True)
    if any(region.source is Source.FACE for region in regions):
        return Wish(False, "A face was found, so somebody is visible.")
    if any(region.source is Source.DRAWN for region in regions):
        return Wish(False, "You drew a cover, so somebody is visible.")
    return Wish(False, "Look at each maybe first, and say “not a face”.")


def finish_wish(holds: Sequence[Hold], *, is_looking: bool, is_held: bool, looking: str = LOOKING, held: str = HELD) -> Wish:
    """Whether the picture may be kept now, else the first reason why not; `looking` and `held` while there is no look to go by."""
    if is_held:
        return Wish(False, held)
    if is_looking or Hold.NOT_LOOKED in holds:
        return Wish(False, looking)
    return Wish(False, NOBODY_FOUND) if Hold.NOBODY_FOUND in holds else Wish(True)
