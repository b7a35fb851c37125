"""What one tap does: the act that follows from a wish and from what was said so far, and who is asked about next. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from app.ui.room.face_review.history import NOTHING, Act, Drew, Passed, Said, Word
from domain.covering import Region, Says, Source
from domain.ids import ChildId, RegionId


def word_of(region: Region) -> Word:
    """What was said of the region."""
    return Word(region.says, region.child)


def naming(faces: Sequence[Region], child: ChildId, *, taken_off: Sequence[Region]) -> Act:
    """Whose faces they are; the name comes off those that cannot be the same child's."""
    off = tuple(Said(other.id, word_of(other), NOTHING) for other in taken_off)
    return (*off, *(Said(face.id, word_of(face), Word(Says.CHILD, child)) for face in faces))


def saying(regions: Iterable[Region], word: Word) -> Act:
    """The same of each of them; nothing for those of which it was said before."""
    return tuple(Said(region.id, word_of(region), word) for region in regions if word_of(region) != word)


def leaving(regions: Iterable[Region]) -> Act:
    """They stay covered without a name, and nobody is asked about them again."""
    left = tuple(regions)
    return (*saying(left, NOTHING), Passed(frozenset(region.id for region in left)))


def is_open(region: Region, passed: Collection[RegionId]) -> bool:
    """Whether nobody has answered for the region, in the store or in this review."""
    return region.source is not Source.DRAWN and region.says is Says.NOTHING and region.id not in passed


def open_faces(regions: Iterable[Region], passed: Collection[RegionId]) -> tuple[Region, ...]:
    """The faces that nobody has answered for."""
    return tuple(region for region in regions if region.source is Source.FACE and is_open(region, passed))


def open_maybes(regions: Iterable[Region], passed: Collection[RegionId]) -> tuple[Region, ...]:
    """The maybes that nobody has answered for."""
    return tuple(region for region in regions if region.source is Source.MAYBE and is_open(region, passed))


def next_to_ask(regions: Sequence[Region], passed: Collection[RegionId], after: RegionId | None) -> RegionId | None:
    """The next open face behind `after`, from the start again at the end; then an open maybe; None when everybody is answered."""
    order = [region.id for region in regions]
    behind = order.index(after) + 1 if after in order else 0
    turned = [*regions[behind:], *regions[:behind]]
    return next((region.id for region in (*open_faces(turned, passed), *open_maybes(turned, passed))), None)


def first_to_ask(regions: Sequence[Region], passed: Collection[RegionId]) -> RegionId | None:
    """The first open face or maybe, else the first region."""
    return next_to_ask(regions, passed, None) or next((region.id for region in regions), None)


def is_answer(act: Act) -> bool:
    """Whether somebody was answered for."""
    return any(isinstance(step, Said | Passed) for step in act)


def asked_by(act: Act) -> RegionId | None:
    """The region that an act is about, to show it again when it is taken back."""
    about = [step.region for step in act if isinstance(step, Said | Drew)]
    left = [region for step in act if isinstance(step, Passed) and len(step.regions) == 1 for region in step.regions]
    return next(iter((*reversed(about), *left)), None)


def now_passed(passed: frozenset[RegionId], act: Act) -> frozenset[RegionId]:
    """Who was left covered, after the act."""
    for step in act:
        if isinstance(step, Passed):
            passed = passed | step.regions if step.is_passed else passed - step.regions
    return passed


def toggled(picked: Sequence[RegionId], region: RegionId) -> tuple[RegionId, ...]:
    """With that region, or without it if it was among them."""
    return tuple(each for each in picked if each != region) if region in picked else (*picked, region)


def spread(order: Sequence[RegionId], start: RegionId | None, end: RegionId) -> tuple[RegionId, ...]:
    """From one region to another in the strip's order, both included."""
    if end not in order:
        return ()
    first, last = sorted((order.index(start) if start in order else order.index(end), order.index(end)))
    return tuple(order[first : last + 1])
