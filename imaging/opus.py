"""Opus as it goes into a WebM file: its head written anew, and its packets taken out of the Ogg file that an encoder writes."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from imaging.video_file import Sound
from imaging.video_values import SoundCannotBeKept

OPUS_HZ = 48_000  # Opus always plays at this rate
_HEAD = struct.Struct("<8sBBHIhB")
_PAGE_HEAD_BYTES, _LACED_BYTES = 27, 255


def opus_sound(head: bytes, packets: Sequence[tuple[int, bytes]]) -> Sound:
    """The packets with the head written anew: mono or stereo, nothing that a stranger added. Raises SoundCannotBeKept."""
    if len(head) < _HEAD.size:
        raise SoundCannotBeKept
    magic, version, channels, delay, rate, gain, family = _HEAD.unpack_from(head)
    if magic != b"OpusHead" or version >> 4 or channels not in (1, 2) or family:
        raise SoundCannotBeKept
    own = _HEAD.pack(magic, 1, channels, delay, rate, gain, family)
    return Sound("A_OPUS", own, OPUS_HZ, channels, delay * 1_000_000_000 // OPUS_HZ, packets)


def ogg_packets(data: bytes) -> list[bytes]:
    """The packets of an Ogg file with one stream (RFC 3533 §6), the codec's two heads among them. Raises ValueError for anything else."""
    packets, open_packet, at = list[bytes](), b"", 0
    while at < len(data):
        if data[at : at + 4] != b"OggS" or at + _PAGE_HEAD_BYTES > len(data):
            raise ValueError("No page of an Ogg file")
        lengths_at = at + _PAGE_HEAD_BYTES
        at = lengths_at + data[lengths_at - 1]
        for length in data[lengths_at:at]:
            open_packet, at = open_packet + data[at : at + length], at + length
            if length < _LACED_BYTES:  # else the packet goes on, perhaps on the next page
                packets.append(open_packet)
                open_packet = b""
    if at != len(data) or open_packet:
        raise ValueError("An Ogg file that is cut off")
    return packets
