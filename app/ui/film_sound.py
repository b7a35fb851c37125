"""The sound of one recording on its way into it. Used by one thread at a time; without Qt."""

from __future__ import annotations

from app.ui.microphone import SoundPiece
from imaging.recorded import SOUND_HZ, ClipRecording

SAMPLE_BYTES = 2
MUTE_S = 2.0  # a room is never that still: nothing but zeros means that the system has switched the microphone off
EARLY_PIECES = 20  # before the first frame: two seconds


class FilmSound:
    """Takes pieces as they were heard, and pours them into the recording once that has begun.

    Zeros that come before any sound are left out: nothing but zeros makes no sound of a recording, and what is left out is silent there.
    was_mute: for a while there was nothing but zeros.
    """

    def __init__(self) -> None:
        self._waiting = list[tuple[bytes, float]]()
        self._mute_s, self._has_sound, self.was_mute = 0.0, False, False

    def take(self, piece: SoundPiece) -> None:
        """Keep a piece until `pour`."""
        samples = piece.samples()
        is_sound = any(samples)
        self._mute_s = 0.0 if is_sound else self._mute_s + len(samples) / SAMPLE_BYTES / SOUND_HZ
        self.was_mute = self.was_mute or self._mute_s > MUTE_S
        self._has_sound = self._has_sound or is_sound
        if self._has_sound:
            self._waiting = [*self._waiting, (samples, piece.at_s)][-EARLY_PIECES:]

    def pour(self, recording: ClipRecording) -> None:
        """Put what was heard into the recording."""
        for samples, at_s in self._waiting:
            recording.hear(samples, at_s)
        self._waiting = []
