"""Clips without pixels, as `tests.fakes.imaging` has pictures: a JSON text, in which a face is a word on each of its frames."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from domain.boxes import Box, cover_region
from imaging.values import DetectorUnavailable, Tier
from imaging.video_values import (
    MAX_CLIP_S,
    WHOLE,
    ClipMeasure,
    ClipStopped,
    ClipTooLong,
    ClipUnreadable,
    CoveredClip,
    DrawnRegion,
    FaceLeftUncoveredAt,
    FoundTracks,
    Span,
    Track,
)

HEAD = b"\x1aE\xdf\xa3FAKE"
SAME_FACE = 0.3
FRAME_S = 0.04
PLANTED = "CLEAR-PIXELS-OF"


def moving_face(name: str, *boxes: Box, first: int = 0, tier: Tier = Tier.FACE, late: bool = False) -> dict[str, Any]:
    """A face of a clip from frame `first` on. late: only the look at the covered clip finds it."""
    return {"pixels": f"{PLANTED}-{name}", "first": first, "boxes": [edges(box) for box in boxes], "tier": tier.value, "late": late}


def clip(*faces: dict[str, Any], frames: int = 10, width: int = 640, height: int = 360, pad_bytes: int = 0) -> bytes:
    """The bytes of a clip with these faces."""
    times = [number * FRAME_S for number in range(frames)]
    said = {
        "width": width,
        "height": height,
        "times_s": times,
        "faces": list(faces),
        "covers": [],
        "scene": "CLEAR-SCENE" * (pad_bytes // 11),
    }
    return HEAD + json.dumps(said).encode()


def read_clip(data: bytes) -> dict[str, Any]:
    """What a clip shows. Raises ClipUnreadable."""
    if not data.startswith(HEAD):
        raise ClipUnreadable("This file is not a video that Daybook can read. Record it again.")
    content: dict[str, Any] = json.loads(data[len(HEAD) :])
    return content


class FakeClips:
    """Answers about clips as the worker does. `fails` makes every look fail.

    clip_covers counts; surer: the clip that a search answers about instead; framed: the faces that the last frame showed.
    """

    fails: bool
    clip_covers = 0
    surer: bytes = b""
    framed: tuple[str, ...] = ()

    def video_measure(self, clip: bytes) -> ClipMeasure:
        content = read_clip(clip)
        duration_s = len(content["times_s"]) * FRAME_S
        if duration_s > MAX_CLIP_S:
            raise ClipTooLong
        return ClipMeasure(content["width"], content["height"], 0, duration_s, False)

    def video_tracks(
        self, clip: bytes, on_progress: Callable[[float], None] | None = None, stop: Callable[[], bool] | None = None
    ) -> FoundTracks:
        self._refuse()
        content = read_clip(self.surer or clip)
        step(0.5, on_progress, stop)
        found = (track_of(number, face) for number, face in enumerate(content["faces"]) if not face["late"])
        return FoundTracks(tuple(found), tuple(content["times_s"]), content["width"], content["height"])

    def video_frame(self, clip: bytes, frame: int, tracks: Sequence[Track], seen: Collection[int] = (), max_side: int = 640) -> bytes:
        self._refuse()
        content = read_clip(clip)
        boxes = [box for track in tracks if track.id not in seen and (box := track.box_at(frame)) is not None]
        regions = [cover_region(box, content["width"], content["height"]) for box in boxes]
        shown = [(face, box) for face, box in faces_at(content, frame) if not any(region.shared_area(box) for region in regions)]
        self.framed = tuple(each["pixels"] for each, _ in shown)
        return still(content, shown)

    def video_cover(
        self,
        clip: bytes,
        tracks: Sequence[Track],
        seen: Collection[int] = (),
        drawn: Sequence[DrawnRegion] = (),
        *,
        span: Span = WHOLE,
        with_sound: bool = False,
        check: bool = True,
        on_progress: Callable[[float], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> CoveredClip:
        self._refuse()
        content = read_clip(clip)
        frames = [number for number, at_s in enumerate(content["times_s"]) if span.contains(at_s)]
        left: dict[str, dict[str, Any]] = {}
        for done, frame in enumerate(frames):
            step(done / len(frames), on_progress, stop)
            for face, box in open_at(content, frame, tracks, seen, drawn):
                if check and not any(box.overlap(seen_box) >= SAME_FACE for seen_box in allowed(tracks, seen, frame)):
                    raise FaceLeftUncoveredAt(content["times_s"][frame], [box])
                kept = left.setdefault(face["pixels"], {**face, "first": frame - frames[0], "boxes": []})
                kept["boxes"].append(edges(box))
        self.clip_covers += 1
        return written(content, frames, list(left.values()), [edges(each.region) for each in drawn])

    def _refuse(self) -> None:
        if self.fails:
            raise DetectorUnavailable("the test said so")


def step(done: float, on_progress: Callable[[float], None] | None, stop: Callable[[], bool] | None) -> None:
    """Between two steps: say how far, ask whether to go on."""
    if on_progress is not None:
        on_progress(done)
    if stop is not None and stop():
        raise ClipStopped


def track_of(number: int, face: dict[str, Any]) -> Track:
    """The face as the detector tells it."""
    boxes = tuple(Box(*each) for each in face["boxes"])
    return Track(number, Tier(face["tier"]), face["first"], face["first"] + len(boxes) // 2, boxes)


def open_at(
    content: dict[str, Any], frame: int, tracks: Sequence[Track], seen: Collection[int], drawn: Sequence[DrawnRegion]
) -> Iterator[tuple[dict[str, Any], Box]]:
    """The faces that nothing covers on that frame, and where they are."""
    covers = [box for track in tracks if track.id not in seen and (box := track.box_at(frame)) is not None]
    covers += [each.region for each in drawn if each.span.contains(content["times_s"][frame])]
    for face, box in faces_at(content, frame):
        if not any(box.shared_area(cover) for cover in covers):
            yield face, box


def faces_at(content: dict[str, Any], frame: int) -> Iterator[tuple[dict[str, Any], Box]]:
    """The faces of that frame, and where they are."""
    for face in content["faces"]:
        index = frame - face["first"]
        if 0 <= index < len(face["boxes"]):
            yield face, Box(*face["boxes"][index])


def allowed(tracks: Sequence[Track], seen: Collection[int], frame: int) -> list[Box]:
    """Where faces may be seen on that frame."""
    return [box for track in tracks if track.id in seen and (box := track.followed_at(frame)) is not None]


def written(content: dict[str, Any], frames: Sequence[int], faces: list[dict[str, Any]], covers: list[list[int]]) -> CoveredClip:
    """The covered clip."""
    times = [content["times_s"][frame] - content["times_s"][frames[0]] for frame in frames]
    said = {"width": content["width"], "height": content["height"], "times_s": times, "faces": faces, "covers": covers, "scene": ""}
    data = HEAD + json.dumps(said).encode()
    sha256 = hashlib.sha256(data).hexdigest()
    return CoveredClip(data, content["width"], content["height"], len(frames), len(frames) * FRAME_S, sha256)


def still(content: dict[str, Any], shown: Sequence[tuple[dict[str, Any], Box]]) -> bytes:
    """One frame as a picture of `tests.fakes.imaging`, with these faces."""
    from tests.fakes.imaging import face, picture

    faces = [face(each["pixels"].removeprefix(f"{PLANTED}-"), box) for each, box in shown]
    return picture(*faces, width=content["width"], height=content["height"])


def edges(box: Box) -> list[int]:
    """The box as JSON."""
    return [box.x0, box.y0, box.x1, box.y1]
