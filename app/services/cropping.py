"""Cutting a photo until hand-in: what a cut leaves of its marks, and which cut hides somebody just as well as a cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from app.services.plans import region_to_cover
from app.storage.photos import Kind, Look, Photo
from domain.boxes import Box
from domain.consent import ConsentFacts
from domain.covering import Decision, Region, Why, decide
from domain.cropping import Offer, cut, is_left, offered_crop, settled_crop
from domain.errors import KnownError
from domain.ids import ChildId

LEAST_SIDE_PX = 160  # of what is kept: less is no picture of anything
PEOPLE = (Why.OWN_CHILD, Why.ALLOWED)


class CropRefused(KnownError):
    """The photo cannot be cut so."""


def left_in(photo: Photo, regions: Iterable[Region]) -> tuple[Region, ...]:
    """The regions of which a family could see something: the cover of each reaches into what is kept."""
    return tuple(region for region in regions if is_left(region_to_cover(region, photo.width, photo.height), photo.crop))


def checked_crop(photo: Photo, box: Box | None) -> Box | None:
    """The crop as it is kept: on the grid, None for all of the picture. Raises CropRefused."""
    if photo.kind is not Kind.PHOTO:
        raise CropRefused("A clip cannot be cut at its edges.")
    if box is None:
        return None
    try:
        crop = settled_crop(box, photo.width, photo.height)
    except ValueError as error:
        raise CropRefused("Keep a part of the photo.") from error
    if crop is not None and min(crop.width, crop.height) < min(LEAST_SIDE_PX, photo.width, photo.height):
        raise CropRefused("Keep a larger part of the photo.")
    return crop


def offer_for(photo: Photo, regions: Sequence[Region], children: Sequence[ChildId], consent: ConsentFacts, now: datetime) -> Offer | None:
    """The cut to offer for these journals, once the photo has been looked at; None when there is none, or it is cut already."""
    if photo.kind is not Kind.PHOTO or photo.look is not Look.DONE or photo.crop is not None:
        return None
    everywhere = [decide(child, regions, consent, now) for child in children]
    keep, hide = [], []
    for number, region in enumerate(regions):
        decisions = [decided[number] for decided in everywhere]
        cover = region_to_cover(region, photo.width, photo.height)
        if any(decision.why in PEOPLE for decision in decisions):
            keep.append(cover)
        elif decisions and all(decision.is_covered for decision in decisions):
            hide.append(cover)
    return offered_crop(photo.width, photo.height, keep, hide)


def cut_decision(decision: Decision, cover: Box, crop: Box | None) -> tuple[Decision, Box]:
    """A decision and its cover, counted from the corner of what is kept.

    Of a face that is cut away while its hair and ears are not, what is left of the cover counts as the face: never less is covered later.
    """
    left = cut(cover, crop)
    box = decision.region.box
    inside = cut(box, crop) if is_left(box, crop) else left
    return Decision(replace(decision.region, box=inside), decision.why), left
