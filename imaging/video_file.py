"""Coded frames in a WebM or Matroska file written by us: head, times, frames, and nothing else. Safe to import anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from imaging import ebml

Frames = Sequence[tuple[int, bytes]]  # when each is shown, in ms, and its coded bytes; each is a whole picture by itself

WRITER = "Daybook"  # as the file names its writer, and nothing else about itself
BLOCK_HEAD_BYTES = 4  # track, milliseconds since the cluster began (2), flags
_TICK_NS = 1_000_000  # times are whole milliseconds
VIDEO_TRACK = 1
_KEY_FRAME, _SOUND_TRACK = 0x80, 2


@dataclass(frozen=True, slots=True)
class Sound:
    """Sound packets as they go into the file: codec as WebM names it, its head, and (at_ms, packet) in order.

    bits: of a sample, for a codec that has no head; 0 where there is one.
    """

    codec: str
    head: bytes
    rate_hz: int
    channels: int
    delay_ns: int
    packets: Sequence[tuple[int, bytes]]
    bits: int = 0

    def since(self, start_ms: int) -> Sound:
        """What begins at `start_ms` or later, counted from there; the end of what came before where there is no such packet.

        A track without any could never be carried over.
        """
        later = [(at_ms - start_ms, packet) for at_ms, packet in self.packets if at_ms >= start_ms]
        return replace(self, packets=later or [(0, packet) for _, packet in self.packets[-1:]])


def webm(frames: Frames, width: int, height: int, end_ms: int, sound: Sound | None = None) -> bytes:
    """A WebM file. frames: (at_ms, VP8 key frame) in order, the first at 0; end_ms: when the last frame ends."""
    # the colours of a WebP picture: BT.601, studio range; without a word browsers guess by the height
    colour = ebml.write(0x55B0, _all((0x55B1, 6), (0x55B9, 1), (0x55BA, 6), (0x55BB, 6)))
    return _file("webm", frames, end_ms, _video_track("V_VP8", width, height, colour), sound)


def matroska_of_jpegs(frames: Frames, width: int, height: int, end_ms: int, sound: Sound | None = None) -> bytes:
    """A Matroska file. frames: (at_ms, whole JPEG of `width` × `height` px) in order, the first at 0."""
    return _file("matroska", frames, end_ms, _video_track("V_MJPEG", width, height), sound)


def _file(kind: str, frames: Frames, end_ms: int, video_track: bytes, sound: Sound | None = None) -> bytes:
    clusters = [_cluster(group, sound, until) for group, until in _seconds(frames, end_ms)]
    info = ebml.write(ebml.INFO, _all((0x2AD7B1, _TICK_NS), (0x4489, float(end_ms)), (0x4D80, WRITER), (0x5741, WRITER)))
    tracks = ebml.write(ebml.TRACKS, video_track + (_sound_track(sound) if sound else b""))
    places, at = [], len(info) + len(tracks) + _cues_bytes(len(clusters))
    for (group, _), cluster in zip(_seconds(frames, end_ms), clusters, strict=True):
        places.append((group[0][0], at))
        at += len(cluster)
    segment = b"".join((info, tracks, _cues(places), *clusters))
    head = _all((0x4286, 1), (0x42F7, 1), (0x42F2, 4), (0x42F3, 8), (0x4282, kind), (0x4287, 4), (0x4285, 2))
    return ebml.write(ebml.HEADER, head) + ebml.write(ebml.SEGMENT, segment)


def _seconds(frames: Frames, end_ms: int) -> list[tuple[list[tuple[int, bytes]], int]]:
    """The frames second by second, each group with the millisecond up to which sound goes with it."""
    groups: dict[int, list[tuple[int, bytes]]] = {}
    for at_ms, frame in frames:
        groups.setdefault(at_ms // 1000, []).append((at_ms, frame))
    starts = [group[0][0] for group in groups.values()]
    return list(zip(groups.values(), [*starts[1:], end_ms], strict=True))


def _cluster(group: Frames, sound: Sound | None, until_ms: int) -> bytes:
    start_ms = group[0][0]
    blocks = [(at, VIDEO_TRACK, frame) for at, frame in group]
    if sound:
        blocks += [(at, _SOUND_TRACK, packet) for at, packet in sound.packets if start_ms <= at < until_ms]
    content = [ebml.write(ebml.CLUSTER_TIME, start_ms)]
    for at, track, data in sorted(blocks, key=lambda block: block[:2]):
        content.append(ebml.write(ebml.SIMPLE_BLOCK, bytes((0x80 | track,)) + (at - start_ms).to_bytes(2) + bytes((_KEY_FRAME,)) + data))
    return ebml.write(ebml.CLUSTER, b"".join(content))


def _video_track(codec: str, width: int, height: int, colour: bytes = b"") -> bytes:
    video = ebml.write(0xE0, _all((0xB0, width), (0xBA, height)) + colour)
    return ebml.write(0xAE, _all((0xD7, VIDEO_TRACK), (0x73C5, VIDEO_TRACK), (0x83, 1), (0x9C, 0), (0x86, codec)) + video)


def _sound_track(sound: Sound) -> bytes:
    audio = _all((0xB5, float(sound.rate_hz)), (0x9F, sound.channels)) + (ebml.write(0x6264, sound.bits) if sound.bits else b"")
    fields = _all((0xD7, _SOUND_TRACK), (0x73C5, _SOUND_TRACK), (0x83, 2), (0x9C, 0), (0x86, sound.codec))
    if sound.head:
        fields += _all((0x63A2, sound.head), (0x56AA, sound.delay_ns), (0x56BB, 80_000_000))
    return ebml.write(0xAE, fields + ebml.write(0xE1, audio))


def _cues(places: Sequence[tuple[int, int]]) -> bytes:
    """Where each cluster begins, so that a player can jump. places: (at_ms, bytes from the segment's content)."""
    points = [ebml.write(0xBB, _fixed(0xB3, ms) + ebml.write(0xB7, _fixed(0xF7, VIDEO_TRACK) + _fixed(0xF1, at))) for ms, at in places]
    return ebml.write(ebml.CUES, b"".join(points))


def _cues_bytes(count: int) -> int:
    """How long the cues are: all numbers in them are 8 bytes wide."""
    return len(_cues([(0, 0)] * count))


def _fixed(id: int, value: int) -> bytes:
    return ebml.write(id, value.to_bytes(8))


def _all(*fields: tuple[int, bytes | int | float | str]) -> bytes:
    return b"".join(ebml.write(id, content) for id, content in fields)
