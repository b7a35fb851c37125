"""The tablet's own camera: frames from the sink, the format chosen by us, nothing ever written to a file."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer
from PySide6.QtMultimedia import QCamera, QCameraFormat, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink

from app.services.pixels import Frame
from app.ui.camera import FILM_GAP_MS, NO_CAMERA, FilmFrame, FrameSource, Shot, frame_of
from app.ui.microphone_live import QtMicrophone

KEPT_SIDE_PX = 2560  # the kept picture is never larger, so a larger format only costs time
FILM_SIDE_PX = 1280  # nor is a clip's frame
EARLY_MS = 8  # a frame that comes so much too soon still counts: cameras keep no exact time
LEAST_RATE = 14.0  # frames a second; below this a hand cannot follow
LIVE_GAP_MS = 66  # 15 live pictures a second are enough to aim by, and leave the GUI thread free
CAMERA_FAILED = "The camera does not answer. Put it away and open it again, or ask the office."


class QtCameraSource(FrameSource):
    """The first camera that the system offers."""

    def __init__(self, turn: int = 0) -> None:
        super().__init__(turn, QtMicrophone())
        self._camera: QCamera | None = None
        self._session, self._sink = QMediaCaptureSession(self), QVideoSink(self)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._frame)
        self._last: QVideoFrame | None = None
        self._since, self._since_film = QElapsedTimer(), QElapsedTimer()
        self._is_filming = self._is_at_film = False

    def start(self) -> None:
        """Open the camera in the chosen format, or say that there is none."""
        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            self.failed.emit(NO_CAMERA)
            return
        self._camera = QCamera(device, self)
        chosen = choose_format(device.videoFormats(), FILM_SIDE_PX if self._is_at_film else KEPT_SIDE_PX)
        if chosen is not None:
            self._camera.setCameraFormat(chosen)
        self._camera.errorOccurred.connect(lambda *_: self.failed.emit(CAMERA_FAILED))
        self._session.setCamera(self._camera)
        self._since.start()
        self._camera.start()

    def stop(self) -> None:
        """Close the camera and forget the last frame."""
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
        self._camera, self._last = None, None

    def aim(self, *, at_film: bool) -> None:
        """Open the camera anew in the other format: a large one would not come 24 times a second."""
        if at_film != self._is_at_film:
            self._is_at_film = at_film
            if self._camera is not None:
                self.stop()
                self.start()

    def film(self) -> None:
        """The camera's own frames, at most 24 a second."""
        self._is_filming = True
        self._since_film.invalidate()

    def rest(self) -> None:
        """Give no more."""
        self._is_filming = False

    def take(self) -> Shot | None:
        """The last frame; it is converted in the lane."""
        if self._last is None or not self._last.isValid():
            return None
        frame, turn = QVideoFrame(self._last), self.turn
        return lambda: picture_of(frame, turn)

    def _frame(self, frame: QVideoFrame) -> None:
        self._last = frame
        if self._is_filming and (not self._since_film.isValid() or self._since_film.elapsed() >= FILM_GAP_MS - EARLY_MS):
            self._since_film.restart()
            kept = QVideoFrame(frame)
            self.filmed.emit(FilmFrame(time.monotonic(), kept.toImage))
        if self._since.elapsed() >= LIVE_GAP_MS:
            self._since.restart()
            self.shown.emit(frame.toImage())


def picture_of(frame: QVideoFrame, turn: int) -> Frame:
    """A video frame as rows of RGB."""
    return frame_of(frame.toImage(), turn)


def choose_format(formats: Sequence[QCameraFormat], side_px: int = KEPT_SIDE_PX) -> QCameraFormat | None:
    """The smallest format that fills `side_px`, else the largest; among those that move smoothly if any do."""
    smooth = [one for one in formats if one.maxFrameRate() >= LEAST_RATE] or list(formats)
    if not smooth:
        return None
    enough = [one for one in smooth if _side(one) >= side_px]
    return min(enough, key=_area) if enough else max(smooth, key=_area)


def _side(one: QCameraFormat) -> int:
    return max(one.resolution().width(), one.resolution().height())


def _area(one: QCameraFormat) -> tuple[int, float]:
    return one.resolution().width() * one.resolution().height(), one.maxFrameRate()
