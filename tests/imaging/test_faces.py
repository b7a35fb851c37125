"""Faces are found at every size, turn and place; the net is proved before it is believed."""

from __future__ import annotations

import numpy as np
import pytest

from domain.boxes import Box
from imaging import model
from imaging.faces import Search, find_faces, join
from imaging.looks import Look, strongest, tiles, turned_back
from imaging.model import FaceNet, RawFaces
from imaging.values import DetectorUnavailable, FoundFace, Tier
from tests.imaging.pictures import Placed, Rgb, scene


def find(net: FaceNet, image: Rgb) -> tuple[FoundFace, ...]:
    return Search(net, image).finish()


def missed(found: tuple[FoundFace, ...], faces: list[Box], tiers: tuple[Tier, ...] = (Tier.FACE,)) -> list[Box]:
    """The faces that no box of those tiers meets."""
    return [face for face in faces if not any(other.tier in tiers and other.box.overlap(face) >= 0.4 for other in found)]


@pytest.mark.parametrize("face_px", [16, 32, 80, 200, 420])
def test_a_face_of_every_size_is_one_to_tag(net: FaceNet, face_px: int) -> None:
    image, faces = scene(1280, 960, [Placed(640, 480, face_px)])

    assert missed(find(net, image), faces) == []


@pytest.mark.parametrize("turn", [0, 45, -45, 90, 135, 180, -90])
def test_a_turned_face_is_one_to_tag(net: FaceNet, turn: int) -> None:
    image, faces = scene(1024, 768, [Placed(500, 380, 120, turn)])

    assert missed(find(net, image), faces) == []


@pytest.mark.slow
def test_every_face_of_a_large_group_is_one_to_tag(net: FaceNet) -> None:
    image, faces = scene(2560, 1707, [Placed(200 + 360 * (i % 7), 260 + 400 * (i // 7), 40 + 9 * i, 6 * (i % 5) - 12) for i in range(21)])

    assert missed(find(net, image), faces) == []


@pytest.mark.parametrize(("x", "y"), [(30, 400), (1000, 400), (500, 40), (500, 740)])
def test_a_face_cut_by_the_edge_is_found(net: FaceNet, x: int, y: int) -> None:
    image, faces = scene(1024, 768, [Placed(x, y, 140)])

    assert missed(find(net, image), faces, (Tier.FACE, Tier.MAYBE)) == []


@pytest.mark.slow
def test_two_sizes_in_a_row_give_the_same_as_each_alone(net: FaceNet) -> None:
    small, large = scene(640, 480, [Placed(300, 240, 90)])[0], scene(1024, 768, [Placed(700, 300, 60)])[0]

    mixed = [find(net, small), find(net, large), find(net, small)]

    assert mixed == [find(FaceNet(), small), find(FaceNet(), large), mixed[0]]


def test_an_empty_room_has_no_face_to_tag(net: FaceNet) -> None:
    image, _ = scene(1024, 768, [])

    assert find(net, image) == ()


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (700, 3), (33, 31)])
def test_pictures_too_small_for_a_face_are_searched_without_a_fault(net: FaceNet, size: tuple[int, int]) -> None:
    assert all(face.box.x1 <= size[0] and face.box.y1 <= size[1] for face in find(net, np.full((size[1], size[0], 3), 90, np.uint8)))


def test_first_answer_holds_only_faces_to_tag_and_the_last_keeps_them(net: FaceNet) -> None:
    image, faces = scene(1024, 768, [Placed(300, 300, 100), Placed(760, 420, 70)])

    first, last = find_faces(net, image)

    assert missed(first, faces) == missed(last, faces) == []
    assert {face.tier for face in first} == {Tier.FACE}


@pytest.mark.slow
def test_a_small_face_that_the_first_looks_miss_is_found_by_the_native_one(net: FaceNet) -> None:
    image, faces = scene(2560, 1920, [Placed(300 + 480 * (i % 5), 400 + 520 * (i // 5), 17 + i) for i in range(10)])
    search = Search(net, image)

    search.first()
    first = missed(search.faces(), faces)

    assert first and missed(search.finish(), faces) == []


def test_a_search_goes_on_in_few_rounds_that_can_be_stopped_between(net: FaceNet) -> None:
    image, _ = scene(1600, 1200, [Placed(800, 600, 60)])
    search, rounds = Search(net, image), 0

    while not search.is_final:
        search.step()
        rounds += 1

    assert rounds == 4  # upright, turned, native, and again at what is doubtful


def test_the_strongest_of_boxes_on_one_face_is_kept() -> None:
    boxes = np.array([[0, 0, 10, 10], [1, 1, 11, 11], [50, 50, 60, 60], [2, 0, 12, 10]], np.float32)

    assert strongest(boxes, np.array([0.3, 0.9, 0.5, 0.4], np.float32)).tolist() == [1, 2]
    assert strongest(boxes[:0], np.zeros(0, np.float32)).tolist() == []


def test_a_box_goes_to_the_spot_that_it_overlaps_most() -> None:
    one, two = Look(640), Look(1280)
    boxes = np.array([[0, 0, 20, 20], [14, 0, 34, 20], [9, 0, 29, 20]], np.float32)

    spots = join([(one, RawFaces(boxes[:2], np.array([0.9, 0.8], np.float32))), (two, RawFaces(boxes[2:], np.array([0.4], np.float32)))])

    assert [spot.scores.tolist() for spot in spots] == [[pytest.approx(0.9)], [pytest.approx(0.8), pytest.approx(0.4)]]
    assert spots[1].looks == [one, two]


def test_the_drawn_face_of_the_self_test_is_refused_when_the_net_is_deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_drawn_face", lambda width, height: np.zeros((height, width, 3), np.uint8))

    with pytest.raises(DetectorUnavailable):
        FaceNet()


def test_a_changed_model_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "MODEL_SHA256", "0" * 64)

    with pytest.raises(DetectorUnavailable):
        FaceNet()


@pytest.mark.parametrize(("width", "height"), [(2560, 1920), (2560, 300), (31, 2560), (640, 480)])
def test_tiles_fill_the_picture_and_stay_small(width: int, height: int) -> None:
    seen = np.zeros((height, width), bool)
    for x0, y0, x1, y1 in tiles(width, height):
        assert 0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height and (x1 - x0) * (y1 - y0) <= 360_000
        seen[y0:y1, x0:x1] = True

    assert seen.all()


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_box_comes_back_from_every_turn(turns: int) -> None:
    image = np.zeros((60, 100), np.uint8)
    image[10:20, 30:70] = 1
    rows, columns = np.nonzero(np.rot90(image, turns))
    turned = np.array([[columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]], np.float32)

    assert turned_back(turned, turns, 100, 60).tolist() == [[30, 10, 70, 20]]
