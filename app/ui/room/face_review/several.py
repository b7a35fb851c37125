"""Several faces at once: what is chosen, what may be said of all of them, and the two short ways through a crowd. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.ui.room.face_review.acts import open_faces, open_maybes
from app.ui.room.face_review.screen import Several, Shortcuts, Wish
from domain.covering import Region, Source
from domain.ids import RegionId

CROWD = 3  # open faces from which one tap for all of them is worth its place
FEW = 2  # open maybes
ONE_NAME = "A child has one face in a photo. To name a child, choose one face."
SURE = "Daybook is sure that one of these is a face. Leave it covered, or say that it is someone else."
NONE_YET = "Choose faces first: tap them in the strip or on the photo."


def several_of(picked: Sequence[RegionId], regions: Sequence[Region]) -> Several:
    """The panel for the faces that are chosen, in the order of the strip."""
    chosen = [region for region in regions if region.id in picked]
    are_maybes = bool(chosen) and all(region.source is Source.MAYBE for region in chosen)
    drawn = any(region.source is Source.DRAWN for region in chosen)
    number = len(chosen)
    title = "Are these faces?" if are_maybes else "1 face chosen" if number == 1 else f"{number} faces chosen" if number else "Choose faces"
    line = "Tap one to leave it out." if chosen else NONE_YET
    if chosen and not are_maybes:
        line = ONE_NAME
    unchosen = "" if chosen else NONE_YET
    drawn_why = "A cover that you drew stays as it is. Leave it out." if drawn else ""
    return Several(
        title=title,
        line=line,
        ids=tuple(region.id for region in chosen),
        are_maybes=are_maybes,
        answer=Wish(not (unchosen or drawn_why), unchosen or drawn_why),
        not_faces=Wish(are_maybes, unchosen or ("" if are_maybes else SURE)),
    )


def shortcuts_of(regions: Sequence[Region], passed: Collection[RegionId]) -> Shortcuts:
    """What one tap would say of everybody left, where there are enough of them."""
    faces, maybes = open_faces(regions, passed), open_maybes(regions, passed)
    named = any(region.source is Source.FACE and region not in faces for region in regions)
    others = f"Leave other {len(faces)}" if named else f"Leave all {len(faces)}"
    return Shortcuts(
        others=others if len(faces) >= CROWD else "",
        maybes=f"See {len(maybes)} maybes" if len(maybes) >= FEW else "",
    )
