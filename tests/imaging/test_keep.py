"""Whatever file comes in: the right pixels, or a sentence. Asked through the worker, as the product does."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image, ImageCms

from imaging import keep
from imaging.values import PictureTooLarge, PictureUnreadable
from imaging.worker import ImagingWorker
from tests.imaging.pictures import Rgb, jpeg, opened, saved

WHITE, RED, GREEN, BLUE = (255, 255, 255), (200, 30, 30), (30, 160, 40), (30, 40, 190)


def quarters(width: int = 96, height: int = 64) -> Image.Image:
    """White, red / green, blue: the way up can be seen."""
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(RED, (width // 2, 0, width, height // 2))
    image.paste(GREEN, (0, height // 2, width // 2, height))
    image.paste(BLUE, (width // 2, height // 2, width, height))
    return image


def corners(image: Rgb) -> list[tuple[int, ...]]:
    """The colours near the four corners: top left, top right, bottom left, bottom right."""
    return [tuple(int(value) for value in image[y, x]) for y in (6, -7) for x in (6, -7)]


def close(found: list[tuple[int, ...]], expected: list[tuple[int, int, int]], tolerance: int = 6) -> bool:
    return bool(np.abs(np.array(found) - np.array(expected)).max() <= tolerance)


def rgba_quarters() -> Image.Image:
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 48, 32))
    return image


def animated(kind: str) -> bytes:
    return saved(quarters(), kind, save_all=True, append_images=[Image.new("RGB", (96, 64), "black")])


def sixteen_bit_rgb_png() -> bytes:
    pixels = (np.asarray(quarters()).astype(">u2") * 257).astype(">u2")
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 96, 64, 16, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def polyglot() -> bytes:
    """A JPEG that is a zip archive too."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("script.js", "alert(1)")
    return jpeg(np.asarray(quarters())) + stream.getvalue()


RIGHT: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: saved(quarters(), "JPEG", quality=95, subsampling=0),
    "png": lambda: saved(quarters(), "PNG"),
    "webp": lambda: saved(quarters(), "WEBP", lossless=True),
    "bmp": lambda: saved(quarters(), "BMP"),
    "tiff": lambda: saved(quarters(), "TIFF"),
    "palette": lambda: saved(quarters().quantize(16), "PNG"),
    "palette with a transparent colour": lambda: saved(quarters().quantize(16), "PNG", transparency=0),
    "alpha, shown on white": lambda: saved(rgba_quarters(), "PNG"),
    "CMYK": lambda: saved(quarters().convert("CMYK"), "JPEG", quality=95, subsampling=0),
    "16-bit": sixteen_bit_rgb_png,
    "animated GIF": lambda: animated("GIF"),
    "animated PNG": lambda: animated("PNG"),
    "animated WebP": lambda: animated("WEBP"),
    "zip behind a JPEG": polyglot,
    "sRGB profile": lambda: saved(quarters(), "PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
    "broken profile": lambda: saved(quarters(), "PNG", icc_profile=b"no profile"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_picture_of_that_kind_is_kept_with_the_right_colours(worker: ImagingWorker, name: str) -> None:
    kept = worker.keep(RIGHT[name]())

    assert (kept.width, kept.height) == (96, 64)
    found = corners(opened(kept.jpeg))
    assert close(found[1:], [RED, GREEN, BLUE], 10)
    assert name == "palette with a transparent colour" or close(found[:1], [WHITE], 10)


@pytest.mark.parametrize(
    ("orientation", "expected"),
    [
        (1, [WHITE, RED, GREEN, BLUE]),
        (2, [RED, WHITE, BLUE, GREEN]),
        (3, [BLUE, GREEN, RED, WHITE]),
        (4, [GREEN, BLUE, WHITE, RED]),
        (5, [WHITE, GREEN, RED, BLUE]),
        (6, [GREEN, WHITE, BLUE, RED]),
        (7, [BLUE, RED, GREEN, WHITE]),
        (8, [RED, BLUE, WHITE, GREEN]),
    ],
)
def test_a_turned_picture_is_kept_upright(worker: ImagingWorker, orientation: int, expected: list[tuple[int, int, int]]) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(quarters(), "JPEG", quality=95, subsampling=0, exif=exif)

    kept = worker.keep(data)

    assert (kept.width, kept.height) == worker.measure(data) == ((64, 96) if orientation >= 5 else (96, 64))
    assert close(corners(opened(kept.jpeg)), expected, 10)


def test_sixteen_bit_grey_is_not_cut_off() -> None:
    ramp = np.linspace(0, 65535, 96 * 64).reshape(64, 96).astype(np.uint16)

    kept = keep.keep_picture(saved(Image.fromarray(ramp), "PNG"))

    assert abs(int(kept[32, 48, 0]) - 128) <= 3 and kept[0, 0, 0] == 0 and kept[-1, -1, 0] == 255


def head_only(kind: str) -> bytes:
    """A file whose head promises 200 million pixels."""
    if kind == "PNG":
        return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 20000, 10000, 8, 2, 0, 0, 0)) + png_chunk(b"IDAT", b"")
    data = bytearray(saved(quarters(), "JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 10000, 20000)
    return bytes(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_two_hundred_million_pixels_are_refused_by_their_head(worker: ImagingWorker, kind: str) -> None:
    with pytest.raises(PictureTooLarge, match="20000 × 10000"):
        worker.keep(head_only(kind))


REFUSED = {
    "nothing": (b"", keep.EMPTY),
    "text": (b"Dear parents,", keep.NOT_A_PICTURE),
    "three bytes": (b"xxx", keep.NOT_A_PICTURE),
    "zip": (b"PK\x03\x04" + bytes(40), keep.NOT_A_PICTURE),
    "PDF": (b"%PDF-1.7\n" + bytes(40), keep.NOT_A_PICTURE),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", keep.NOT_A_PICTURE),
    "SVG": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', keep.SVG),
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), keep.HEIC),
    "the start of a JPEG": (b"\xff\xd8\xff\xe0", keep.NOT_WHOLE),
    "half a JPEG": (jpeg(np.asarray(quarters(960, 640)))[:3000], keep.NOT_WHOLE),
    "half a PNG": (saved(quarters().resize((320, 200)), "PNG")[:300], keep.NOT_WHOLE),
    "half a GIF": (saved(quarters(), "GIF")[:60], keep.NOT_WHOLE),
    "half a WebP": (saved(quarters(), "WEBP", lossless=True)[:60], keep.NOT_WHOLE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_whole_picture_is_refused_with_a_sentence(worker: ImagingWorker, name: str) -> None:
    data, sentence = REFUSED[name]

    with pytest.raises(PictureUnreadable) as refusal:
        worker.keep(data)

    assert refusal.value.sentence == sentence


def test_random_damage_gives_a_picture_or_a_sentence(worker: ImagingWorker) -> None:
    chance = np.random.default_rng(7)
    good = {name: RIGHT[name]() for name in ("jpeg", "png", "webp", "tiff", "animated GIF", "CMYK")}
    for data in good.values():
        for _ in range(15):
            bad = bytearray(data)
            for at in chance.integers(0, len(bad), 4):
                bad[at] = chance.integers(256)
            with suppress(PictureUnreadable, PictureTooLarge):
                worker.keep(bytes(bad))


def test_a_large_picture_is_kept_at_2560_and_a_small_one_is_not_enlarged(worker: ImagingWorker) -> None:
    large = worker.keep(saved(quarters(4000, 3000), "JPEG"))
    small = worker.keep(saved(quarters(), "JPEG"))

    assert (large.width, large.height) == (2560, 1920)
    assert (small.width, small.height) == (96, 64)


def test_nothing_but_pixels_of_the_first_file_is_in_the_kept_and_the_rewritten_one(worker: ImagingWorker) -> None:
    exif = Image.Exif()
    exif[0x010E] = "planted marker"
    data = saved(quarters(), "JPEG", exif=exif, comment=b"planted marker") + b"planted marker"

    assert b"planted" not in worker.keep(data).jpeg
    assert b"planted" not in worker.rewrite(data).jpeg


@pytest.mark.parametrize(
    ("turn", "expected"), [(0, [WHITE, RED, GREEN, BLUE]), (90, [GREEN, WHITE, BLUE, RED]), (270, [RED, BLUE, WHITE, GREEN])]
)
def test_a_cameras_frame_is_turned_clockwise(worker: ImagingWorker, turn: int, expected: list[tuple[int, int, int]]) -> None:
    kept = worker.keep_frame(quarters().tobytes(), 96, 64, turn)

    assert close(corners(opened(kept.jpeg)), expected, 10)
