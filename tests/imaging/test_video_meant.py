"""A word about a track means one found face at a time, whatever else lies in its box."""

from __future__ import annotations

from domain.boxes import Box
from imaging.values import Tier
from imaging.video_meant import meant
from imaging.video_values import FoundTracks, Track

COUNT = 12
ONE, OTHER = Box(40, 60, 90, 120), Box(92, 60, 138, 120)  # two who sit side by side
BOTH, EVERYBODY = ONE.around(OTHER), Box(0, 0, 320, 192)


def still(box: Box, id: int = 1, first: int = 0, end: int = COUNT) -> Track:
    return Track(id, Tier.FACE, first, first, (box,) * (end - first))


def said(word: Track, *found: Track) -> list[set[Box]]:
    """By frame, where the faces may be that the word means."""
    times_s = tuple(number / 25 for number in range(COUNT))
    return [set(boxes) for boxes in meant(FoundTracks(found, times_s, 320, 192), [word], {word.id})]


def test_a_word_means_the_face_that_its_box_is_around() -> None:
    assert said(still(ONE), still(ONE, 7), still(OTHER, 8)) == [{ONE}] * COUNT


def test_a_box_around_two_faces_means_the_one_that_it_fits_best() -> None:
    assert said(still(BOTH), still(ONE, 7), still(OTHER, 8)) == [{ONE}] * COUNT


def test_a_box_around_everybody_means_nobody() -> None:
    assert said(still(EVERYBODY), still(ONE, 7), still(OTHER, 8)) == [set()] * COUNT
    assert said(still(EVERYBODY), still(ONE, 7)) == [set()] * COUNT


def test_a_box_that_leaps_from_face_to_face_does_not_mean_both_at_a_time() -> None:
    leaping = Track(1, Tier.FACE, 0, 0, (ONE, OTHER) * (COUNT // 2))

    assert all(len(boxes) <= 1 for boxes in said(leaping, still(ONE, 7), still(OTHER, 8)))


def test_whom_a_box_fits_best_for_a_moment_only_is_not_meant() -> None:
    growing = Track(1, Tier.FACE, 0, 0, (OTHER,) * 2 + (BOTH,) * (COUNT - 2))

    assert said(growing, still(ONE, 7), still(OTHER, 8)) == [{ONE}] * COUNT


def test_a_face_that_is_found_in_two_pieces_is_meant_in_both() -> None:
    assert said(still(ONE), still(ONE, 7, end=5), still(ONE, 8, first=6)) == [{ONE}] * COUNT


def test_a_face_may_be_where_it_is_a_moment_earlier_or_later() -> None:
    boxes = tuple(Box(10 * step, 60, 10 * step + 50, 120) for step in range(COUNT))
    walking = Track(1, Tier.FACE, 0, 0, boxes)

    assert said(walking, walking)[5] == set(boxes[3:8])
