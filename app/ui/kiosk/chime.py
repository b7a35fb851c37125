"""The soft tone of the warning that a tablet is still out. Never alone: the bar and its words say the same."""

from __future__ import annotations

import math
import struct
import wave
from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir, QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
from PySide6.QtWidgets import QApplication

RATE_HZ = 22_050
TONES_HZ = (659.3, 523.3)  # two notes downwards: heard, and nobody jumps
TONE_S, LOUD = 0.35, 0.35


class Chime(QObject):
    """Two notes; without loudspeaker the system's own beep."""

    def __init__(self) -> None:
        super().__init__()
        self._folder: QTemporaryDir | None = None
        self._sound: QSoundEffect | None = None

    def ring(self) -> None:
        """Sound once, and do not wait for the end."""
        if QMediaDevices.defaultAudioOutput().isNull():
            QApplication.beep()
            return
        self._prepared().play()

    def _prepared(self) -> QSoundEffect:
        if self._sound is None:
            self._folder = QTemporaryDir()
            path = Path(self._folder.path()) / "late.wav"
            write_tones(path)
            self._sound = QSoundEffect(self)
            self._sound.setSource(QUrl.fromLocalFile(str(path)))
        return self._sound


def write_tones(path: Path) -> None:
    """The two notes as a WAV file, mono, 16 bit; each fades in and out, so that nothing clicks."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(b"".join(struct.pack("<h", sample) for hertz in TONES_HZ for sample in samples_of(hertz)))


def samples_of(hertz: float) -> list[int]:
    """One note under half a sine as its envelope."""
    count = round(RATE_HZ * TONE_S)
    return [round(32_767 * LOUD * math.sin(math.pi * at / count) * math.sin(2 * math.pi * hertz * at / RATE_HZ)) for at in range(count)]
