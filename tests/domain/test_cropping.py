"""L20: a cut is offered only where it hides somebody just as well, and never shows more than before."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.boxes import GRID_PX, Box
from domain.cropping import LEAST_SHARE, LONGEST_SHAPE, cut, is_left, offered_crop, settled_crop

WIDTH, HEIGHT = 1600, 1200


def boxes(most: int) -> st.SearchStrategy[list[Box]]:
    """Covers on the grid, somewhere in the picture."""
    one = st.builds(
        lambda x, y, w, h: Box(x * GRID_PX, y * GRID_PX, (x + w) * GRID_PX, (y + h) * GRID_PX).inside(WIDTH, HEIGHT),
        st.integers(0, 90),
        st.integers(0, 65),
        st.integers(3, 18),
        st.integers(3, 18),
    )
    return st.lists(one, min_size=1, max_size=most)


def test_somebody_at_the_edge_is_cut_away() -> None:
    offer = offered_crop(WIDTH, HEIGHT, [Box(640, 400, 880, 720)], [Box(64, 400, 240, 640)])

    assert offer is not None
    assert (offer.box, offer.gone) == (Box(240, 0, WIDTH, HEIGHT), 1)


def test_the_largest_of_the_parts_that_hide_everybody_is_offered() -> None:
    above_and_left = Box(160, 96, 320, 256)

    offer = offered_crop(WIDTH, HEIGHT, [Box(800, 640, 960, 800)], [above_and_left])

    assert offer is not None
    assert offer.box == Box(320, 0, WIDTH, HEIGHT)  # 1280 × 1200 is more than 1600 × 944


def test_somebody_between_the_kept_faces_stays_covered_and_the_others_go() -> None:
    between, aside = Box(720, 400, 880, 560), Box(1456, 400, 1584, 560)

    offer = offered_crop(WIDTH, HEIGHT, [Box(320, 400, 480, 560), Box(1120, 400, 1280, 560)], [between, aside])

    assert offer is not None and offer.gone == 1
    assert is_left(between, offer.box) and not is_left(aside, offer.box)


def test_nothing_is_offered_without_a_face_to_keep_or_to_hide() -> None:
    assert offered_crop(WIDTH, HEIGHT, [], [Box(0, 0, 160, 160)]) is None
    assert offered_crop(WIDTH, HEIGHT, [Box(0, 0, 160, 160)], []) is None


def test_nothing_is_offered_when_too_little_would_be_left() -> None:
    kept, left, right = Box(640, 480, 800, 640), Box(0, 0, 496, HEIGHT), Box(816, 0, 1008, HEIGHT)

    offer = offered_crop(WIDTH, HEIGHT, [kept], [left, right])

    assert offer is not None and (offer.gone, is_left(right, offer.box)) == (1, True)  # without both, a fifth would be left
    assert offered_crop(WIDTH, HEIGHT, [Box(80, 480, 160, 640)], [Box(176, 0, 192, HEIGHT)]) is None


def test_a_strip_is_no_picture() -> None:
    assert offered_crop(WIDTH, HEIGHT, [Box(0, 560, WIDTH, 640)], [Box(0, 0, WIDTH, 304), Box(0, 896, WIDTH, HEIGHT)]) is not None
    assert offered_crop(2000, 500, [Box(0, 208, 160, 304)], [Box(1808, 0, 2000, 500)]) is not None  # it was as long before


@settings(max_examples=60, deadline=None)
@given(keep=boxes(3), hide=boxes(8))
def test_an_offer_keeps_whoever_may_be_seen_and_says_truly_who_is_gone(keep: list[Box], hide: list[Box]) -> None:
    offer = offered_crop(WIDTH, HEIGHT, keep, hide)

    if offer is None:
        return
    assert all(face.shared_area(offer.box) == face.area for face in keep)
    assert offer.gone == sum(not is_left(cover, offer.box) for cover in hide) > 0
    assert offer.box.area >= LEAST_SHARE * WIDTH * HEIGHT
    assert max(offer.box.width, offer.box.height) <= LONGEST_SHAPE * min(offer.box.width, offer.box.height)
    assert all(edge % GRID_PX == 0 for edge in (offer.box.x0, offer.box.y0, offer.box.x1, offer.box.y1))


@settings(max_examples=60, deadline=None)
@given(cover=boxes(1), kept=boxes(1))
def test_what_is_left_of_a_cover_covers_the_same_pixels(cover: list[Box], kept: list[Box]) -> None:
    if not is_left(cover[0], kept[0]):
        return
    left = cut(cover[0], kept[0])

    assert left.area == cover[0].shared_area(kept[0])
    assert Box(0, 0, kept[0].width, kept[0].height).shared_area(left) == left.area


def test_a_frame_drawn_by_hand_lies_on_the_grid_and_all_of_it_is_no_cut() -> None:
    assert settled_crop(Box(5, 5, 1590, 1000), WIDTH, HEIGHT) == Box(0, 0, WIDTH, 1008)
    assert settled_crop(Box(3, 2, 1599, 1199), WIDTH, HEIGHT) is None


def test_a_crowd_is_answered_at_once() -> None:
    """29 faces: every edge of every cover is tried, and a tap does not wait for it."""
    crowd = [Box(48 + 144 * (at % 10), 96 + 256 * (at // 10), 144 + 144 * (at % 10), 208 + 256 * (at // 10)) for at in range(29)]

    offer = offered_crop(WIDTH, HEIGHT, crowd[13:16], [*crowd[:13], *crowd[16:]])

    assert offer is not None and offer.gone > 0
