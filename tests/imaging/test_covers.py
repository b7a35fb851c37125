"""Nothing of a covered face is left: non-interference, palette, hard edges, a file with nothing beside its pixels."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from domain.boxes import Box
from imaging.covers import PICKS, cover, cover_smaller, random_pick, tile
from imaging.drawings import THEMES
from imaging.encode import encode_jpeg, encode_kept
from tests.imaging.pictures import Rgb, opened, scene

REGIONS = [Box(32, 48, 160, 208), Box(160, 48, 224, 128), Box(560, 400, 701, 501)]


def picks() -> Callable[[], int]:
    """The same picks each time."""
    return itertools.cycle([3, 11, 20]).__next__


def two_pictures_equal_outside(width: int = 701, height: int = 501) -> tuple[Rgb, Rgb]:
    chance = np.random.default_rng(1)
    first, _ = scene(width, height, [])
    first = np.clip(first + chance.normal(0, 12, first.shape), 0, 255).astype(np.uint8)
    second = first.copy()
    for box in REGIONS:
        second[box.y0 : box.y1, box.x0 : box.x1] = chance.integers(0, 256, (box.height, box.width, 3))
    return first, second


def test_what_lies_inside_the_regions_does_not_change_one_byte_of_the_file() -> None:
    first, second = two_pictures_equal_outside()

    assert encode_jpeg(cover(first, REGIONS, picks())) == encode_jpeg(cover(second, REGIONS, picks()))


@pytest.mark.parametrize("max_side", [640, 333, 64])
def test_it_does_not_when_the_picture_is_made_smaller_either(max_side: int) -> None:
    first, second = two_pictures_equal_outside()

    assert encode_jpeg(cover_smaller(first, REGIONS, max_side, picks())) == encode_jpeg(cover_smaller(second, REGIONS, max_side, picks()))


def test_pixels_outside_the_regions_stay_as_they_are() -> None:
    image, _ = two_pictures_equal_outside()
    outside = np.ones(image.shape[:2], bool)
    for box in REGIONS:
        outside[box.y0 : box.y1, box.x0 : box.x1] = False

    assert np.array_equal(cover(image, REGIONS)[outside], image[outside])


def test_a_region_off_the_grid_grows_to_it() -> None:
    image = np.zeros((64, 64, 3), np.uint8)

    covered = cover(image, [Box(17, 20, 30, 31)], lambda: 0)

    assert (covered[16:32, 16:32] != 0).all() and not covered[:16].any() and not covered[:, 32:].any()


@pytest.mark.parametrize("pick", range(PICKS))
def test_every_pixel_of_a_cover_is_the_themes_or_between_two_of_them(pick: int) -> None:
    pixels = np.unique(tile(112, 128, pick).reshape(-1, 3), axis=0).astype(float)
    theme = np.array(THEMES[pick % len(THEMES)], float)

    assert max(distance_to_mixtures(pixel, theme) for pixel in pixels) <= 8  # where three shapes meet, three colours mix


def distance_to_mixtures(pixel: np.ndarray, colours: np.ndarray) -> float:
    """How far, in levels, the pixel is from the nearest line between two colours."""
    nearest = []
    for a, b in itertools.combinations(colours, 2):
        along = np.clip(np.dot(pixel - a, b - a) / np.dot(b - a, b - a), 0, 1)
        nearest.append(float(np.abs(pixel - (a + along * (b - a))).max()))
    return min(nearest)


@pytest.mark.parametrize("size", [(16, 16), (16, 480), (96, 112), (640, 800)])
def test_a_tile_is_pastel_to_its_hard_edges(size: tuple[int, int]) -> None:
    drawn = tile(*size, 6)
    rim = np.concatenate([drawn[0], drawn[-1], drawn[:, 0], drawn[:, -1]])

    assert (rim == THEMES[0].tile).all()


def test_a_cover_depends_on_size_and_pick_alone() -> None:
    assert all(np.array_equal(tile(96, 112, pick), tile(96, 112, pick)) for pick in range(PICKS))
    assert len({tile(96, 112, pick).tobytes() for pick in range(PICKS)}) == PICKS


def test_a_cover_is_the_same_bytes_over_any_face_and_another_drawing_the_next_time() -> None:
    """Nothing of it is fixed for a child: neither the pixels beneath nor an earlier cover say which drawing it is."""
    box = Box(160, 96, 256, 208)
    first, second = (np.full((320, 416, 3), grey, np.uint8) for grey in (10, 240))

    tiles = {pick: tile(box.width, box.height, pick).tobytes() for pick in range(PICKS)}
    for pick in range(PICKS):
        for image in (first, second):
            assert part_of(cover(image, [box], partial(int, pick)), box) == tiles[pick]
    assert len({part_of(cover(first, [box]), box) for _ in range(60)}) > PICKS / 2


def part_of(image: Rgb, box: Box) -> bytes:
    """The bytes inside the box."""
    return image[box.y0 : box.y1, box.x0 : box.x1].tobytes()


def test_four_drawings_stand_on_each_of_the_nurserys_colours() -> None:
    pastels = {(255, 220, 199), (203, 234, 214), (203, 225, 247), (225, 212, 244), (250, 230, 174), (248, 210, 219)}

    assert {theme.tile for theme in THEMES} == pastels
    assert 4 * len(pastels) <= PICKS


def test_picks_are_by_chance() -> None:
    assert {random_pick() for _ in range(2000)} == set(range(PICKS))


@pytest.mark.parametrize("encode", [encode_jpeg, encode_kept])
def test_a_written_file_has_only_the_seven_markers_and_nothing_after_its_end(encode: Callable[[Rgb], bytes]) -> None:
    data = encode(two_pictures_equal_outside()[0])

    assert set(markers(data)) == {"SOI", "APP0", "DQT", "SOF0", "DHT", "SOS", "EOI"}
    assert data.endswith(b"\xff\xd9") and markers(data).count("EOI") == 1
    assert opened(data).shape == (501, 701, 3)


def markers(data: bytes) -> list[str]:
    """The JPEG markers in their order, read as a decoder does."""
    names = {0xD8: "SOI", 0xE0: "APP0", 0xDB: "DQT", 0xC0: "SOF0", 0xC4: "DHT", 0xDA: "SOS", 0xD9: "EOI"}
    found, at = ["SOI"], 2
    assert data[:2] == b"\xff\xd8"
    while at < len(data):
        assert data[at] == 0xFF
        code = data[at + 1]
        found.append(names.get(code, hex(code)))
        if code == 0xD9:
            assert at + 2 == len(data)
            break
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
        if code == 0xDA:
            while not (data[at] == 0xFF and data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7):
                at += 1
    return found
