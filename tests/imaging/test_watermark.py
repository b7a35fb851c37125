"""C48: the family's mark is in the picture's own pixels, at the bottom right, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from imaging.watermark import mark

WORDS = "Kept for one family · 7F3A"


def grey(width: int, height: int) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    return np.full((height, width, 3), 128, dtype=np.uint8)


@pytest.mark.parametrize(("width", "height"), [(2560, 1707), (1707, 2560), (640, 480), (300, 2000), (120, 90), (16, 16)])
def test_c48_the_mark_stands_at_the_bottom_right_of_every_shape(width: int, height: int) -> None:
    marked = mark(grey(width, height), WORDS)

    changed = np.argwhere((marked != 128).any(axis=2))
    assert marked.shape == (height, width, 3)
    assert len(changed)
    assert changed[:, 0].min() >= height - max(40, height * 0.1)
    assert changed[:, 1].max() >= width * 0.9


def test_c48_two_families_get_two_pictures() -> None:
    assert not np.array_equal(mark(grey(640, 480), WORDS), mark(grey(640, 480), "Kept for one family · 1277"))
