"""The boxes that a Matroska or WebM file is made of: an id, a length, a content (RFC 8794)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

HEADER, SEGMENT, INFO, TRACKS, CLUSTER, CUES = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0x1C53BB6B
CLUSTER_TIME, BLOCK_GROUP, BLOCK, SIMPLE_BLOCK = 0xE7, 0xA0, 0xA1, 0xA3
_MOST_SIZE_BYTES, _MOST_NUMBER_BYTES = 8, 8
MOST_ELEMENTS = 100_000  # of one walk: a clip has a few thousand, a prepared file could have 30 million
MOST_IN_CLUSTERS = 50_000  # slow motion of half a minute has 7,200 frames and 1,500 packets, and in a group each has four elements


class Element(NamedTuple):
    """One element of a file: where its content lies."""

    id: int
    start: int
    end: int


def elements(data: bytes, start: int, end: int) -> Iterator[Element]:
    """The elements between two places; damage ends the walk. One of unknown length reaches to the end."""
    for _ in range(MOST_ELEMENTS):
        if start >= end:
            return
        id_bytes, size_bytes = _width(data, start, end, 4), 0
        if id_bytes:
            size_bytes = _width(data, start + id_bytes, end, _MOST_SIZE_BYTES)
        content = start + id_bytes + size_bytes
        if not size_bytes or content > end:
            return
        size = int.from_bytes(data[start + id_bytes : content]) & ((1 << 7 * size_bytes) - 1)
        is_unknown = size == (1 << 7 * size_bytes) - 1
        yield Element(int.from_bytes(data[start : start + id_bytes]), content, end if is_unknown else min(end, content + size))
        start = end if is_unknown else content + size


def in_clusters(data: bytes, parts: Iterable[Element]) -> Iterator[tuple[int, Element]]:
    """Everything in the clusters and in their groups, with the time at which the cluster begins, in the file's ticks.

    A cluster of unknown length holds the next one: whoever writes while it is recording writes so. The caller bounds the walk.
    """
    clusters = [part for part in parts if part.id == CLUSTER][::-1]
    while clusters:
        cluster, begun = clusters.pop(), 0
        for field in elements(data, cluster.start, cluster.end):
            begun = number(data, field) if field.id == CLUSTER_TIME else begun
            yield begun, field
            if field.id == BLOCK_GROUP:
                yield from ((begun, inner) for inner in elements(data, field.start, field.end))
            if field.id == CLUSTER:
                clusters.append(field)


def _width(data: bytes, at: int, end: int, most: int) -> int:
    """How many bytes the number at that place has, or 0 where there is none."""
    if at >= end or not data[at]:
        return 0
    width = 9 - data[at].bit_length()
    return width if width <= most and at + width <= end else 0


def number(data: bytes, element: Element) -> int:
    """The content as an unsigned number."""
    return int.from_bytes(data[element.start : min(element.end, element.start + _MOST_NUMBER_BYTES)])


def real(data: bytes, element: Element) -> float:
    """The content as a number with a fraction, 4 or 8 bytes; 0 for another length."""
    content = data[element.start : element.end]
    return float(struct.unpack({4: ">f", 8: ">d"}[len(content)], content)[0]) if len(content) in (4, 8) else 0.0


def write(id: int, content: bytes | int | float | str) -> bytes:
    """One element as bytes. A number is written as short as it goes, a fraction in 8 bytes."""
    match content:
        case float():
            content = struct.pack(">d", content)
        case int():
            content = content.to_bytes(max(1, (content.bit_length() + 7) // 8))
        case str():
            content = content.encode()
    return id.to_bytes((id.bit_length() + 7) // 8) + size(len(content)) + content


def size(length: int) -> bytes:
    """A length in 8 bytes, always as wide: so places are known before contents."""
    return (length | 1 << 56).to_bytes(8)
