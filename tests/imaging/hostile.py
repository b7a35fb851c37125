"""Three hundred files that somebody prepared against a decoder: bombs, two formats in one, cut, changed, with scripts and places."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

import numpy as np
from PIL import Image

from tests.imaging.pictures import astronaut, saved

SCRIPT = b"<script>alert('daybook')</script>"
PLACE = "GPS 51.5007 -0.1246 planted"
KINDS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
CUTS, FLIPS = 12, 22  # of each kind


@cache
def hostile_files() -> dict[str, bytes]:
    """Every file by its name."""
    return {name: data for make in (bombs, two_in_one, planted, cut, flipped, headers, odd_structures) for name, data in make()}


@cache
def small(kind: str) -> bytes:
    """A picture of 160 × 120 px."""
    return saved(Image.fromarray(astronaut()).resize((160, 120)), kind)


def bombs() -> Iterator[tuple[str, bytes]]:
    """Small files that promise or unfold to a lot."""
    for side in (20_000, 40_000, 65_535):
        yield f"PNG of {side}²", png(side, side, zlib.compress(bytes(1 << 20), 9))
        yield f"GIF of {side}²", b"GIF89a" + struct.pack("<HH", side, side) + small("GIF")[10:]
        yield f"BMP of {side}²", small("BMP")[:18] + struct.pack("<ii", side, side) + small("BMP")[26:]
        jpeg = bytearray(small("JPEG"))
        at = jpeg.index(b"\xff\xc0") + 5
        jpeg[at : at + 4] = struct.pack(">HH", side, side)
        yield f"JPEG of {side}²", bytes(jpeg)
    yield "PNG that unfolds to 100 MB", png(64, 64, zlib.compress(bytes(100 << 20), 9))
    yield "PNG with a text of 60 MB", png(64, 64, raw(64, 64), chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(60 << 20), 9)))
    yield "PNG with a profile of 60 MB", png(64, 64, raw(64, 64), chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(60 << 20), 9)))
    yield "JPEG with a hundred scans", small("JPEG")[:-2] + scan_of(small("JPEG")) * 100 + b"\xff\xd9"
    yield "animated GIF of 400 frames", animated("GIF", 400)
    yield "animated WebP of 60 frames", animated("WEBP", 60)
    yield "animated PNG of 60 frames", animated("PNG", 60)
    yield "TIFF that points to itself", tiff_circle()


def two_in_one() -> Iterator[tuple[str, bytes]]:
    """Files that are a picture and something else."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("index.html", SCRIPT)
    tails = {"a ZIP": archive.getvalue(), "HTML": b"<html>" + SCRIPT, "PHP": b"<?php system($_GET[0]); ?>", "a PDF": b"%PDF-1.7\n1 0 obj"}
    for kind in KINDS:
        for name, tail in tails.items():
            yield f"{kind} and {name}", small(kind) + tail
            yield f"{name} and {kind}", tail + small(kind)
    yield "GIF that is JavaScript", b"GIF89a/*" + small("GIF")[8:] + b"*/=1;alert(1)"
    yield "JPEG that is JavaScript", small("JPEG")[:2] + segment(0xFE, b"*/=alert(1)/*") + small("JPEG")[2:]


def planted() -> Iterator[tuple[str, bytes]]:
    """Whole pictures with words, places and programs beside the pixels: they may be kept, and nothing of it may stay."""
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif.get_ifd(0x8825)[1] = "N"
    picture = Image.fromarray(astronaut()).resize((160, 120))
    yield "EXIF with a place", saved(picture, "JPEG", exif=exif)
    yield "WebP with a place", saved(picture, "WEBP", exif=exif)
    yield "PNG with a place", saved(picture, "PNG", exif=exif)
    for code, name in ((0xE1, "XMP"), (0xE2, "profile"), (0xED, "IPTC"), (0xFE, "comment"), (0xEF, "APP15")):
        yield f"JPEG with a script in its {name}", small("JPEG")[:2] + segment(code, SCRIPT * 40) + small("JPEG")[2:]
        yield f"JPEG with a place in its {name}", small("JPEG")[:2] + segment(code, PLACE.encode() * 40) + small("JPEG")[2:]
    yield "PNG with a script", png(64, 64, raw(64, 64), chunk(b"tEXt", b"Comment\0" + SCRIPT))
    yield "JPEG in a JPEG's thumbnail", small("JPEG")[:2] + segment(0xE1, b"Exif\0\0" + small("JPEG")[:60_000]) + small("JPEG")[2:]


def cut() -> Iterator[tuple[str, bytes]]:
    """Files that end too early."""
    for kind in KINDS:
        whole = small(kind)
        for part in range(CUTS):
            yield f"{kind} cut at {part + 1} of {CUTS + 1}", whole[: len(whole) * (part + 1) // (CUTS + 1)]


def flipped() -> Iterator[tuple[str, bytes]]:
    """Files with changed bytes, in the head and anywhere."""
    chance = np.random.default_rng(11)
    for kind in KINDS:
        for number in range(FLIPS):
            data = bytearray(small(kind))
            reach = min(len(data), 64) if number % 2 else len(data)
            for at in chance.integers(4, reach, 6):
                data[at] = chance.integers(256)
            yield f"{kind} changed {number}", bytes(data)


def headers() -> Iterator[tuple[str, bytes]]:
    """What is no picture that is read here, whatever it calls itself."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    yield "SVG with a script", svg + SCRIPT + b"</svg>"
    yield "SVG that fetches", svg + b'<image xlink:href="http://192.0.2.1/x.png"/></svg>'
    yield "SVG with an entity", b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg + b"&x;</svg>"
    for brand in (b"heic", b"mif1", b"avif", b"isom", b"qt  "):
        yield f"{brand.decode().strip()} container", b"\0\0\0\x18ftyp" + brand + bytes(200)
    for name, head in (("EPS", b"%!PS-Adobe-3.0"), ("ELF", b"\x7fELF"), ("MZ", b"MZ"), ("ICO", b"\0\0\1\0"), ("PSD", b"8BPS\0\1")):
        yield f"{name} called a picture", head + bytes(300)
    chance = np.random.default_rng(12)
    for head in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\xff\xff\0\0WEBPVP8 ", b"II*\0", b"BM"):
        for length in (1, 300, 20_000):
            yield f"{head!r} and {length} bytes of noise", head + chance.bytes(length)
    yield "nothing", b""
    yield "one byte", b"\xff"


def odd_structures() -> Iterator[tuple[str, bytes]]:
    """Lengths and counts that lie."""
    jpeg = small("JPEG")
    yield "JPEG with a segment longer than the file", jpeg[:2] + b"\xff\xe1\xff\xff" + jpeg[2:]
    yield "JPEG with a segment of no length", jpeg[:2] + b"\xff\xe1\0\0" + jpeg[2:]
    yield "JPEG that begins ten times", b"\xff\xd8" * 10 + jpeg
    yield "JPEG without tables", jpeg[:2] + jpeg[jpeg.index(b"\xff\xc0") :]
    yield "PNG with a chunk of 4 GB", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR" + bytes(40)
    yield "PNG with a wrong checksum", small("PNG")[:-20] + bytes(4) + small("PNG")[-16:]
    yield "PNG of no height", png(64, 0, raw(64, 1))
    yield "GIF with a frame outside", small("GIF").replace(b",\0\0\0\0", b",\xff\xff\xff\xff", 1)
    yield "WebP that lies about its length", small("WEBP")[:4] + b"\xff\xff\xff\x7f" + small("WEBP")[8:]
    yield "BMP whose pixels lie elsewhere", small("BMP")[:10] + b"\xff\xff\xff\x7f" + small("BMP")[14:]


def png(width: int, height: int, packed: bytes, *more: bytes) -> bytes:
    """A PNG of 8-bit grey."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def raw(width: int, height: int) -> bytes:
    """The packed pixels of a grey picture."""
    return zlib.compress((b"\0" + bytes(range(256))[:width].ljust(width, b"\x80")) * height)


def chunk(name: bytes, content: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(content, zlib.crc32(name)))


def segment(code: int, content: bytes) -> bytes:
    """One part of a JPEG."""
    return bytes((0xFF, code)) + struct.pack(">H", len(content) + 2) + content


def scan_of(jpeg: bytes) -> bytes:
    """The coded pixels with their head."""
    return jpeg[jpeg.index(b"\xff\xda") : -2]


def animated(kind: str, frames: int) -> bytes:
    """A picture that moves."""
    pictures = [Image.new("RGB", (96, 96), (number * 7 % 256, number * 31 % 256, number * 57 % 256)) for number in range(frames)]
    return saved(pictures[0], kind, save_all=True, append_images=pictures[1:])


def tiff_circle() -> bytes:
    """A TIFF whose directory names itself as the next one."""
    tags = b"".join(struct.pack("<HHII", tag, 3, 1, value) for tag, value in ((256, 64), (257, 64), (258, 8), (259, 1), (262, 1)))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 5) + tags + struct.pack("<I", 8) + bytes(64)
