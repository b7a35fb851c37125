"""The family's mark in a picture: whoever passes it on passes on whose copy it was (C48). It names no child."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from imaging.model import RgbArray

FONT = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "Nunito-Bold.ttf"
SHARE_OF_HEIGHT = 0.03  # the letters' size, of the picture's shorter side: read at a glance, and in nobody's way
LEAST_PX = 14
DARK, LIGHT = (34, 49, 58, 190), (255, 255, 255, 255)


def mark(image: RgbArray, words: str) -> RgbArray:
    """A copy with `words` on a dark band at the bottom right. image: (H, W, 3) uint8 RGB; words that do not fit become smaller, then less.

    The band lies over pixels that the family may see, so it needs not be opaque.
    """
    height, width = image.shape[:2]
    size = max(LEAST_PX, round(min(width, height) * SHARE_OF_HEIGHT))
    while size > LEAST_PX and text_width(words, size) + 2 * size > width:
        size -= 1
    band = Image.new("RGBA", (min(width, text_width(words, size) + 2 * size), min(height, round(size * 1.9))))
    draw = ImageDraw.Draw(band)
    draw.rounded_rectangle((0, 0, band.width - 1, band.height - 1), radius=band.height // 2, fill=DARK)
    draw.text((band.width / 2, band.height / 2), words, font=font(size), fill=LIGHT, anchor="mm")
    picture = Image.fromarray(image).convert("RGBA")
    gap = min(size // 2, width - band.width, height - band.height)
    picture.alpha_composite(band, (width - band.width - gap, height - band.height - gap))
    return np.asarray(picture.convert("RGB"))


def text_width(words: str, size: int) -> int:
    """The width of the words in pixels, rounded up."""
    return int(font(size).getlength(words)) + 1


@lru_cache(maxsize=8)
def font(size: int) -> ImageFont.FreeTypeFont:
    """The program's own font."""
    return ImageFont.truetype(str(FONT), size)
