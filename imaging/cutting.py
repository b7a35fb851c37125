"""Cutting a picture before it is covered: what is left of the pixels, of the regions and of the faces that were found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from domain.boxes import Box
from domain.cropping import cut, is_left
from imaging.model import RgbArray
from imaging.values import FoundFace


def cut_picture(image: RgbArray, crop: Box | None) -> RgbArray:
    """The part of (H, W, 3) `image` in `crop`, all of it for None. Raises ValueError when the crop reaches beyond the picture."""
    if crop is None:
        return image
    height, width = image.shape[:2]
    if crop.x0 < 0 or crop.y0 < 0 or crop.x1 > width or crop.y1 > height:
        raise ValueError(f"A crop beyond a picture of {width} × {height} px: {crop}")
    return np.ascontiguousarray(image[crop.y0 : crop.y1, crop.x0 : crop.x1])


def cut_boxes(boxes: Iterable[Box], crop: Box | None) -> list[Box]:
    """What is left of the boxes, in pixels of the part; those wholly outside are gone, those cut in two keep what lies inside."""
    return [cut(box, crop) for box in boxes if is_left(box, crop)]


def cut_faces(faces: Iterable[FoundFace], crop: Box | None) -> tuple[FoundFace, ...]:
    """The faces of which anything is left, in pixels of the part."""
    return tuple(replace(face, box=cut(face.box, crop)) for face in faces if is_left(face.box, crop))


def put_back(boxes: Sequence[Box], crop: Box | None) -> tuple[Box, ...]:
    """Boxes of the part in pixels of the whole picture."""
    if crop is None:
        return tuple(boxes)
    return tuple(Box(box.x0 + crop.x0, box.y0 + crop.y0, box.x1 + crop.x0, box.y1 + crop.y0) for box in boxes)
