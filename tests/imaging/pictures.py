"""Pictures made by code from one face that everybody may use: the astronaut of scikit-image (its file only)."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from domain.boxes import Box

Rgb = NDArray[np.uint8]
FACE = Box(178, 65, 264, 183)  # of the astronaut, by eye
HEAD = Box(130, 20, 315, 215)


@dataclass(frozen=True)
class Placed:
    """Where a head goes: its face's middle, the face's size, and its turn in degrees anticlockwise."""

    x: int
    y: int
    face_px: int
    turn: float = 0.0


@cache
def astronaut() -> Rgb:
    """The whole picture, 512 × 512."""
    package = importlib.util.find_spec("skimage")
    assert package is not None and package.origin is not None
    with Image.open(Path(package.origin).parent / "data" / "astronaut.png") as image:
        return np.asarray(image.convert("RGB"))


def scene(width: int, height: int, heads: Sequence[Placed]) -> tuple[Rgb, list[Box]]:
    """A grey room with a soft light and the heads in it, and their faces' boxes."""
    light = np.linspace(90, 190, width)[None, :, None] + np.linspace(-20, 20, height)[:, None, None]
    room = Image.fromarray(np.broadcast_to(light, (height, width, 3)).astype(np.uint8).copy())
    return_boxes = [_paste(room, head) for head in heads]
    return np.asarray(room), return_boxes


def _paste(room: Image.Image, head: Placed) -> Box:
    scale = head.face_px / np.sqrt(FACE.area)
    size = (max(1, round(HEAD.width * scale)), max(1, round(HEAD.height * scale)))
    cut = Image.fromarray(astronaut()[HEAD.y0 : HEAD.y1, HEAD.x0 : HEAD.x1]).resize(size, Image.Resampling.LANCZOS)
    offset = np.array([(FACE.x0 + FACE.x1) / 2 - (HEAD.x0 + HEAD.x1) / 2, (FACE.y0 + FACE.y1) / 2 - (HEAD.y0 + HEAD.y1) / 2]) * scale
    angle = np.deg2rad(head.turn)
    moved = np.array([offset[0] * np.cos(angle) + offset[1] * np.sin(angle), -offset[0] * np.sin(angle) + offset[1] * np.cos(angle)])
    turned = cut.convert("RGBA").rotate(head.turn, expand=True, resample=Image.Resampling.BICUBIC)
    corner = np.array([head.x, head.y]) - moved - np.array(turned.size) / 2
    room.paste(turned, (round(corner[0]), round(corner[1])), turned)
    wide, high = FACE.width * scale / 2, FACE.height * scale / 2
    half_x, half_y = np.hypot(wide * np.cos(angle), high * np.sin(angle)), np.hypot(wide * np.sin(angle), high * np.cos(angle))
    box = Box(round(head.x - half_x), round(head.y - half_y), round(head.x + half_x), round(head.y + half_y))
    return box.inside(*room.size)


def jpeg(image: Rgb, **options: Any) -> bytes:
    """The picture as JPEG bytes."""
    return saved(Image.fromarray(image), "JPEG", **{"quality": 95, **options})


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The picture's bytes in that format."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def opened(data: bytes) -> Rgb:
    """The pixels of a picture file."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))
