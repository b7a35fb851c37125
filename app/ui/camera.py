"""Where frames come from: one protocol, and the sources that need no camera."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader

from app.services.pixels import Frame
from app.ui.microphone import Microphone

Shot = Callable[[], bytes | Frame]  # called in a lane: reading or converting the picture may take longer than a frame
FilmPicture = Callable[[], QImage]  # called in a lane too: as the camera has it, to be turned by the source's angle
FILM_GAP_MS = 42  # about 24 frames a second
LIVE_SIDE_PX = 1600  # the live picture is never shown larger than this
PICTURES = frozenset({".jpg", ".jpeg", ".png"})
NO_CAMERA = "No camera is found here. The office can help."
NO_PICTURES = "There is no picture in this folder. Choose a folder with JPEG or PNG pictures."


@dataclass(frozen=True, slots=True)
class FilmFrame:
    """One frame of a recording. at_s: by a clock that never goes back; only differences mean something."""

    at_s: float
    picture: FilmPicture


class FrameSource(QObject):
    """A camera, or what stands in for one.

    `shown` gives the live picture as the source has it; `turn` is how many degrees clockwise make it upright, and the view turns it.
    `filmed` gives a FilmFrame about 24 times a second between `film` and `rest`. `failed` gives a sentence with the way out.
    `microphone`: what is heard beside it; opened by whoever records sound, and closed again.
    """

    shown = Signal(QImage)
    filmed = Signal(object)
    failed = Signal(str)
    can_turn = True
    can_film = True

    def __init__(self, turn: int = 0, microphone: Microphone | None = None) -> None:
        super().__init__()
        self.turn, self.microphone = turn, microphone or Microphone()
        self._pace = QTimer(self)
        self._pace.setTimerType(Qt.TimerType.PreciseTimer)
        self._pace.setInterval(FILM_GAP_MS)
        self._pace.timeout.connect(self._film_on)

    def start(self) -> None:
        """Begin to show frames."""
        raise NotImplementedError

    def stop(self) -> None:
        """Let go of the camera; no frame is kept."""

    def take(self) -> Shot | None:
        """The frame of this moment as something that a lane turns into bytes; None while there is none."""
        raise NotImplementedError

    def aim(self, *, at_film: bool) -> None:
        """Get ready for a video, or for photos: a camera has another format for each."""

    def film(self) -> None:
        """Give frames through `filmed` from now on."""
        self._pace.start()

    def rest(self) -> None:
        """Give no more."""
        self._pace.stop()

    def film_picture(self) -> FilmPicture | None:
        """The frame of this moment; None while there is none. Sources with a rhythm of their own never ask."""
        return None

    def _film_on(self) -> None:
        picture = self.film_picture()
        if picture is not None:
            self.filmed.emit(FilmFrame(time.monotonic(), picture))

    def turn_on(self) -> int:
        """Turn by a quarter; the new angle, for the device to remember."""
        self.turn = (self.turn + 90) % 360
        return self.turn


class FolderSource(FrameSource):
    """The pictures of a folder in the order of their names. Each taken picture makes place for the next; the last is followed by the first.

    A shot gives the file's own bytes, EXIF and all, as strange as they are: what is kept of them is not the camera's concern.
    """

    can_turn = False

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
        self._at = 0
        self._shown = QImage()

    @property
    def names(self) -> tuple[str, ...]:
        """The file names, in order."""
        return tuple(path.name for path in self._paths)

    @property
    def name(self) -> str:
        """The file that the next shot gives; empty for an empty folder."""
        return self._paths[self._at].name if self._paths else ""

    def go_to(self, name: str) -> None:
        """Show that file next. Raises ValueError when there is none of that name."""
        self._at = self.names.index(name)
        self.start()

    def start(self) -> None:
        """Show the picture in turn."""
        if not self._paths:
            self.failed.emit(NO_PICTURES)
            return
        self._shown = small_picture(self._paths[self._at])
        self.shown.emit(self._shown)

    def film_picture(self) -> FilmPicture | None:
        """The picture in turn: a still one, for as long as it is filmed."""
        still = self._shown
        return None if still.isNull() else lambda: still

    def take(self) -> Shot | None:
        """The bytes of the file in turn."""
        if not self._paths:
            return None
        shot = partial(_bytes_of, self._paths[self._at])
        self._at = (self._at + 1) % len(self._paths)
        self.start()
        return shot


class BrokenSource(FrameSource):
    """A tablet without a camera that works."""

    can_turn = False
    can_film = False

    def __init__(self, sentence: str = NO_CAMERA) -> None:
        super().__init__()
        self._sentence = sentence

    def start(self) -> None:
        """Say so."""
        self.failed.emit(self._sentence)

    def take(self) -> Shot | None:
        """Nothing."""
        return None


def small_picture(path: Path) -> QImage:
    """The file upright and at most 1600 px on its long side; a null image when it cannot be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LIVE_SIDE_PX:
        share = LIVE_SIDE_PX / max(size.width(), size.height())
        reader.setScaledSize(QSize(round(size.width() * share), round(size.height() * share)))
    return reader.read()


def frame_of(image: QImage, turn: int) -> Frame:
    """The pixels of an image as rows of RGB without padding."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height, stride = rgb.width(), rgb.height(), rgb.bytesPerLine()
    raw = bytes(rgb.constBits())
    if stride != width * 3:  # Qt begins every row at a multiple of four bytes
        raw = b"".join(raw[row * stride : row * stride + width * 3] for row in range(height))
    return Frame(rgb=raw, width=width, height=height, turn=turn)


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes()
