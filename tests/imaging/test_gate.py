"""The last look: no face that is neither covered nor allowed leaves, no cover that did not land, no other picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from domain.boxes import Box, cover_region
from imaging.covers import cover, cover_smaller
from imaging.encode import decode_own, encode_jpeg, encode_kept
from imaging.faces import Search
from imaging.gate import Searched, confirmed, forgotten, left_uncovered
from imaging.model import FaceNet
from imaging.proof import unproved
from imaging.values import FaceLeftUncovered, FoundFace, Tier
from imaging.worker import ImagingWorker
from tests.imaging.pictures import Placed, Rgb, astronaut, scene

WIDTH, HEIGHT = 1280, 960
HEADS = (Placed(300, 300, 110), Placed(700, 320, 90), Placed(1000, 650, 120))


@cache
def group() -> tuple[Rgb, list[Box]]:
    """Three faces, with the grain of a camera, as decoded from a kept file."""
    image, faces = scene(WIDTH, HEIGHT, HEADS)
    grain = np.random.default_rng(2).normal(0, 4, image.shape)
    return decode_own(encode_kept(np.clip(image + grain, 0, 255).astype(np.uint8))), faces


def regions(faces: list[Box]) -> list[Box]:
    return [cover_region(face, WIDTH, HEIGHT) for face in faces]


def written(image: Rgb) -> Rgb:
    return decode_own(encode_jpeg(image))


@pytest.mark.parametrize("max_side", [WIDTH, 1000, 640, 333])
def test_a_picture_covered_as_ordered_is_proved(max_side: int) -> None:
    image, faces = group()

    assert unproved(image, written(cover_smaller(image, regions(faces), max_side)), regions(faces)) == ()


@pytest.mark.parametrize("max_side", [512, 333])
@pytest.mark.parametrize("kind", ["noise", "hard colours", "photo"])
def test_no_picture_is_too_wild_to_be_proved(kind: str, max_side: int) -> None:
    chance = np.random.default_rng(3)
    image = {
        "noise": chance.integers(0, 256, (401, 512, 3)).astype(np.uint8),
        "hard colours": np.kron(chance.integers(0, 2, (64, 64, 3)) * 255, np.ones((8, 8, 1))).astype(np.uint8),
        "photo": astronaut(),
    }[kind]
    overlapping = [Box(32, 48, 160, 208), Box(100, 48, 224, 131), Box(112, 64, 144, 96), Box(300, 320, 512, 400)]

    assert unproved(image, written(cover_smaller(image, overlapping, max_side)), overlapping) == ()


WRONG: dict[str, Callable[[list[Box]], list[Box]]] = {
    "one region is missing": lambda boxes: boxes[:-1],
    "no region is drawn": lambda boxes: [],
    "a region lies 16 px astray": lambda boxes: [Box(boxes[0].x0 + 16, boxes[0].y0, boxes[0].x1 + 16, boxes[0].y1), *boxes[1:]],
    "all are drawn at half the scale": lambda boxes: [Box(b.x0 // 2, b.y0 // 2, b.x1 // 2, b.y1 // 2) for b in boxes],
    "x and y are exchanged": lambda boxes: [Box(b.y0, b.x0, min(b.y1, WIDTH), min(b.x1, HEIGHT)) for b in boxes],
    "a region is too small": lambda boxes: [Box(boxes[0].x0, boxes[0].y0, boxes[0].x1 - 16, boxes[0].y1 - 32), *boxes[1:]],
}


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("max_side", [WIDTH, 800])
def test_a_cover_that_did_not_land_is_seen_without_the_net(name: str, max_side: int) -> None:
    image, faces = group()
    ordered = regions(faces)

    assert unproved(image, written(cover_smaller(image, WRONG[name](ordered), max_side)), ordered) != ()


def test_a_region_that_is_blurred_instead_of_drawn_is_seen() -> None:
    image, faces = group()
    blurred = image.copy()
    for box in regions(faces):
        blurred[box.y0 : box.y1, box.x0 : box.x1] = image[box.y0 : box.y1, box.x0 : box.x1].mean(axis=(0, 1)).astype(np.uint8)

    assert set(regions(faces)) <= set(unproved(image, written(blurred), regions(faces)))


@pytest.mark.parametrize("change", [lambda image: image[:, ::-1], lambda image: np.roll(image, 2, axis=1), lambda image: image[16:]])
def test_another_picture_is_seen(change: Callable[[Rgb], Rgb]) -> None:
    image, faces = group()
    other = np.ascontiguousarray(change(image))

    assert unproved(image, written(cover(other, regions(faces))), regions(faces)) != ()


def test_a_face_pasted_in_after_the_search_is_seen() -> None:
    image, faces = group()
    other = image.copy()
    other[600:640, 200:240] = image[280:320, 280:320]

    found = unproved(image, written(cover(other, regions(faces))), regions(faces))

    assert found and all(box.overlap(Box(200, 600, 240, 640)) > 0 for box in found if box.shared_area(Box(200, 600, 240, 640)))


FACE, BESIDE, MOUTH = Box(100, 100, 200, 220), Box(200, 100, 300, 220), Box(130, 170, 170, 200)
MEANS: dict[str, tuple[Box, set[Box]]] = {
    "the face as another search saw it": (Box(92, 96, 196, 224), {FACE, MOUTH}),
    "two faces side by side": (Box(100, 100, 300, 220), {FACE, MOUTH}),  # one word, one face
    "half of each of two": (Box(150, 100, 250, 220), {FACE, MOUTH}),
    "a third of the face": (Box(100, 100, 138, 220), set()),
    "the face is a part of it": (Box(0, 0, 400, 400), set()),
    "a corner": (Box(180, 190, 280, 310), set()),
}


@pytest.mark.parametrize("name", MEANS)
def test_an_allowed_box_allows_the_one_face_of_which_it_has_enough_and_its_parts(name: str) -> None:
    allowed, known = MEANS[name]
    faces = [FoundFace(box, 0.9, Tier.FACE) for box in (FACE, BESIDE, MOUTH)]

    left = forgotten(faces, [], confirmed([allowed], faces))

    assert {FACE, BESIDE, MOUTH} - set(left) == known


def test_each_of_two_words_allows_its_own_face() -> None:
    faces = [FoundFace(box, 0.9, Tier.FACE) for box in (FACE, BESIDE)]

    assert forgotten(faces, [], confirmed([BESIDE, FACE], faces)) == ()
    assert confirmed([FACE], []) == ()


@pytest.mark.slow
def test_the_last_look_stops_a_bare_face_and_lets_covered_and_allowed_ones_pass(net: FaceNet) -> None:
    image, faces = group()
    found = Searched().faces(net, encode_kept(image), image)

    assert len(forgotten(found, [], [])) == 3
    assert forgotten(found, regions(faces), []) == forgotten(found, [], faces) == ()
    assert forgotten(found, regions(faces[:2]), faces[2:]) == ()
    assert len(forgotten(found, regions(faces[:1]), faces[2:])) == 1
    assert len(left_uncovered(net, image, written(image), [], [])) == 3
    assert left_uncovered(net, image, written(cover(image, regions(faces[1:]))), regions(faces[1:]), faces[:1]) == ()


@cache
def weak_faces() -> tuple[Rgb, list[Box]]:
    """Small, turned and blurred faces, 14 to 22 px, that single looks give little."""
    image, faces = scene(WIDTH, HEIGHT, [Placed(150 + 190 * (i % 6), 200 + 260 * (i // 6), 14 + i // 2, 45 * i) for i in range(18)])
    grain = np.random.default_rng(8).normal(0, 7, image.shape)
    return np.clip(image + grain, 0, 255).astype(np.uint8), faces


@pytest.mark.slow
def test_no_weak_face_that_the_search_found_can_be_forgotten(net: FaceNet) -> None:
    image, faces = weak_faces()
    found, searched = Search(net, image).finish(), Searched()
    searched.remember(b"photo", found)
    weak = [face for face in found if 0.2 <= face.score < 0.5 and any(face.box.overlap(each) > 0.3 for each in faces)]

    assert len(weak) >= 5
    for face in weak:
        others = [cover_region(other.box, WIDTH, HEIGHT) for other in found if other is not face]
        apart = not any(cover_region(face.box, WIDTH, HEIGHT).shared_area(other) for other in others)
        assert not apart or forgotten(searched.faces(net, b"photo", image), others, []) == (face.box,)


@pytest.mark.parametrize(("score", "is_missed"), [(0.15, False), (0.2, True), (0.45, True)])
def test_a_maybe_that_was_shown_must_have_been_covered_or_dismissed(net: FaceNet, score: float, is_missed: bool) -> None:
    maybe, searched = FoundFace(Box(200, 200, 230, 240), score, Tier.MAYBE), Searched()
    searched.remember(b"photo", (maybe,))

    shown = searched.faces(net, b"photo", group()[0])

    assert forgotten(shown, [], []) == ((maybe.box,) if is_missed else ())
    assert forgotten(shown, [cover_region(maybe.box, WIDTH, HEIGHT)], []) == forgotten(shown, [], [maybe.box]) == ()


@pytest.mark.slow
def test_a_hand_in_stops_before_it_draws_when_a_weak_face_is_forgotten(worker: ImagingWorker) -> None:
    image, faces = weak_faces()
    photo = encode_kept(image)
    found = worker.find(photo)
    real: list[FoundFace] = [face for face in found if face.score < 0.5 and any(face.box.overlap(each) > 0.3 for each in faces)]
    others = [cover_region(face.box, WIDTH, HEIGHT) for face in found if face is not real[0]]

    with pytest.raises(FaceLeftUncovered) as stopped:
        worker.cover(photo, others, [])

    assert stopped.value.boxes == (real[0].box,)
    assert worker.cover(photo, others, [real[0].box]).width == WIDTH
