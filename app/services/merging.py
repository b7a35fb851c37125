"""What a later look at a photo changes in the regions that are there: what a person said stays, and nothing becomes less covered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.boxes import Box
from domain.covering import Region, Says, Source
from domain.ids import RegionId
from imaging.values import SAME_FACE_OVERLAP, FoundFace, Tier

UNCOVERING = (Says.CHILD, Says.NOT_A_FACE)
SURELY_THE_SAME = 0.5  # intersection over union: below it, a box can lie as much on the child beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A region that is there already, where the later look puts it. `unsay`: it was called "not a face" and is a face for sure now."""

    id: RegionId
    box: Box
    source: Source
    unsay: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be written."""

    new: tuple[FoundFace, ...]
    placed: tuple[Placed, ...]
    gone: tuple[RegionId, ...]


def changes(known: Sequence[Region], found: Iterable[FoundFace]) -> Changes:
    """How `found`, the answer of a later look, changes the regions `known`. Drawn regions are a person's and are left alone."""
    faces = tuple(found)
    pairs = same_faces(faces, [region for region in known if region.source is not Source.DRAWN])
    taken = {region.id for region in pairs.values()}
    return Changes(
        new=tuple(face for number, face in enumerate(faces) if number not in pairs),
        placed=tuple(placed_at(region, faces[number]) for number, region in sorted(pairs.items())),
        gone=tuple(
            region.id for region in known if region.source is not Source.DRAWN and region.says is Says.NOTHING and region.id not in taken
        ),
    )


def same_faces(faces: Sequence[FoundFace], regions: Sequence[Region]) -> dict[int, Region]:
    """Which face (its number) most likely is which region's.

    The closest pair is settled first: of two children cheek to cheek, the first in the list must not take the other's name.
    """
    near = [
        (face.box.overlap(region.box), number, region)
        for number, face in enumerate(faces)
        for region in regions
        if is_same_face(face.box, region)
    ]
    pairs: dict[int, Region] = {}
    taken: set[RegionId] = set()
    for _, number, region in sorted(near, key=lambda pair: -pair[0]):
        if number not in pairs and region.id not in taken:
            pairs[number] = region
            taken.add(region.id)
    return pairs


def is_same_face(box: Box, region: Region) -> bool:
    """Whether a later look's box means the region's face. A word that uncovers is not carried over on a doubt: it is asked for again."""
    overlap = box.overlap(region.box)
    if region.says in UNCOVERING:
        return overlap >= SURELY_THE_SAME
    return overlap >= SAME_FACE_OVERLAP or share_centres(box, region.box)


def share_centres(one: Box, other: Box) -> bool:
    """Whether each holds the other's centre: the same face, measured large by one look and small by the other."""
    return one.contains(*centre(other)) and other.contains(*centre(one))


def centre(box: Box) -> tuple[float, float]:
    """The middle, in pixels."""
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def placed_at(region: Region, face: FoundFace) -> Placed:
    """The region where the later look sees it. Once a face, always a face: the surer of the two looks counts."""
    source = Source.FACE if Source.FACE in (region.source, source_of(face)) else Source.MAYBE
    return Placed(id=region.id, box=face.box, source=source, unsay=source is Source.FACE and region.says is Says.NOT_A_FACE)


def source_of(face: FoundFace) -> Source:
    """How sure the detector is, as the rules call it."""
    return source_of_tier(face.tier)


def source_of_tier(tier: Tier) -> Source:
    """The same of a tier."""
    return Source.FACE if tier is Tier.FACE else Source.MAYBE


def reading_order(regions: Sequence[Region]) -> tuple[Region, ...]:
    """Row by row from the top, each from the left, as the strip and the numbers show them."""
    rows: list[list[Region]] = []
    for region in sorted(regions, key=lambda region: centre(region.box)[1]):
        if rows and centre(region.box)[1] < rows[-1][0].box.y1:
            rows[-1].append(region)
        else:
            rows.append([region])
    return tuple(region for row in rows for region in sorted(row, key=lambda region: region.box.x0))
