"""The last look at a covered clip: every written frame is what was ordered, and no face in it is neither covered nor allowed."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

import cv2
import numpy as np

from domain.boxes import GRID_PX, Box
from imaging.covers import tile
from imaging.faces import Search
from imaging.gate import AGAIN_SCORE, CERTAIN_SCORE, WEAK_SCORE, forgotten
from imaging.looks import Look
from imaging.model import FaceNet, FloatArray, RgbArray
from imaging.relook import look_again
from imaging.values import FoundFace, Tier
from imaging.video_read import Frame
from imaging.video_regions import Cover, regions_at
from imaging.video_search import LIGHT_LOOK
from imaging.video_values import FaceLeftUncoveredAt, FoundTracks, Track

LOOK_EVERY_S, FINER_EVERY_S = 0.2, 1.0  # of the written clip: a face that flashes for less could hardly be known
FINER_LOOK = Look(1280)
DRAWN_LEVELS = 20.0  # of 255: how far the mean of a block of a drawing may be from what was drawn; measured at most 13, at any quality
SHOWN_LEVELS = 40.0  # the same for what is shown; measured at most 13 on rooms and faces, 23 on red dots of one pixel
NEAR_FRAMES = 2  # an allowed face may be found where its track is a moment earlier or later
REMEMBERED = 8  # clips: more than a hand-in has

Allowed = Sequence[Sequence[Box]]  # by frame: where faces that are seen may be found


class SearchedClips:
    """The final answers of searches, by the clip's bytes: whoever orders covers cannot forget a face. Boxes, never pixels."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, FoundTracks] = OrderedDict()

    def remember(self, clip: bytes, found: FoundTracks) -> None:
        """Keep the final answer."""
        self._found[hashlib.sha256(clip).digest()] = found
        while len(self._found) > REMEMBERED:
            self._found.popitem(last=False)

    def recall(self, clip: bytes) -> FoundTracks | None:
        """What was found in that clip, or None when it was not searched."""
        return self._found.get(hashlib.sha256(clip).digest())


def forgotten_at(found: Sequence[Track], frame: int, covers: Sequence[Cover], allowed: Sequence[Box]) -> tuple[Box, ...]:
    """The faces of a search that the order neither covers nor allows on that frame. allowed: boxes of the faces that are seen."""
    faces = [FoundFace(box, 1.0, track.tier) for track in found if (box := track.followed_at(frame)) is not None]
    return forgotten(faces, regions_at(covers, frame), allowed)


def allowed_at(tracks: Sequence[Track], seen: Collection[int], frame: int) -> list[Box]:
    """Where faces that are seen may be found on that frame."""
    near = range(frame - NEAR_FRAMES, frame + NEAR_FRAMES + 1)
    return [box for track in tracks if track.id in seen for index in near if (box := track.followed_at(index)) is not None]


def unproved_at(original: RgbArray, written: RgbArray, covers: Sequence[Cover], frame: int) -> tuple[Box, ...]:
    """The blocks of 16 px in which the written frame is not as ordered: a drawing in every region, the original elsewhere."""
    height, width = original.shape[:2]
    if original.shape != written.shape:
        return (Box(0, 0, width, height),)
    expected = _means(original)
    bounds = np.full(expected.shape[:2], SHOWN_LEVELS, np.float32)
    for cover in covers:
        if (region := cover.regions.get(frame)) is not None:
            place = _blocks(region)
            expected[place] = _drawn_means(region.width, region.height, cover.pick)
            bounds[place] = DRAWN_LEVELS
    places = np.argwhere(np.abs(_means(written) - expected).max(axis=2) > bounds)
    corners = [(int(column) * GRID_PX, int(row) * GRID_PX) for row, column in places]
    return tuple(Box(x, y, x + GRID_PX, y + GRID_PX).inside(width, height) for x, y in corners)


def bare_faces(net: FaceNet, written: RgbArray, is_finer: bool, regions: Sequence[Box], allowed: Sequence[Box]) -> tuple[Box, ...]:
    """The faces that one look at the written frame finds neither covered nor allowed."""
    found = Search(net, written, [FINER_LOOK if is_finer else LIGHT_LOOK], again=False).finish()
    faces = [face for face in found if face.tier is Tier.FACE and face.score >= WEAK_SCORE]
    left = forgotten(faces, regions, allowed)
    doubtful = [face.box for face in faces if face.box in left and face.score < CERTAIN_SCORE]
    again = look_again(net, written, [np.array([box.x0, box.y0, box.x1, box.y1], np.float32) for box in doubtful])
    texture = {box for box, score in zip(doubtful, again, strict=True) if score < AGAIN_SCORE}
    return tuple(box for box in left if box not in texture)


class LastLooks:
    """The looks at one covered clip while it is written. `newest`: the last written frame, as long as no look was at it."""

    def __init__(self, net: FaceNet, found: Sequence[Track], allowed: Allowed, covers: Sequence[Cover]) -> None:
        self._net, self._found, self._allowed, self._covers = net, found, allowed, covers
        self._looked_s = self._finely_s = -np.inf
        self._newest: tuple[Frame, RgbArray] | None = None

    @property
    def newest(self) -> Frame | None:
        """The last written frame, unless it was looked at."""
        return self._newest[0] if self._newest else None

    def passed(self, frames: Iterable[Frame]) -> Iterator[Frame]:
        """The same frames. Raises FaceLeftUncoveredAt where the order forgets a face that was found."""
        for frame in frames:
            left = forgotten_at(self._found, frame.index, self._covers, self._allowed[frame.index])
            if left:
                raise FaceLeftUncoveredAt(frame.at_s, left)
            yield frame

    def look(self, frame: Frame, written: RgbArray) -> tuple[Box, ...]:
        """The bare faces of a written frame, where it is time for a look."""
        self._newest = (frame, written)
        return self.look_at_newest() if frame.at_s - self._looked_s >= LOOK_EVERY_S else ()

    def look_at_newest(self) -> tuple[Box, ...]:
        """The bare faces of the last written frame; nothing when it was looked at."""
        if self._newest is None:
            return ()
        (frame, written), self._newest = self._newest, None
        is_finer = frame.at_s - self._finely_s >= FINER_EVERY_S
        self._looked_s, self._finely_s = frame.at_s, frame.at_s if is_finer else self._finely_s
        return bare_faces(self._net, written, is_finer, regions_at(self._covers, frame.index), self._allowed[frame.index])


@lru_cache(maxsize=64)  # a region stays for many frames
def _drawn_means(width: int, height: int, pick: int) -> FloatArray:
    return _means(tile(width, height, pick))


def _blocks(region: Box) -> tuple[slice, slice]:
    """Rows and columns of the blocks that a region on the grid fills; computed here, not taken from the drawing code."""
    return slice(region.y0 // GRID_PX, -(-region.y1 // GRID_PX)), slice(region.x0 // GRID_PX, -(-region.x1 // GRID_PX))


def _means(image: RgbArray) -> FloatArray:
    """The mean of every block of 16 × 16 px, (rows, columns, channels); what a block at the edge lacks is repeated."""
    height, width = image.shape[:2]
    whole = cv2.copyMakeBorder(image, 0, -height % GRID_PX, 0, -width % GRID_PX, cv2.BORDER_REPLICATE)
    size = (whole.shape[1] // GRID_PX, whole.shape[0] // GRID_PX)
    small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32).reshape(size[1], size[0], -1)
