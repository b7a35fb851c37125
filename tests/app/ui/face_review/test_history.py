from __future__ import annotations

from app.ui.room.face_review.history import NOTHING, Drew, History, NoChild, Removed, Said, Word, reversed_act
from domain.boxes import Box
from domain.covering import Says
from domain.ids import ChildId, RegionId

BOX = Box(0, 0, 16, 16)
NAMED = Said(RegionId("r"), NOTHING, Word(Says.CHILD, ChildId("c")))


def test_an_act_is_taken_back_in_the_other_order() -> None:
    act = (NAMED, NoChild(True))

    assert reversed_act(act) == (NoChild(False), Said(RegionId("r"), Word(Says.CHILD, ChildId("c")), NOTHING))


def test_what_was_taken_back_can_be_done_again_until_something_new_is_done() -> None:
    history = History().with_act((NAMED,)).with_act((NoChild(True),)).taken_back()

    assert history.undone == ((NoChild(True),),)
    assert history.done_again().done == ((NAMED,), (NoChild(True),))
    assert history.with_act((NAMED,)).undone == ()


def test_a_slip_leaves_no_trace() -> None:
    history = History().with_act((NAMED,)).with_act((NoChild(True),)).forgotten()

    assert history == History().with_act((NAMED,))


def test_a_cover_drawn_again_is_followed_under_its_new_id() -> None:
    history = History(((Drew(RegionId("old"), BOX),),), ((Removed(RegionId("old"), BOX),),))

    history = history.renamed(RegionId("old"), RegionId("new"))

    assert history.done == ((Drew(RegionId("new"), BOX),),)
    assert history.undone == ((Removed(RegionId("new"), BOX),),)
