"""Find the tracks of a clip: looks at chosen frames, boxes carried both ways between them. Detect, never recognise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from domain.boxes import Box
from imaging.faces import Search
from imaging.looks import Look
from imaging.model import FaceNet, FloatArray
from imaging.values import FoundFace
from imaging.video_flow import GreyArray, camera_step, carry, is_cut, small_grey
from imaging.video_live import CARRY_S, Live, LiveTracks
from imaging.video_read import ClipReader, Frame
from imaging.video_values import FoundTracks, Track

LIGHT_LOOK = Look(640, least_face_px=13)
LIGHT_EVERY_S = 0.09  # every third frame of 25 or 30
WIDE_EVERY_S = 0.36  # every tenth: all looks of a photo, wider and turned
EXTENDED_S = 0.3  # at each end of a track: a face that turns is found late and lost early
BACK_SHARE = 0.05  # of the progress, for carrying back
_SPEED_FRAMES = 4  # over so many a box's speed is taken
_GREY_QUALITY = 85


class ClipSearch:
    """A search that goes on, frame by frame. The clip is read once; of each frame only a small grey copy is kept, coded."""

    def __init__(self, net: FaceNet, clip: bytes) -> None:
        self._net = net
        self._reader = ClipReader(clip)
        self._scale = 1.0
        self._times_s: list[float] = []
        self._greys: list[bytes] = []  # JPEG: 900 of them take about 25 MB
        self._cuts: set[int] = set()
        self._tracks = LiveTracks(self._times_s)
        self._looked_s = self._widely_s = -np.inf
        self._carried_back = 0
        self._work = self._all_work()
        self.is_final = False

    @property
    def progress(self) -> float:
        """How much is done, 0 to 1."""
        back = self._carried_back / max(1, len(self._times_s))
        return 1.0 if self.is_final else (1 - BACK_SHARE) * self._reader.progress + BACK_SHARE * back

    def step(self) -> None:
        """Go on by one frame. Raises ClipUnreadable, ClipTooLong on the way."""
        if next(self._work, None) is None:
            self.is_final = True

    def finish(self) -> FoundTracks:
        """Go on to the end."""
        while not self.is_final:
            self.step()
        return self.found()

    def found(self) -> FoundTracks:
        """The final answer; only when `is_final`."""
        measure = self._reader.measure
        lives = sorted((live for live in self._tracks.ended if live.is_believed), key=lambda live: (live.first, live.boxes[0][0]))
        tracks = [track for number, live in enumerate(lives, 1) if (track := self._track(number, live))]
        return FoundTracks(tuple(tracks), tuple(self._times_s), measure.width, measure.height)

    def _all_work(self) -> Iterator[bool]:
        before: Frame | None = None
        for frame in self._reader.frames():
            grey = small_grey(frame.rgb)
            last = self._grey(before.index) if before is not None else None
            cuts = before is not None and last is not None and is_cut(last, grey)
            if cuts and before is not None:
                self._end_scene(before)
                yield True  # a cut costs two wide looks: whoever waits hears of each
            self._take(frame, grey, None if cuts else last)
            before = frame
            yield True
        if before is not None:
            self._look_widely(before)
        self._tracks.cut()
        yield from self._carry_back()

    def _end_scene(self, before: Frame) -> None:
        """Another scene begins behind that frame."""
        self._look_widely(before)
        self._tracks.cut()
        self._cuts.add(before.index + 1)

    def _take(self, frame: Frame, grey: GreyArray, last: GreyArray | None) -> None:
        """Carry on to the frame, and look at it where it is time. last: the frame before it, None where a scene begins."""
        is_lost = False
        self._times_s.append(frame.at_s)
        self._greys.append(cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, _GREY_QUALITY])[1].tobytes())
        self._scale = grey.shape[1] / frame.rgb.shape[1]
        if last is not None:
            carried = carry(last, grey, [live.boxes[-1] for live in self._tracks.living])
            camera = camera_step(last, grey) if any(box is None for box in carried) else None
            is_lost = self._tracks.step(carried, (grey.shape[1], grey.shape[0]), camera)
        if last is None or frame.at_s - self._widely_s >= WIDE_EVERY_S:
            self._look_widely(frame)
        elif is_lost or frame.at_s - self._looked_s >= LIGHT_EVERY_S:
            self._see(frame, Search(self._net, frame.rgb, [LIGHT_LOOK], again=False).finish(), is_thorough=False)

    def _look_widely(self, frame: Frame) -> None:
        """All looks that a photo gets; nothing when the frame had them."""
        if frame.at_s > self._widely_s:
            self._widely_s = frame.at_s
            self._see(frame, Search(self._net, frame.rgb).finish(), is_thorough=True)

    def _see(self, frame: Frame, faces: Sequence[FoundFace], is_thorough: bool) -> None:
        self._looked_s = frame.at_s
        is_bounded = not frame.index or frame.index in self._cuts
        self._tracks.see(frame.index, faces, self._scale, starts=is_thorough, after_cut=is_bounded)

    def _carry_back(self) -> Iterator[bool]:
        """Carry every track back in time from where it was first found, until its motion cannot be told."""
        born: dict[int, list[Live]] = {}
        for live in self._tracks.ended:
            if not live.cut_before:
                born.setdefault(live.first, []).append(live)
        going: list[Live] = []
        for frame in range(len(self._times_s) - 1, 0, -1):
            going += born.get(frame, [])
            going = self._back_by_one(frame, going) if going else []
            self._carried_back += 1
            yield True

    def _back_by_one(self, frame: int, going: Sequence[Live]) -> list[Live]:
        now, earlier = self._grey(frame), self._grey(frame - 1)
        carried = carry(now, earlier, [live.boxes[0] for live in going])
        still = []
        for live, box in zip(going, carried, strict=True):
            if box is not None:
                live.boxes.insert(0, box)
                live.first -= 1
                live.cut_before = live.first in self._cuts or not live.first
                if not live.cut_before and self._times_s[live.sightings[0].frame] - self._times_s[live.first] < CARRY_S:
                    still.append(live)
        return still

    def _grey(self, index: int) -> GreyArray:
        return np.asarray(cv2.imdecode(np.frombuffer(self._greys[index], np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)

    def _track(self, number: int, live: Live) -> Track | None:
        """The track in whole pixels, longer by 0.3 s at each end that no cut bounds; None when it lies outside the picture."""
        followed, first, last = live.boxes, live.first, live.last
        ahead = [] if live.cut_before else self._extension(followed[::-1], range(first - 1, -1, -1), first)
        behind = [] if live.cut_after else self._extension(followed, range(last + 1, len(self._times_s)), last)
        boxes = [*ahead[::-1], *followed, *behind]
        measure = self._reader.measure
        whole = [_whole_box(box / self._scale, measure.width, measure.height) for box in boxes]
        best = max(live.sightings, key=lambda seen: seen.score * seen.area**0.25)
        return Track(number, live.tier, first - len(ahead), best.frame, tuple(whole), (len(ahead), len(behind)))

    def _extension(self, boxes: Sequence[FloatArray], frames: range, end: int) -> list[FloatArray]:
        """Boxes for 0.3 s past the end: where the face was, and where it would be if it went on as before."""
        speed = (boxes[-1] - boxes[-1 - min(_SPEED_FRAMES, len(boxes) - 1)]) / _SPEED_FRAMES
        near = [
            frame for frame in frames if abs(self._times_s[frame] - self._times_s[end]) <= EXTENDED_S and self._is_same_scene(frame, end)
        ]
        moved = [boxes[-1] + speed * (count + 1) for count in range(len(near))]
        return [np.concatenate([np.minimum(boxes[-1], box)[:2], np.maximum(boxes[-1], box)[2:]]) for box in moved]

    def _is_same_scene(self, one: int, other: int) -> bool:
        return not any(min(one, other) < cut <= max(one, other) for cut in self._cuts)


def _whole_box(box: FloatArray, width: int, height: int) -> Box:
    """The box rounded outwards, and the part of it inside the picture; at least one pixel at its edge."""
    x0, y0 = (int(np.clip(np.floor(edge), 0, side - 1)) for edge, side in zip(box[:2], (width, height), strict=True))
    x1, y1 = (int(np.clip(np.ceil(edge), 1, side)) for edge, side in zip(box[2:], (width, height), strict=True))
    return Box(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))
