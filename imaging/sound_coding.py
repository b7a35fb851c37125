"""Recorded samples coded as Opus, in memory. Only the worker imports this module: it loads the encoder's library."""

from __future__ import annotations

import io

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
    """The samples as Opus packets of 20 ms. samples: mono, 16 bit, the lower byte first, 48,000 Hz, at least one.

    The same samples give the same packets, and no other sample has a share in them. The encoder's name and its comments stay behind.
    """
    stream = io.BytesIO()
    with soundfile.SoundFile(stream, "w", SOUND_HZ, 1, format="OGG", subtype="OPUS", compression_level=_COMPRESSION) as file:
        file.write(np.frombuffer(samples, "<i2"))
    head, _, *packets = ogg_packets(stream.getvalue())
    return opus_sound(head, [(PACKET_MS * number, packet) for number, packet in enumerate(packets)])
