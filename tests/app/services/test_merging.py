"""A later look beside what is known."""

from __future__ import annotations

import pytest

from app.services.merging import changes, reading_order
from domain.boxes import Box
from domain.covering import Region, Says, Source
from domain.ids import ChildId, RegionId
from imaging.values import SAME_FACE_OVERLAP, FoundFace, Tier
from tests import cast

HERE, NEAR, FAR = Box(100, 100, 200, 220), Box(110, 105, 210, 225), Box(900, 100, 1000, 220)


def region(number: int, box: Box, source: Source = Source.FACE, says: Says = Says.NOTHING) -> Region:
    return Region(id=RegionId(cast.id_of(number)), box=box, source=source, says=says)


def test_the_same_face_keeps_its_region_and_what_was_said() -> None:
    known = region(1, HERE, says=Says.SOMEONE_ELSE)

    change = changes([known], [FoundFace(NEAR, 0.9, Tier.FACE)])

    assert (change.new, change.gone) == ((), ())
    assert [(placed.id, placed.box, placed.unsay) for placed in change.placed] == [(known.id, NEAR, False)]


def test_a_maybe_that_became_a_face_forgets_that_it_was_called_none() -> None:
    known = region(1, HERE, Source.MAYBE, Says.NOT_A_FACE)

    (placed,) = changes([known], [FoundFace(HERE, 0.9, Tier.FACE)]).placed

    assert (placed.source, placed.unsay) == (Source.FACE, True)


def test_a_face_never_becomes_a_maybe() -> None:
    (placed,) = changes([region(1, HERE)], [FoundFace(HERE, 0.2, Tier.MAYBE)]).placed

    assert placed.source is Source.FACE


def test_what_somebody_spoke_of_stays_although_the_later_look_misses_it() -> None:
    spoken, silent = region(1, HERE, says=Says.SOMEONE_ELSE), region(2, FAR)

    assert changes([spoken, silent], []).gone == (silent.id,)


def test_a_drawn_cover_is_left_alone_and_hides_no_new_face() -> None:
    found = FoundFace(HERE, 0.9, Tier.FACE)

    change = changes([region(1, HERE, Source.DRAWN)], [found])

    assert (change.new, change.placed, change.gone) == ((found,), (), ())


def test_a_small_and_a_large_box_of_one_face_are_one_region() -> None:
    change = changes([region(1, Box(100, 100, 300, 300))], [FoundFace(Box(160, 160, 240, 240), 0.9, Tier.FACE)])

    assert change.new == ()


def test_two_rows_are_read_one_after_the_other() -> None:
    low, right, left = region(1, Box(0, 500, 50, 560)), region(2, FAR), region(3, NEAR)

    assert reading_order([low, right, left]) == (left, right, low)


def test_a_neighbour_found_first_does_not_take_the_name_of_the_face_beside_it() -> None:
    named = Region(id=RegionId(cast.id_of(1)), box=HERE, source=Source.FACE, says=Says.CHILD, child=cast.AMELIA)
    cheek = Box(150, 100, 250, 220)
    assert cheek.overlap(HERE) >= SAME_FACE_OVERLAP
    neighbour, herself = FoundFace(cheek, 0.95, Tier.FACE), FoundFace(NEAR, 0.9, Tier.FACE)

    change = changes([named], [neighbour, herself])

    assert [(placed.id, placed.box) for placed in change.placed] == [(named.id, NEAR)]
    assert change.new == (neighbour,)


@pytest.mark.parametrize(("says", "child", "source"), [(Says.CHILD, cast.AMELIA, Source.FACE), (Says.NOT_A_FACE, None, Source.MAYBE)])
def test_what_uncovers_a_face_is_not_carried_over_to_another_place(says: Says, child: ChildId | None, source: Source) -> None:
    said = Region(id=RegionId(cast.id_of(1)), box=HERE, source=source, says=says, child=child)
    beside = FoundFace(Box(145, 100, 245, 220), 0.9, Tier.MAYBE)
    assert beside.box.overlap(HERE) >= SAME_FACE_OVERLAP

    change = changes([said], [beside])

    assert (change.new, change.placed, change.gone) == ((beside,), (), ())
