"""Is a picture file whole? Decoders fill what is missing with grey and say nothing; a picture with grey areas must not be kept.

A JPEG has no checksum. What can be known: its scans and restart markers are all there, and the decoder uses each scan's bits up to their
end and not beyond. That is tried: where noise put behind a scan changes the picture, the scan was too short.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

_NOISE = bytes((37 * step * step + 91 * step + 83) % 255 for step in range(256))  # any bits will do, if no byte is 255: no marker
_OTHER_NOISE = bytes((61 * step * step + 29 * step + 172) % 255 for step in range(256))
_USED_BYTES = 16  # noise in place of so many of a scan's last bytes shows, even where the picture is white; fewer did not always
_LEAST_TRIED_BYTES = 1024  # below, a scan may end in more padding than picture
_SOS, _EOI, _DRI, _FIRST_RST, _LAST_RST, _STUFFED, _FILL = 0xDA, 0xD9, 0xDD, 0xD0, 0xD7, 0x00, 0xFF
_PROGRESSIVE, _ARITHMETIC = (0xC2, 0xC6), (0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
_FRAMES = tuple(code for code in range(0xC0, 0xD0) if code not in (0xC4, 0xC8, 0xCC))
_BLOCK_PX, _COEFFICIENTS = 8, 64  # a block's side, and what is coded of it
_PNG_HEAD, _PIECE_BYTES = 8, 1 << 20
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by the kind of colour
_PNG_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))  # first x, y; steps


@dataclass
class Scan:
    """One scan. parts: (start, end) of the coded bytes between its restart markers; marks: those markers' codes."""

    parts: list[tuple[int, int]]
    marks: list[int]
    head: bytes  # of the SOS segment, without its length
    interval: int  # MCUs between two restart markers, 0 = none


@dataclass
class JpegFile:
    """What the markers of a JPEG's first picture say."""

    frame: int = 0  # its SOF code
    frame_head: bytes = b""
    scans: list[Scan] = field(default_factory=list)
    has_end: bool = False


def whole_jpeg(data: bytes, decode: Callable[[bytes], Image.Image], decoded: Image.Image) -> bool:
    """Whether nothing of the JPEG is missing that shows. decode: bytes to a loaded picture; decoded: what it made of `data`.

    A scan whose bits were changed to others that end at the same place is a whole JPEG, of another picture: no one can tell.
    Bits left over between two restart markers are not looked for either: the strip is wrong then, but nothing of it is missing.
    """
    file = _jpeg_file(data)
    if not file.has_end or not file.scans or file.frame in _ARITHMETIC or not all(_is_counted(file, scan) for scan in file.scans):
        return False
    if file.frame in _PROGRESSIVE and not _all_refined(file):
        return False
    if not _same(decode(_with_noise(data, file, _NOISE)), decoded):
        return False
    (start, end), *others = (part for scan in file.scans for part in scan.parts)
    if others or end - start < _LEAST_TRIED_BYTES:
        return True
    ends = (_with_noise(data, file, noise, _USED_BYTES) for noise in (_NOISE, _OTHER_NOISE))  # one might hit the same bits by chance
    return any(not _same(decode(end), decoded) for end in ends)


def whole_png(data: bytes) -> bool:
    """Whether every chunk that a PNG's picture is made of has its right checksum, and they hold as many bytes as its size asks for."""
    pixels, expected, at = zlib.decompressobj(), 0, _PNG_HEAD
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        is_needed = not name[0] & 0x20  # a small first letter: words about the picture
        if is_needed and data[at + 8 + length : at + 12 + length] != struct.pack(">I", zlib.crc32(content, zlib.crc32(name))):
            return False
        match name:
            case b"IHDR":
                expected = _png_bytes(content)
            case b"IDAT":
                expected -= _unfolded_bytes(pixels, content)
            case b"IEND":
                return expected == 0 and pixels.eof
        at += 12 + length
    return False


def _unfolded_bytes(pixels: zlib._Decompress, content: bytes) -> int:
    """How many bytes the next part of the pixels' stream holds; no more than a piece of them is in memory."""
    count, waiting = 0, content
    while waiting:
        count += len(pixels.decompress(waiting, _PIECE_BYTES))
        waiting = pixels.unconsumed_tail
    return count


def _png_bytes(head: bytes) -> int:
    """How many bytes the pixels of a PNG take: each row has one more, each row of each pass when it is interlaced."""
    width, height, bits, colour, _, _, is_interlaced = struct.unpack(">IIBBBBB", head)
    passes = _PNG_PASSES if is_interlaced else ((0, 0, 1, 1),)
    sizes = [(-(-(width - x) // across), -(-(height - y) // down)) for x, y, across, down in passes]
    return sum(down * (1 + math.ceil(across * bits * _PNG_CHANNELS[colour] / 8)) for across, down in sizes if across > 0 and down > 0)


def _jpeg_file(data: bytes) -> JpegFile:
    """The segments up to the end marker; damaged ones end the walk."""
    file, interval, at = JpegFile(), 0, 2
    marks = _marks(data)
    while at + 4 <= len(data) and data[at] == _FILL:
        code = data[at + 1]
        if code == _FILL:
            at += 1
            continue
        if code == _EOI:
            break
        content = data[at + 4 : at + 2 + int.from_bytes(data[at + 2 : at + 4])]
        at += 4 + len(content)
        if code in _FRAMES and not file.frame:
            file.frame, file.frame_head = code, content
        elif code == _DRI:
            interval = int.from_bytes(content[:2])
        elif code == _SOS:
            file.scans.append(_scan(data, marks, at, content, interval))
            at = file.scans[-1].parts[-1][1]
    file.has_end = data[at : at + 2] == bytes((_FILL, _EOI))
    return file


def _marks(data: bytes) -> NDArray[np.intp]:
    """Where every marker (or what looks like one) begins."""
    content = np.frombuffer(data, np.uint8)
    starts = np.flatnonzero(content[:-1] == _FILL)
    after = content[starts + 1]
    return np.asarray(starts[(after != _STUFFED) & (after != _FILL)], np.intp)


def _scan(data: bytes, marks: NDArray[np.intp], start: int, head: bytes, interval: int) -> Scan:
    scan = Scan([], [], head, interval)
    for mark in marks[np.searchsorted(marks, start) :].tolist():
        scan.parts.append((start, mark))
        if not _FIRST_RST <= data[mark + 1] <= _LAST_RST:
            return scan
        scan.marks.append(data[mark + 1])
        start = mark + 2
    scan.parts.append((start, len(data)))
    return scan


def _is_counted(file: JpegFile, scan: Scan) -> bool:
    """Whether the restart markers count 0 to 7 and around, as many as the picture's size asks for; none where none were promised."""
    if not scan.interval:
        return not scan.marks
    in_order = [_FIRST_RST + number % 8 for number in range(len(scan.marks))]
    left = math.ceil(_units(file, scan) / scan.interval) - len(scan.marks)
    start, end = scan.parts[-1]
    return scan.marks == in_order and (left == 1 or (left == 0 and start == end))  # some cameras write one more, with nothing behind


def _units(file: JpegFile, scan: Scan) -> int:
    """How many coded units (MCUs) a scan has: blocks of one component, or groups of blocks of all."""
    height, width = int.from_bytes(file.frame_head[1:3]), int.from_bytes(file.frame_head[3:5])
    sizes = {file.frame_head[at]: (file.frame_head[at + 1] >> 4, file.frame_head[at + 1] & 15) for at in range(6, len(file.frame_head), 3)}
    most_across, most_down = (max(size[axis] for size in sizes.values()) for axis in (0, 1))
    if scan.head[0] == 1:
        across, down = sizes.get(scan.head[1], (1, 1))
        width, height = math.ceil(width * across / most_across), math.ceil(height * down / most_down)
        return math.ceil(width / _BLOCK_PX) * math.ceil(height / _BLOCK_PX)
    return math.ceil(width / (_BLOCK_PX * most_across)) * math.ceil(height / (_BLOCK_PX * most_down))


def _all_refined(file: JpegFile) -> bool:
    """Whether the scans of a progressive picture bring every coefficient of every component to its last bit."""
    components = [file.frame_head[6 + 3 * index] for index in range(file.frame_head[5])]
    missing = {component: np.full(_COEFFICIENTS, 255) for component in components}
    for scan in file.scans:
        for component, first, last, high, low in _refinements(scan.head):
            bits = missing.get(component, np.zeros(_COEFFICIENTS))[first : last + 1]
            if high and (bits != high).any():
                return False  # a scan in between is missing
            bits[:] = low
    return not any(bits.any() for bits in missing.values())


def _refinements(head: bytes) -> Iterator[tuple[int, int, int, int, int]]:
    """For each component of a scan: its id, first and last coefficient, bits missing before and after."""
    count = head[0]
    first, last, bits = head[1 + 2 * count : 4 + 2 * count]
    for index in range(count):
        yield head[1 + 2 * index], first, last, bits >> 4, bits & 15


def _with_noise(data: bytes, file: JpegFile, noise: bytes, cut: int = 0) -> bytes:
    """The file with `noise` behind every part of every scan, the last `cut` bytes of each part taken away."""
    pieces, done = [], 0
    for start, end in (part for scan in file.scans for part in scan.parts):
        kept = max(start, _coded_end(data, start, end) - cut) if cut else end
        pieces += [data[done:kept], b"\0" if data[kept - 1] == _FILL else b"", noise]
        done = end
    return b"".join((*pieces, data[done:]))


def _coded_end(data: bytes, start: int, end: int) -> int:
    """Where the coded bits end: zeros behind them are padding, unless they belong to a stuffed byte."""
    while end > start + 1 and data[end - 1] == _STUFFED and data[end - 2] != _FILL:
        end -= 1
    return end


def _same(one: Image.Image, other: Image.Image) -> bool:
    return one.mode == other.mode and one.size == other.size and ImageChops.difference(one, other).getbbox(alpha_only=False) is None
