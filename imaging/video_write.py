"""A covered clip written anew: each frame a VP8 key frame of its own, in a WebM file with nothing else in it (docs/adr/0015).

A WebP picture is a VP8 key frame in another wrapping, so the encoder is Pillow's. No frame borrows from another: what is written of a
frame is a function of that covered frame and its quality alone.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from imaging import ebml
from imaging.model import RgbArray
from imaging.video_values import ClipUnreadable, CoveredClip

BEST_QUALITY, FIRST_QUALITY, LEAST_QUALITY, STEP = 60, 50, 25, 5
EFFORT = 2  # of 0 to 6: a quarter smaller than 1 in hardly more time; more effort costs double
BYTES_PER_S = 750_000  # 6 Mbit/s: a phone on a street follows it
LONE_FRAME_S = 0.04  # how long a clip of one frame lasts
NOTHING_LEFT = "Nothing of this video is left between the chosen start and end. Choose a longer part."
_RIFF_HEAD = 20  # "RIFF", length, "WEBP", "VP8 ", length
_TICK_NS = 1_000_000  # WebM times are whole milliseconds
_KEY_FRAME, _VIDEO_TRACK, _SOUND_TRACK = 0x80, 1, 2


class NotPlain(ValueError):
    """The encoder wrote something other than one plain VP8 frame: a bug, never a picture's fault."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Sound packets as they go into the file: codec as WebM names it, its head, and (at_ms, packet) in order."""

    codec: str
    head: bytes
    rate_hz: int
    channels: int
    delay_ns: int
    packets: Sequence[tuple[int, bytes]]


def encode_frame(image: RgbArray, quality: int) -> bytes:
    """The frame as a WebP file without metadata. image: (H, W, 3) uint8 RGB."""
    stream = io.BytesIO()
    Image.fromarray(image).save(stream, "WEBP", quality=quality, method=EFFORT)
    return stream.getvalue()


def vp8_of(webp: bytes) -> bytes:
    """The key frame inside a WebP file. Raises NotPlain."""
    length = int.from_bytes(webp[16:20], "little")
    frame = webp[_RIFF_HEAD : _RIFF_HEAD + length]
    if webp[12:16] != b"VP8 " or len(webp) - _RIFF_HEAD - length > 1 or frame[0] & 1 or frame[3:6] != b"\x9d\x01\x2a":
        raise NotPlain
    return frame


def next_quality(quality: int, written_bytes: int, seconds: float) -> int:
    """The quality for the next stretch, from what the last one took: a clip of a busy room becomes coarser rather than larger."""
    rate = written_bytes / seconds
    if rate > BYTES_PER_S:
        return max(LEAST_QUALITY, quality - STEP * (2 if rate > 1.3 * BYTES_PER_S else 1))
    return min(BEST_QUALITY, quality + STEP) if rate < 0.8 * BYTES_PER_S else quality


def covered_clip(frames: Sequence[tuple[float, bytes]], width: int, height: int, sound: Sound | None = None) -> CoveredClip:
    """The whole file of what was written. frames: (at_s, VP8 key frame) in order; the first is shown at 0, the last as long as the
    one before it. Raises ClipUnreadable when there is none.
    """
    if not frames:
        raise ClipUnreadable(NOTHING_LEFT)
    first_s, last_s = frames[0][0], frames[-1][0]
    end_s = last_s + (last_s - frames[-2][0] if len(frames) > 1 else LONE_FRAME_S)
    data = webm([(round((at_s - first_s) * 1000), vp8) for at_s, vp8 in frames], width, height, round((end_s - first_s) * 1000), sound)
    return CoveredClip(data, width, height, len(frames), end_s - first_s, hashlib.sha256(data).hexdigest())


def webm(frames: Sequence[tuple[int, bytes]], width: int, height: int, end_ms: int, sound: Sound | None = None) -> bytes:
    """The file. frames: (at_ms, VP8 key frame) in order, the first at 0; end_ms: when the last frame ends."""
    clusters = [_cluster(group, sound, until) for group, until in _seconds(frames, end_ms)]
    info = ebml.write(ebml.INFO, _all((0x2AD7B1, _TICK_NS), (0x4489, float(end_ms)), (0x4D80, "Daybook"), (0x5741, "Daybook")))
    tracks = ebml.write(ebml.TRACKS, _video_track(width, height) + (_sound_track(sound) if sound else b""))
    places, at = [], len(info) + len(tracks) + _cues_bytes(len(clusters))
    for (group, _), cluster in zip(_seconds(frames, end_ms), clusters, strict=True):
        places.append((group[0][0], at))
        at += len(cluster)
    segment = b"".join((info, tracks, _cues(places), *clusters))
    head = _all((0x4286, 1), (0x42F7, 1), (0x42F2, 4), (0x42F3, 8), (0x4282, "webm"), (0x4287, 4), (0x4285, 2))
    return ebml.write(ebml.HEADER, head) + ebml.write(ebml.SEGMENT, segment)


def _seconds(frames: Sequence[tuple[int, bytes]], end_ms: int) -> list[tuple[list[tuple[int, bytes]], int]]:
    """The frames second by second, each group with the millisecond up to which sound goes with it."""
    groups: dict[int, list[tuple[int, bytes]]] = {}
    for at_ms, frame in frames:
        groups.setdefault(at_ms // 1000, []).append((at_ms, frame))
    starts = [group[0][0] for group in groups.values()]
    return list(zip(groups.values(), [*starts[1:], end_ms], strict=True))


def _cluster(group: Sequence[tuple[int, bytes]], sound: Sound | None, until_ms: int) -> bytes:
    start_ms = group[0][0]
    blocks = [(at, _VIDEO_TRACK, frame) for at, frame in group]
    if sound:
        blocks += [(at, _SOUND_TRACK, packet) for at, packet in sound.packets if start_ms <= at < until_ms]
    content = [ebml.write(0xE7, start_ms)]
    for at, track, data in sorted(blocks, key=lambda block: block[:2]):
        content.append(ebml.write(0xA3, bytes((0x80 | track,)) + (at - start_ms).to_bytes(2) + bytes((_KEY_FRAME,)) + data))
    return ebml.write(ebml.CLUSTER, b"".join(content))


def _video_track(width: int, height: int) -> bytes:
    # the colours of a WebP picture: BT.601, studio range; without a word browsers guess by the height
    colour = ebml.write(0x55B0, _all((0x55B1, 6), (0x55B9, 1), (0x55BA, 6), (0x55BB, 6)))
    video = ebml.write(0xE0, _all((0xB0, width), (0xBA, height)) + colour)
    return ebml.write(0xAE, _all((0xD7, _VIDEO_TRACK), (0x73C5, _VIDEO_TRACK), (0x83, 1), (0x9C, 0), (0x86, "V_VP8")) + video)


def _sound_track(sound: Sound) -> bytes:
    audio = ebml.write(0xE1, _all((0xB5, float(sound.rate_hz)), (0x9F, sound.channels)))
    fields = _all((0xD7, _SOUND_TRACK), (0x73C5, _SOUND_TRACK), (0x83, 2), (0x9C, 0), (0x86, sound.codec), (0x63A2, sound.head))
    return ebml.write(0xAE, fields + _all((0x56AA, sound.delay_ns), (0x56BB, 80_000_000)) + audio)


def _cues(places: Sequence[tuple[int, int]]) -> bytes:
    """Where each cluster begins, so that a player can jump. places: (at_ms, bytes from the segment's content)."""
    points = [ebml.write(0xBB, _fixed(0xB3, ms) + ebml.write(0xB7, _fixed(0xF7, _VIDEO_TRACK) + _fixed(0xF1, at))) for ms, at in places]
    return ebml.write(ebml.CUES, b"".join(points))


def _cues_bytes(count: int) -> int:
    """How long the cues are: all numbers in them are 8 bytes wide."""
    return len(_cues([(0, 0)] * count))


def _fixed(id: int, value: int) -> bytes:
    return ebml.write(id, value.to_bytes(8))


def _all(*fields: tuple[int, bytes | int | float | str]) -> bytes:
    return b"".join(ebml.write(id, content) for id, content in fields)
