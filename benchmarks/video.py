"""Faces in clips: time per frame, memory, and the face-frames that stay bare, beside detection frame by frame on the same made clips.

And their sound: what coding it takes, and how many bytes it becomes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import cv2
import numpy as np

from benchmarks.common import figure, interleaved, ratio_figure, show
from benchmarks.faces import BARE_SHARE, open_share, peak_mb
from benchmarks.hard_video import hard_clips
from domain.boxes import Box, cover_region
from imaging.faces import Search
from imaging.model import FaceNet
from imaging.recorded import SOUND_HZ
from imaging.sound_coding import coded
from imaging.values import Tier
from imaging.video_read import ClipReader
from imaging.video_search import LIGHT_LOOK
from imaging.video_values import FoundTracks
from imaging.worker import ImagingWorker
from tests.imaging.clips import MadeFrame, across, clip_of, growing, moving, turning
from tests.imaging.pictures import Placed, Rgb

PEER = "detection frame by frame"
FRAMES = 36
SOUND_S = 10
TIMED_ROUNDS = 3  # of 2 s of 720p each: more would take minutes on a shared machine


def main() -> None:
    """Print every figure of clips."""
    with ImagingWorker() as worker:
        worker.start()
        net = FaceNet()
        show_leaks(worker, net, "video", made_clips())
        show_leaks(worker, net, "hard_video", (frames for _, frames in hard_clips()))
        show_times(worker)
        show_sound()
        if sys.platform == "linux":
            show(figure("video_worker_peak_memory", [peak_mb(worker)], "MB"))


def show_leaks(worker: ImagingWorker, net: FaceNet, name: str, clips: Iterable[Sequence[MadeFrame]]) -> None:
    """The share of face-frames that stay bare, ours and the peer's, and what there is to mark for a person."""
    ours, theirs, faces, tracks, count = 0, 0, 0, 0, 0
    for frames in clips:
        clip = clip_of(frames)
        found = worker.video_tracks(clip)
        each = [single_look(net, frame.rgb) for frame in ClipReader(clip).frames()]
        faces += sum(len(frame.faces) for frame in frames)
        ours += bare(frames, [boxes_at(found, index) for index in range(len(frames))])
        theirs += bare(frames, each)
        tracks, count = tracks + len(found.tracks), count + 1
    show(figure(f"{name}_leaked_face_frames", [ours / faces], f"share of {faces}"))
    show(figure(f"{name}_leaked_face_frames_peer", [theirs / faces], f"share of {faces}"))
    if theirs:
        show(ratio_figure(f"{name}_leaked_face_frames_ratio", [ours / theirs], ratio_to=PEER))
    show(figure(f"{name}_tracks", [tracks / count], "to mark per clip"))


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
    """Milliseconds per frame of 720p for each work on a clip, and what a written second takes. The works take turns."""
    frames = [grained(each, index) for index, each in enumerate(moving(50, [_walking, lambda share: Placed(1000, 450, 60)], 1280, 720))]
    clip = clip_of(frames)
    found = worker.video_tracks(clip)
    made = worker.video_cover(clip, found.tracks)
    works = {
        "find": lambda: worker.video_tracks(clip),
        "cover": lambda: worker.video_cover(clip, found.tracks),
        "cover_unchecked": lambda: worker.video_cover(clip, found.tracks, check=False),
        "mark": lambda: worker.video_mark(made.webm, "Copy for the Moreau family"),
    }
    for name, taken in interleaved(works, TIMED_ROUNDS).items():
        show(figure(f"video_{name}_720p", [each * 1000 / len(frames) for each in taken], "ms per frame"))
    show(figure("video_covered_720p", [len(made.webm) / made.duration_s / 1000], "kB per second"))


def show_sound() -> None:
    """Milliseconds for coding a second of sound, and what it takes in a clip: singing in a room, and the hiss that is hardest to code."""
    for name, samples in (("song", song(SOUND_S)), ("hiss", hiss(SOUND_S))):
        taken = interleaved({name: partial(coded, samples)}, TIMED_ROUNDS)[name]
        packets = coded(samples).packets
        show(figure(f"video_sound_{name}_coding", [each * 1000 / SOUND_S for each in taken], "ms per second"))
        show(figure(f"video_sound_{name}", [sum(len(packet) for _, packet in packets) / SOUND_S / 1000], "kB per second"))


def song(seconds: int) -> bytes:
    """Two notes a second, each with its overtones and an end, and some hiss of the room."""
    at = np.arange(seconds * SOUND_HZ) / SOUND_HZ
    pitch_hz = 330 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 7, 4])[(at * 2).astype(int) % 8] / 12)
    angle = np.cumsum(2 * np.pi * pitch_hz / SOUND_HZ)
    voice = sum(np.sin(overtone * angle) / overtone for overtone in range(1, 12)) * np.sin(np.pi * (at * 2 % 1)) ** 0.5
    return _samples(4000 * voice + np.random.default_rng(3).normal(0, 150, len(at)))


def hiss(seconds: int) -> bytes:
    """Noise of the whole band."""
    return _samples(np.random.default_rng(6).normal(0, 3000, seconds * SOUND_HZ))


def _samples(row: np.ndarray) -> bytes:
    return row.clip(-32768, 32767).astype("<i2").tobytes()


def grained(frame: MadeFrame, seed: int) -> MadeFrame:
    """A frame with the grain of a small camera: without it coding is easier than it ever is."""
    grain = np.random.default_rng(seed).normal(0, 3, frame.rgb.shape)
    return MadeFrame(np.clip(frame.rgb + grain, 0, 255).astype(np.uint8), frame.faces)


def _walking(share: float) -> Placed:
    return Placed(round(200 + 700 * share), 300, 90)


if __name__ == "__main__":
    main()
