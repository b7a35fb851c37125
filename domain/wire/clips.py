"""A clip's tracks as they travel: where each region of its review lies on every frame, so that the server can cover it further."""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from domain.boxes import Box
from domain.wire.base import Id, Message

MAX_FRAMES = 932  # no fewer than `imaging.video_values` allows
MAX_HEARD = 60  # children of one nursery day
MAX_TRACKS = 400  # as many as a picture may have regions
BOX_BYTES = 8  # four differences of two bytes
MAX_PACKED = 16_000  # characters; a track of 932 moving boxes takes about 4,000


class WireTrack(Message):
    """One region of a clip through time.

    boxes: `packed`, one for each frame from `first` on; "" for a drawn cover, which stays throughout.
    reach: how many boxes at the beginning and at the end lie beyond what was followed (`imaging.video_values.Track`).
    """

    region_id: Id
    first: Annotated[int, Field(ge=0, lt=MAX_FRAMES)] = 0
    reach: tuple[Annotated[int, Field(ge=0, le=MAX_FRAMES)], Annotated[int, Field(ge=0, le=MAX_FRAMES)]] = (0, 0)
    boxes: Annotated[str, Field(max_length=MAX_PACKED)] = ""


class WireClip(Message):
    """What a picture of the entry is when it moves: its frames, and its tracks. The renditions with this `photo_id` are clips.

    Every region of such a rendition has one track; the region's box is where the face is on the frame that was shown to the person.
    has_sound: a person wished its sound to be kept, and said who can be heard: children who are named in the picture count as heard
    besides `heard`. In which journals it is kept stands in the renditions.
    """

    photo_id: Id
    frames: Annotated[int, Field(gt=0, le=MAX_FRAMES)]
    duration_ms: Annotated[int, Field(gt=0, le=31_000)]
    has_sound: bool = False
    heard: Annotated[tuple[Id, ...], Field(max_length=MAX_HEARD)] = ()
    tracks: Annotated[tuple[WireTrack, ...], Field(max_length=MAX_TRACKS)] = ()


def packed(boxes: Sequence[Box]) -> str:
    """The boxes as differences from frame to frame, deflated, in URL-safe base64. "" for none."""
    edges = [(0, 0, 0, 0), *((box.x0, box.y0, box.x1, box.y1) for box in boxes)]
    steps = [new - old for before, after in pairwise(edges) for old, new in zip(before, after, strict=True)]
    return base64.urlsafe_b64encode(zlib.compress(struct.pack(f"<{len(steps)}h", *steps), 9)).decode() if boxes else ""


def unpacked(text: str) -> tuple[Box, ...]:
    """The boxes again. Raises ValueError for what `packed` never wrote; never more than 932 boxes are unpacked."""
    if not text:
        return ()
    try:
        deflated, inflate = base64.urlsafe_b64decode(text), zlib.decompressobj()
        raw = inflate.decompress(deflated, MAX_FRAMES * BOX_BYTES)
    except (binascii.Error, zlib.error) as error:
        raise ValueError("No packed boxes") from error
    if not inflate.eof or inflate.unused_data or len(raw) % BOX_BYTES:
        raise ValueError("No packed boxes")
    return _summed(struct.unpack(f"<{len(raw) // 2}h", raw))


def _summed(steps: Sequence[int]) -> tuple[Box, ...]:
    boxes, edges = [], (0, 0, 0, 0)
    for at in range(0, len(steps), 4):
        edges = (edges[0] + steps[at], edges[1] + steps[at + 1], edges[2] + steps[at + 2], edges[3] + steps[at + 3])
        boxes.append(Box(*edges))
    return tuple(boxes)
