"""Clips made by code: the astronaut's head moving, turning, growing, passing behind things, cut. Their faces are known on every frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from domain.boxes import Box
from imaging.video_write import encode_frame, vp8_of, webm
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
