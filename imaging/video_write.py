"""A covered clip written anew: each frame a VP8 key frame of its own (docs/adr/0015).

A WebP picture is a VP8 key frame in another wrapping, so the encoder is Pillow's. No frame borrows from another: what is written of a
frame is a function of that covered frame and its quality alone.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from PIL import Image

from imaging.model import RgbArray
from imaging.video_file import Sound, webm
from imaging.video_values import ClipUnreadable, CoveredClip

BEST_QUALITY, FIRST_QUALITY, LEAST_QUALITY, STEP = 60, 50, 25, 5
EFFORT = 2  # of 0 to 6: a quarter smaller than 1 in hardly more time; more effort costs double
BYTES_PER_S = 750_000  # 6 Mbit/s: a phone on a street follows it
LONE_FRAME_S = 0.04  # how long a clip of one frame lasts
NOTHING_LEFT = "Nothing of this video is left between the chosen start and end. Choose a longer part."
_RIFF_HEAD = 20  # "RIFF", length, "WEBP", "VP8 ", length


class NotPlain(ValueError):
    """The encoder wrote something other than one plain VP8 frame: a bug, never a picture's fault."""


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
