"""R10, L5: what a family sends is seen by nobody before a person at the office said who is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.home_reviews import HomeReviews
from app.ui.office.home.presenter import HomePresenter
from app.ui.office.home.screen import Act
from app.ui.office.home.state import Stage, stage_of
from app.ui.room.face_review.view import ReviewView
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.boxes import Box
from domain.covering import Says
from domain.wire.home import HomeLook
from tests import cast
from tests.app.ui.lanes import HeldToldLane
from tests.app.ui.office.desk import OUT_OF_REACH, office_entry
from tests.app.ui.office.home_desk import LATE, SEARCHING, TWO_FACES, HomeMemory, face_at, home_desk, home_picture, picture_id
from tests.app.ui.office.house import Window, open_window
from tests.app.ui.office.test_clips import NO_GRAPHICS_CARD, tiny_clip
from tests.app.ui.seen import SeenImaging, face, has_face, jpeg_of, scene
from tests.app.ui.walk import faults_of

KEPT = jpeg_of(scene(face(300, 300, 120), face(700, 300, 120)))
COVERED = jpeg_of(scene())


@dataclass
class Home:
    """Ruth at the office's window; `locks` counts how often she was locked out."""

    window: Window
    desk: HomeMemory
    reviews: HomeReviews
    locks: list[str] = field(default_factory=list)

    @property
    def presenter(self) -> HomePresenter:
        found = self.window.station.home
        assert found is not None
        return found

    @property
    def review(self) -> ReviewView:
        """The face review, which is open."""
        view = self.window.shell.screen_now
        assert isinstance(view, ReviewView)
        return view

    @property
    def is_at_the_entry(self) -> bool:
        return self.window.shell.screen_now is self.window.view

    @property
    def states(self) -> list[str]:
        return [row.row.state for row in self.window.view.subject.home.list.rows]

    @property
    def said(self) -> str:
        return self.window.view.toast.sentence

    def begin(self) -> ReviewView:
        self.window.view.subject.home.button.click()
        QApplication.processEvents()
        return self.review

    def act(self, number: int, act: Act) -> None:
        self.window.view.subject.home.list.rows[number].buttons[act].click()
        QApplication.processEvents()

    def name(self, *children: str) -> None:
        """Tap a child for one face after the other."""
        for child in children:
            self.review.child_tapped.emit(child)

    def finish(self) -> None:
        self.review.who.finish.click()
        QApplication.processEvents()


HomeOf = Callable[..., Home]


@pytest.fixture
def home_of(qtbot: QtBot, look: Look) -> HomeOf:
    def build(desk: HomeMemory, *, net: HeldToldLane | None = None) -> Home:
        reviews, locks = HomeReviews(desk, SeenImaging(), lambda: cast.NOW), list[str]()
        window = open_window(qtbot, look, desk=desk, home=reviews, net=net, with_house=False, lock=lambda: locks.append("locked"))
        return Home(window, desk, reviews, locks)

    return build


def three() -> HomeMemory:
    """Two faces, one face, and one that is being searched."""
    pictures = (home_picture(1, *TWO_FACES), home_picture(2, TWO_FACES[0]), home_picture(3, look=HomeLook.WAITING))
    return home_desk(*pictures, beside=(office_entry(1, cast.ISLA),), kept=KEPT, covered=COVERED)


def one(**other: object) -> HomeMemory:
    return home_desk(home_picture(1, *TWO_FACES, **other), kept=KEPT, covered=COVERED)  # type: ignore[arg-type]


def test_r10_the_entry_shows_words_and_no_picture_and_approve_sleeps(home_of: HomeOf) -> None:
    home = home_of(three())
    view, subject = home.window.view, home.window.view.drawn.subject

    assert subject is not None and subject.home is not None
    assert view.drawn.lines[0].what == "From home · Sarah P., Amelia's mum"
    assert subject.text.startswith("Amelia watered") and not subject.has_pictures
    assert (subject.home.title, subject.home.line) == ("3 pictures from home", "Say who is in them before anybody sees them.")
    assert home.states == ["To review", "To review", "Daybook is looking for faces"]
    assert view.approve.accessibleDescription().startswith("Say who is in each picture first.")
    assert subject.checks[0].sentence == "Nobody has said who is in 3 pictures." and subject.checks[0].look
    assert home.desk.fetched == [] and not has_face(home.window.shell.grab().toImage())


def test_r10_one_picture_follows_the_other_and_then_it_can_be_approved(home_of: HomeOf) -> None:
    home = home_of(home_desk(home_picture(1, *TWO_FACES), home_picture(2, TWO_FACES[0]), kept=KEPT, covered=COVERED))
    review = home.begin()
    assert (review.drawn.title, review.drawn.line) == ("Who is in this picture?", "Picture 1 of 2 · 2 faces found")
    assert [choice.first_name for choice in review.drawn.children][:2] == ["Amelia", "Noah"]
    home.name(cast.AMELIA, cast.NOAH)
    assert [tab.name for tab in review.drawn.tabs] == ["Amelia"]  # it goes into no other journal
    home.finish()
    assert home.review.drawn.line == "Picture 2 of 2 · 1 face found"
    home.name(cast.AMELIA)
    home.finish()

    assert home.is_at_the_entry and home.states == ["Reviewed", "Reviewed"]
    assert [(each, len(marks.regions)) for each, marks in home.desk.marks] == [(picture_id(1), 2), (picture_id(2), 1)]
    assert home.window.view.approve.is_available
    home.window.key("a")
    assert [request.action for _, request in home.desk.asked] == ["approve"]


def test_what_was_said_is_there_again_after_going_back(home_of: HomeOf) -> None:
    home = home_of(three())
    home.begin()
    home.name(cast.AMELIA)
    home.review.back_asked.emit()
    assert home.is_at_the_entry and not has_face(home.window.shell.grab().toImage())

    review = home.begin()

    assert [mark.label for mark in review.drawn.marks] == ["Amelia", "2"]
    assert home.desk.fetched == [picture_id(1)] * 2  # the clear picture was let go of meanwhile


def test_a_line_that_breaks_loses_nothing(home_of: HomeOf) -> None:
    home = home_of(one())
    home.begin()
    home.name(cast.AMELIA)
    home.desk.is_out_of_reach = True
    home.finish()
    assert home.review.drawn.finish.awake and OUT_OF_REACH in home.review.toast.sentence

    home.desk.is_out_of_reach = False
    home.finish()

    (marks,) = [marks for _, marks in home.desk.marks]
    assert [region.child_id for region in marks.regions] == [cast.AMELIA, None] and home.is_at_the_entry


def test_a_picture_that_does_not_come_is_told_at_the_entry(home_of: HomeOf) -> None:
    home = home_of(one())
    home.desk.is_out_of_reach = True
    home.window.view.subject.home.button.click()

    assert home.is_at_the_entry and home.said == OUT_OF_REACH
    home.desk.is_out_of_reach = False
    assert home.begin().drawn.picture is not None


def test_a_face_that_is_found_only_now_is_shown_and_asked_for(home_of: HomeOf) -> None:
    home = home_of(one())
    home.desk.finds[picture_id(1)] = face_at(1, 5, Box(1200, 300, 1320, 460))
    home.begin()
    home.name(cast.AMELIA, cast.NOAH)
    home.finish()

    assert home.review.toast.sentence == LATE
    assert [mark.label for mark in home.review.drawn.marks] == ["Amelia", "Noah", "3"]
    assert home.review.drawn.chosen is not None
    home.finish()
    assert home.is_at_the_entry and len(home.desk.marks[0][1].regions) == 3


def test_while_the_server_covers_the_button_says_so_and_nothing_goes_twice(home_of: HomeOf) -> None:
    net = HeldToldLane()
    home = home_of(one(), net=net)
    net.run_all()
    home.window.view.subject.home.button.click()
    net.run_all()
    home.finish()
    assert home.review.drawn.finish.why == "The picture is being covered. It takes a few seconds."

    home.finish()
    net.run_all()

    assert len(home.desk.marks) == 1 and home.is_at_the_entry


def test_r7_a_child_who_may_be_in_no_picture_stops_it_in_the_office_s_words(home_of: HomeOf) -> None:
    home = home_of(one())
    review = home.begin()
    home.name(cast.AYAAN)
    assert (review.stop.title.text(), review.stop.discard.text()) == ("Ayaan cannot be in a picture", "Leave this picture out")

    review.stop.discard.click()
    QApplication.processEvents()

    assert home.is_at_the_entry and home.states == ["Left out: nobody sees it"]
    assert home.window.view.approve.is_available


def test_a_picture_is_left_out_from_the_list_after_one_word_about_it(home_of: HomeOf) -> None:
    home = home_of(three())
    home.act(1, Act.LEAVE_OUT)
    assert not home.desk.told(picture_id(2)).is_discarded

    home.presenter._sheet.button.click()

    assert home.states == ["To review", "Left out: nobody sees it", "Daybook is looking for faces"]


def test_a_search_that_failed_begins_again(home_of: HomeOf) -> None:
    home = home_of(home_desk(home_picture(1, look=HomeLook.FAILED)))
    assert home.states == ["Could not be searched: leave it out, or try again"]
    assert not home.window.view.subject.home.button.isVisible()

    home.act(0, Act.SEARCH)

    assert home.said == SEARCHING and home.states == ["Daybook is looking for faces"]
    home.desk.put(home_picture(1, *TWO_FACES))
    home.presenter.ask_again()
    assert home.states == ["To review"] and home.window.view.subject.home.button.is_available


def test_the_keys_come_to_the_moments_of_a_video(home_of: HomeOf) -> None:
    review = home_of(one(is_clip=True)).begin()
    review.canvas.setFocus()

    review.focusNextPrevChild(True)

    assert review.focusWidget() is not None and review.focusWidget().accessibleName() == "Earlier moment"


@NO_GRAPHICS_CARD
def test_a_video_is_covered_behind_and_then_looked_at(home_of: HomeOf) -> None:
    desk = one(is_clip=True)
    desk.picture_bytes = tiny_clip()
    home = home_of(desk)
    review = home.begin()
    assert review.drawn.title == "Who is in this video?" and review.drawn.tabs == ()
    home.presenter._open.moments.on.click()  # type: ignore[union-attr]
    assert [asked for asked in desk.fetched if " " in asked] == [f"{picture_id(1)} 5", f"{picture_id(1)} 6"]
    home.finish()
    assert home.is_at_the_entry and home.states == ["Being covered, for a minute or two"]
    assert home.window.view.approve.accessibleDescription() == "The video is being covered. It can be approved in a minute or two."

    home.desk.cover(picture_id(1))
    home.presenter.ask_again()

    assert home.states == ["Reviewed"] and home.said == "Nothing is left to say. Read the words, then approve."
    assert home.window.view.subject.player.isVisible()


def test_the_lock_and_not_me_drop_every_clear_picture(home_of: HomeOf) -> None:
    home = home_of(one())
    review = home.begin()
    assert review.drawn.picture is not None
    kept = home.reviews._reviews[picture_id(1)]

    review.bar.not_me_asked.emit()
    assert home.locks == ["locked"]
    home.window.station.end()

    assert review.drawn.picture is None and not home.reviews._reviews
    assert kept._jpeg == b"" and not has_face(review.grab().toImage())


def test_a_fault_can_be_told_while_a_picture_is_open(home_of: HomeOf) -> None:
    home = home_of(one())
    page = home.begin()
    page.bar.fault_asked.emit()

    home.presenter._open._fault.reported.emit("I know this family")  # type: ignore[union-attr]

    assert home.locks == ["locked"]


def test_it_goes_back_to_the_family_with_a_note_or_is_removed(home_of: HomeOf) -> None:
    home = home_of(three())
    assert home.window.view.give_back.text() == "Return to Sarah P."
    home.window.view.note_typed.emit("Please send it without the neighbours’ child.")
    home.window.key("r")

    ((_, request),) = home.desk.asked
    assert (request.action, request.reason) == ("return", "Please send it without the neighbours’ child.")


def test_letters_of_the_office_do_nothing_under_the_review(home_of: HomeOf) -> None:
    home = home_of(one())
    for key in ("a", "r", "j"):
        QTest.keyClicks(home.begin() if home.is_at_the_entry else home.review, key)

    assert home.desk.asked == [] and not home.is_at_the_entry


def test_a_video_of_which_nothing_was_said_waits_for_a_person() -> None:
    clip = home_picture(1, *TWO_FACES, is_clip=True)
    said = clip.model_copy(update={"regions": (clip.regions[0].model_copy(update={"says": Says.SOMEONE_ELSE}),)})

    assert (stage_of(clip, ()), stage_of(said, ()), stage_of(clip, {clip.id})) == (Stage.TO_REVIEW, Stage.COVERING, Stage.COVERING)


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150)])
def test_nothing_is_cut_off_or_too_small(home_of: HomeOf, look: Look, width: int, height: int, percent: int) -> None:
    home = home_of(three())
    look.choose(ThemeName.LIGHT, percent)
    home.window.resize(width, height)

    assert faults_of(home.window.view) == []
    home.begin()
    assert faults_of(home.review) == []
