"""A recording: true times, no more than there is room for, and readable by the worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from app.ui.camera import FilmFrame, FrameSource
from app.ui.camera_recording import LEAST_QUALITY, MOST_WAITING, QUALITY, Recorder, next_quality, upright
from app.ui.camera_scene import SyntheticSource
from imaging.video_read import ClipReader
from imaging.video_values import MAX_CLIP_BYTES, MAX_CLIP_S
from tests.app.ui.held import HeldLane


def plain(width: int = 320, height: int = 180, colour: str = "#3F6EA9") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


class Recording:
    """A recorder whose frames come when the test says so; `clip` is what came of it."""

    def __init__(self) -> None:
        self.source, self.lane = FrameSource(), HeldLane()
        self.recorder = Recorder(self.source, self.lane)
        self.full = QSignalSpy(self.recorder.full)
        self.clip = b""

    def frame(self, at_s: float, image: QImage | None = None) -> None:
        picture = image if image is not None else plain()
        self.source.filmed.emit(FilmFrame(100.0 + at_s, lambda: picture))

    def stop(self) -> ClipReader:
        self.recorder.stop(self._came, lambda error: pytest.fail(str(error)))
        self.lane.run_all()
        return ClipReader(self.clip)

    def _came(self, clip: bytes) -> None:
        self.clip = clip


@pytest.fixture
def recording(qapp: QApplication) -> Iterator[Recording]:
    recording = Recording()
    recording.recorder.start()
    yield recording
    recording.source.rest()


def test_a_recording_is_a_clip_that_the_worker_reads(recording: Recording) -> None:
    for number in range(10):
        recording.frame(number * 0.1)
        recording.lane.run_all()

    read = recording.stop()

    assert (read.measure.width, read.measure.height, read.measure.has_sound) == (320, 180, False)
    assert recording.recorder.seconds == pytest.approx(0.9)


def test_frames_are_dropped_while_the_lane_is_behind_and_the_others_keep_their_times(recording: Recording) -> None:
    for number in range(6):
        recording.frame(number * 0.1)

    assert len(recording.lane.waiting) == MOST_WAITING

    recording.lane.run_all()
    recording.frame(2.0)
    recording.lane.run_all()

    assert recording.recorder.seconds == pytest.approx(2.0)


def test_a_frame_is_made_into_a_picture_in_the_lane_and_nowhere_else(recording: Recording) -> None:
    asked = list[str]()
    recording.source.filmed.emit(FilmFrame(0.0, lambda: asked.append("now") or plain()))  # type: ignore[func-returns-value]

    assert asked == []

    recording.lane.run_all()
    assert asked == ["now"]


def test_thirty_seconds_are_the_end(recording: Recording) -> None:
    recording.frame(0)
    recording.frame(MAX_CLIP_S - 1)
    recording.lane.run_all()
    assert recording.full.count() == 0

    recording.frame(MAX_CLIP_S - 0.02)
    recording.lane.run_all()

    assert recording.full.count() == 1


def test_a_frame_that_cannot_be_kept_ends_it_and_what_is_there_stays(recording: Recording) -> None:
    recording.frame(0)
    recording.lane.run_all()

    def no_room() -> QImage:
        raise MemoryError

    recording.source.filmed.emit(FilmFrame(100.5, no_room))
    recording.lane.run_all()

    assert recording.full.count() == 1
    assert recording.stop().measure.width == 320


def test_no_frame_is_taken_after_the_stop(recording: Recording) -> None:
    recording.frame(0)
    recording.stop()

    recording.frame(1)

    assert recording.lane.waiting == []
    assert not recording.recorder.is_running


def test_a_frame_of_another_size_is_left_out(recording: Recording) -> None:
    recording.frame(0)
    recording.frame(0.5, plain(640, 360))
    recording.lane.run_all()

    assert recording.recorder.seconds == 0
    assert recording.stop().measure.width == 320


def test_frames_become_upright_and_no_larger_than_a_clip(qapp: QApplication) -> None:
    assert upright(plain(2560, 1440), 90).size().toTuple() == (720, 1280)
    assert upright(plain(1600, 1200), 0).size().toTuple() == (960, 720)
    assert upright(plain(), 0).size().toTuple() == (320, 180)


def test_a_busy_picture_becomes_coarser_before_it_is_too_much() -> None:
    too_fast = round(2 * MAX_CLIP_BYTES / MAX_CLIP_S)

    assert next_quality(QUALITY, too_fast * 5, 5.0) < QUALITY
    assert next_quality(LEAST_QUALITY, too_fast * 5, 5.0) == LEAST_QUALITY
    assert next_quality(60, too_fast, 5.0) > 60
    assert next_quality(QUALITY, 300_000, 0.04) == QUALITY  # the first frames say nothing about the rate


def test_the_scene_moves_while_it_is_filmed_and_stands_still_again(qapp: QApplication) -> None:
    source = SyntheticSource()
    source.start()
    shown = QSignalSpy(source.shown)

    picture = source.film_picture()
    source.rest()

    assert picture is not None
    assert picture().size().toTuple() == (1280, 720)
    assert [shown.at(number)[0].width() for number in range(2)] == [1280, 1596]
