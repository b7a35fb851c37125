"""What the tour's microphone hears, and how it is found again: in clear files, in a video's packets, in what a browser decodes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.ui.sound_samples import written
from commands.clear_bytes import needles_in
from imaging.recorded import SOUND_HZ
from imaging.sound_track import OPUS, PCM, SoundTrack, sound_track
from imaging.video_values import SoundCannotBeKept

TONES_HZ = (523.25, 659.26, 783.99, 1046.50)
TONE_S, LEVEL = 0.4, 0.3
DECODED_HZ = 8_000  # what a browser is asked for: the highest tone fits, and little is handed over
NEAR_HZ, STANDS_OUT = 6.0, 20.0  # how far beside a tone, and how much stronger than what lies between


def melody(first: int, number: int) -> bytes:
    """So many samples from that one on: the tones one after the other, each swelling and fading, again and again."""
    at_s = np.arange(first, first + number) / SOUND_HZ
    tones = np.asarray(TONES_HZ)[(at_s / TONE_S).astype(np.int64) % len(TONES_HZ)]
    return written(LEVEL * np.sin(2 * np.pi * tones * at_s) * np.sin(np.pi * at_s / TONE_S) ** 2)


def tones_in(decoded: Sequence[float]) -> tuple[float, ...]:
    """Those of the melody's tones that stand out of the sound. decoded: at 8,000 Hz; shorter than the melody hears nothing."""
    if len(decoded) < len(TONES_HZ) * TONE_S * DECODED_HZ:
        return ()
    strength = np.abs(np.fft.rfft(np.asarray(decoded)))
    hz = np.fft.rfftfreq(len(decoded), 1 / DECODED_HZ)
    usual = np.median(strength)
    return tuple(tone for tone in TONES_HZ if strength[np.abs(hz - tone) < NEAR_HZ].max() > STANDS_OUT * usual)


def heard_needles(seconds: float) -> dict[str, bytes]:
    """Samples of the melody's first seconds, as they may lie clear in no file."""
    return needles_in("the microphone's samples", melody(0, round(seconds * SOUND_HZ)))


def has_track(video: bytes) -> bool:
    """Whether any sound lies in the bytes, by the names alone: it asks none of the code that is to take it away."""
    return OPUS in video or PCM in video


def opus_of(video: bytes) -> SoundTrack | None:
    """The video's sound; None where it has none."""
    try:
        track = sound_track(video)
    except SoundCannotBeKept:
        return None
    return track if track.codec == OPUS and track.packets else None


def packet_needles(name: str, track: SoundTrack) -> dict[str, bytes]:
    """Packets of a video's sound: a small share of its file, which slices of the whole would rarely meet."""
    return needles_in(f"the sound of {name}", b"".join(packet for _, packet in track.packets))
