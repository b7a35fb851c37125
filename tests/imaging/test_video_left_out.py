"""Faces that a search found and an order leaves out: covered instead of told of, and nothing more than that."""

from __future__ import annotations

from itertools import count

import numpy as np
import pytest

from domain.boxes import Box
from imaging import video_gate
from imaging.model import FaceNet
from imaging.values import Tier
from imaging.video_cover import STANDING_AT_MOST, Check, ClipCover, CoverOrder
from imaging.video_left_out import left_out, standing
from imaging.video_meant import meant
from imaging.video_read import ClipReader
from imaging.video_regions import covers_of
from imaging.video_values import WHOLE, CoveredClip, FaceLeftUncoveredAt, FoundTracks, Span, Track
from tests.imaging.clips import avi_of, room

SIZE, COUNT = (320, 192), 8
HERE, THERE = Box(40, 60, 90, 120), Box(200, 60, 250, 120)
EMPTY_ROOM = room(*SIZE)
TIMES = tuple(number / 25 for number in range(COUNT))


def still(box: Box, first: int = 0, end: int = COUNT, id: int = 1, reach: tuple[int, int] = (0, 0), tier: Tier = Tier.FACE) -> Track:
    return Track(id, tier, first, (first + end) // 2, (box,) * (end - first), reach)


def left(*found: Track, tracks: tuple[Track, ...] = (), seen: tuple[int, ...] = (), span: Span = WHOLE) -> tuple[Track, ...]:
    covers = covers_of(tracks, seen, (), TIMES, SIZE, lambda: 0)
    searched = FoundTracks(found, TIMES, *SIZE)
    return left_out(searched, meant(searched, tracks, seen), covers, span)


def written(net: FaceNet, *found: Track, adds_found: bool = True) -> CoveredClip:
    check = Check(net, FoundTracks(found, TIMES, *SIZE))
    return ClipCover(avi_of([EMPTY_ROOM] * COUNT), CoverOrder((), adds_found=adds_found), check, lambda: 3).finish()


def covered_at(box: Box, made: CoveredClip) -> list[bool]:
    """For each frame, whether something else is there than the room."""
    inside = slice(box.y0, box.y1), slice(box.x0, box.x1)
    return [bool(np.abs(each.rgb[inside].astype(int) - EMPTY_ROOM[inside]).mean() > 20) for each in ClipReader(made.webm).frames()]


@pytest.mark.parametrize("tier", [Tier.FACE, Tier.MAYBE])
def test_a_face_that_nobody_listed_is_left_out_for_its_whole_life(tier: Tier) -> None:
    found = still(THERE, 1, 7, reach=(2, 1), tier=tier)

    assert left(found, tracks=(still(HERE),)) == (found,)


def test_what_is_covered_or_allowed_is_not_left_out() -> None:
    found = still(HERE, id=9)

    assert left(found, tracks=(still(HERE),)) == () == left(found, tracks=(still(HERE),), seen=(1,))


def test_a_face_that_stays_longer_than_an_allowed_one_is_left_out_from_there_on() -> None:
    allowed = still(HERE, 0, 3)  # and two frames more, as everywhere

    (part,) = left(still(HERE, id=9, reach=(1, 1)), tracks=(allowed,), seen=(1,))

    assert (part.first, part.end, part.best) == (5, COUNT, 5) and part.reach == (0, 1)


def test_whoever_else_is_in_the_box_of_an_allowed_face_is_left_out() -> None:
    child, beside = still(HERE, id=8), still(Box(92, 60, 140, 120), id=9)
    around = still(HERE.around(beside.boxes[0]))

    assert left(child, beside, tracks=(around,), seen=(1,)) == (beside,)


def test_a_face_outside_the_span_is_not_left_out() -> None:
    assert left(still(THERE, 5), span=Span(0, 0.16)) == ()
    assert left(still(THERE, 3), span=Span(0, 0.16)) == (still(THERE, 3),)


def test_only_an_order_that_wishes_it_covers_what_was_found(net: FaceNet) -> None:
    found = still(THERE, 2, 6, tier=Tier.MAYBE)
    with pytest.raises(FaceLeftUncoveredAt):
        written(net, found, adds_found=False)

    made = written(net, found)

    assert made.added == (found,)
    assert covered_at(THERE, made) == [False] * 2 + [True] * 4 + [False] * 2


def test_a_face_that_only_the_last_look_finds_is_covered_where_it_stands(net: FaceNet, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([(THERE,), (HERE,)])
    monkeypatch.setattr(video_gate, "bare_faces", lambda *_: next(looks, ()))

    made = written(net, still(HERE, 5, id=7))

    assert [(track.id, track.first, track.end, track.boxes[0]) for track in made.added] == [
        (7, 5, COUNT, HERE),
        (8, 0, COUNT, THERE),
        (9, 0, COUNT, HERE),
    ]
    assert all(covered_at(THERE, made)) and all(covered_at(HERE, made))


def test_a_clip_that_shows_a_face_at_every_look_is_stopped(net: FaceNet, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = count()
    monkeypatch.setattr(video_gate, "bare_faces", lambda *_: (next(looks), THERE)[1:])

    with pytest.raises(FaceLeftUncoveredAt):
        written(net)

    assert next(looks) == STANDING_AT_MOST + 2, "a cover more each time, other drawings once, and no further"


def test_what_stands_is_there_for_a_second_before_and_after() -> None:
    (track,) = standing([HERE], 50, [number / 25 for number in range(100)], 4)

    assert (track.id, track.first, track.best, track.end) == (4, 25, 50, 76)
