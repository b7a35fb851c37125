"""A detector and a cover without pixels: a picture is a JSON text between JPEG markers, a face is a word no disk may hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from domain.boxes import Box
from domain.cropping import cut, is_left
from imaging.values import (
    CoveredPicture,
    DetectorUnavailable,
    FaceLeftUncovered,
    FoundFace,
    KeptPicture,
    PictureUnreadable,
    SearchStopped,
    Tier,
)
from tests.fakes.clips import FakeClips

START, END = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", b"\xff\xd9"
SAME_FACE = 0.3
PLANTED = "CLEAR-PIXELS-OF"


def face(name: str, box: Box, tier: Tier = Tier.FACE, *, late: bool = False, first: bool = True) -> dict[str, Any]:
    """A face of a picture. late: only the look at the covered picture finds it; first: the quick look finds it too."""
    edges = [box.x0, box.y0, box.x1, box.y1]
    return {"pixels": f"{PLANTED}-{name}", "box": edges, "tier": tier.value, "late": late, "first": first}


def picture(*faces: dict[str, Any], width: int = 1600, height: int = 1200, pad_bytes: int = 0) -> bytes:
    """The bytes of a picture with these faces."""
    content = {"width": width, "height": height, "faces": list(faces), "covers": [], "scene": "CLEAR-SCENE" * (pad_bytes // 11)}
    return START + json.dumps(content).encode() + END


def read(jpeg: bytes) -> dict[str, Any]:
    """What a picture shows. Raises PictureUnreadable."""
    if not jpeg.startswith(START) or not jpeg.endswith(END):
        raise PictureUnreadable("This file is not a picture that Daybook can read. Take the photo again.")
    content: dict[str, Any] = json.loads(jpeg[len(START) : -len(END)])
    return content


class FakeImaging(FakeClips):
    """Answers as the worker does. `fails` makes every look fail."""

    def __init__(self) -> None:
        self.fails = False
        self.covered_count = 0
        self.previewed: list[list[Box]] = []

    def keep(self, data: bytes) -> KeptPicture:
        content = read(data)
        return KeptPicture(data, content["width"], content["height"])

    def keep_frame(self, rgb: bytes, width: int, height: int, turn: int) -> KeptPicture:
        return self.keep(picture(width=height if turn % 180 else width, height=width if turn % 180 else height))

    def find(
        self,
        jpeg: bytes,
        on_first: Callable[[tuple[FoundFace, ...]], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> tuple[FoundFace, ...]:
        if self.fails:
            raise DetectorUnavailable("the test said so")
        faces = [each for each in read(jpeg)["faces"] if not each["late"]]
        if on_first is not None:
            on_first(tuple(found(each) for each in faces if each["first"]))
        if stop is not None and stop():
            raise SearchStopped
        return tuple(found(each) for each in faces)

    def cover(self, jpeg: bytes, regions: Sequence[Box], seen: Sequence[Box], *, crop: Box | None = None) -> CoveredPicture:
        if self.fails:
            raise DetectorUnavailable("the test said so")
        content = cut_to(read(jpeg), crop)
        regions, seen = shifted(regions, crop), shifted(seen, crop)
        left = [each for each in content["faces"] if not any(region.shared_area(box_of(each)) for region in regions)]
        bare = [each for each in left if each["tier"] == Tier.FACE and not any(box_of(each).overlap(box) >= SAME_FACE for box in seen)]
        if bare:
            raise FaceLeftUncovered(put_back([box_of(each) for each in bare], crop))
        self.covered_count += 1
        content["faces"], content["covers"] = left, [[box.x0, box.y0, box.x1, box.y1] for box in regions]
        written = START + json.dumps(content).encode() + END
        return CoveredPicture(written, content["width"], content["height"], hashlib.sha256(written).hexdigest())

    def preview(self, jpeg: bytes, regions: Sequence[Box], max_side: int, crop: Box | None = None) -> tuple[bytes, int, int]:
        self.previewed.append(shifted(regions, crop))
        content = cut_to(read(jpeg), crop)
        scale = min(1.0, max_side / max(content["width"], content["height"]))
        width, height = round(content["width"] * scale), round(content["height"] * scale)
        return bytes(width * height * 3), width, height


def cut_to(content: dict[str, Any], crop: Box | None) -> dict[str, Any]:
    """What a picture shows once it is cut."""
    if crop is None:
        return content
    faces = [{**each, "box": edges(cut(box_of(each), crop))} for each in content["faces"] if is_left(box_of(each), crop)]
    return {**content, "width": crop.width, "height": crop.height, "faces": faces}


def shifted(boxes: Sequence[Box], crop: Box | None) -> list[Box]:
    """What is left of the boxes, counted from the corner of the crop."""
    return [cut(box, crop) for box in boxes if is_left(box, crop)]


def put_back(boxes: Sequence[Box], crop: Box | None) -> list[Box]:
    """The boxes of a cut picture in the whole one."""
    left, top = (crop.x0, crop.y0) if crop else (0, 0)
    return [Box(box.x0 + left, box.y0 + top, box.x1 + left, box.y1 + top) for box in boxes]


def edges(box: Box) -> list[int]:
    """The box as it is written."""
    return [box.x0, box.y0, box.x1, box.y1]


def box_of(face: dict[str, Any]) -> Box:
    """Where a face lies."""
    return Box(*face["box"])


def found(face: dict[str, Any]) -> FoundFace:
    """The face as the detector tells it."""
    return FoundFace(box_of(face), 0.9 if face["tier"] == Tier.FACE else 0.15, Tier(face["tier"]))
