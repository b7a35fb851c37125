"""Faces in clips: time per frame, memory, and the face-frames that stay bare, beside detection frame by frame on the same made clips."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from benchmarks.common import figure, ratio_figure, show
from benchmarks.faces import BARE_SHARE, open_share, peak_mb
from domain.boxes import Box, cover_region
from imaging.faces import Search
from imaging.model import FaceNet
from imaging.values import Tier
from imaging.video_read import ClipReader
from imaging.video_search import LIGHT_LOOK
from imaging.video_values import FoundTracks
from imaging.worker import ImagingWorker
from tests.imaging.clips import MadeFrame, across, clip_of, growing, moving, turning
from tests.imaging.pictures import Placed, Rgb

PEER = "detection frame by frame"
FRAMES = 36
TIMED_ROUNDS = 2  # of 2 s of 720p each: more would take minutes on a shared machine


def main() -> None:
    """Print every figure of clips."""
    with ImagingWorker() as worker:
        worker.start()
        show_leaks(worker, FaceNet())
        show_times(worker)
        if sys.platform == "linux":
            show(figure("video_worker_peak_memory", [peak_mb(worker)], "MB"))


def show_leaks(worker: ImagingWorker, net: FaceNet) -> None:
    """The share of face-frames that stay bare, ours and the peer's, and what there is to mark for a person."""
    ours, theirs, faces, tracks = 0, 0, 0, 0
    for frames in made_clips():
        clip = clip_of(frames)
        found = worker.video_tracks(clip)
        each = [single_look(net, frame.rgb) for frame in ClipReader(clip).frames()]
        faces += sum(len(frame.faces) for frame in frames)
        ours += bare(frames, [boxes_at(found, index) for index in range(len(frames))])
        theirs += bare(frames, each)
        tracks += len(found.tracks)
    show(figure("video_leaked_face_frames", [ours / faces], f"share of {faces}"))
    show(figure("video_leaked_face_frames_peer", [theirs / faces], f"share of {faces}"))
    if theirs:
        show(ratio_figure("video_leaked_face_frames_ratio", [ours / theirs], ratio_to=PEER))
    show(figure("video_tracks", [tracks / len(list(made_clips()))], "to mark per clip of 1.4 s"))


def made_clips() -> Iterator[list[MadeFrame]]:
    """Seven clips: walking, tilting, coming nearer, behind a pillar, in a dim and blurred picture, far away, swinging."""
    yield moving(FRAMES, [across, lambda share: Placed(round(600 - 300 * share), 90, 40)])
    yield moving(FRAMES, [turning])
    yield moving(FRAMES, [growing])
    yield moving(FRAMES, [across, lambda share: Placed(round(580 - 480 * share), 230, 60)], screens=[Box(280, 0, 350, 360)])
    yield [dim(frame, index) for index, frame in enumerate(moving(FRAMES, [across, turning]))]
    yield moving(FRAMES, [lambda share: Placed(round(80 + 400 * share), 150, 15), lambda share: Placed(500, 250, 18, round(90 * share))])
    yield moving(FRAMES, [lambda share: Placed(round(320 + 220 * np.sin(6 * share)), round(180 + 50 * np.cos(5 * share)), 60, 60 * share)])


def dim(frame: MadeFrame, seed: int) -> MadeFrame:
    """A frame as a tablet's camera gives it in poor light."""
    blurred = cv2.GaussianBlur(frame.rgb, (9, 1), 3).astype(np.float32) * 0.5
    noise = np.random.default_rng(seed).normal(0, 8, frame.rgb.shape)
    return MadeFrame(np.clip(blurred + noise, 0, 255).astype(np.uint8), frame.faces)


def single_look(net: FaceNet, rgb: Rgb) -> list[Box]:
    """What one look at one frame finds to tag."""
    return [face.box for face in Search(net, rgb, [LIGHT_LOOK], again=False).finish() if face.tier is Tier.FACE]


def boxes_at(found: FoundTracks, index: int) -> list[Box]:
    """The boxes of all tracks on that frame."""
    return [box for track in found.tracks if (box := track.box_at(index)) is not None]


def bare(frames: Sequence[MadeFrame], boxes: Sequence[Sequence[Box]]) -> int:
    """How many faces on how many frames stay open by more than 30 %."""
    count = 0
    for index, frame in enumerate(frames):
        height, width = frame.rgb.shape[:2]
        covers = [cover_region(box, width, height) for box in boxes[index]]
        count += sum(open_share(face, covers) > BARE_SHARE for face in frame.faces.values())
    return count


def show_times(worker: ImagingWorker) -> None:
    """Milliseconds per frame of 720p to find tracks and to write the covered clip, and what a written second takes."""
    frames = moving(50, [lambda share: Placed(round(200 + 700 * share), 300, 90), lambda share: Placed(1000, 450, 60)], 1280, 720)
    clip = clip_of(frames)
    searching, writing, size = [], [], 0.0
    for _ in range(TIMED_ROUNDS):
        started = time.perf_counter()
        found = worker.video_tracks(clip)
        between = time.perf_counter()
        made = worker.video_cover(clip, found.tracks)
        searching.append((between - started) * 1000 / len(frames))
        writing.append((time.perf_counter() - between) * 1000 / len(frames))
        size = len(made.webm) / made.duration_s / 1000
    show(figure("video_find_720p", searching, "ms per frame"))
    show(figure("video_cover_720p", writing, "ms per frame"))
    show(figure("video_covered_720p", [size], "kB per second"))


if __name__ == "__main__":
    main()
