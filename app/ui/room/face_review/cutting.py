"""The words about cutting a picture: what is offered, and what the frame that is being drawn would do. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.room.face_review.screen import Cutting, FaceMark, MarkKind
from app.ui.room.face_review.wording import counted
from domain.boxes import Box
from domain.cropping import Offer, is_left

COVERS = frozenset({MarkKind.COVERED, MarkKind.ELSE, MarkKind.MAYBE, MarkKind.DRAWN})


def offer_line(offer: Offer | None) -> str:
    """ "Cut it here: 3 covers are gone"."""
    return f"Cut it here: {counted(offer.gone, 'cover is', 'covers are')} gone" if offer is not None else ""


def cutting_of(frame: Box, marks: Sequence[FaceMark], *, is_cut: bool) -> Cutting:
    """The panel while a frame is drawn over the picture. marks: all of them, cut away or not."""
    gone = sum(mark.kind in COVERS and not is_left(mark.cover, frame) for mark in marks)
    hurt = [mark.label for mark in marks if mark.kind is MarkKind.SEEN and mark.cover.shared_area(frame) < mark.cover.area]
    line = counted(gone, "cover is", "covers are") + " gone with the rest." if gone else "No cover is gone with the rest."
    warning = f"A part of {' and '.join(hurt[:2])} is cut off." if hurt else ""
    return Cutting(frame=frame, line=line, warning=warning, is_cut=is_cut)
