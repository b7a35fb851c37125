"""What the head of a clip says, read before any decoder sees the file: kind, promised length, sound, encryption."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from imaging import ebml
from imaging.ebml import Element, elements
from imaging.video_file import WRITER

_INFO_SCALE, _INFO_DURATION, _INFO_WRITER = 0x2AD7B1, 0x4489, 0x5741
_TRACK_ENTRY, _TRACK_TYPE, _TRACK_CODEC, _TRACK_ENCODINGS = 0xAE, 0x83, 0x86, 0x6D80
_ENCODING, _ENCRYPTION = 0x6240, 0x5035
_PICTURE_TRACK, _SOUND_TRACK = 1, 2
_USUAL_SCALE_NS = 1_000_000

_EDITED_S = 0.2  # so much more in the file than is shown, and an edit leaves frames out
_MOST_BOXES = 10_000  # a phone's clip has some hundred; a prepared file could have eight million
_HOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
# What phones, tablets and browsers write: H.264, HEVC, VP8, VP9, MPEG-4, H.263, JPEG. The decoder has others, which nobody needs.
_MATROSKA_CODECS = (b"V_VP8", b"V_VP9", b"V_MPEG4/ISO/AVC", b"V_MPEGH/ISO/HEVC", b"V_MPEG4/ISO/ASP", b"V_MPEG4/ISO/SP", b"V_MJPEG")
_MP4_CODECS = (b"avc1", b"avc3", b"hvc1", b"hev1", b"vp08", b"vp09", b"mp4v", b"s263", b"h263", b"jpeg", b"mjpg")
_AVI_CODECS = (b"MJPG", b"H264", b"AVC1", b"XVID", b"DIVX", b"DX50", b"FMP4", b"MP4V")
_ENCRYPTED_ENTRIES = (b"encv", b"enca", b"drmi", b"drms")


@dataclass(frozen=True, slots=True)
class ClipHead:
    """duration_s: of the longest track as promised, 0.0 where nothing is. counts_frames: whether the file says how many frames it has.

    is_known: whether there is a picture, every picture track is coded in a way that is read here, and the file is no heap of crumbs, over
    which the decoder would fill its memory. is_ours: whether it says that
    it was written here, where frames that came too fast were left out already.
    """

    duration_s: float = 0.0
    has_sound: bool = False
    is_encrypted: bool = False
    counts_frames: bool = True
    is_known: bool = True
    is_ours: bool = False


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
    duration_s, is_ours, tracks = 0.0, False, list[Element]()
    for element in elements(data, segment.start, segment.end):
        if element.id == ebml.INFO:
            fields = {field.id: field for field in elements(data, element.start, element.end)}
            duration_s, is_ours = _matroska_duration(data, fields), _text(data, fields.get(_INFO_WRITER)) == WRITER.encode()
        if element.id == ebml.TRACKS:
            tracks = [track for track in elements(data, element.start, element.end) if track.id == _TRACK_ENTRY]
        if element.id == ebml.CLUSTER:
            break
    entries = [{field.id: field for field in elements(data, track.start, track.end)} for track in tracks]
    kinds = [ebml.number(data, entry[_TRACK_TYPE]) if _TRACK_TYPE in entry else 0 for entry in entries]
    pictures = [entry for entry, kind in zip(entries, kinds, strict=True) if kind == _PICTURE_TRACK]
    is_encrypted = any(_TRACK_ENCODINGS in entry and _is_encrypted(data, entry[_TRACK_ENCODINGS]) for entry in entries)
    is_known = bool(pictures) and all(_text(data, entry.get(_TRACK_CODEC)) in _MATROSKA_CODECS for entry in pictures)
    is_known = is_known and not _is_crumbs(data, elements(data, segment.start, segment.end))
    return ClipHead(duration_s, _SOUND_TRACK in kinds, is_encrypted, counts_frames=False, is_known=is_known, is_ours=is_ours)


def _is_crumbs(data: bytes, parts: Iterator[Element]) -> bool:
    return next(islice(ebml.in_clusters(data, parts), ebml.MOST_IN_CLUSTERS, None), None) is not None


def _text(data: bytes, field: Element | None) -> bytes:
    return b"" if field is None else data[field.start : field.end].rstrip(b"\0")


def _matroska_duration(data: bytes, fields: dict[int, Element]) -> float:
    scale = ebml.number(data, fields[_INFO_SCALE]) if _INFO_SCALE in fields else _USUAL_SCALE_NS
    promised_s = ebml.real(data, fields[_INFO_DURATION]) * scale / 1e9 if _INFO_DURATION in fields else 0.0
    return promised_s if promised_s > 0 else 0.0  # not a number, or before the beginning


def _is_encrypted(data: bytes, encodings: Element) -> bool:
    each = [encoding for encoding in elements(data, encodings.start, encodings.end) if encoding.id == _ENCODING]
    return any(field.id == _ENCRYPTION for encoding in each for field in elements(data, encoding.start, encoding.end))


def _mp4(data: bytes) -> ClipHead | None:
    found = list(islice(_boxes(data, 0, len(data)), _MOST_BOXES))
    if not any(kind == b"moov" for kind, _, _ in found):
        return None
    duration_s = max((_mp4_duration(data, start) for kind, start, _ in found if kind == b"mvhd"), default=0.0)
    held_s = max((_mp4_duration(data, start) for kind, start, _ in found if kind == b"mdhd"), default=0.0)
    is_in_pieces = any(kind in (b"moof", b"mvex") for kind, _, _ in found)
    tracks = [_mp4_track(data, start, end) for kind, start, end in found if kind == b"trak"]
    codecs = [entry for handler, entry in tracks if handler == b"vide"]
    return ClipHead(
        duration_s,
        has_sound=any(handler == b"soun" for handler, _ in tracks),
        is_encrypted=any(entry in _ENCRYPTED_ENTRIES for _, entry in tracks),
        counts_frames=not is_in_pieces and held_s < duration_s + _EDITED_S,
        is_known=bool(codecs) and all(codec in _MP4_CODECS for codec in codecs),
    )


def _mp4_track(data: bytes, start: int, end: int) -> tuple[bytes, bytes]:
    """What the track holds, and how its first kind of sample is coded."""
    boxes: dict[bytes, int] = {}
    for kind, at, _ in _boxes(data, start, end):
        boxes.setdefault(kind, at)  # the first: in a MOV another handler says later where the samples lie
    handler, entry = boxes.get(b"hdlr"), boxes.get(b"stsd")
    return b"" if handler is None else data[handler + 8 : handler + 12], b"" if entry is None else data[entry + 12 : entry + 16]


def _mp4_duration(data: bytes, start: int) -> float:
    """What an mvhd or mdhd box says, in seconds; 0 where it does not know."""
    wide = data[start] == 1
    scale, duration = struct.unpack_from(">IQ" if wide else ">II", data, start + (20 if wide else 12))
    return 0.0 if duration in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF) else float(duration / scale)


def _boxes(data: bytes, start: int, end: int, depth: int = 0) -> Iterator[tuple[bytes, int, int]]:
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
        if kind in _HOLDERS and depth < len(_HOLDERS):
            yield from _boxes(data, content, min(box_end, end), depth + 1)
        start = box_end


def _avi(data: bytes) -> ClipHead | None:
    at = data.find(b"avih", 0, 1024)
    if at < 0:
        return None
    frame_us, _, _, _, frames = struct.unpack_from("<5I", data, at + 8)
    promised_s = frames * frame_us / 1e6
    movie = data.find(b"movi", 0, 1 << 16)
    head = data[: max(movie, 0)]
    is_counted = 0 < frames < 1 << 24 and frame_us
    return ClipHead(promised_s if is_counted else 0.0, b"auds" in head, is_known=_avi_codec(head).upper() in _AVI_CODECS)


def _avi_codec(head: bytes) -> bytes:
    """How the pictures are coded: the compression that the format of the picture stream names."""
    picture = head.find(b"vids")
    form = head.find(b"strf", max(picture, 0))
    return b"" if picture < 0 or form < 0 else head[form + 24 : form + 28]
