"""What the head of a clip says, read before any decoder sees the file: kind, promised length, sound, encryption."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from imaging import ebml
from imaging.ebml import Element, elements

_INFO_SCALE, _INFO_DURATION = 0x2AD7B1, 0x4489
_TRACK_ENTRY, _TRACK_TYPE, _TRACK_ENCODINGS = 0xAE, 0x83, 0x6D80
_ENCODING, _ENCRYPTION = 0x6240, 0x5035
_SOUND_TRACK = 2
_USUAL_SCALE_NS = 1_000_000

_HOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_ENCRYPTED_ENTRIES = (b"encv", b"enca", b"drmi", b"drms")


@dataclass(frozen=True, slots=True)
class ClipHead:
    """duration_s: of the longest track as promised, 0.0 where nothing is. counts_frames: whether the file says how many frames it has."""

    duration_s: float = 0.0
    has_sound: bool = False
    is_encrypted: bool = False
    counts_frames: bool = True


def read_head(data: bytes) -> ClipHead | None:
    """The head of a WebM, Matroska, MP4, MOV or AVI file, or None for any other kind and for a head in pieces."""
    try:
        if data[:4] == ebml.HEADER.to_bytes(4):
            return _matroska(data)
        if data[4:8] == b"ftyp":
            return _mp4(data)
        if data[:4] == b"RIFF" and data[8:12] == b"AVI ":
            return _avi(data)
    except (struct.error, IndexError, ZeroDivisionError, OverflowError):
        return None
    return None


def _matroska(data: bytes) -> ClipHead | None:
    segment = next((element for element in elements(data, 0, len(data)) if element.id == ebml.SEGMENT), None)
    if segment is None:
        return None
    duration_s, tracks = 0.0, []
    for element in elements(data, segment.start, segment.end):
        if element.id == ebml.INFO:
            duration_s = _matroska_duration(data, element)
        if element.id == ebml.TRACKS:
            tracks = [track for track in elements(data, element.start, element.end) if track.id == _TRACK_ENTRY]
        if element.id == ebml.CLUSTER:
            break
    fields = [(field.id, field) for track in tracks for field in elements(data, track.start, track.end)]
    has_sound = any(id == _TRACK_TYPE and ebml.number(data, field) == _SOUND_TRACK for id, field in fields)
    is_encrypted = any(id == _TRACK_ENCODINGS and _is_encrypted(data, field) for id, field in fields)
    return ClipHead(duration_s, has_sound, is_encrypted, counts_frames=False)


def _matroska_duration(data: bytes, info: Element) -> float:
    fields = {field.id: field for field in elements(data, info.start, info.end)}
    scale = ebml.number(data, fields[_INFO_SCALE]) if _INFO_SCALE in fields else _USUAL_SCALE_NS
    return ebml.real(data, fields[_INFO_DURATION]) * scale / 1e9 if _INFO_DURATION in fields else 0.0


def _is_encrypted(data: bytes, encodings: Element) -> bool:
    each = [encoding for encoding in elements(data, encodings.start, encodings.end) if encoding.id == _ENCODING]
    return any(field.id == _ENCRYPTION for encoding in each for field in elements(data, encoding.start, encoding.end))


def _mp4(data: bytes) -> ClipHead | None:
    found = list(_boxes(data, 0, len(data)))
    duration_s = 0.0
    for kind, start, _ in found:
        if kind == b"mvhd":
            wide = data[start] == 1
            scale, duration = struct.unpack_from(">IQ" if wide else ">II", data, start + (20 if wide else 12))
            duration_s = 0.0 if duration in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF) else duration / scale
    if not any(kind == b"moov" for kind, _, _ in found):
        return None
    handlers = [data[start + 8 : start + 12] for kind, start, _ in found if kind == b"hdlr"]
    entries = [data[start + 12 : start + 16] for kind, start, _ in found if kind == b"stsd"]
    return ClipHead(duration_s, b"soun" in handlers, any(entry in _ENCRYPTED_ENTRIES for entry in entries))


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of every box that matters, depth first."""
    while start + 8 <= end:
        length, kind = struct.unpack_from(">I4s", data, start)
        content = start + 8
        if length == 1:
            (length,), content = struct.unpack_from(">Q", data, content), start + 16
        box_end = end if length == 0 else start + length
        if box_end < content:
            return
        yield kind, content, min(box_end, end)
        if kind in _HOLDERS:
            yield from _boxes(data, content, min(box_end, end))
        start = box_end


def _avi(data: bytes) -> ClipHead | None:
    at = data.find(b"avih", 0, 1024)
    if at < 0:
        return None
    frame_us, _, _, _, frames = struct.unpack_from("<5I", data, at + 8)
    promised_s = frames * frame_us / 1e6
    movie = data.find(b"movi", 0, 1 << 16)
    is_known = 0 < frames < 1 << 24 and frame_us
    return ClipHead(promised_s if is_known else 0.0, b"auds" in data[: max(movie, 0)])
