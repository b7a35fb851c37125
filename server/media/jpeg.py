"""The shape of a picture that a tablet may send: a JPEG with its covers burnt in, and nothing beside the picture in the file."""

from __future__ import annotations

SOI, EOI, SOS, APP0, DQT, DHT, DRI = 0xD8, 0xD9, 0xDA, 0xE0, 0xDB, 0xC4, 0xDD
FRAME = 0xC0  # baseline: one scan. A progressive file may hold thousands of them, each decoded over the whole picture
ONCE = frozenset({FRAME, SOS})
ALLOWED = frozenset({APP0, DQT, DHT, DRI}) | ONCE
RESTARTS = frozenset(range(0xD0, 0xD8))


class WrongShape(Exception):
    """Not such a file: another kind, cut off, or with something beside the picture (a thumbnail, a place, a comment)."""


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, after a walk over all markers up to the last byte. Decodes no pixel. Raises WrongShape."""
    if data[:2] != bytes((0xFF, SOI)):
        raise WrongShape("no JPEG")
    size, place = None, 2
    seen: set[int] = set()
    while True:
        marker, place = _marker_at(data, place)
        if marker == EOI:
            break
        if marker not in ALLOWED or marker in seen & ONCE:
            raise WrongShape(f"marker {marker:02X}")
        seen.add(marker)
        body, place = _segment_at(data, place)
        if marker == FRAME and len(body) >= 5:
            size = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
        if marker == SOS:
            place = _end_of_scan(data, place)
    if size is None or place != len(data):
        raise WrongShape("no frame, or bytes after the end")
    return size


def _marker_at(data: bytes, place: int) -> tuple[int, int]:
    if place + 2 > len(data) or data[place] != 0xFF:
        raise WrongShape("cut off")
    return data[place + 1], place + 2


def _segment_at(data: bytes, place: int) -> tuple[bytes, int]:
    length = int.from_bytes(data[place : place + 2], "big")
    if length < 2 or place + length > len(data):
        raise WrongShape("cut off")
    return data[place + 2 : place + length], place + length


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the next marker after the coded pixels begins; FF 00 and restarts belong to the pixels."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0 or place + 1 >= len(data):
            raise WrongShape("cut off")
        if data[place + 1] != 0 and data[place + 1] not in RESTARTS:
            return place
        place += 2
