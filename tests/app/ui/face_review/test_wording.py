from __future__ import annotations

import pytest

from app.ui.room.face_review import wording
from app.ui.room.face_review.cover_art import CoverPick
from app.ui.room.face_review.screen import MarkKind, RowKind
from app.ui.room.face_review.wording import Frame
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Decision, Hold, Region, Says, Source, Why
from domain.ids import ChildId, RegionId

AMELIA, NOAH, AYAAN = ChildId("a"), ChildId("n"), ChildId("y")
NAMES = {AMELIA: "Amelia", NOAH: "Noah", AYAAN: "Ayaan"}
SCOPES = {AMELIA: Scope.ALL, NOAH: Scope.OWN_ONLY, AYAAN: Scope.NONE}
FRAME = Frame(1600, 900)


def region(number: int, source: Source = Source.FACE, says: Says = Says.NOTHING, child: ChildId | None = None) -> Region:
    box = Box(100 * number, 100, 100 * number + 60, 180)
    return Region(id=RegionId(f"r{number}"), box=box, source=source, says=Says.CHILD if child else says, child=child)


def kinds(*regions: Region) -> list[MarkKind]:
    made = wording.marks(regions, frame=FRAME, scopes=SCOPES, names=NAMES, pick=lambda _: CoverPick(0, 0))
    return [mark.kind for mark in made]


def test_a_face_is_covered_until_a_person_names_a_child_who_may_be_seen() -> None:
    found = kinds(region(1), region(2, child=AMELIA), region(3, child=NOAH), region(4, child=AYAAN), region(5, says=Says.SOMEONE_ELSE))

    assert found == [MarkKind.COVERED, MarkKind.SEEN, MarkKind.SEEN, MarkKind.COVERED, MarkKind.ELSE]


def test_a_child_of_whom_nothing_is_known_stays_covered() -> None:
    stranger = region(1, child=ChildId("stranger"))

    assert kinds(stranger) == [MarkKind.COVERED]


def test_a_maybe_is_covered_until_somebody_says_it_is_no_face() -> None:
    assert kinds(region(1, Source.MAYBE), region(2, Source.MAYBE, Says.NOT_A_FACE)) == [MarkKind.MAYBE, MarkKind.NOT_A_FACE]


def test_drawn_covers_take_no_number() -> None:
    made = wording.marks(
        [region(1), region(2, Source.DRAWN), region(3)], frame=FRAME, scopes=SCOPES, names=NAMES, pick=lambda _: CoverPick(0, 0)
    )

    assert [mark.label for mark in made] == ["1", "Cover", "2"]


def test_the_cover_on_the_screen_is_at_least_the_cover_in_the_file() -> None:
    face = region(1)

    cover = wording.cover_of(face, FRAME)

    assert cover.x0 <= face.box.x0 - 15 and cover.x1 >= face.box.x1 + 15 and cover.y1 >= face.box.y1 + 24


def test_the_family_view_says_why_seen_first_then_covered_then_counts() -> None:
    decisions = [
        Decision(region(1, child=NOAH), Why.OTHER_CHILD_OWN_ONLY),
        Decision(region(2, child=AMELIA), Why.OWN_CHILD),
        Decision(region(3), Why.NOBODY_SAID),
        Decision(region(4), Why.NOBODY_SAID),
        Decision(region(5, Source.MAYBE), Why.NOBODY_SAID),
        Decision(region(6, Source.DRAWN), Why.DRAWN),
    ]

    rows = wording.family_rows("Amelia", decisions, NAMES)

    assert [row.title for row in rows] == [
        "Amelia is seen",
        "Noah is covered here",
        "2 more faces are covered",
        "1 maybe is covered",
        "1 drawn cover stays",
    ]
    assert [row.kind for row in rows] == [RowKind.SEEN, RowKind.COVERED, RowKind.COVERED, RowKind.MAYBE, RowKind.DRAWN]


def test_no_reason_for_a_permission_is_ever_said() -> None:
    stop = wording.stop_for(AYAAN, "Ayaan")
    words = " ".join([stop.title, stop.line, stop.discard_line, stop.cover_label, stop.cover_line]).lower()

    assert stop.title == "Ayaan cannot be in a photo"
    assert not any(reason in words for reason in ("court", "consent", "parent", "order", "because"))


@pytest.mark.parametrize(
    ("regions", "looking", "held", "why"),
    [
        ([], True, False, wording.LOOKING),
        ([], False, True, "Daybook has not looked yet."),
        ([region(1)], False, False, "A face was found, so somebody is visible."),
        ([region(1, Source.DRAWN)], False, False, "You drew a cover, so somebody is visible."),
        ([region(1, Source.MAYBE)], False, False, "Look at each maybe first, and say “not a face”."),
        ([], False, False, ""),
        ([region(1, Source.MAYBE, Says.NOT_A_FACE)], False, False, ""),
    ],
)
def test_no_child_visible_says_why_it_sleeps(regions: list[Region], looking: bool, held: bool, why: str) -> None:
    wish = wording.no_child_wish(regions, is_looking=looking, is_held=held)

    assert (wish.awake, wish.why) == (not why, why)


def test_keep_waits_for_the_last_pass_and_for_an_answer() -> None:
    assert wording.finish_wish((), is_looking=True, is_held=False).why == wording.LOOKING
    assert wording.finish_wish((), is_looking=False, is_held=True).why == wording.HELD
    assert not wording.finish_wish((Hold.NOBODY_FOUND,), is_looking=False, is_held=False).awake
    assert wording.finish_wish((), is_looking=False, is_held=False).awake


def test_the_line_counts_faces_and_maybes() -> None:
    regions = [region(1), region(2), region(3, Source.MAYBE), region(4, Source.DRAWN)]

    assert wording.photo_line(1, 2, regions, is_looking=False) == "Photo 1 of 2 · 2 faces found, 1 maybe"
    assert wording.photo_line(2, 2, [], is_looking=False) == "Photo 2 of 2 · no face found"
    assert wording.photo_line(1, 1, [], is_looking=True) == "Photo 1 of 1 · looking for faces"
