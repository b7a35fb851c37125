"""Some two hundred clips prepared against a decoder: cut, changed, absurd heads, references to files and addresses, floods."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

from imaging import ebml
from imaging.recorded import ClipRecording
from imaging.video_file import webm
from imaging.video_write import encode_frame, vp8_of
from tests.imaging.clips import avi_of
from tests.imaging.pictures import jpeg, scene

FILES = Path(__file__).parent / "clips_of_phones"
CUTS, FLIPS = 8, 8  # of each kind
WIDTH, HEIGHT = 96, 64
Named = tuple[str, bytes]
_COUNTS = {
    b"stsz": (4, 8),
    b"stts": (4, 8, 12),
    b"stsc": (4, 8),
    b"stco": (4, 8),
    b"mvhd": (12, 16),
    b"mdhd": (12, 16),
}  # fields of 4 bytes


def hostile_clips(secret: Path, address: str) -> dict[str, bytes]:
    """Every clip by its name. secret: a readable clip on the disk that nobody may open; address: where nobody may call."""
    made = [make() for make in (cut, flipped, matroska_heads, odd_frames, mp4_heads, other_kinds)]
    return dict(each for part in (*made, references(secret, address)) for each in part)


@cache
def plain() -> dict[str, bytes]:
    """A good clip of every kind that is read."""
    recording = ClipRecording(WIDTH, HEIGHT)
    for number in range(6):
        recording.add(jpeg(picture()), 0.04 * number)
    return {
        "WebM": webm([(40 * number, vp8()) for number in range(6)], WIDTH, HEIGHT, 240),
        "Matroska": recording.finish(),
        "AVI": avi_of([picture()] * 6),
        "H.264": (FILES / "h264.mp4").read_bytes(),
        "HEVC": (FILES / "hevc.mp4").read_bytes(),
    }


def picture(width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    return scene(width, height, [])[0]


@cache
def vp8(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    return vp8_of(encode_frame(picture(width, height), 50))


def cut() -> Iterator[Named]:
    """Each kind cut at any place."""
    for kind, data in plain().items():
        for number in range(CUTS):
            yield f"{kind} cut at {number}/{CUTS}", data[: round(len(data) * number / CUTS) + 3]


def flipped() -> Iterator[Named]:
    """Each kind with bytes changed by chance: in its head, anywhere, and with a piece twice."""
    chance = np.random.default_rng(22)
    for kind, data in plain().items():
        for number in range(FLIPS):
            damaged, reach = bytearray(data), 300 if number % 2 else len(data)
            for at in chance.integers(0, reach, 2 + number):
                damaged[at] ^= 1 << int(chance.integers(8))
            yield f"{kind} changed, {number}", bytes(damaged)
        middle = len(data) // 2
        yield f"{kind} with a piece twice", data[:middle] + data[middle // 2 :]


def matroska_heads() -> Iterator[Named]:
    """A true WebM with one number of its head replaced by an absurd one."""
    good = plain()["WebM"]
    for seconds in (float("nan"), float("inf"), -5.0, 1e300, 1e9, 29_900.0):
        yield f"duration {seconds}", good.replace(_field(0x4489, 240.0), _field(0x4489, seconds))
    for scale in (0, 1, (1 << 64) - 1):
        yield f"scale {scale}", good.replace(_field(0x2AD7B1, 1_000_000), _field(0x2AD7B1, scale))
    for wide, high in ((0, 0), (1, 1), (65_535, 65_535), (1 << 31, 1 << 31), (1920, 1080), (16_383, 64)):
        yield f"size {wide} × {high}", good.replace(_field(0xB0, WIDTH) + _field(0xBA, HEIGHT), _field(0xB0, wide) + _field(0xBA, high))
    for codec in ("V_AV1", "V_UNCOMPRESSED", "V_MS/VFW/FOURCC", "V_VP9", "V_MPEG4/ISO/AVC", "V_MJPEG", "x" * 4000):
        yield f"codec {codec[:20]}", good.replace(_field(0x86, "V_VP8"), _field(0x86, codec))
    yield "a million empty elements", _segment(b"\xec\x80" * 1_000_000 + _tracks() + _cluster(0, [(0, vp8())]))
    yield "three thousand tracks", _segment(ebml.write(ebml.TRACKS, _entry() * 3000) + _cluster(0, [(0, vp8())]))
    yield "a font and a script attached", _segment(_attachments() + _tracks() + _cluster(0, [(0, vp8())]))
    yield "subtitles with a script", _segment(_tracks(_entry(2, 0x11, "S_TEXT/ASS")) + _cluster(0, [(0, vp8())]))
    yield "lengths unknown", _segment(_tracks() + b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff\xe7\x81\0" + _block(0, vp8()))
    yield "a segment in a segment", _segment(_segment(_tracks()) * 30)
    yield "a number of a million bytes", _segment(_tracks().replace(_field(0x83, 1), ebml.write(0x83, bytes(1_000_000) + b"\1")))


def odd_frames() -> Iterator[Named]:
    """Frames that are none, huge, many, or out of their time."""
    yield "zero frames", _segment(_tracks())
    yield "one frame", webm([(0, vp8())], WIDTH, HEIGHT, 40)
    yield "two frames in thirty seconds", webm([(0, vp8()), (29_900, vp8())], WIDTH, HEIGHT, 29_940)
    yield "two frames in a day", webm([(0, vp8()), (86_400_000, vp8())], WIDTH, HEIGHT, 1000)
    yield "uneven frames", webm([(at, vp8()) for at in (0, 3, 40, 41, 700, 701, 702, 2900)], WIDTH, HEIGHT, 3000)
    yield "times backwards", _segment(_tracks() + _cluster(0, [(200 - 40 * number, vp8()) for number in range(5)]))
    yield "clusters backwards", _segment(_tracks() + _cluster(5000, [(0, vp8())]) + _cluster(0, [(0, vp8())]))
    yield "five thousand frames at once", _segment(_tracks() + _cluster(0, [(0, vp8())] * 5000))
    yield "a cluster at the end of time", _segment(_tracks() + _cluster((1 << 63) - 1, [(0, vp8()), (40, vp8())]))
    yield "empty frames", webm([(40 * number, b"") for number in range(20)], WIDTH, HEIGHT, 800)
    yield "noise for frames", webm([(40 * number, np.random.default_rng(number).bytes(400)) for number in range(20)], WIDTH, HEIGHT, 800)
    yield "the size changes", webm([(0, vp8()), (40, vp8(160, 128)), (80, vp8())], WIDTH, HEIGHT, 120)
    for wide, high in ((16_383, 16_383), (0, 0), (2000, 3000)):
        yield f"frames of {wide} × {high}", webm([(40 * n, _vp8_of_size(wide, high)) for n in range(6)], WIDTH, HEIGHT, 240)
    for side in (65_500, 20_000):
        yield f"JPEGs of {side}²", plain()["Matroska"].replace(_jpeg_size(HEIGHT, WIDTH), _jpeg_size(side, side))
        yield f"AVI of JPEGs of {side}²", plain()["AVI"].replace(_jpeg_size(HEIGHT, WIDTH), _jpeg_size(side, side))
    avi = plain()["AVI"]
    for at, what in ((avi.index(b"avih") + 24, "frames"), (avi.index(b"avih") + 8, "a frame"), (avi.index(b"strf") + 12, "wide")):
        yield f"AVI of 4 billion {what}", avi[:at] + b"\xff" * 4 + avi[at + 4 :]


def mp4_heads() -> Iterator[Named]:
    """MP4 files whose boxes count, nest or stretch absurdly."""
    good = plain()["H.264"]
    for kind, places in _COUNTS.items():
        for place, value in ((place, value) for place in places for value in (0, 0xFFFFFFFF)):
            at = good.index(kind) + 4 + place
            yield f"{kind.decode()} {place} = {value}", good[:at] + value.to_bytes(4) + good[at + 4 :]
    for length in (0, 1, 7, 0xFFFFFFFF):
        at = good.index(b"moov") - 4
        yield f"moov of {length} bytes", good[:at] + length.to_bytes(4) + good[at + 4 :]
    yield "moov in moov, ten thousand deep", _ftyp() + _nested(10_000)
    yield "a million empty boxes", _ftyp() + _box(b"free") * 1_000_000 + _box(b"moov")
    yield "boxes of no length", _ftyp() + bytes(8) * 1000
    at = good.index(b"avc1") + 4 + 24
    yield "a picture of 65535²", good[:at] + b"\xff" * 4 + good[at + 4 :]


def references(secret: Path, address: str) -> Iterator[Named]:
    """Clips and lists that point to a file or to an address."""
    good, places = plain()["H.264"], (str(secret), f"file://{secret}", address)
    for place in places:
        lines = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{place}\n#EXT-X-ENDLIST\n".encode()
        yield f"a playlist of {place}", lines
        yield f"a playlist behind an MP4's head, of {place}", _ftyp() + lines
        yield f"a concat list of {place}", f"ffconcat version 1.0\nfile '{place}'\nduration 1\n".encode()
        yield f"a DASH list of {place}", f'<?xml version="1.0"?><MPD><BaseURL>{place}</BaseURL></MPD>'.encode()
        yield f"AVI with subtitles that are a playlist of {place}", _avi_with_subtitles(lines)
        name = place.encode()
        yield f"MOV whose samples lie in {place}", _with_data_reference(good, _box(b"url ", bytes(4) + name + b"\0"))
        yield f"MOV with an alias of {place}", _with_data_reference(good, _box(b"alis", bytes(4) + name.ljust(150, b"\0")))
        inner = _box(b"rmra", _box(b"rmda", _box(b"rdrf", bytes(4) + b"url " + len(name).to_bytes(4) + name)))
        yield f"a reference movie of {place}", _ftyp() + _box(b"moov", inner)
        yield f"a linked segment of {place}", _segment(ebml.write(ebml.INFO, _field(0x3E83BB, place) + _field(0x7384, place)) + _tracks())


def other_kinds() -> Iterator[Named]:
    """What is no clip at all, or another kind under a clip's first bytes."""
    starts: dict[str, bytes] = {
        "nothing": b"",
        "one byte": b"\x1a",
        "ZIP": b"PK\3\4",
        "PDF": b"%PDF-1.7\n",
        "program": b"\x7fELF\2\1\1",
        "page": b"<!doctype html><script>alert(1)</script>",
        "PNG": b"\x89PNG\r\n\x1a\n",
        "JPEG": b"\xff\xd8\xff\xe0",
        "MP3": b"ID3\4",
        "Ogg": b"OggS\0\2",
        "FLV": b"FLV\1\5\0\0\0\x09",
        "WAV": b"RIFF\0\0\0\0WAVEfmt ",
        "stream": b"G@\0\x10" + b"\xff" * 184 + b"G",
        "session": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
    }
    noise = np.random.default_rng(5).bytes(4000)
    for name, start in starts.items():
        yield name, start + (noise if start else b"")
    for kind, head in (("WebM", ebml.HEADER.to_bytes(4)), ("MP4", _ftyp()), ("AVI", b"RIFF\xff\xff\xff\xffAVI ")):
        yield f"noise behind a head of {kind}", head + noise
        yield f"zeros behind a head of {kind}", head + bytes(4000)
        yield f"a page behind a head of {kind}", head + starts["page"] * 40


def _field(id: int, value: int | float | str) -> bytes:
    return ebml.write(id, value)


def _segment(content: bytes) -> bytes:
    return ebml.write(ebml.HEADER, _field(0x4282, "matroska")) + ebml.write(ebml.SEGMENT, content)


def _entry(number: int = 1, kind: int = 1, codec: str = "V_VP8") -> bytes:
    size = ebml.write(0xE0, _field(0xB0, WIDTH) + _field(0xBA, HEIGHT))
    return ebml.write(0xAE, _field(0xD7, number) + _field(0x73C5, number) + _field(0x83, kind) + _field(0x86, codec) + size)


def _tracks(more: bytes = b"") -> bytes:
    return ebml.write(ebml.TRACKS, _entry() + more)


def _block(at_ms: int, frame: bytes) -> bytes:
    return ebml.write(0xA3, b"\x81" + at_ms.to_bytes(2, signed=True) + b"\x80" + frame)


def _cluster(at_ms: int, frames: list[tuple[int, bytes]]) -> bytes:
    return ebml.write(ebml.CLUSTER, _field(0xE7, at_ms) + b"".join(_block(*each) for each in frames))


def _attachments() -> bytes:
    files = [(name, f"{name} <script>alert(1)</script>" * 500) for name in ("../../font.ttf", "/etc/cron.d/daybook")]
    return ebml.write(0x1941A469, b"".join(ebml.write(0x61A7, _field(0x466E, name) + _field(0x465C, data)) for name, data in files))


def _vp8_of_size(wide: int, high: int) -> bytes:
    frame = vp8()
    return frame[:6] + struct.pack("<HH", wide, high) + frame[10:]


def _jpeg_size(high: int, wide: int) -> bytes:
    return b"\x08" + struct.pack(">HH", high, wide) + b"\x03"


def _box(kind: bytes, content: bytes = b"") -> bytes:
    return (len(content) + 8).to_bytes(4) + kind + content


def _ftyp() -> bytes:
    return _box(b"ftyp", b"qt  \0\0\0\0qt  ")


def _nested(depth: int) -> bytes:
    """Boxes in boxes; their lengths are right."""
    return b"".join((8 * (depth - level)).to_bytes(4) + b"moov" for level in range(depth))


def _with_data_reference(mp4: bytes, reference: bytes) -> bytes:
    """The file with another place for its samples; all boxes around it grow."""
    at = mp4.index(b"dref") + 12
    old = int.from_bytes(mp4[at : at + 4])
    data = bytearray(mp4)
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
        length_at = mp4.index(kind) - 4
        data[length_at : length_at + 4] = (int.from_bytes(mp4[length_at : length_at + 4]) + len(reference) - old).to_bytes(4)
    return bytes(data[:at]) + reference + bytes(data[at + old :])


def _avi_with_subtitles(lines: bytes) -> bytes:
    """The form in which subtitles travel inside an AVI: a text stream whose chunk is a file of its own."""
    avi, chunk = plain()["AVI"], _riff_chunk
    text = b"GAB2\0\2\0" + (4).to_bytes(4, "little") + b"a\0\0\0" + b"\4\0" + len(lines).to_bytes(4, "little") + lines
    stream = chunk(b"LIST", b"strl" + chunk(b"strh", b"txts" + bytes(52)) + chunk(b"strf", b""))
    at = avi.index(b"LIST", avi.index(b"strf"))
    movie = bytearray(avi[at:])
    movie[4:8] = (int.from_bytes(movie[4:8], "little") + len(chunk(b"01tx", text))).to_bytes(4, "little")
    movie[12:12] = chunk(b"01tx", text)
    head = bytearray(avi[:at] + stream)
    length_at = avi.index(b"hdrl") - 4
    head[length_at : length_at + 4] = (int.from_bytes(avi[length_at : length_at + 4], "little") + len(stream)).to_bytes(4, "little")
    streams_at = avi.index(b"avih") + 8 + 24
    head[streams_at : streams_at + 4] = (2).to_bytes(4, "little")
    return bytes(head + movie)


def _riff_chunk(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
