"""Files that are damaged, cut off, or odd but whole, each made by code."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import partial

import numpy as np
from PIL import Image, ImageCms

from tests.imaging.pictures import astronaut, jpeg, saved

END = b"\xff\xd9"
BYTES = np.random.default_rng(4).integers(0, 255, 4000).astype(np.uint8).tobytes()  # none is 255: no marker by chance


def photo(**options: object) -> bytes:
    return jpeg(astronaut()[:256, :320], **options)


def picture() -> Image.Image:
    return Image.fromarray(astronaut()[:128, :160])


def starts(data: bytes, code: int) -> list[int]:
    """Where markers with that code begin."""
    return [at for at in range(len(data) - 1) if data[at] == 255 and data[at + 1] == code]


def coded(data: bytes) -> int:
    """Where the first scan's coded bytes begin."""
    at = starts(data, 0xDA)[0] + 2
    return at + int.from_bytes(data[at : at + 2])


def along(data: bytes, share: float) -> int:
    """A place in the coded bytes, not between a 255 and its stuffed zero."""
    at = coded(data) + int((len(data) - 2 - coded(data)) * share)
    return at + (data[at - 1] == 255)


def cut(data: bytes, share: float, end: bytes = b"") -> bytes:
    return data[: along(data, share)] + end


def cut_photo(share: float, end: bytes = b"") -> bytes:
    return cut(photo(), share, end)


def put(data: bytes, share: float, content: bytes) -> bytes:
    """The file with other bytes in place of its own."""
    at = along(data, share)
    return data[:at] + content + data[at + len(content) :]


def left_out(data: bytes, share: float, count: int) -> bytes:
    at = along(data, share)
    return data[:at] + data[at + count :]


def pushed_in(data: bytes, share: float, content: bytes) -> bytes:
    at = along(data, share)
    return data[:at] + content + data[at:]


def restarted() -> bytes:
    return photo(restart_marker_rows=1)


def without_parts(data: bytes, first: int, last: int) -> bytes:
    marks = [at for at in range(coded(data), len(data) - 1) if data[at] == 255 and 0xD0 <= data[at + 1] <= 0xD7]
    return data[: marks[first]] + data[marks[last] :]


def renumbered(data: bytes) -> bytes:
    at = starts(data, 0xD3)[0]
    return data[: at + 1] + b"\xd6" + data[at + 2 :]


def scans(data: bytes, kept: Callable[[int], bool]) -> bytes:
    """A progressive file with some of its scans (each with the tables before it)."""
    at = [coded_end(data, start) for start in starts(data, 0xDA)]
    edges = [starts(data, 0xC4)[0], *at]
    parts = [data[edges[index] : edges[index + 1]] for index in range(len(at)) if kept(index)]
    return data[: edges[0]] + b"".join(parts) + END


def coded_end(data: bytes, sos: int) -> int:
    at = sos + 2 + int.from_bytes(data[sos + 2 : sos + 4])
    while not (data[at] == 255 and data[at + 1] != 0):
        at += 1
    return at


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(**options: object) -> bytes:
    return saved(picture(), "PNG", **options)


def png_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Name and content of every chunk."""
    found, at = [], 8
    while at < len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        found.append((name, data[at + 8 : at + 8 + length]))
        at += length + 12
    return found


def png_of(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def interlaced() -> bytes:
    """A grey PNG in seven passes, which Pillow reads but does not write."""
    grey = np.asarray(picture().convert("L"))
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    rows = b"".join(b"\0" + row.tobytes() for x, y, across, down in passes for row in grey[y::down, x::across])
    head = struct.pack(">IIBBBBB", 160, 128, 8, 0, 0, 0, 1)
    return png_of([(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")])


def png_with_pixels(change: Callable[[bytes], bytes]) -> bytes:
    """A PNG with other coded bytes under right checksums."""
    chunks = png_chunks(png())
    content = change(b"".join(content for name, content in chunks if name == b"IDAT"))
    return png_of([chunks[0], (b"IDAT", content), (b"IEND", b"")])


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]


def animated(kind: str, **options: object) -> bytes:
    return saved(picture(), kind, save_all=True, append_images=[Image.new("RGB", (160, 128), "black")], **options)


def bomb_profile() -> bytes:
    """A PNG whose colour profile unfolds to 200 million bytes."""
    head, *rest = png_chunks(png())
    return png_of([head, (b"iCCP", b"x\0\0" + zlib.compress(bytes(200_000_000), 1)), *rest])


def lying_profile() -> bytes:
    """A colour profile whose head promises a million tags."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[128:132] = struct.pack(">I", 1_000_000)
    return photo(icc_profile=bytes(profile))


def huge_thumbnail() -> bytes:
    """An EXIF block whose thumbnail is said to have 65,500 × 65,500 pixels."""
    tiny = bytearray(saved(picture().resize((16, 16)), "JPEG"))
    at = starts(bytes(tiny), 0xC0)[0]
    tiny[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    tags = [(0x0103, 3, 1, 6 << 16), (0x0201, 4, 1, 56), (0x0202, 4, 1, len(tiny))]
    directory = struct.pack(">H", len(tags)) + b"".join(struct.pack(">HHII", *tag) for tag in tags) + bytes(4)
    block = b"MM\0\x2a\0\0\0\x08" + bytes(2) + struct.pack(">I", 14) + directory
    return photo(exif=b"Exif\0\0" + block + bytes(2) + bytes(tiny))


def ycck() -> bytes:
    """A CMYK picture as Adobe writes it: inverted, its colours turned into YCCK."""
    return saved(picture().convert("CMYK"), "JPEG", quality=95, keep_rgb=False)


def mpo() -> bytes:
    stream = io.BytesIO()
    picture().save(stream, "MPO", save_all=True, append_images=[Image.new("RGB", (160, 128))], quality=95)
    return stream.getvalue()


DAMAGED: dict[str, Callable[[], bytes]] = {
    "JPEG cut in its head": lambda: photo()[:300],
    **{f"JPEG cut at {share}": partial(cut_photo, share) for share in (0.0, 0.05, 0.5, 0.95, 1.0)},
    **{f"JPEG cut at {share}, with an end": partial(cut_photo, share, END) for share in (0.0, 0.05, 0.5, 0.95, 0.999)},
    "JPEG with another's end": lambda: cut(photo(), 0.5) + cut(photo(quality=60), 0.9, END)[-20:],
    "JPEG with an end in the middle": lambda: put(photo(), 0.5, END),
    "JPEG with zeros in the middle": lambda: put(photo(), 0.4, bytes(4000)),
    "JPEG with noise in the middle": lambda: put(photo(), 0.4, BYTES),
    "JPEG with 255s in the middle": lambda: put(photo(), 0.4, b"\xff" * 500),
    "JPEG with a piece missing": lambda: left_out(photo(), 0.4, 600),
    "JPEG with a piece twice": lambda: pushed_in(photo(), 0.5, BYTES[:900]),
    "JPEG with a foreign segment in its scan": lambda: pushed_in(photo(), 0.5, b"\xff\xe1\0\x08script"),
    "JPEG with a restart marker where none belongs": lambda: put(photo(), 0.5, b"\xff\xd3"),
    "JPEG with restart markers for noise": lambda: put(photo(), 0.5, b"\xff\xd0\xff\xd1\xff\xd2"),
    "restarts: one number wrong": lambda: renumbered(restarted()),
    "restarts: one part missing": lambda: without_parts(restarted(), 4, 5),
    "restarts: eight parts missing": lambda: without_parts(restarted(), 2, 10),
    "restarts: cut, with an end": lambda: cut(restarted(), 0.6, END),
    "restarts: one part too short": lambda: left_out(restarted(), 0.52, 500),
    "restarts: grey JPEG cut, with an end": lambda: cut(saved(picture().convert("L"), "JPEG", restart_marker_rows=1), 0.5, END),
    "progressive: cut": lambda: cut(photo(progressive=True), 0.5),
    "progressive: cut, with an end": lambda: cut(photo(progressive=True), 0.5, END),
    "progressive: the first scan alone": lambda: scans(photo(progressive=True), lambda index: index == 0),
    "progressive: the last scan missing": lambda: scans(photo(progressive=True), lambda index: index < 9),
    "progressive: one scan missing": lambda: scans(photo(progressive=True), lambda index: index != 3),
    "progressive: the first scan missing": lambda: scans(photo(progressive=True), lambda index: index != 0),
    "CMYK: cut, with an end": lambda: cut(ycck(), 0.5, END),
    "two in one (MPO): the first cut": lambda: cut(mpo()[: starts(mpo(), 0xD9)[0] + 2], 0.5, END),
    "PNG cut": lambda: png()[:2000],
    "PNG without its end": lambda: png()[:-12],
    "PNG with a wrong checksum": lambda: flipped(png(), len(png()) - 14),
    "PNG with one bit turned": lambda: flipped(png(), 5000),
    "PNG with its head turned": lambda: flipped(png(), 20),
    "PNG with a wrong checksum in its words": lambda: png_of(png_chunks(png())[:1]) + flipped(chunk(b"tEXt", b"a\0b"), 9) + png()[33:],
    "PNG with half its pixels": lambda: png_with_pixels(lambda content: content[: len(content) // 2]),
    "PNG with half its rows": lambda: png_with_pixels(lambda content: zlib.compress(zlib.decompress(content)[: 481 * 64])),
    "PNG with noise for pixels": lambda: png_with_pixels(lambda content: content[:400] + BYTES[:400] + content[800:]),
    "PNG with a wrong sum of its pixels": lambda: png_with_pixels(lambda content: flipped(content, len(content) - 2)),
    "PNG without pixels": lambda: png_of([png_chunks(png())[0], (b"IEND", b"")]),
    "APNG cut in its first frame": lambda: animated("PNG")[:2000],
    "WebP cut": lambda: saved(picture(), "WEBP", lossless=True)[:3000],
    "animated WebP cut in its first frame": lambda: animated("WEBP")[:600],
    "GIF cut": lambda: saved(picture(), "GIF")[:4000],
    "BMP cut": lambda: saved(picture(), "BMP")[:9000],
    "TIFF cut": lambda: saved(picture(), "TIFF")[:9000],
    "TIFF of a JPEG, cut": lambda: saved(picture(), "TIFF", compression="jpeg")[:2000],
    "an empty JPEG": lambda: b"\xff\xd8" + END,
    "markers alone": lambda: b"\xff\xd8" + bytes.fromhex("ffda000c03010002110311003f00") + END,
    "PNG with a bomb for its profile": bomb_profile,
}

WHOLE: dict[str, Callable[[], bytes]] = {
    "JPEG": photo,
    "JPEG with restarts": restarted,
    "JPEG with restarts after every third unit": lambda: photo(restart_marker_blocks=3),
    "progressive": lambda: photo(progressive=True),
    "progressive with restarts": lambda: photo(progressive=True, restart_marker_rows=1),
    "full colour": lambda: photo(subsampling=0),
    "half colour across": lambda: photo(subsampling="4:2:2"),
    "best tables": lambda: photo(optimize=True),
    "grey with restarts": lambda: saved(picture().convert("L"), "JPEG", quality=95, restart_marker_rows=1),
    "grey progressive": lambda: saved(picture().convert("L"), "JPEG", quality=95, progressive=True),
    "zeros before its end": lambda: photo()[:-2] + bytes(3) + END,
    "255s before its end": lambda: photo()[:-2] + b"\xff\xff" + END,
    "script behind its end": lambda: photo() + b"<script>alert(1)</script>",
    "script in a comment": lambda: photo(comment=b"<script>alert(1)</script>"),
    "a JPEG behind its end": lambda: photo() + photo(),
    "a PNG behind its end": lambda: png() + photo(),
    "CMYK": ycck,
    "two in one (MPO)": mpo,
    "a huge thumbnail": huge_thumbnail,
    "a lying profile": lying_profile,
    "PNG": png,
    "PNG interlaced": interlaced,
    "PNG of one bit": lambda: saved(picture().convert("1"), "PNG"),
    "TIFF of one bit": lambda: saved(picture().convert("1"), "TIFF", compression="group4"),
    "PNG of 16 bits": lambda: saved(Image.fromarray(np.asarray(picture().convert("L")).astype(np.uint16) * 257), "PNG"),
    "TIFF of a JPEG": lambda: saved(picture(), "TIFF", compression="jpeg", quality=95),
    "APNG": lambda: animated("PNG"),
    "animated WebP": lambda: animated("WEBP", lossless=True),
    "animated GIF": lambda: animated("GIF"),
}
