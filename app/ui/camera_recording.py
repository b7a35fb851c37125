"""A recording as it grows: frames made into JPEG pictures in a lane, times as they were, held in memory and nowhere else.

A frame that comes while the lane is behind is dropped, and the next one keeps its own time: a recording may be less smooth, never faster
or slower than what happened. A clip may have 64 MiB (`imaging.video_values`), so a busy picture becomes coarser before it becomes too much.
Its sound, if it has any, is small, and no piece of it is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageWriter, QTransform

from app.ui.background import Lane
from app.ui.camera import FilmFrame, FrameSource
from app.ui.film_sound import FilmSound
from app.ui.microphone import SoundPiece
from imaging.recorded import ClipRecording
from imaging.video_values import MAX_CLIP_BYTES, MAX_CLIP_S, MAX_LONG_PX, MAX_SHORT_PX

QUALITY, LEAST_QUALITY, STEP = 80, 50, 5
BYTES_PER_S = 0.95 * MAX_CLIP_BYTES / MAX_CLIP_S  # the file's heads take less than the rest
MOST_WAITING = 3  # frames in the lane; more would be old, and cost 3 MB each
END_S = MAX_CLIP_S - 0.05  # the last frame lasts as long as the others


@dataclass(frozen=True, slots=True)
class Recorded:
    """A finished recording. was_mute: its microphone was open, and for a while nothing at all came from it."""

    clip: bytes
    was_mute: bool = False


class Film:
    """What the lane knows of a recording. Used by one thread at a time. turn: of the source when it began; it does not follow a hand."""

    def __init__(self, turn: int) -> None:
        self._turn, self._quality = turn, QUALITY
        self._recording: ClipRecording | None = None
        self._size, self._sound = QSize(), FilmSound()

    def add(self, frame: FilmFrame) -> tuple[float, bool]:
        """Keep a frame; how many seconds there are, and whether there is no room for more."""
        picture = upright(frame.picture(), self._turn)
        if self._recording is None:
            self._size = picture.size()
            self._recording = ClipRecording(picture.width(), picture.height())
        if picture.size() == self._size:  # a camera that changes its format in between: only the first one counts
            self._recording.add(jpeg_of(picture, self._quality), frame.at_s)
        self._sound.pour(self._recording)
        self._quality = next_quality(self._quality, self._recording.bytes, self._recording.seconds)
        return self._recording.seconds, self._recording.is_full or self._recording.seconds >= END_S

    def hear(self, piece: SoundPiece) -> None:
        """Keep a piece of sound; what comes before the first frame waits for it."""
        self._sound.take(piece)
        if self._recording is not None:
            self._sound.pour(self._recording)

    def finish(self) -> Recorded:
        """The clip; nothing else holds its frames then. Raises ClipUnreadable when there is no frame."""
        recording, self._recording = self._recording, None
        return Recorded((recording or ClipRecording(1, 1)).finish(), self._sound.was_mute)


class Recorder(QObject):
    """Takes a source's frames while it runs, and what its microphone hears, if that is wished.

    `grown` gives the seconds; `full` comes once, when it may not grow any more; `unheard` a sentence, when there is no sound from now on.
    """

    grown = Signal(float)
    full = Signal()
    unheard = Signal(str)

    def __init__(self, source: FrameSource, lane: Lane) -> None:
        super().__init__()
        self._source, self._lane = source, lane
        self._film: Film | None = None
        self._waiting = 0
        self.seconds = 0.0
        self.is_listening = False

    @property
    def is_running(self) -> bool:
        """Whether frames are taken now."""
        return self._film is not None

    def start(self, *, with_sound: bool = False) -> None:
        """Begin a recording. The microphone is open for no moment longer."""
        self._film, self._waiting, self.seconds = Film(self._source.turn), 0, 0.0
        self._source.filmed.connect(self._take)
        self._source.film()
        if with_sound:
            self._listen()

    def stop(self, done: Callable[[Recorded], None], failed: Callable[[Exception], None]) -> None:
        """Take no more; `done` gets the clip once the last frame is in it."""
        if self._film is None:
            return
        self._source.rest()
        self._source.filmed.disconnect(self._take)
        self._hear_no_more()
        film, self._film = self._film, None
        self._lane.run(film.finish, done, failed)

    def _listen(self) -> None:
        microphone, self.is_listening = self._source.microphone, True
        microphone.heard.connect(self._hear)
        microphone.failed.connect(self._unheard)
        microphone.listen()

    def _hear_no_more(self) -> None:
        if not self.is_listening:
            return
        microphone = self._source.microphone
        microphone.rest()  # gives what it still has
        self.is_listening = False
        microphone.heard.disconnect(self._hear)
        microphone.failed.disconnect(self._unheard)

    def _hear(self, piece: SoundPiece) -> None:
        if self._film is not None:
            film = self._film
            self._lane.run(partial(film.hear, piece), lambda _: None, partial(self._lost, film))

    def _unheard(self, sentence: str) -> None:
        """There is no microphone, or no more: the video goes on without it."""
        self._hear_no_more()
        self.unheard.emit(sentence)

    def _take(self, frame: FilmFrame) -> None:
        if self._film is None or self._waiting >= MOST_WAITING:
            return
        self._waiting += 1
        film = self._film
        self._lane.run(partial(film.add, frame), partial(self._added, film), partial(self._frame_lost, film))

    def _added(self, film: Film, grown: tuple[float, bool]) -> None:
        if film is not self._film:
            return
        self._waiting -= 1
        self.seconds, is_full = grown
        self.grown.emit(self.seconds)
        if is_full:
            self.full.emit()  # heard once: whoever hears it stops

    def _frame_lost(self, film: Film, error: Exception) -> None:
        self._waiting -= film is self._film
        self._lost(film, error)

    def _lost(self, film: Film, error: Exception) -> None:
        """A frame or a piece of sound could not be kept: what is there stays, and the recording ends."""
        if film is self._film:
            self.full.emit()
        if not isinstance(error, MemoryError | OSError | ValueError):
            raise error


def upright(image: QImage, turn: int) -> QImage:
    """The frame turned upright, within 1280 × 720 (or 720 × 1280), without alpha."""
    turned = image.transformed(QTransform().rotate(turn)) if turn else image
    most = (MAX_LONG_PX, MAX_SHORT_PX) if turned.width() >= turned.height() else (MAX_SHORT_PX, MAX_LONG_PX)
    if turned.width() > most[0] or turned.height() > most[1]:
        turned = turned.scaled(*most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return turned.convertToFormat(QImage.Format.Format_RGB32)


def jpeg_of(image: QImage, quality: int) -> bytes:
    """The frame as a JPEG. Raises ValueError for a frame that is none."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(quality)
    if not writer.write(image):
        raise ValueError("A frame without pixels")
    return bytes(content.data())


def next_quality(quality: int, written_bytes: int, seconds: float) -> int:
    """The quality of the next frame: lower while the recording grows faster than it may, never below 50."""
    if written_bytes / max(1.0, seconds) > BYTES_PER_S:  # the first second may take what it needs
        return max(LEAST_QUALITY, quality - STEP)
    return min(QUALITY, quality + 1)
