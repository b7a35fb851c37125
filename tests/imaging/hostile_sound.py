"""Recordings whose sound track is prepared: absurd numbers, other packings, floods. Their frames are good ones."""

from __future__ import annotations

from collections.abc import Iterator

from imaging import ebml
from imaging.ebml import elements
from imaging.recorded_sound import blocks_of
from imaging.video_file import Sound, matroska_of_jpegs
from tests.imaging.sounds import FRAME, tone

SECOND = tone(1.0)
FRAMES = [(100 * number, FRAME) for number in range(10)]


def hostile_sounds() -> Iterator[tuple[str, bytes]]:
    """Each by its name; none of them can be kept."""
    yield "44,100 Hz", clip(rate_hz=44_100)
    yield "no rate at all", clip(rate_hz=0)
    yield "a rate that is no number", clip().replace(ebml.write(0xB5, 48_000.0), ebml.write(0xB5, float("nan")))
    yield "two channels", clip(channels=2)
    yield "24 bits", clip(bits=24)
    yield "no bits", clip(bits=0)
    yield "samples as fractions", clip(codec="A_PCM/FLOAT/IEEE")
    yield "the upper byte first", clip(codec="A_PCM/INT/BIG")
    yield "another codec", clip(codec="A_AAC")
    yield (
        "encrypted",
        clip().replace(ebml.write(0x9C, 0) + ebml.write(0x86, "A_PCM/INT/LIT"), _ENCRYPTED + ebml.write(0x86, "A_PCM/INT/LIT")),
    )
    yield "laced", _with_blocks(_block(0, SECOND[:960], 0x86))
    yield "half a sample", clip(packets=[(0, SECOND[:961])])
    yield "half a minute after the film", _with_blocks(_block(900, SECOND), 30_500)
    yield "one block of a minute", clip(packets=[(0, SECOND * 60)])
    yield "before the beginning", _with_blocks(_block(-300, SECOND[:960]))
    yield "at the end of time", _with_blocks(_block(0, SECOND[:960]), (1 << 63) - 1)
    yield "a million tiny blocks", _with_blocks(_block(0, b"\0\0") * 100_000, 0, 10)
    yield "a million empty elements", _with_blocks(b"\xec\x80" * 100_000, 0, 10)
    yield "Opus without a head", clip(codec="A_OPUS", bits=0)
    yield "a scale of a nanosecond", clip().replace(ebml.write(0x2AD7B1, 1_000_000), ebml.write(0x2AD7B1, 1))


def clip(
    *,
    codec: str = "A_PCM/INT/LIT",
    rate_hz: int = 48_000,
    channels: int = 1,
    bits: int = 16,
    packets: list[tuple[int, bytes]] | None = None,
) -> bytes:
    """A second of film with this sound."""
    blocks = blocks_of(SECOND) if packets is None else packets
    return matroska_of_jpegs(FRAMES, 320, 192, 1000, Sound(codec, b"", rate_hz, channels, 0, blocks, bits))


_ENCRYPTED = ebml.write(0x6D80, ebml.write(0x6240, ebml.write(0x5035, b"\x47\xe1\x81\x05")))


def _block(at_ms: int, samples: bytes, flags: int = 0x80) -> bytes:
    return ebml.write(0xA3, b"\x82" + at_ms.to_bytes(2, signed=True) + bytes((flags,)) + samples)


def _with_blocks(blocks: bytes, at_ms: int = 0, times: int = 1) -> bytes:
    """The good clip with more clusters at its end."""
    whole = clip()
    segment = next(element for element in elements(whole, 0, len(whole)) if element.id == ebml.SEGMENT)
    cluster = ebml.write(ebml.CLUSTER, ebml.write(0xE7, at_ms) + blocks)
    return whole[: segment.start - 12] + ebml.write(ebml.SEGMENT, whole[segment.start :] + cluster * times)
