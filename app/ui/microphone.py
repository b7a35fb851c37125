"""Where sound comes from: one protocol, and what stands in for a microphone that is not there.

It is open only while a recording with sound runs, and what it hears stays in memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from imaging.recorded import SOUND_HZ

Samples = Callable[[], bytes]  # called in a lane, in the order of the pieces: what a device gives is made into ours there
PIECE_MS = 100
NO_MICROPHONE = "This tablet has no microphone. The video is recorded without sound."
MICROPHONE_FAILED = "The microphone does not answer any more. The rest of the video is without sound."


@dataclass(frozen=True, slots=True)
class SoundPiece:
    """A moment of sound. at_s: when its first sample was heard, by the clock of the frames; samples: mono, 16 bit, 48,000 a second."""

    at_s: float
    samples: Samples


class Microphone(QObject):
    """A microphone, or none. `heard` gives a SoundPiece again and again between `listen` and `rest`; `failed` a sentence, once."""

    heard = Signal(object)
    failed = Signal(str)

    @property
    def is_there(self) -> bool:
        """Whether there is one to listen with now."""
        return False

    def listen(self) -> None:
        """Open it. Without one it fails, and a recording goes on without sound."""
        self.failed.emit(NO_MICROPHONE)

    def rest(self) -> None:
        """Close it; closed already is well."""


class PacedMicrophone(Microphone):
    """Gives made-up sound as time passes: `samples_of(first, number)` makes so many samples, from that one on."""

    def __init__(self, samples_of: Callable[[int, int], bytes]) -> None:
        super().__init__()
        self._samples_of, self._began_s, self._given = samples_of, 0.0, 0
        self._pace = QTimer(self)
        self._pace.setTimerType(Qt.TimerType.PreciseTimer)
        self._pace.setInterval(PIECE_MS)
        self._pace.timeout.connect(self._give)

    @property
    def is_there(self) -> bool:
        """Always."""
        return True

    def listen(self) -> None:
        """Begin at the first sample."""
        self._began_s, self._given = time.monotonic(), 0
        self._pace.start()

    def rest(self) -> None:
        """Give no more."""
        self._pace.stop()

    def _give(self) -> None:
        until = round((time.monotonic() - self._began_s) * SOUND_HZ)
        first, number = self._given, until - self._given
        self._given = until
        self.heard.emit(SoundPiece(self._began_s + first / SOUND_HZ, partial(self._samples_of, first, number)))
