"""The tablet's own microphone: read into memory, in whatever format it has, nothing ever written to a file."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QIODevice
from PySide6.QtMultimedia import QAudioDevice, QAudioSource, QMediaDevices, QtAudio

from app.ui.microphone import MICROPHONE_FAILED, NO_MICROPHONE, Microphone, SoundPiece
from app.ui.sound_formats import format_of, wanted_format
from app.ui.sound_samples import OURS, SoundFormat, ToOurs


class QtMicrophone(Microphone):
    """The microphone that the system offers first."""

    def __init__(self) -> None:
        super().__init__()
        self._devices: QMediaDevices | None = None  # made with the first recording: asking for devices takes a moment
        self._device = QAudioDevice()
        self._source: QAudioSource | None = None
        self._pipe: QIODevice | None = None
        self._given, self._to_ours = OURS, ToOurs(OURS)

    @property
    def is_there(self) -> bool:
        """Whether the system offers one."""
        return not QMediaDevices.defaultAudioInput().isNull()

    def listen(self) -> None:
        """Open it in the format that it likes."""
        self.rest()
        self._device = QMediaDevices.defaultAudioInput()
        if self._device.isNull():
            self.failed.emit(NO_MICROPHONE)
            return
        self._watch_devices()
        wanted = wanted_format(self._device.isFormatSupported, self._device.preferredFormat())
        self._given = format_of(wanted)
        self._to_ours = ToOurs(self._given)
        self._source = source = QAudioSource(self._device, wanted, self)
        source.stateChanged.connect(self._state_changed)
        pipe = source.start()
        if self._source is not source:
            return  # it failed while it was opened, and that was said
        if source.error() is not QtAudio.Error.NoError:
            self._fail()
            return
        self._pipe = pipe
        pipe.readyRead.connect(self._read)

    def rest(self) -> None:
        """Close it; what it has heard until now is given first."""
        self._read()
        source, self._source, self._pipe = self._source, None, None
        if source is not None:
            source.stateChanged.disconnect(self._state_changed)
            source.stop()
            source.deleteLater()

    def _read(self) -> None:
        raw = bytes(self._pipe.readAll().data()) if self._pipe is not None else b""
        if raw:
            self.heard.emit(piece_of(raw, time.monotonic(), self._given, self._to_ours))

    def _state_changed(self, state: QtAudio.State) -> None:
        if self._source is not None and state is QtAudio.State.StoppedState and self._source.error() is not QtAudio.Error.NoError:
            self._fail()

    def _devices_changed(self) -> None:
        if self._source is not None and self._device not in QMediaDevices.audioInputs():
            self._fail()

    def _watch_devices(self) -> None:
        if self._devices is None:
            self._devices = QMediaDevices(self)
            self._devices.audioInputsChanged.connect(self._devices_changed)

    def _fail(self) -> None:
        self.rest()
        self.failed.emit(MICROPHONE_FAILED)


def piece_of(raw: bytes, now_s: float, given: SoundFormat, to_ours: ToOurs) -> SoundPiece:
    """What was just read: its last sample was heard now. It is made into ours in the lane."""
    return SoundPiece(now_s - len(raw) / given.frame_bytes / given.hz, partial(to_ours.take, raw))
