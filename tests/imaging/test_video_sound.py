"""Sound is left out unless asked for, and carried over only where nothing needs to decode it."""

from __future__ import annotations

import struct

import pytest

from imaging.model import FaceNet
from imaging.video_cover import Check, ClipCover, CoverOrder
from imaging.video_file import Sound, webm
from imaging.video_head import read_head
from imaging.video_read import ClipReader
from imaging.video_sound import sound_of
from imaging.video_values import FoundTracks, SoundCannotBeKept, Span
from imaging.video_write import encode_frame, vp8_of
from tests.imaging.clips import avi_of, room

SILENCE = b"\xf8\xff\xfe"  # 20 ms of Opus
OPUS_HEAD = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, 312, 48_000, 0, 0)


def packets(count: int) -> list[tuple[int, bytes]]:
    return [(20 * number, SILENCE + bytes((number % 250,))) for number in range(count)]


def clip(head: bytes = OPUS_HEAD, codec: str = "A_OPUS", count: int = 60) -> bytes:
    image = vp8_of(encode_frame(room(320, 192), 60))
    sound = Sound(codec, head, 48_000, 1, 6_500_000, packets(count))
    return webm([(40 * number, image) for number in range(30)], 320, 192, 1200, sound)


def written(net: FaceNet, data: bytes, **options: object) -> bytes:
    times = tuple(each.at_s for each in ClipReader(data).frames())
    return ClipCover(data, CoverOrder((), **options), Check(net, FoundTracks((), times, 320, 192))).finish().webm  # type: ignore[arg-type]


def test_a_covered_clip_is_silent_unless_asked(net: FaceNet) -> None:
    made = written(net, clip())
    head = read_head(made)

    assert ClipReader(clip()).measure.has_sound
    assert head is not None and not head.has_sound and SILENCE not in made


def test_sound_that_is_asked_for_comes_along_packet_by_packet(net: FaceNet) -> None:
    made = sound_of(written(net, clip(), with_sound=True), Span(0, 31))

    assert list(made.packets) == packets(60) and made.channels == 1


def test_sound_is_cut_with_the_clip() -> None:
    made = sound_of(clip(), Span(0.5, 0.7))

    assert [at for at, _ in made.packets] == [0, 20, 40, 60, 80, 100, 120, 140, 160, 180] and made.packets[0][1] == packets(26)[25][1]


def test_what_a_stranger_added_to_the_sounds_head_is_left_out() -> None:
    assert sound_of(clip(OPUS_HEAD + b"a name"), Span(0, 31)).head == OPUS_HEAD


@pytest.mark.parametrize(
    "data",
    [
        avi_of([room(320, 192)] * 2),
        clip(codec="A_VORBIS"),
        clip(head=b"OpusHead"),
        clip(head=OPUS_HEAD[:9] + b"\x06" + OPUS_HEAD[10:]),
        clip(count=0),
        b"",
    ],
)
def test_sound_of_another_kind_cannot_be_kept(data: bytes) -> None:
    with pytest.raises(SoundCannotBeKept):
        sound_of(data, Span(0, 31))
