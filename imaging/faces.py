"""Find faces: many passes over one picture, their boxes joined into faces, each a tier. Detect, never recognise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass, field

import cv2
import numpy as np

from domain.boxes import Box
from imaging.model import GRID_PX, FaceNet, FloatArray, RawFaces, RgbArray
from imaging.values import SAME_FACE_OVERLAP, FoundFace, Tier

LEAST_SCORE = 0.10  # weaker answers are noise
SURE_SCORE = 0.35  # tier 1: so much in any pass,
FINEST_SURE_SCORE = 0.20  # or so much in the finest,
REPEATED_SCORE, REPEATED_PASSES = 0.12, 3  # or so much in three

TILE_PIXELS = 1_250_000  # the net takes about 245 MB per million pixels: so the worker stays below 500 MB
TILE_OVERLAP_PX = 128  # larger faces are found by the coarser passes


@dataclass(frozen=True, slots=True)
class Look:
    """One pass: the long side in pixels that the net sees (0 = as large as the picture is), quarter turns, mirrored or not."""

    side_px: int
    quarter_turns: int = 0
    mirrored: bool = False


# One pass is not enough: upright-only recall falls to .81 for faces turned by 90° (children lie on the floor), to .63 at 135°.
FIRST_LOOKS = (Look(320), Look(640), Look(1280))
GATE_LOOKS = (Look(640), Look(1280), Look(0))  # for the last look before a picture leaves
FURTHER_LOOKS = (Look(0), Look(640, mirrored=True), Look(640, 1), Look(640, 2), Look(640, 3), Look(1280, mirrored=True))
ALL_LOOKS = (*FIRST_LOOKS, *FURTHER_LOOKS)


@dataclass
class Search:
    """A search that goes on, one look at a time. image: (H, W, 3) uint8 RGB, the kept picture."""

    net: FaceNet
    image: RgbArray
    looks: InitVar[Sequence[Look]] = ALL_LOOKS
    seen: list[tuple[Look, RawFaces]] = field(default_factory=list)
    waiting: list[Look] = field(init=False)

    def __post_init__(self, looks: Sequence[Look]) -> None:
        # Below 1280 px the finest look is the enlarged one: native would add nothing.
        self.waiting = [look for look in looks if look.side_px or max(self.image.shape[:2]) > 1280]

    @property
    def is_final(self) -> bool:
        """Whether every pass was made."""
        return not self.waiting

    def first(self) -> None:
        """Make the passes of the first answer."""
        while self.waiting and self.waiting[0] in FIRST_LOOKS:
            self.step()

    def step(self) -> None:
        """Make the next pass."""
        look = self.waiting.pop(0)
        self.seen.append((look, run_look(self.net, self.image, look)))

    def faces(self) -> tuple[FoundFace, ...]:
        """What was found so far, in reading order of the boxes' tops."""
        height, width = self.image.shape[:2]
        return join(self.seen, width, height)


def find_faces(net: FaceNet, image: RgbArray) -> Iterator[tuple[FoundFace, ...]]:
    """Yield the first answer, then the final one."""
    search = Search(net, image)
    search.first()
    yield search.faces()
    while not search.is_final:
        search.step()
    yield search.faces()


def run_look(net: FaceNet, image: RgbArray, look: Look) -> RawFaces:
    """One pass over the picture, in tiles where it is large; boxes in pixels of `image`, one per face."""
    height, width = image.shape[:2]
    scale = look.side_px / max(height, width) if look.side_px else 1.0
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    shown = image if scale == 1.0 else cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    shown = np.rot90(shown[:, ::-1] if look.mirrored else shown, look.quarter_turns).astype(np.uint8, copy=False)
    found = one_per_face(_run_tiles(net, shown))
    boxes = _turned_back(found.boxes, look, *size)
    return RawFaces(boxes * np.array([width / size[0], height / size[1]] * 2, np.float32), found.scores)


def _run_tiles(net: FaceNet, image: RgbArray) -> RawFaces:
    boxes, scores = [], []
    for x0, y0, x1, y1 in tiles(image.shape[1], image.shape[0]):
        found = net.run(_padded(image[y0:y1, x0:x1]), LEAST_SCORE)
        boxes.append(found.boxes + np.array([x0, y0, x0, y0], np.float32))
        scores.append(found.scores)
    return RawFaces(np.concatenate(boxes), np.concatenate(scores))


def tiles(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Rectangles (x0, y0, x1, y1) of at most 1.25 million pixels that fill the picture and overlap by 128 px or more."""
    across = down = 1
    while _cut(width, across) * _cut(height, down) > TILE_PIXELS:
        if _cut(width, across) >= _cut(height, down):
            across += 1
        else:
            down += 1
    return [(x0, y0, x1, y1) for y0, y1 in _cuts(height, down) for x0, x1 in _cuts(width, across)]


def _cut(length: int, parts: int) -> int:
    """The length of each of `parts` overlapping parts, on the net's grid where there are several."""
    if parts == 1:
        return length
    return math.ceil((length + (parts - 1) * TILE_OVERLAP_PX) / parts / GRID_PX) * GRID_PX


def _cuts(length: int, parts: int) -> list[tuple[int, int]]:
    part = _cut(length, parts)
    starts = [0] if parts == 1 else [round(index * (length - part) / (parts - 1)) for index in range(parts)]
    return [(start, start + part) for start in starts]


def _padded(image: RgbArray) -> RgbArray:
    """The picture with grey at the right and below, up to the net's grid."""
    down, right = -image.shape[0] % GRID_PX, -image.shape[1] % GRID_PX
    if not down and not right:
        return np.ascontiguousarray(image)
    return cv2.copyMakeBorder(image, 0, down, 0, right, cv2.BORDER_CONSTANT, value=(128, 128, 128)).astype(np.uint8, copy=False)


def _turned_back(boxes: FloatArray, look: Look, width: int, height: int) -> FloatArray:
    """Boxes of the turned, mirrored picture in pixels of the upright one of `width` × `height` px."""
    x0, y0, x1, y1 = boxes.T
    # A quarter turn anticlockwise takes (x, y) to (y, width - x); this is its way back.
    match look.quarter_turns:
        case 1:
            x0, y0, x1, y1 = width - y1, x0, width - y0, x1
        case 2:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        case 3:
            x0, y0, x1, y1 = y0, height - x1, y1, height - x0
    if look.mirrored:
        x0, x1 = width - x1, width - x0
    return np.stack([x0, y0, x1, y1], axis=1)


def one_per_face(found: RawFaces) -> RawFaces:
    """The best box of every face within one pass."""
    order = np.argsort(-found.scores, kind="stable")
    kept: list[int] = []
    for index in order:
        if not kept or overlaps(found.boxes[index], found.boxes[kept]).max() < SAME_FACE_OVERLAP:
            kept.append(int(index))
    return RawFaces(found.boxes[kept], found.scores[kept])


def overlaps(box: FloatArray, others: FloatArray) -> FloatArray:
    """Intersection over union of one box (4,) with others (n, 4)."""
    wide = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    high = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
    areas = (others[:, 2] - others[:, 0]) * (others[:, 3] - others[:, 1])
    joined = (box[2] - box[0]) * (box[3] - box[1]) + areas - shared
    return np.asarray(shared / joined, np.float32)


@dataclass
class _Cluster:
    """Boxes of several passes that mean one face."""

    boxes: list[FloatArray]
    scores: list[float]
    looks: list[Look]

    def mean(self) -> FloatArray:
        return np.average(self.boxes, axis=0, weights=self.scores).astype(np.float32)

    def tier(self, finest: Look) -> Tier:
        sure = max(self.scores) >= SURE_SCORE
        fine = any(look == finest and score >= FINEST_SURE_SCORE for look, score in zip(self.looks, self.scores, strict=True))
        repeated = len({look for look, score in zip(self.looks, self.scores, strict=True) if score >= REPEATED_SCORE}) >= REPEATED_PASSES
        return Tier.FACE if sure or fine or repeated else Tier.MAYBE


def join(seen: Sequence[tuple[Look, RawFaces]], width: int, height: int) -> tuple[FoundFace, ...]:
    """One face per cluster of boxes, clipped to the picture."""
    finest = max((look for look, _ in seen), key=lambda look: (look.side_px or max(width, height), not look.mirrored))
    answers = [(float(score), box, look) for look, found in seen for box, score in zip(found.boxes, found.scores, strict=True)]
    clusters: list[_Cluster] = []
    for score, box, look in sorted(answers, key=lambda answer: -answer[0]):
        shared = overlaps(box, np.stack([cluster.boxes[0] for cluster in clusters])) if clusters else np.zeros(1)
        if shared.max() >= SAME_FACE_OVERLAP:
            home = clusters[int(shared.argmax())]
            home.boxes.append(box)
            home.scores.append(score)
            home.looks.append(look)
        else:
            clusters.append(_Cluster([box], [score], [look]))
    faces = (_found(cluster, finest, width, height) for cluster in clusters)
    return tuple(sorted((face for face in faces if face), key=lambda face: (face.box.y0, face.box.x0)))


def _found(cluster: _Cluster, finest: Look, width: int, height: int) -> FoundFace | None:
    """The cluster as a face, or None when nothing of it lies inside the picture."""
    x0, y0, x1, y1 = cluster.mean()
    try:
        box = Box(math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1)).inside(width, height)
    except ValueError:
        return None
    return FoundFace(box, round(max(cluster.scores), 3), cluster.tier(finest))
