"""Any picture file as upright sRGB pixels. What comes in is a stranger's file; what goes out is an array and nothing else."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import cv2
import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from imaging.model import RgbArray
from imaging.values import MAX_PIXELS, MAX_SIDE_PX, PictureTooLarge, PictureUnreadable
from imaging.whole import whole_jpeg, whole_png

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")  # two pictures in one (MPO) open as JPEG
WHOLE_FORMATS_PIXELS = 40_000_000  # formats that cannot be read at a part of their size take four bytes per pixel
_SRGB = ImageCms.createProfile("sRGB")
Image.MAX_IMAGE_PIXELS = None  # refused below by a sentence, before a pixel is read

NOT_A_PICTURE = "This file is not a picture that can be read here. Use a JPEG or PNG picture."
NOT_WHOLE = "This picture is damaged or not whole. Take it or copy it again."
EMPTY = "This file is empty. Take the picture or copy it again."
HEIC = "This is a HEIC picture, which cannot be read here. Save it as JPEG and try again."
SVG = "This is a drawing (SVG), not a photo. Use a JPEG or PNG picture."
_DAMAGES = (OSError, SyntaxError, ValueError, struct.error, zlib.error, EOFError, KeyError, IndexError, TypeError, ArithmeticError)


def keep_picture(data: bytes, max_side: int = MAX_SIDE_PX) -> RgbArray:
    """The picture in `data`: upright, sRGB, (H, W, 3) uint8, its long side at most `max_side` px (never enlarged).

    The first frame of several; transparent parts become white. Raises PictureUnreadable, PictureTooLarge.
    """
    return shrink(_pixels(data, max_side), max_side)


def read_picture(data: bytes, *, is_whole: bool = False) -> RgbArray:
    """The same at full size. is_whole: these very bytes were looked through before."""
    return _pixels(data, None, is_whole=is_whole)


def measure(data: bytes) -> tuple[int, int]:
    """Width and height of the upright picture in pixels, from the file's head alone. Raises as `keep_picture` does."""
    with _opened(data) as image:
        return image.size[::-1] if _orientation(image) >= 5 else image.size


def keep_frame(frame: RgbArray, turn: int, max_side: int = MAX_SIDE_PX) -> RgbArray:
    """A camera's frame, turned clockwise by `turn` degrees (a multiple of 90), its long side at most `max_side` px."""
    return np.ascontiguousarray(np.rot90(shrink(frame, max_side), -turn // 90))


def shrink(image: RgbArray, max_side: int) -> RgbArray:
    """The picture with a long side of at most `max_side` px."""
    height, width = image.shape[:2]
    scale = max_side / max(width, height)
    if scale >= 1:
        return image
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _pixels(data: bytes, max_side: int | None, *, is_whole: bool = False) -> RgbArray:
    with _opened(data) as image:
        try:
            _load(image, max_side)
            if not is_whole and not _is_whole(data, image, max_side):
                raise PictureUnreadable(NOT_WHOLE)
            return np.ascontiguousarray(np.asarray(_as_srgb(_upright(image))))
        except _DAMAGES as error:
            raise PictureUnreadable(NOT_WHOLE) from error


def _load(image: Image.Image, max_side: int | None) -> Image.Image:
    """The picture with its first frame decoded."""
    if max_side is not None:
        image.draft(None, (max_side, max_side))  # JPEG only: decoded at 1/2, 1/4 or 1/8, never below what is kept
    image.load()
    return image


def _is_whole(data: bytes, decoded: Image.Image, max_side: int | None) -> bool:
    """Whether a format that shows damage as grey areas, without a word, was all there."""
    if decoded.format == "PNG":
        return whole_png(data)
    if decoded.format not in ("JPEG", "MPO"):
        return True
    return whole_jpeg(data, lambda changed: _load(Image.open(io.BytesIO(changed), formats=FORMATS), max_side), decoded)


def _opened(data: bytes) -> Image.Image:
    """The picture with its head read and its size judged."""
    if not data:
        raise PictureUnreadable(EMPTY)
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise PictureUnreadable(_why_unknown(data)) from error
    except _DAMAGES as error:
        raise PictureUnreadable(NOT_WHOLE) from error
    most = MAX_PIXELS if image.format in ("JPEG", "MPO") else WHOLE_FORMATS_PIXELS
    if image.width * image.height > most:
        raise PictureTooLarge(image.width, image.height)
    return image


def _why_unknown(data: bytes) -> str:
    head = data[:1024]
    if head[4:8] == b"ftyp":
        return HEIC
    if b"<svg" in head.lower():
        return SVG
    started = head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF"))
    return NOT_WHOLE if started else NOT_A_PICTURE


def _orientation(image: Image.Image) -> int:
    with suppress(*_DAMAGES):  # a broken EXIF block says nothing about the way up
        return int(image.getexif().get(0x0112, 1))
    return 1


def _upright(image: Image.Image) -> Image.Image:
    with suppress(*_DAMAGES):
        return ImageOps.exif_transpose(image)
    return image


def _as_srgb(image: Image.Image) -> Image.Image:
    """8-bit RGB, in sRGB where the file says what its colours mean."""
    profile = image.info.get("icc_profile")
    image = _eight_bit(image)
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    if profile and image.mode in ("RGB", "L", "CMYK", "LAB"):
        with suppress(ImageCms.PyCMSError, *_DAMAGES):
            changed = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _SRGB, outputMode="RGB")
            if changed is not None:
                return changed
    return image.convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    """Grey pictures of 16 or 32 bits brought to 8; Pillow would cut them off at 255."""
    if not image.mode.startswith(("I", "F")):
        return image
    values = np.asarray(image).astype(np.float32)
    full = 65535.0 if image.mode.startswith("I") else max(1.0, float(np.nanmax(values)))
    return Image.fromarray(np.nan_to_num(np.clip(values / full * 255 + 0.5, 0, 255)).astype(np.uint8))
