"""Recorded samples coded as Opus, in memory. Only the worker imports this module: it loads the encoder's library."""

from __future__ import annotations

import io
from collections.abc import Generator

import numpy as np
import soundfile

from imaging.opus import ogg_packets, opus_sound
from imaging.recorded_sound import SOUND_HZ
from imaging.video_file import Sound

BITS_PER_S = 48_000  # children's voices and songs, one channel, the whole band of hearing (docs/adr/0019)
PACKET_MS = 20
# the library names a rate by its place between 256,000 (0) and 6,000 bits a second (1)
_COMPRESSION = 1 - (BITS_PER_S - 6_000) / 250_000


def coded(samples: bytes) -> Sound:
    """The samples as Opus, in one go; `coding` says how."""
    steps = coding(samples)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            sound: Sound = end.value
            return sound


def coding(samples: bytes) -> Generator[bool, None, Sound]:
    """Code a second of sound with each step, and return Opus packets of 20 ms at the end. samples: as a recording holds them, at least one.

    The same samples give the same packets, and no other sample has a share in them. The encoder's name and its comments stay behind.
    """
    stream, row = io.BytesIO(), np.frombuffer(samples, "<i2")
    with soundfile.SoundFile(stream, "w", SOUND_HZ, 1, format="OGG", subtype="OPUS", compression_level=_COMPRESSION) as file:
        for at in range(0, len(row), SOUND_HZ):
            file.write(row[at : at + SOUND_HZ])
            yield True
    head, _, *packets = ogg_packets(stream.getvalue())
    return opus_sound(head, [(PACKET_MS * number, packet) for number, packet in enumerate(packets)])
