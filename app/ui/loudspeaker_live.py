"""The tablet's own loudspeaker."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices

from app.ui.loudspeaker import Loudspeaker
from app.ui.sound_formats import format_of, wanted_format
from app.ui.sound_samples import SoundFormat


class QtLoudspeaker(Loudspeaker):
    """The loudspeaker that the system offers first."""

    def __init__(self) -> None:
        super().__init__()
        self._device, self._wanted = QAudioDevice(), QAudioFormat()
        self._sink: QAudioSink | None = None
        self._buffer = QBuffer(self)

    def form(self) -> SoundFormat | None:
        """What it takes now; None = there is none."""
        self._device = QMediaDevices.defaultAudioOutput()
        if self._device.isNull():
            return None
        self._wanted = wanted_format(self._device.isFormatSupported, self._device.preferredFormat())
        return format_of(self._wanted)

    def play(self, raw: bytes) -> None:
        """Play that from its beginning."""
        self.rest()
        if self._device.isNull():
            return
        self._buffer.setData(QByteArray(raw))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(self._device, self._wanted, self)
        self._sink.start(self._buffer)

    def rest(self) -> None:
        """Be silent, and forget what was played."""
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.stop()
            sink.deleteLater()
        self._buffer.close()
        self._buffer.setData(QByteArray())
