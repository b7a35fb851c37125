"""JPEG files written anew from pixels: markers SOI, APP0, DQT, SOF, DHT, SOS, EOI and nothing else."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from imaging.model import RgbArray

KEPT_QUALITY = 95  # what the vault seals: as good as the camera's own
SHOWN_QUALITY = 90  # what a family gets
_FULL_COLOUR, _HALF_COLOUR = "4:4:4", "4:2:0"


def encode_kept(image: RgbArray) -> bytes:
    """The picture as it is kept: quality 95, full colour."""
    return _encode(image, KEPT_QUALITY, _FULL_COLOUR)


def encode_jpeg(image: RgbArray) -> bytes:
    """The picture as it is sent: quality 90, half colour (blocks of 16 × 16 px, the covers' grid). image: (H, W, 3) uint8 RGB."""
    return _encode(image, SHOWN_QUALITY, _HALF_COLOUR)


def decode_own(jpeg: bytes) -> RgbArray:
    """The pixels of a file that was written here a moment ago; a stranger's file goes through `imaging.keep`."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        return np.asarray(image)


def _encode(image: RgbArray, quality: int, subsampling: str) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(image).save(stream, "JPEG", quality=quality, subsampling=subsampling)
    return stream.getvalue()
