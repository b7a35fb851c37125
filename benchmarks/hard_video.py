"""Clips made by code that are hard on a detector: heads that turn away, run, come in or go behind things; a shaken camera; the dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.boxes import Box
from tests.imaging.clips import MadeFrame, room
from tests.imaging.pictures import FACE, HEAD, Rgb, astronaut

FRAMES, WIDTH, HEIGHT = 24, 640, 360
MOST_HIDDEN = 0.5  # a face hidden or outside by more is none


@dataclass(frozen=True, slots=True)
class Head:
    """A head. x, y, face_px: its face's middle and size; turn: degrees anticlockwise; wide: 1 is from the front, .4 in profile."""

    x: float
    y: float
    face_px: float
    turn: float = 0.0
    wide: float = 1.0
    light: float = 1.0
    is_mirrored: bool = False


Owners = NDArray[np.int16]  # (H, W): whose face each pixel shows, 0 nobody's
Path = Callable[[float], Head]  # from the share of the clip that has gone, 0 to 1
Screens = Callable[[float], Sequence[Box]]


def hard_clips() -> Iterator[tuple[str, list[MadeFrame]]]:
    """Every clip by its name."""
    yield "turning away and back", made([lambda t: Head(200 + 200 * t, 180, 64, wide=max(0.15, abs(np.cos(2 * np.pi * t))))])
    yield "lying, rolling over", made([lambda t: Head(200 + 240 * t, 220, 60, 90 + 200 * t), lambda t: Head(480, 110, 44, -120)])
    yield "nodding in profile", made([lambda t: Head(300 + 40 * t, 170, 60, 35 * np.sin(9 * t), 0.5)])
    yield (
        "running",
        made([lambda t: Head(-60 + 1900 * t % 760, 170, 56), lambda t: Head(600 - 560 * t, 260, 40, 20 * np.sin(20 * t))], blur_px=21),
    )
    yield "spinning", made([lambda t: Head(320, 180, 60, 720 * t, 0.8)], blur_px=9)
    yield "jumping", made([lambda t: Head(300, 330 - 260 * abs(np.sin(7 * t)), 50, 15 * np.sin(9 * t))], blur_px=9)
    yield "carried by hand", shaken(made(_group(), 960, 540), 5, 4.0)
    yield "swept over a group", shaken(made(_group(), 960, 540), 9, 12.0)
    yield "swung about", shaken(made(_group(), 960, 540), 3, 30.0)
    yield "in from each edge", made(_from_edges())
    yield "hands before faces", made([lambda t: Head(220, 180, 80), lambda t: Head(450, 170, 60)], screens=_hands)
    yield "in an opening door", made([lambda t: Head(320, 180, 60, wide=0.6)], screens=_door)
    yield (
        "between bars",
        made([lambda t: Head(80 + 480 * t, 180, 60)], screens=lambda _: [Box(x, 0, x + 26, HEIGHT) for x in range(60, 620, 70)]),
    )
    yield "cut every third of a second", cut_often()
    yield "dim", [in_the_dark(each, number, 0.35, 6) for number, each in enumerate(made(_group()))]
    yield "nearly dark", [in_the_dark(each, number, 0.15, 4) for number, each in enumerate(made(_group()))]
    yield "running in the dark", [in_the_dark(each, number, 0.2, 6) for number, each in enumerate(made([_runner], blur_px=15))]
    yield "against the window", made([lambda t: Head(250 + 90 * t, 170, 64, light=0.3)])
    yield (
        "small at the back",
        made([lambda t: Head(100 + 200 * t, 120, 11), lambda t: Head(420, 140, 14, 50 * t), lambda t: Head(520, 120, 16)]),
    )
    yield "one before another", made([lambda t: Head(150 + 340 * t, 175, 60), lambda t: Head(480 - 320 * t, 190, 74, is_mirrored=True)])


def made(
    paths: Sequence[Path], width: int = WIDTH, height: int = HEIGHT, screens: Screens = lambda _: (), blur_px: int = 0
) -> list[MadeFrame]:
    """The frames: heads on their paths, later ones in front, `screens` before all of them, all blurred along the rows."""
    background = room(width, height)
    return [_frame(background, [path(t) for path in paths], screens(t), blur_px) for t in np.linspace(0, 1, FRAMES)]


def _frame(background: Rgb, heads: Sequence[Head], screens: Sequence[Box], blur_px: int) -> MadeFrame:
    image, faces, shown = background.copy(), dict[int, Box](), np.zeros(background.shape[:2], np.int16)
    for number, head in enumerate(heads, 1):
        _paste(image, shown, head, number)
    for screen in screens:
        image[screen.y0 : screen.y1, screen.x0 : screen.x1] = (196, 150, 120)
        shown[screen.y0 : screen.y1, screen.x0 : screen.x1] = 0
    for number, head in enumerate(heads, 1):
        box, area = _face(head)
        inside = _inside(box, background.shape)
        if inside is not None and (shown[inside.y0 : inside.y1, inside.x0 : inside.x1] == number).sum() >= MOST_HIDDEN * area:
            faces[number] = inside
    return MadeFrame(cv2.blur(image, (blur_px, 1)).astype(np.uint8) if blur_px else image, faces)


def _paste(image: Rgb, shown: Owners, head: Head, number: int) -> None:
    """Draw the head, with a soft edge; `shown` learns which pixels are its face."""
    cut = astronaut()[HEAD.y0 : HEAD.y1, HEAD.x0 : HEAD.x1]
    cut = cut[:, ::-1] if head.is_mirrored else cut
    size, matrix = image.shape[1::-1], _matrix(head)
    drawn = cv2.warpAffine(np.ascontiguousarray(cut), matrix, size, flags=cv2.INTER_AREA)
    oval = np.zeros(cut.shape[:2], np.float32)
    cv2.ellipse(oval, (cut.shape[1] // 2, cut.shape[0] // 2), (cut.shape[1] // 2 - 8, cut.shape[0] // 2 - 4), 0, 0, 360, 1.0, -1)
    mask = cv2.warpAffine(cv2.GaussianBlur(oval, (0, 0), 4), matrix, size)[..., None]
    image[:] = (image * (1 - mask) + drawn * head.light * mask).astype(np.uint8)
    face = np.zeros(cut.shape[:2], np.uint8)
    cv2.rectangle(face, *_face_in_cut(head), 255, -1)
    shown[mask[..., 0] > 0.5] = 0
    shown[cv2.warpAffine(face, matrix, size) > 127] = number


def _face_in_cut(head: Head) -> tuple[tuple[int, int], tuple[int, int]]:
    x0, x1 = FACE.x0 - HEAD.x0, FACE.x1 - HEAD.x0
    if head.is_mirrored:
        x0, x1 = HEAD.width - x1, HEAD.width - x0
    return (x0, FACE.y0 - HEAD.y0), (x1, FACE.y1 - HEAD.y0)


def _matrix(head: Head) -> NDArray[np.float64]:
    """From the head's own picture to the frame."""
    (x0, y0), (x1, y1) = _face_in_cut(head)
    scale, angle = head.face_px / np.sqrt(FACE.area), np.deg2rad(head.turn)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) @ np.diag([scale * head.wide, scale])
    return np.column_stack([turn, (head.x, head.y) - turn @ ((x0 + x1) / 2, (y0 + y1) / 2)])


def _face(head: Head) -> tuple[Box, float]:
    """The box around the face, parts outside the frame too, and the face's own area."""
    (x0, y0), (x1, y1) = _face_in_cut(head)
    corners = np.array([(x, y, 1) for x in (x0, x1) for y in (y0, y1)]) @ _matrix(head).T
    low, high = np.floor(corners.min(axis=0)), np.ceil(corners.max(axis=0))
    return Box(int(low[0]), int(low[1]), int(high[0]), int(high[1])), head.face_px**2 * head.wide


def _inside(box: Box, shape: tuple[int, ...]) -> Box | None:
    try:
        return box.inside(shape[1], shape[0])
    except ValueError:  # wholly outside
        return None


def _group() -> list[Path]:
    """Six heads that hardly move."""

    def at(number: int) -> Path:
        x, y = 110 + 170 * (number % 3), 110 + 130 * (number // 3)
        return lambda t: Head(x + 8 * np.sin(4 * t + number), y, 34 + 5 * number, 12 * np.sin(3 * t + number), 0.7 + 0.05 * number)

    return [at(number) for number in range(6)]


def _from_edges() -> list[Path]:
    """Four heads that come half in, one from each side, and go again."""

    def inwards(t: float) -> float:
        return float(np.sin(np.pi * t)) * 70

    return [
        lambda t: Head(-30 + inwards(t), 100, 60),
        lambda t: Head(670 - inwards(t), 250, 60, 30),
        lambda t: Head(300, -30 + inwards(t), 60),
        lambda t: Head(430, 390 - inwards(t), 60, -20),
    ]


def _runner(t: float) -> Head:
    return Head(60 + 500 * t, 180, 50, 20 * np.sin(9 * t), 0.7)


def _door(t: float) -> list[Box]:
    """A door that is open on a few frames only."""
    return [] if round(t * (FRAMES - 1)) in (4, 5, 11, 12, 13, 19) else [Box(200, 0, 440, HEIGHT)]


def _hands(t: float) -> list[Box]:
    """Hands that pass before two faces."""
    x, y = round(130 + 400 * t), round(120 + 60 * np.sin(12 * t))
    return [Box(x, y, x + 60, y + 90), Box(420, round(60 + 200 * t), 480, round(110 + 200 * t))]


def shaken(frames: Sequence[MadeFrame], seed: int, step_px: float) -> list[MadeFrame]:
    """The frames as a camera in a hand sees them: it wanders, trembles, and smears what it passes."""
    chance, cut = np.random.default_rng(seed), []
    spare = np.array([frames[0].rgb.shape[1] - WIDTH, frames[0].rgb.shape[0] - HEIGHT])
    walk = (
        spare / 2 + np.cumsum(chance.normal(0, step_px, (len(frames), 2)), axis=0) + np.linspace(-1, 1, len(frames))[:, None] * step_px * 8
    )
    places = np.clip(walk, 0, spare)
    for frame, place, before in zip(frames, places, [places[0], *places[:-1]], strict=True):
        x, y, smear = round(place[0]), round(place[1]), max(1, round(abs(place[0] - before[0])))
        window = Box(x, y, x + WIDTH, y + HEIGHT)
        image = cv2.blur(frame.rgb, (smear, 1))[y : y + HEIGHT, x : x + WIDTH].astype(np.uint8)
        faces = {number: face for number, face in frame.faces.items() if face.shared_area(window) >= MOST_HIDDEN * face.area}
        moved = {number: Box(face.x0 - x, face.y0 - y, face.x1 - x, face.y1 - y).inside(WIDTH, HEIGHT) for number, face in faces.items()}
        cut.append(MadeFrame(image, moved))
    return cut


def cut_often() -> list[MadeFrame]:
    """Scenes of eight frames each, in other rooms with other heads."""
    heads: list[Path] = [lambda t: Head(160 + 60 * t, 150, 60), lambda t: Head(450, 200, 40, 40), lambda t: Head(330, 180, 90, wide=0.6)]
    scenes = [(255 - room(WIDTH, HEIGHT, seed=9) if number % 2 else room(WIDTH, HEIGHT, seed=number)) for number in range(5)]
    return [_frame(scenes[number // 8], [heads[number // 8 % 3](number / FRAMES)], (), 0) for number in range(FRAMES)]


def in_the_dark(frame: MadeFrame, seed: int, light: float, noise: float) -> MadeFrame:
    """A frame as a camera gives it in poor light: dark, smeared, and grained."""
    dark = cv2.GaussianBlur(frame.rgb, (5, 1), 2).astype(np.float32) * light
    grain = np.random.default_rng(seed).normal(0, noise, frame.rgb.shape)
    return MadeFrame(np.clip(dark + grain, 0, 255).astype(np.uint8), frame.faces)
