"""What a tablet records is a file that the worker reads: true times, nothing lost when it is full, nothing in it but frames."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from imaging import recorded
from imaging.recorded import ClipRecording, frame_of
from imaging.values import Tier
from imaging.video_read import ClipReader
from imaging.video_values import ClipMeasure, ClipUnreadable
from imaging.worker import ImagingWorker
from tests.imaging.clips import clip_of, moving, room, standing
from tests.imaging.pictures import jpeg

FRAME = jpeg(room(320, 192), quality=80)


def recording(times_s: list[float]) -> ClipRecording:
    made = ClipRecording(320, 192)
    for at_s in times_s:
        made.add(FRAME, at_s)
    return made


def test_frames_come_back_with_their_true_times() -> None:
    times = [7.0, 7.031, 7.07, 7.1, 7.3, 8.25, 8.283]

    made = recording(times)
    frames = list(ClipReader(made.finish()).frames())

    assert [frame.at_s for frame in frames] == pytest.approx([at_s - 7.0 for at_s in times], abs=0.001)
    assert made.frames == 7 and made.seconds == pytest.approx(1.283, abs=0.001)
    assert np.abs(frames[-1].rgb.astype(int) - room(320, 192)).mean() < 4


def test_the_file_is_no_larger_than_it_was_said_to_be() -> None:
    made = recording([number / 30 for number in range(890)])

    assert made.frames >= 889 and len(made.finish()) <= made.bytes < len(made.finish()) + 40_000


def test_a_full_recording_says_so_and_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    long = recording([0.5 * number for number in range(62)])
    monkeypatch.setattr(recorded, "MAX_CLIP_BYTES", recorded.FILE_HEAD_BYTES + 4 * len(FRAME))
    large = recording([0.0, 0.04, 0.08, 0.12, 0.16])

    assert long.is_full and long.seconds == 30.0 and len(list(ClipReader(long.finish()).frames())) == 61
    assert large.is_full and large.frames == 3 and not large.add(b"\xff\xd8\xff\xd9", 0.3)
    assert not recording([0.0, 29.9]).is_full


def test_a_camera_that_is_too_fast_or_turns_its_clock_back_is_borne() -> None:
    assert recording([number / 60 for number in range(120)]).frames in (60, 61)
    assert recording([1.0, 1.04, 1.02, 1.04, 1.08]).frames == 3


def test_an_uneven_camera_loses_no_frame() -> None:
    chance = np.random.default_rng(3)
    times = [number / 30 + float(late) for number, late in enumerate(chance.uniform(0, 0.012, 300))]

    assert len(list(ClipReader(recording(times).finish()).frames())) >= 298


def test_what_is_recorded_is_read_frame_for_frame() -> None:
    chance = np.random.default_rng(8)
    for times in (chance.uniform(0, 5, 400), np.arange(150) / 29.97, np.arange(300) / 60, np.arange(90) / 30 + chance.uniform(0, 0.03, 90)):
        made = recording(sorted(float(at_s) + 1234.5 for at_s in times))
        assert len(list(ClipReader(made.finish()).times())) == made.frames


def test_a_frame_is_taken_out_by_its_moment_without_a_decoder() -> None:
    made = ClipRecording(64, 64)
    frames = [jpeg(np.full((64, 64, 3), 40 * number, np.uint8)) for number in range(6)]
    for number, frame in enumerate(frames):
        made.add(frame, 100 + 0.4 * number)
    clip = made.finish()

    assert [frame_of(clip, at_s) for at_s in (0.0, 0.39, 0.4, 1.3, 2.0, 30.0)] == [frames[index] for index in (0, 0, 1, 3, 5, 5)]
    assert frame_of(clip_of(moving(1, [standing])), 0.0) is None and frame_of(b"", 0.0) is None is frame_of(FRAME, 0.0)
    assert frame_of(clip[: len(clip) // 2], 0.0) == frames[0]


def test_nothing_recorded_is_a_sentence_and_no_jpeg_a_bug() -> None:
    with pytest.raises(ClipUnreadable, match="Nothing"):
        ClipRecording(64, 64).finish()
    with pytest.raises(ValueError, match="JPEG"):
        ClipRecording(64, 64).add(b"frame", 0.0)


def test_it_is_imported_without_pixels() -> None:
    code = "import sys, imaging.recorded; sys.exit(bool({'cv2', 'PIL', 'numpy', 'soundfile'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_recording_is_measured_searched_shown_and_covered(worker: ImagingWorker) -> None:
    made = ClipRecording(640, 360)
    for number, frame in enumerate(moving(6, [standing])):
        made.add(jpeg(frame.rgb, quality=80), 0.04 * number)
    clip = made.finish()

    found = worker.video_tracks(clip)
    covered = worker.video_cover(clip, found.tracks)

    assert worker.video_measure(clip) == ClipMeasure(640, 360, 0, pytest.approx(0.24), False)  # type: ignore[arg-type]
    assert [(track.first, track.end) for track in found.tracks if track.tier is Tier.FACE] == [(0, 6)]
    assert worker.video_frame(clip, 5, found.tracks).startswith(b"\xff\xd8") and covered.frames == 6
