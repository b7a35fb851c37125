"""A picture that this process wrote is read without the second look-through; one changed bit, and it is a stranger's."""

from __future__ import annotations

import numpy as np
import pytest

from imaging import keep
from imaging.encode import encode_kept
from imaging.known import REMEMBERED, KnownWhole
from imaging.values import PictureUnreadable
from tests.imaging.pictures import Placed, scene


@pytest.fixture(scope="module")
def kept() -> bytes:
    image, _ = scene(320, 240, [Placed(160, 120, 60)])
    return encode_kept(image)


def test_a_known_picture_has_the_same_pixels(kept: bytes) -> None:
    known = KnownWhole()
    known.wrote(kept)

    assert np.array_equal(known.read(kept), keep.read_picture(kept))


def test_a_picture_that_lost_its_end_is_refused_though_its_whole_is_known(kept: bytes) -> None:
    known = KnownWhole()
    known.wrote(kept)

    with pytest.raises(PictureUnreadable):
        known.read(kept[: len(kept) // 2] + kept[-2:])
    with pytest.raises(PictureUnreadable):
        known.read(kept[: len(kept) // 2] + kept[-2:])  # not known for having been tried


def test_the_oldest_is_forgotten(kept: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    known, asked = KnownWhole(), list[bool]()
    known.wrote(kept)
    for number in range(REMEMBERED):
        known.wrote(b"%d" % number)
    monkeypatch.setattr(keep, "read_picture", lambda data, *, is_whole: asked.append(is_whole))

    known.read(kept)

    assert asked == [False]
