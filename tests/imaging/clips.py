"""Clips made by code: the astronaut's head moving, turning, growing, passing behind things, cut. Their faces are known on every frame."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from domain.boxes import Box
from imaging.video_file import webm
from imaging.video_write import encode_frame, vp8_of
from tests.imaging.pictures import Placed, Rgb, scene

Path = Callable[[float], Placed | None]  # where a head is, from the share of the clip that has gone (0 to 1); None when it is not there


@dataclass(frozen=True)
class MadeFrame:
    """One frame, and the faces that can be seen on it: a box each, and which head it is."""

    rgb: Rgb
    faces: dict[int, Box]


def room(width: int, height: int, seed: int = 5) -> Rgb:
    """A still room with furniture: something for motion to be told from."""
    chance = np.random.default_rng(seed)
    image = Image.fromarray(scene(width, height, [])[0].copy())
    draw = ImageDraw.Draw(image)
    for _ in range(24):
        x, y, w, h = (int(value) for value in chance.integers(0, (width, height, width // 4, height // 4)))
        draw.rectangle((x, y, x + w, y + h), fill=tuple(int(value) for value in chance.integers(60, 220, 3)))
    return np.asarray(image)


def frame(background: Rgb, heads: Sequence[Placed | None], screens: Sequence[Box] = ()) -> MadeFrame:
    """The heads before the background; `screens` stand before the heads, and a face hidden by more than half is none."""
    width = background.shape[1]
    image, faces = background.copy(), {}
    for number, head in enumerate(heads):
        if head is None or not (-head.face_px < head.x < width + head.face_px):
            continue
        image, box = _with_head(image, head)
        if box is not None:
            faces[number] = box
    for screen in screens:
        image[screen.y0 : screen.y1, screen.x0 : screen.x1] = (120, 90, 70)
    open_faces = {number: box for number, box in faces.items() if sum(box.shared_area(screen) for screen in screens) < box.area / 2}
    return MadeFrame(image, open_faces)


def _with_head(image: Rgb, head: Placed) -> tuple[Rgb, Box | None]:
    """Drawn with the pictures' own hand, on a sheet that is transparent but for the head."""
    from tests.imaging import pictures

    canvas = Image.fromarray(image)
    try:
        box = pictures._paste(canvas, head)
    except ValueError:  # wholly outside
        return image, None
    whole = head.face_px * head.face_px
    return np.array(canvas), box if box.area > whole / 2 else None


def clip_of(frames: Sequence[MadeFrame], frames_per_s: float = 25.0, quality: int = 80) -> bytes:
    """The frames as a clip that the worker reads."""
    coded = [(round(index * 1000 / frames_per_s), vp8_of(encode_frame(each.rgb, quality))) for index, each in enumerate(frames)]
    height, width = frames[0].rgb.shape[:2]
    return webm(coded, width, height, round(len(frames) * 1000 / frames_per_s))


def moving(count: int, paths: Sequence[Path], width: int = 640, height: int = 360, screens: Sequence[Box] = ()) -> list[MadeFrame]:
    """A clip's frames: every head on its path."""
    background = room(width, height)
    shares = np.linspace(0, 1, count)
    return [frame(background, [path(float(share)) for path in paths], screens) for share in shares]


def across(share: float) -> Placed:
    """A head that walks through the picture from the left to the right, in and out."""
    return Placed(round(-40 + 720 * share), 180, 70)


def turning(share: float) -> Placed:
    """A head that tilts from one side to the other and beyond."""
    return Placed(320, 180, 80, round(-100 + 200 * share))


def growing(share: float) -> Placed:
    """A head that comes nearer."""
    return Placed(round(200 + 100 * share), 160, round(20 + 120 * share))


def standing(share: float) -> Placed:
    """A head that stays at the right."""
    return Placed(520, 130, 64)


def avi_of(frames: Sequence[Rgb], frames_per_s: int = 25, quality: int = 95, four: bytes = b"MJPG") -> bytes:
    """Frames as JPEGs in an AVI file: blocks of 16 px are coded by themselves, so frames equal outside a region stay so."""
    from tests.imaging.pictures import jpeg

    height, width = frames[0].shape[:2]
    coded = [jpeg(each, quality=quality) for each in frames]

    def chunk(kind: bytes, content: bytes) -> bytes:
        return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)

    main = struct.pack("<14I", 1_000_000 // frames_per_s, 0, 0, 0x10, len(coded), 0, 1, 1 << 20, width, height, 0, 0, 0, 0)
    stream = b"vids" + four + struct.pack("<3I8I", 0, 0, 0, 1, frames_per_s, 0, len(coded), 1 << 20, 0, 0, 0)
    kind = struct.pack("<IiiHH4s5I", 40, width, height, 1, 24, four, width * height * 3, 0, 0, 0, 0)
    head = chunk(b"LIST", b"hdrl" + chunk(b"avih", main) + chunk(b"LIST", b"strl" + chunk(b"strh", stream) + chunk(b"strf", kind)))
    movie = chunk(b"LIST", b"movi" + b"".join(chunk(b"00dc", each) for each in coded))
    return chunk(b"RIFF", b"AVI " + head + movie)
