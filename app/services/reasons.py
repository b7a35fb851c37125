"""Why each face of a photo is seen or covered in one family's picture, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.services.outcome import name_of
from app.services.pixels import Preview
from domain.covering import Decision, Region, Why
from domain.ids import ChildId

SENTENCES = {
    Why.OWN_CHILD: "This family’s own child.",
    Why.ALLOWED: "May be seen in other journals.",
    Why.NOT_A_FACE: "Somebody said that this is not a face.",
    Why.NOBODY_SAID: "Nobody said who this is.",
    Why.NOT_A_CHILD: "Not a child of the nursery.",
    Why.DRAWN: "You drew this cover.",
    Why.OTHER_CHILD_OWN_ONLY: "Seen in the own journal only.",
    Why.ALONE_IN_OWN: "This family’s child is seen alone.",
    Why.NO_PERMISSION: "Cannot be in a photo.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceWhy:
    """One region in one family's picture. `name` is "" when nobody was named."""

    region: Region
    why: Why
    name: str
    is_covered: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredPreview:
    """Exactly what one family gets, small, and why. rgb: height × width × 3 bytes, no padding; for memory only."""

    rgb: bytes = field(repr=False)
    width: int
    height: int
    faces: tuple[FaceWhy, ...]


def face_why(decision: Decision, names: Mapping[ChildId, str]) -> FaceWhy:
    """A decision in words."""
    child = decision.region.child
    return FaceWhy(
        region=decision.region,
        why=decision.why,
        name="" if child is None else name_of(child, names),
        is_covered=decision.is_covered,
        sentence=SENTENCES[decision.why],
    )


def preview_with(picture: Preview, faces: tuple[FaceWhy, ...]) -> CoveredPreview:
    """The picture and its reasons in one value."""
    return CoveredPreview(rgb=picture.rgb, width=picture.width, height=picture.height, faces=faces)
