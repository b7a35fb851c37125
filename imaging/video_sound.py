"""The sound of a clip, carried over packet by packet: only where it is what WebM holds anyway, for nothing here decodes sound."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from imaging import ebml
from imaging.ebml import Element, elements
from imaging.video_file import Sound
from imaging.video_values import SoundCannotBeKept, Span

_TRACK_ENTRY, _NUMBER, _TYPE, _CODEC, _CODEC_HEAD, _ENCODINGS = 0xAE, 0xD7, 0x83, 0x86, 0x63A2, 0x6D80
_CLUSTER_TIME, _BLOCK_GROUP, _BLOCK, _SIMPLE_BLOCK = 0xE7, 0xA0, 0xA1, 0xA3
_INFO_SCALE = 0x2AD7B1
_SOUND, _LACED = 2, 0x06
_OPUS_HEAD = struct.Struct("<8sBBHIhB")
_OPUS_HZ = 48_000  # Opus always plays at this rate
_MOST_PACKET_BYTES = 1275 * 3 + 64  # RFC 6716: three frames, and what surrounds them
_MOST_PACKETS_PER_S = 410  # frames of 2.5 ms


def sound_of(clip: bytes, span: Span) -> Sound:
    """The Opus packets of the clip's first sound track inside `span`, times from its start.

    Raises SoundCannotBeKept for a clip without sound, with another codec, or in another kind of file.
    """
    try:
        return _sound(clip, span)
    except (struct.error, IndexError, StopIteration, ValueError) as error:
        raise SoundCannotBeKept from error


def _sound(clip: bytes, span: Span) -> Sound:
    segment = next(element for element in elements(clip, 0, len(clip)) if element.id == ebml.SEGMENT)
    parts = list(elements(clip, segment.start, segment.end))
    if any(_scale(clip, part) != 1_000_000 for part in parts if part.id == ebml.INFO):
        raise SoundCannotBeKept
    track = next(track for part in parts if part.id == ebml.TRACKS for track in _tracks(clip, part) if _is_opus(clip, track))
    delay, head = _head(clip, track[_CODEC_HEAD])
    blocks = [block for part in parts if part.id == ebml.CLUSTER for block in _blocks(clip, part, ebml.number(clip, track[_NUMBER]))]
    start_ms = span.start_s * 1000
    packets = [(round(at_ms - start_ms), packet) for at_ms, packet in blocks if span.contains(max(0.0, at_ms / 1000))]
    if not packets or len(packets) > _MOST_PACKETS_PER_S * 31 or any(len(packet) > _MOST_PACKET_BYTES for _, packet in packets):
        raise SoundCannotBeKept
    return Sound("A_OPUS", head, _OPUS_HZ, head[9], delay * 1_000_000_000 // _OPUS_HZ, packets)


def _scale(clip: bytes, info: Element) -> int:
    scales = [ebml.number(clip, field) for field in elements(clip, info.start, info.end) if field.id == _INFO_SCALE]
    return scales[0] if scales else 1_000_000


def _tracks(clip: bytes, part: Element) -> Iterator[dict[int, Element]]:
    for entry in elements(clip, part.start, part.end):
        if entry.id == _TRACK_ENTRY:
            yield {field.id: field for field in elements(clip, entry.start, entry.end)}


def _is_opus(clip: bytes, track: dict[int, Element]) -> bool:
    codec = track.get(_CODEC)
    is_sound = _TYPE in track and ebml.number(clip, track[_TYPE]) == _SOUND
    return is_sound and _ENCODINGS not in track and codec is not None and clip[codec.start : codec.end].rstrip(b"\0") == b"A_OPUS"


def _head(clip: bytes, element: Element) -> tuple[int, bytes]:
    """The samples to leave out at the beginning, and the head written anew: mono or stereo, nothing that a stranger added."""
    magic, version, channels, delay, rate, gain, family = _OPUS_HEAD.unpack_from(clip, element.start)
    if magic != b"OpusHead" or version >> 4 or channels not in (1, 2) or family:
        raise SoundCannotBeKept
    return delay, _OPUS_HEAD.pack(magic, 1, channels, delay, rate, gain, family)


def _blocks(clip: bytes, cluster: Element, track: int) -> Iterator[tuple[float, bytes]]:
    """The packets of one track in one cluster, with their times in ms."""
    fields = list(elements(clip, cluster.start, cluster.end))
    start_ms = next((ebml.number(clip, field) for field in fields if field.id == _CLUSTER_TIME), 0)
    groups = [inner for field in fields if field.id == _BLOCK_GROUP for inner in elements(clip, field.start, field.end)]
    for block in (*fields, *groups):
        if block.id not in (_SIMPLE_BLOCK, _BLOCK) or clip[block.start] != 0x80 | track:
            continue
        (step_ms,), flags = struct.unpack_from(">h", clip, block.start + 1), clip[block.start + 3]
        if flags & _LACED:
            raise SoundCannotBeKept
        yield start_ms + step_ms, clip[block.start + 4 : block.end]
