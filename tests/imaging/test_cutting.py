"""A cut picture is covered as a whole one is: non-interference, the seven markers, a last look at what is kept."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from domain.boxes import Box, cover_region
from imaging.cutting import cut_boxes, cut_picture, put_back
from imaging.values import FaceLeftUncovered
from imaging.worker import ImagingWorker
from tests.imaging.pictures import Placed, Rgb, jpeg, opened, scene
from tests.imaging.test_covers import markers

WIDTH, HEIGHT = 960, 640
CROP = Box(160, 96, 800, 640)


@pytest.fixture(scope="module")
def room() -> tuple[Rgb, list[Box]]:
    """One face in the middle, one that the crop cuts in two, one that it cuts away."""
    return scene(WIDTH, HEIGHT, [Placed(480, 320, 120), Placed(800, 320, 120), Placed(80, 400, 100)])


def covers(boxes: list[Box]) -> list[Box]:
    return [cover_region(box, WIDTH, HEIGHT) for box in boxes]


def test_a_cut_picture_has_the_size_of_the_cut_and_only_the_seven_markers(worker: ImagingWorker, room: tuple[Rgb, list[Box]]) -> None:
    image, faces = room

    picture = worker.cover(jpeg(image), covers(faces[1:]), faces[:1], crop=CROP)

    assert (picture.width, picture.height) == (640, 544) == opened(picture.jpeg).shape[1::-1]
    assert set(markers(picture.jpeg)) == {"SOI", "APP0", "DQT", "SOF0", "DHT", "SOS", "EOI"}


def test_a_face_cut_in_two_is_still_covered_and_one_cut_away_asks_for_nothing(worker: ImagingWorker, room: tuple[Rgb, list[Box]]) -> None:
    image, faces = room
    photo, half = jpeg(image), covers(faces[1:2])

    written = opened(worker.cover(photo, half, faces[:1], crop=CROP).jpeg)

    (left,) = cut_boxes(half, CROP)
    assert left.x1 == 640 and left.width < half[0].width
    inside = opened(photo)[CROP.y0 : CROP.y1, CROP.x0 : CROP.x1]
    part = slice(left.y0, left.y1), slice(left.x0, left.x1)
    assert np.abs(written[part].astype(int) - inside[part]).mean() > 20  # a drawing, not the face


def test_a_bare_face_in_what_is_kept_stops_the_picture_and_is_told_in_the_whole_ones_pixels(
    worker: ImagingWorker, room: tuple[Rgb, list[Box]]
) -> None:
    image, faces = room

    with pytest.raises(FaceLeftUncovered) as stopped:
        worker.cover(jpeg(image), covers(faces[1:]), [], crop=CROP)

    assert any(box.overlap(faces[0]) > 0.3 for box in stopped.value.boxes)


def test_what_lies_under_covers_or_outside_the_cut_changes_not_one_pixel(worker: ImagingWorker) -> None:
    chance = np.random.default_rng(4)
    first, _ = scene(320, 240, [])
    second = first.copy()
    second[:, :64] = chance.integers(0, 256, second[:, :64].shape)  # outside
    second[64:128, 96:160] = chance.integers(0, 256, (64, 64, 3))  # under a cover

    shown = [worker.preview(png_of(image), [Box(96, 64, 160, 128)], 320, Box(64, 0, 320, 240))[0] for image in (first, second)]

    pictures = [np.frombuffer(rgb, np.uint8).reshape(240, 256, 3) for rgb in shown]
    outside = np.ones((240, 256), bool)
    outside[64:128, 32:96] = False  # the drawings are by chance
    assert np.array_equal(pictures[0][outside], pictures[1][outside])
    assert not any(np.array_equal(picture[64:128, 32:96], second[64:128, 96:160]) for picture in pictures)


def png_of(image: Rgb) -> bytes:
    """Without loss, so that equal pixels stay equal."""
    file = io.BytesIO()
    Image.fromarray(image).save(file, "PNG")
    return file.getvalue()


def test_a_cut_beyond_the_picture_is_a_bug_and_boxes_find_back() -> None:
    with pytest.raises(ValueError, match="beyond"):
        cut_picture(np.zeros((64, 64, 3), np.uint8), Box(0, 0, 80, 64))
    assert put_back(cut_boxes([Box(100, 100, 300, 300)], Box(160, 96, 800, 640)), Box(160, 96, 800, 640)) == (Box(160, 100, 300, 300),)
