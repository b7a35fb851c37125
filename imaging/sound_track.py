"""The sound track of a Matroska or WebM file, read by our own code: packets of Opus, or the samples of a recording.

What comes in may be a stranger's file: every number of it is bounded before it is used. Safe to import anywhere.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from imaging import ebml
from imaging.ebml import Element, elements
from imaging.recorded_sound import BYTES_PER_MS, SAMPLE_BYTES, SOUND_HZ
from imaging.video_file import BLOCK_HEAD_BYTES
from imaging.video_values import MAX_CLIP_S, SoundCannotBeKept

OPUS, PCM = b"A_OPUS", b"A_PCM/INT/LIT"
_TRACK_ENTRY, _NUMBER, _TYPE, _CODEC, _CODEC_HEAD, _ENCODINGS = 0xAE, 0xD7, 0x83, 0x86, 0x63A2, 0x6D80
_AUDIO, _RATE, _CHANNELS, _BITS = 0xE1, 0xB5, 0x9F, 0x6264
_INFO_SCALE, _USUAL_SCALE_NS = 0x2AD7B1, 1_000_000
_SOUND, _LACED = 2, 0x06
_HEAD_BYTES = 64  # of Opus: 19; one with other channels is longer, and is not read
_MOST_MS = round(MAX_CLIP_S * 1000) + 1000
_MOST_PACKETS = _MOST_MS * 410 // 1000  # Opus of 2.5 ms


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """codec: OPUS or PCM; head: what the codec says of itself, as it is in the file; packets: (at_ms, bytes) as they come in the file."""

    codec: bytes
    head: bytes
    packets: Sequence[tuple[int, bytes]]


def sound_track(clip: bytes) -> SoundTrack:
    """The first sound track that can be kept. Raises SoundCannotBeKept for another kind of file, codec, rate or packing."""
    try:
        return _sound_track(clip)
    except (struct.error, LookupError, StopIteration, ValueError) as error:
        raise SoundCannotBeKept from error


def samples_of(track: SoundTrack) -> bytes:
    """The samples of a recording from its start: mono, 16 bit, the lower byte first; silence between blocks. Raises SoundCannotBeKept."""
    row = bytearray()
    for at_ms, samples in track.packets:
        start = at_ms * BYTES_PER_MS
        if at_ms < 0 or start + len(samples) > _MOST_MS * BYTES_PER_MS or len(samples) % SAMPLE_BYTES:
            raise SoundCannotBeKept
        row += bytes(max(0, start - len(row)))
        row[start : start + len(samples)] = samples
    return bytes(row)


def _sound_track(clip: bytes) -> SoundTrack:
    segment = next(element for element in elements(clip, 0, len(clip)) if element.id == ebml.SEGMENT)
    parts = list(elements(clip, segment.start, segment.end))
    if any(_scale(clip, part) != _USUAL_SCALE_NS for part in parts if part.id == ebml.INFO):
        raise SoundCannotBeKept
    tracks = (track for part in parts if part.id == ebml.TRACKS for track in _tracks(clip, part))
    track = next(track for track in tracks if _is_kept(clip, track))
    packets = list(islice(_packets(clip, parts, ebml.number(clip, track[_NUMBER])), _MOST_PACKETS + 1))
    if len(packets) > _MOST_PACKETS:
        raise SoundCannotBeKept
    return SoundTrack(_text(clip, track[_CODEC]), _head(clip, track), packets)


def _scale(clip: bytes, info: Element) -> int:
    scales = [ebml.number(clip, field) for field in elements(clip, info.start, info.end) if field.id == _INFO_SCALE]
    return scales[0] if scales else _USUAL_SCALE_NS


def _tracks(clip: bytes, part: Element) -> Iterator[Mapping[int, Element]]:
    for entry in elements(clip, part.start, part.end):
        if entry.id == _TRACK_ENTRY:
            yield {field.id: field for field in elements(clip, entry.start, entry.end)}


def _is_kept(clip: bytes, track: Mapping[int, Element]) -> bool:
    is_sound = _TYPE in track and ebml.number(clip, track[_TYPE]) == _SOUND
    if not is_sound or _ENCODINGS in track or _CODEC not in track:
        return False
    codec = _text(clip, track[_CODEC])
    return codec == OPUS or (codec == PCM and _AUDIO in track and _is_as_recorded(clip, track[_AUDIO]))


def _is_as_recorded(clip: bytes, audio: Element) -> bool:
    fields = {field.id: field for field in elements(clip, audio.start, audio.end)}
    channels = ebml.number(clip, fields[_CHANNELS]) if _CHANNELS in fields else 1
    bits = ebml.number(clip, fields[_BITS]) if _BITS in fields else 0
    return _RATE in fields and ebml.real(clip, fields[_RATE]) == SOUND_HZ and (channels, bits) == (1, 8 * SAMPLE_BYTES)


def _text(clip: bytes, field: Element) -> bytes:
    return clip[field.start : field.end].rstrip(b"\0")


def _head(clip: bytes, track: Mapping[int, Element]) -> bytes:
    head = track.get(_CODEC_HEAD)
    return b"" if head is None else clip[head.start : min(head.end, head.start + _HEAD_BYTES)]


def _packets(clip: bytes, parts: Sequence[Element], track: int) -> Iterator[tuple[int, bytes]]:
    """The packets of one track, with their times in ms. Raises SoundCannotBeKept where several share a block."""
    for number, (begun_ms, field) in enumerate(ebml.in_clusters(clip, parts)):
        if number == ebml.MOST_IN_CLUSTERS:
            raise SoundCannotBeKept
        if field.id not in (ebml.SIMPLE_BLOCK, ebml.BLOCK) or clip[field.start] != 0x80 | track:
            continue
        (step_ms,), flags = struct.unpack_from(">h", clip, field.start + 1), clip[field.start + 3]
        if flags & _LACED:
            raise SoundCannotBeKept
        yield begun_ms + step_ms, clip[field.start + BLOCK_HEAD_BYTES : field.end]
