"""A recording: true times, no more than there is room for, and readable by the worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from app.ui.camera import FilmFrame, FrameSource
from app.ui.camera_recording import LEAST_QUALITY, MOST_WAITING, QUALITY, Recorded, Recorder, next_quality, upright
from app.ui.camera_scene import SyntheticSource
from app.ui.microphone import MICROPHONE_FAILED, NO_MICROPHONE, Microphone, SoundPiece
from app.ui.sound_samples import tone
from imaging.recorded import SOUND_HZ, pcm_of
from imaging.video_read import ClipReader
from imaging.video_values import MAX_CLIP_BYTES, MAX_CLIP_S
from tests.app.ui.held import HeldLane


def plain(width: int = 320, height: int = 180, colour: str = "#3F6EA9") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


class HeldMicrophone(Microphone):
    """Hears what the test says, while it is open."""

    def __init__(self) -> None:
        super().__init__()
        self.is_open, self.last = False, list[SoundPiece]()

    def listen(self) -> None:
        self.is_open = True

    def rest(self) -> None:
        if self.is_open:
            for piece in self.last:
                self.heard.emit(piece)
        self.is_open = False

    def hear(self, at_s: float, samples: bytes) -> None:
        self.heard.emit(SoundPiece(100.0 + at_s, lambda: samples))


class Recording:
    """A recorder whose frames come when the test says so; `clip` is what came of it."""

    def __init__(self, microphone: Microphone | None = None) -> None:
        self.source, self.lane = FrameSource(0, microphone), HeldLane()
        self.recorder = Recorder(self.source, self.lane)
        self.full, self.unheard = QSignalSpy(self.recorder.full), QSignalSpy(self.recorder.unheard)
        self.clip, self.was_mute = b"", False

    def frame(self, at_s: float, image: QImage | None = None) -> None:
        picture = image if image is not None else plain()
        self.source.filmed.emit(FilmFrame(100.0 + at_s, lambda: picture))

    def stop(self) -> ClipReader:
        self.recorder.stop(self._came, lambda error: pytest.fail(str(error)))
        self.lane.run_all()
        return ClipReader(self.clip)

    def _came(self, recorded: Recorded) -> None:
        self.clip, self.was_mute = recorded.clip, recorded.was_mute


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


def heard(sounds: Recording) -> HeldMicrophone:
    assert isinstance(sounds.source.microphone, HeldMicrophone)
    return sounds.source.microphone


@pytest.fixture
def sounds(qapp: QApplication) -> Iterator[Recording]:
    recording = Recording(HeldMicrophone())
    recording.recorder.start(with_sound=True)
    yield recording
    recording.source.rest()


def test_what_is_heard_goes_with_the_frames(sounds: Recording) -> None:
    heard(sounds).hear(-0.1, tone(0, 4800))  # before the first frame
    sounds.frame(0)
    for tenth in range(10):
        heard(sounds).hear(tenth / 10, tone(4800 * (tenth + 1), 4800))
        sounds.frame(tenth / 10 + 0.05)
        sounds.lane.run_all()
    heard(sounds).last = [SoundPiece(101.0, lambda: tone(48_000 + 4800, 4800))]

    measure = sounds.stop().measure

    pcm = pcm_of(sounds.clip)
    assert measure.has_sound
    assert pcm is not None
    assert pcm == tone(4800, len(pcm) // 2)
    assert len(pcm) / 2 / SOUND_HZ == pytest.approx(1.05)
    assert not sounds.was_mute


def test_the_microphone_is_open_while_a_recording_with_sound_runs_and_no_longer(sounds: Recording) -> None:
    assert heard(sounds).is_open

    sounds.frame(0)
    sounds.stop()

    assert not heard(sounds).is_open
    heard(sounds).hear(1, tone(0, 480))
    assert sounds.lane.waiting == []


def test_it_stays_closed_when_nobody_asked_for_sound(qapp: QApplication) -> None:
    recording = Recording(HeldMicrophone())
    recording.recorder.start()

    assert not heard(recording).is_open
    recording.frame(0)
    assert pcm_of(recording.clip if recording.stop() else b"") is None


def test_a_tablet_without_a_microphone_records_on_without_sound(qapp: QApplication) -> None:
    recording = Recording()
    recording.recorder.start(with_sound=True)

    assert recording.unheard.at(0) == [NO_MICROPHONE]
    assert recording.recorder.is_running
    assert not recording.recorder.is_listening
    recording.frame(0)
    assert not recording.stop().measure.has_sound


def test_a_microphone_that_is_pulled_out_leaves_what_was_heard(sounds: Recording) -> None:
    sounds.frame(0)
    heard(sounds).hear(0, tone(0, 4800))
    heard(sounds).failed.emit(MICROPHONE_FAILED)
    sounds.frame(1.0)

    measure = sounds.stop().measure

    assert sounds.unheard.at(0) == [MICROPHONE_FAILED]
    assert measure.has_sound
    assert (pcm_of(sounds.clip) or b"").startswith(tone(0, 4800))


def test_a_recording_that_heard_nothing_at_all_has_no_sound_and_says_why(sounds: Recording) -> None:
    for second in range(3):
        sounds.frame(second)
        heard(sounds).hear(second, bytes(2 * SOUND_HZ))

    assert not sounds.stop().measure.has_sound
    assert sounds.was_mute


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
