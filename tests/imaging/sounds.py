"""Sound made by code, and what a player makes of the packets in a clip."""

from __future__ import annotations

import io

import numpy as np
import soundfile

from imaging.recorded import SOUND_HZ, ClipRecording
from imaging.video_file import Sound
from tests.imaging.clips import room
from tests.imaging.pictures import jpeg

FRAME = jpeg(room(320, 192), quality=80)
Samples = np.ndarray[tuple[int], np.dtype[np.float64]]


def tone(seconds: float, pitch_hz: float = 440.0) -> bytes:
    """A tone as a microphone gives it."""
    at = np.arange(round(seconds * SOUND_HZ)) / SOUND_HZ
    return bytes((8000 * np.sin(2 * np.pi * pitch_hz * at)).astype("<i2").tobytes())


def silence(seconds: float) -> bytes:
    return bytes(2 * round(seconds * SOUND_HZ))


def filmed(seconds: float, frames_per_s: int = 10, first_s: float = 100.0) -> ClipRecording:
    """A recording of a still room; `first_s` is when its first frame was seen."""
    made = ClipRecording(320, 192)
    for number in range(round(seconds * frames_per_s)):
        made.add(FRAME, first_s + number / frames_per_s)
    return made


def recorded(sound: bytes, seconds: float, frames_per_s: int = 10, piece_s: float = 0.05) -> bytes:
    """A whole recording of that sound, heard in pieces."""
    made, step = filmed(seconds, frames_per_s), 2 * round(piece_s * SOUND_HZ)
    for at in range(0, len(sound), step):
        made.hear(sound[at : at + step], 100.0 + at / (2 * SOUND_HZ))
    return made.finish()


def heard(sound: Sound) -> Samples:
    """What a player makes of the packets from the clip's start, each where its time says, -1 to 1."""
    first_ms = sound.packets[0][0]
    assert [at_ms for at_ms, _ in sound.packets] == list(range(first_ms, first_ms + 20 * len(sound.packets), 20))
    samples, rate = soundfile.read(io.BytesIO(_ogg(sound)), dtype="float64")
    assert rate == SOUND_HZ and samples.ndim == 1
    row: Samples = np.concatenate((np.zeros(first_ms * SOUND_HZ // 1000), samples))
    return row


def pitch_hz(samples: Samples) -> float:
    """The strongest tone of a piece."""
    strength = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(strength.argmax() * SOUND_HZ / len(samples))


def begins_s(samples: Samples, loud: float = 0.1) -> float:
    """When it first becomes loud."""
    return float(np.argmax(np.abs(samples) > loud) / SOUND_HZ)


def _ogg(sound: Sound) -> bytes:
    """The packets in the file that an Opus decoder reads (RFC 7845), one to a page."""
    tags = b"OpusTags" + (0).to_bytes(4, "little") * 2
    ends = [0, 0, *(960 * (number + 1) for number in range(len(sound.packets)))]
    packets = [sound.head, tags, *(packet for _, packet in sound.packets)]
    last = len(packets) - 1
    pages = (_page(packet, ends[n], n, 2 * (n == 0) | 4 * (n == last)) for n, packet in enumerate(packets))
    return b"".join(pages)


def _page(packet: bytes, end: int, number: int, flags: int) -> bytes:
    lacing = b"\xff" * (len(packet) // 255) + bytes((len(packet) % 255,))
    head = b"OggS\0" + bytes((flags,)) + end.to_bytes(8, "little") + (7).to_bytes(4, "little") + number.to_bytes(4, "little")
    body = bytes((len(lacing),)) + lacing + packet
    return head + _checksum(head + bytes(4) + body).to_bytes(4, "little") + body


def _checksum(page: bytes) -> int:
    """RFC 3533 §6: the polynomial 0x04c11db7 from the highest bit on."""
    rest = 0
    for byte in page:
        rest = (rest << 8) & 0xFFFFFFFF ^ _REST_OF[(rest >> 24) ^ byte]
    return rest


def _rest_of(byte: int) -> int:
    rest = byte << 24
    for _ in range(8):
        rest = rest << 1 ^ (0x104C11DB7 if rest >> 31 else 0)
    return rest


_REST_OF = [_rest_of(byte) for byte in range(256)]
