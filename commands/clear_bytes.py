"""Looks for clear bytes of pictures and sound in every file of a folder: whole files, pieces, the source's own bytes, planted markers.

Sealed bytes look random, so a three-byte marker is found in them by chance every 16 MiB: only what no chance would write counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

WORD = 8
SLICE_BYTES = 32  # by chance once in 2**256
SLICES_PER_PICTURE = 64
SIGNATURES = {
    "JPEG with JFIF": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "JPEG with EXIF": b"Exif\x00\x00II*\x00",
    "JPEG with EXIF (big-endian)": b"Exif\x00\x00MM\x00*",
    "JPEG Huffman table": b"\xff\xc4\x00\x1f\x00\x00\x01\x05\x01\x01\x01\x01\x01\x01",
    "JPEG Huffman table (joined)": b"\xff\xc4\x01\xa2\x00\x00\x01\x05\x01\x01\x01\x01\x01\x01",
    "JPEG scan, colour": b"\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00",
    "JPEG scan, grey": b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00",
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "video as it is recorded": b"\x07V_MJPEG\xe0",
    "video as it is written": b"\x05V_VP8\xe0\x01\x00",
    "sound as it is recorded": b"A_PCM/INT/LIT",
    "sound as it is written": b"OpusHead",
    "sound in an Ogg file": b"OggS\x00\x02" + bytes(8),
    "sound in a WAV file": b"WAVEfmt ",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Something clear in a file, and where it begins."""

    path: Path
    what: str
    offset: int


def needles_of(picture: Path) -> dict[str, bytes]:
    """Slices of a source picture's own bytes, spread over the file; headers that many files share are left out."""
    return needles_in(picture.name, picture.read_bytes())


def needles_in(name: str, data: bytes) -> dict[str, bytes]:
    """The same of bytes that lie in no file: of a recording, its samples."""
    step = max(SLICE_BYTES, len(data) // (SLICES_PER_PICTURE + 1))
    slices = (data[start : start + SLICE_BYTES] for start in range(step, len(data) - SLICE_BYTES, step))
    return {f"bytes of {name} at {number}": part for number, part in enumerate(slices) if len(set(part)) > SLICE_BYTES // 2}


def search(folders: Sequence[Path], markers: dict[str, bytes]) -> Iterator[Found]:
    """Everything clear in every file below the folders: the signatures, and the given markers (8 bytes or more each)."""
    needles = Needles({**SIGNATURES, **markers})
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield from (Found(path, what, offset) for what, offset in needles.found_in(path.read_bytes()))


class Needles:
    """Many needles looked for at once: a table of 16 bits of their first eight bytes leaves few places to look at more closely."""

    def __init__(self, needles: dict[str, bytes]) -> None:
        short = [what for what, needle in needles.items() if len(needle) < WORD]
        if short:
            raise ValueError(f"Too short to look for: {short[0]}")
        self._by_word: dict[int, list[tuple[str, bytes]]] = {}
        for what, needle in needles.items():
            self._by_word.setdefault(int.from_bytes(needle[:WORD], "little"), []).append((what, needle))
        self._table = np.zeros(1 << 16, dtype=bool)
        self._table[[word & 0xFFFF for word in self._by_word]] = True

    def found_in(self, data: bytes) -> Iterator[tuple[str, int]]:
        """Every needle's name and every place where it begins."""
        for start in range(min(WORD, max(0, len(data) - WORD + 1))):
            words = np.frombuffer(data, dtype="<u8", offset=start, count=(len(data) - start) // WORD)
            places = np.nonzero(self._table[words.view("<u2")[:: WORD // 2]])[0]
            for place, word in zip(places.tolist(), words[places].tolist(), strict=True):
                for what, needle in self._by_word.get(word, ()):
                    offset = start + place * WORD
                    if data.startswith(needle, offset):
                        yield what, offset
