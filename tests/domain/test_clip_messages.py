"""A clip's tracks survive the way; what nobody packed is refused and never grows."""

from __future__ import annotations

import base64
import zlib

import pytest

from domain.boxes import Box
from domain.wire.clips import MAX_FRAMES, MAX_PACKED, packed, unpacked


@pytest.mark.parametrize("count", [0, 1, 2, MAX_FRAMES])
def test_boxes_come_back_as_they_went(count: int) -> None:
    boxes = tuple(Box(at % 7 * 40, at, at % 7 * 40 + 64, at + 80) for at in range(count))

    assert unpacked(packed(boxes)) == boxes
    assert len(packed(boxes)) <= MAX_PACKED


@pytest.mark.parametrize(
    "text",
    ["x", "!!!!", base64.urlsafe_b64encode(b"no deflate").decode(), base64.urlsafe_b64encode(zlib.compress(b"odd")).decode()],
)
def test_what_nobody_packed_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="packed"):
        unpacked(text)


def test_a_bomb_is_refused_before_it_is_whole() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(bytes(50 << 20), 9)).decode()

    with pytest.raises(ValueError, match="packed"):
        unpacked(bomb)


def test_an_empty_box_among_them_is_refused() -> None:
    flat = base64.urlsafe_b64encode(zlib.compress(bytes(8))).decode()

    with pytest.raises(ValueError, match="empty box"):
        unpacked(flat)
