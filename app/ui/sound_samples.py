"""A device's samples made into ours (mono, 16 bit, 48,000 a second), and ours into a device's. Without Qt; used in a lane."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from imaging.recorded import SOUND_HZ

Wave: TypeAlias = npt.NDArray[np.float64]
PHASES, TAPS = 256, 32  # of the filter: how finely it is placed between two samples, and how many of them it hears
TONE_HZ, TONE_LEVEL, SWELL_HZ = 220.0, 0.25, 1.5


class SampleKind(Enum):
    """How a device writes one sample: numpy's word for it, what stands for silence, and the largest step away from that."""

    UINT8 = ("u1", 128, 128)
    INT16 = ("<i2", 0, 32768)
    INT32 = ("<i4", 0, 2147483648)
    FLOAT = ("<f4", 0, 1)


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """What a device gives: samples a second for each channel, channels, and how one is written."""

    hz: int
    channels: int
    kind: SampleKind

    @property
    def frame_bytes(self) -> int:
        """One sample of every channel."""
        return self.channels * np.dtype(self.kind.value[0]).itemsize


OURS = SoundFormat(SOUND_HZ, 1, SampleKind.INT16)


class ToOurs:
    """Makes pieces of one device's sound into ours, in order: what a piece begins, the next one goes on with."""

    def __init__(self, given: SoundFormat) -> None:
        self._given, self._rest = given, b""
        self._resampler = Resampler(given.hz, SOUND_HZ) if given.hz != SOUND_HZ else None

    def take(self, raw: bytes) -> bytes:
        """The piece as mono s16le; half a frame at its end waits for the next piece."""
        raw = self._rest + raw
        whole = len(raw) - len(raw) % self._given.frame_bytes
        self._rest = raw[whole:]
        if self._given == OURS:
            return raw[:whole]
        wave = mono(raw[:whole], self._given)
        return written(wave if self._resampler is None else self._resampler.take(wave))


class Resampler:
    """Changes how many samples a second has, piece by piece, by a windowed sinc: speech stays as clear as it was."""

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._step, self._filter = from_hz / to_hz, sinc_table(min(1.0, to_hz / from_hz))
        self._left, self._at = np.zeros(TAPS // 2 - 1), 0.0  # samples still needed; where ours lies next, counted from the first of them

    def take(self, wave: Wave) -> Wave:
        """What this piece gives; some samples at its end are heard with the next one."""
        have = np.concatenate((self._left, wave))
        number = max(0, int(np.ceil((len(have) - TAPS - self._at) / self._step)))
        places = self._at + self._step * np.arange(number)
        self._at += self._step * number
        done = min(int(self._at), len(have))
        self._left, self._at = have[done:], self._at - done
        first = places.astype(np.int64)
        phases = ((places - first) * PHASES).astype(np.int64)
        heard = have[first[:, None] + np.arange(TAPS)]
        return np.asarray(np.einsum("ij,ij->i", heard, self._filter[phases]))


def sinc_table(share: float) -> Wave:
    """(PHASES, TAPS): the filter at every place between two samples. share: of the old band that the new one has room for."""
    away = np.arange(TAPS) - (TAPS / 2 - 1) - np.arange(PHASES)[:, None] / PHASES
    table = np.sinc(share * away) * np.cos(np.pi * away / (TAPS + 2)) ** 2
    return np.asarray(table / table.sum(axis=1, keepdims=True))


def mono(raw: bytes, given: SoundFormat) -> Wave:
    """The mean of all channels, between -1 and 1."""
    word, silence, most = given.kind.value
    frames = np.frombuffer(raw, word).astype(np.float64).reshape(-1, given.channels)
    return np.asarray((frames.mean(axis=1) - silence) / most)


def written(wave: Wave, kind: SampleKind = SampleKind.INT16) -> bytes:
    """The samples as that kind, ours unless said; louder than loudest is cut, what is no number is silent."""
    word, silence, most = kind.value
    if kind is SampleKind.FLOAT:
        return np.clip(np.nan_to_num(wave), -1, 1).astype(word).tobytes()
    steps = np.clip(np.rint(np.nan_to_num(wave) * (most - 1)), -most, most - 1)
    return bytes((steps + silence).astype(word).tobytes())


def for_device(pcm: bytes, device: SoundFormat) -> bytes:
    """Ours as that device takes it, the same on every channel; made a second at a time, for the filter needs much room."""
    if device == OURS:
        return pcm
    resampler = Resampler(SOUND_HZ, device.hz) if device.hz != SOUND_HZ else None
    seconds = (mono(pcm[at : at + 2 * SOUND_HZ], OURS) for at in range(0, len(pcm), 2 * SOUND_HZ))
    waves = (resampler.take(wave) if resampler else wave for wave in seconds)
    return b"".join(written(np.repeat(wave, device.channels), device.kind) for wave in waves)


def tone(first: int, number: int) -> bytes:
    """So many samples of a soft tone that swells and fades, from that one on: the sound of a machine without a microphone."""
    at_s = np.arange(first, first + number) / SOUND_HZ
    return written(TONE_LEVEL * np.sin(2 * np.pi * TONE_HZ * at_s) * np.sin(np.pi * SWELL_HZ * at_s) ** 2)
