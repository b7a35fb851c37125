from __future__ import annotations

import io
import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from server.media.jpeg import WrongShape, size_of
from tests.server.devices import HEIGHT, WIDTH, picture


def test_our_own_pictures_have_their_size() -> None:
    assert size_of(picture()) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("marker", [0xE1, 0xE2, 0xED, 0xFE, 0xC3, 0x01])
def test_a_file_with_anything_beside_the_picture_is_refused(marker: int) -> None:
    planted = picture()[:2] + bytes((0xFF, marker, 0, 4, 1, 2)) + picture()[2:]

    with pytest.raises(WrongShape):
        size_of(planted)


@pytest.mark.parametrize("options", [{"progressive": True}, {"progressive": True, "quality": 5}])
def test_many_scans_are_a_bomb_that_our_tablets_never_make(options: dict[str, Any]) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT)).save(stream, "JPEG", **options)

    with pytest.raises(WrongShape):
        size_of(stream.getvalue())


@pytest.mark.parametrize("part", [0xC0, 0xDA])
def test_a_second_frame_or_scan_in_one_file_is_refused(part: int) -> None:
    content = picture()
    start = content.index(bytes((0xFF, part)))
    end = len(content) - 2 if part == 0xDA else start + 2 + int.from_bytes(content[start + 2 : start + 4], "big")

    with pytest.raises(WrongShape):
        size_of(content[:end] + content[start:end] + content[end:])


@given(st.integers(0, len(picture()) - 1))
def test_a_file_cut_off_anywhere_is_refused(length: int) -> None:
    with pytest.raises(WrongShape):
        size_of(picture()[:length])


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer(content: bytes) -> None:
    for data in (content, b"\xff\xd8" + content, b"\xff\xd8" + content + b"\xff\xd9"):
        try:
            size_of(data)
        except WrongShape:
            continue


def test_bytes_after_the_end_and_a_second_picture_are_refused() -> None:
    for tail in (b"\x00", os.urandom(9), picture()):
        with pytest.raises(WrongShape):
            size_of(picture() + tail)
