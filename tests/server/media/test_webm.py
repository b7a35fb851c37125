from __future__ import annotations

from collections.abc import Callable

import pytest

from imaging import ebml
from server.media.jpeg import WrongShape
from server.media.webm import size_of
from tests.imaging.test_video_sound import clip as clip_with_sound
from tests.server.moving import clip, clip_with_a_head


def test_what_our_own_writer_makes_has_the_size_that_it_says() -> None:
    assert size_of(clip()) == size_of(clip_with_a_head()) == (160, 96)
    assert size_of(clip_with_sound()) == (320, 192)


def at(data: bytes, id: int) -> ebml.Element:
    """The first element of that kind inside the segment."""
    segment = list(ebml.elements(data, 0, len(data)))[1]
    return next(found for found in ebml.elements(data, segment.start, segment.end) if found.id == id)


def with_title(data: bytes) -> bytes:
    """A title in the file's information, all lengths right."""
    info, title = at(data, ebml.INFO), ebml.write(0x7BA9, "Amelia at the water tray")
    return grown(
        data[: info.start - 8] + ebml.size(info.end - info.start + len(title)) + data[info.start : info.end] + title + data[info.end :]
    )


def with_tags(data: bytes) -> bytes:
    return grown(data + ebml.write(0x1254C367, b"a place"))


def grown(data: bytes) -> bytes:
    """The same with the segment's length put right."""
    start = data.index(ebml.SEGMENT.to_bytes(4)) + 12
    return data[: start - 8] + ebml.size(len(data) - start) + data[start:]


def turned(data: bytes) -> bytes:
    """A first frame that calls itself wider than the clip."""
    start = data.index(b"\x9d\x01\x2a") + 3
    return data[:start] + (4000).to_bytes(2, "little") + data[start + 2 :]


def between(data: bytes) -> bytes:
    """A first frame that is no key frame."""
    start = data.index(b"\x9d\x01\x2a") - 3
    return data[:start] + bytes((data[start] | 1,)) + data[start + 1 :]


def crumbs(data: bytes) -> bytes:
    """A cluster of very many blocks."""
    return grown(data + ebml.write(ebml.CLUSTER, ebml.write(0xE7, 0) * 10_000))


def too_large(data: bytes) -> bytes:
    return data.replace(ebml.write(0xB0, 160), ebml.write(0xB0, 161))


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"hidden",
        lambda data: data + data,
        lambda data: b"\xff\xd8\xff\xd9",
        lambda data: b"\x00\x00\x00\x18ftypmp42" + bytes(200),
        lambda data: data.replace(b"V_VP8", b"V_VP9"),
        lambda data: data.replace(b"Daybook", b"Amelia!"),
        lambda data: data[: at(data, ebml.TRACKS).start - 12],
        with_title,
        with_tags,
        turned,
        between,
        too_large,
        crumbs,
    ],
    ids=lambda spoilt: getattr(spoilt, "__name__", "").strip("<>"),
)
def test_what_is_not_plain_is_refused(spoilt: Callable[[bytes], bytes]) -> None:
    with pytest.raises(WrongShape):
        size_of(spoilt(clip()))


def test_no_cut_and_no_changed_byte_of_the_head_raises_anything_else() -> None:
    data = clip()

    for place in range(420):
        for broken in (data[:place], data[:place] + bytes((data[place] ^ 0xFF,)) + data[place + 1 :]):
            try:
                assert size_of(broken) == (160, 96)
            except WrongShape:
                continue
