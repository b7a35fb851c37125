"""Covers attacked by a classifier: of a mosaic it names nearly everybody, of a cover nobody but by chance."""

from __future__ import annotations

import pytest

from tests.imaging.attack import CHANCE, drawn, mosaic, named_share

pytestmark = pytest.mark.slow


def test_the_attack_works_on_a_mosaic() -> None:
    assert named_share(mosaic) > 0.8


def test_l20_nobody_is_named_under_a_cover() -> None:
    assert named_share(drawn) < CHANCE + 0.2  # five standard deviations of guessing a hundred times
