"""The review asks for methods, not for a tablet: a picture in memory is reviewed on the same screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.services.outcome import family_outcome, sentence_of
from app.services.reasons import FaceWhy
from app.services.reviewing import CoveredPreview, Outcome, PhotoUnderReview
from app.services.session import Session
from app.storage.photos import Look as LookState
from app.ui.room.face_review.ports import OnFirst, ReviewServices
from app.ui.room.face_review.presenter import ReviewExits, ReviewPresenter
from app.ui.room.face_review.state import ReviewTask, ReviewWords
from app.ui.room.face_review.view import ReviewView
from app.ui.theme.look import Look
from domain.boxes import Box
from domain.consent import ConsentFacts
from domain.covering import Hold, Region, Says, Source, holds
from domain.ids import ChildId, DraftId, PhotoId, RegionId
from domain.lifecycle import PhotoState
from tests import cast
from tests.app.services.tablet import session_of
from tests.app.ui.face_review.conftest import Review
from tests.app.ui.lanes import HeldToldLane, PromptLane
from tests.app.ui.seen import HEIGHT, WIDTH, face, has_face, jpeg_of, scene

PHOTO = PhotoId("from-home")
HERE, ELSEWHERE = RegionId("here"), RegionId("elsewhere")


@dataclass
class InMemory:
    """A picture that no store holds: the second region is at another moment, and has a picture of its own for the strip."""

    regions: dict[RegionId, Region] = field(
        default_factory=lambda: {
            HERE: Region(id=HERE, box=face(200, 300).box, source=Source.FACE),
            ELSEWHERE: Region(id=ELSEWHERE, box=face(700, 300).box, source=Source.FACE),
        }
    )
    facts: ConsentFacts = field(default_factory=lambda: ConsentFacts(scopes={cast.AMELIA: cast.CHILDREN[0].scope}, confirmed_at=cast.NOW))
    gone: bool = False

    def photo(self, photo_id: PhotoId, session: Session) -> PhotoUnderReview:
        return PhotoUnderReview(
            photo_id=photo_id,
            draft_id=DraftId(""),
            jpeg=jpeg_of(scene(face(200, 300))),
            width=WIDTH,
            height=HEIGHT,
            regions=tuple(self.regions.values()),
            look=LookState.DONE,
            no_child_said=False,
            may_say_no_child=False,
            state=PhotoState.CAPTURED,
            away=frozenset({ELSEWHERE}),
            faces={ELSEWHERE: jpeg_of(scene(face(0, 0, 800)))},
        )

    def say(self, region_ids: Sequence[RegionId], says: Says, child: ChildId | None, session: Session) -> tuple[Region, ...]:
        for region in region_ids:
            self.regions[region] = replace(self.regions[region], says=says, child=child)
        return tuple(self.regions.values())

    def draw(self, photo_id: PhotoId, box: Box, session: Session) -> Region:
        drawn = Region(id=RegionId("drawn"), box=box, source=Source.DRAWN)
        self.regions[drawn.id] = drawn
        return drawn

    def remove_drawn(self, region_id: RegionId, session: Session) -> None:
        del self.regions[region_id]

    def move_drawn(self, region_id: RegionId, box: Box, session: Session) -> Region:
        self.regions[region_id] = replace(self.regions[region_id], box=box)
        return self.regions[region_id]

    def say_no_child(self, photo_id: PhotoId, said: bool, session: Session) -> None: ...

    def outcome(self, photo_id: PhotoId, children: Sequence[ChildId], session: Session) -> Outcome:
        families = tuple(family_outcome(child, tuple(self.regions.values()), self.facts, cast.NOW, {}) for child in children)
        return Outcome(families=families, sentence=sentence_of(families, facts_are_old=False), refused=(), holds=(), facts_are_old=False)

    def family_view(self, photo_id: PhotoId, child: ChildId, max_side: int, session: Session) -> CoveredPreview:
        faces: tuple[FaceWhy, ...] = ()
        return CoveredPreview(rgb=bytes(12), width=2, height=2, faces=faces)

    def finish(self, photo_id: PhotoId, session: Session) -> tuple[Hold, ...]:
        return holds(looked=True, reviewed=True, no_child_said=False, regions=tuple(self.regions.values()))

    def look(self, photo_id: PhotoId, session: Session, on_first: OnFirst | None = None, stop: object = None) -> tuple[Region, ...]:
        raise AssertionError("It was looked at before")

    look_again = look

    def discard(self, photo_id: PhotoId, session: Session) -> None:
        self.gone = True


@dataclass
class Shown:
    keeper: InMemory
    view: ReviewView
    presenter: ReviewPresenter
    left: list[object]


@pytest.fixture
def shown(qtbot: QtBot, look: Look) -> Shown:
    keeper, view = InMemory(), ReviewView(look)
    left: list[object] = []
    qtbot.addWidget(view)
    view.resize(1280, 800)
    view.show()
    task = ReviewTask(
        photo_id=PHOTO,
        number=2,
        photos=3,
        children=cast.CHILDREN,
        journals=(cast.AMELIA,),
        session=session_of(),
        words=ReviewWords(title="Who is in this picture?", thing="Picture", finish="Cover it for the journal"),
    )
    exits = ReviewExits(back=lambda: left.append("back"), kept=left.append, discarded=lambda: left.append("discarded"))
    presenter = ReviewPresenter(view, ReviewServices(keeper, keeper, keeper), task, exits, vault=PromptLane(), cpu=HeldToldLane())
    presenter.start()
    return Shown(keeper, view, presenter, left)


def test_a_picture_that_no_store_holds_is_reviewed_in_its_own_words(shown: Shown) -> None:
    tile = next(tile for tile in shown.view.who.grid.tiles if tile.child and tile.child.id == cast.AMELIA)
    tile.click()
    shown.view.who.finish.click()

    assert shown.keeper.regions[HERE].child == cast.AMELIA
    assert shown.left == [(cast.AMELIA,)]


def test_the_page_says_what_the_station_says_and_nothing_of_cutting(shown: Shown) -> None:
    assert shown.view.bar.title.text() == "Who is in this picture?"
    assert shown.view.drawn.line.startswith("Picture 2 of 3")
    assert shown.view.who.finish.text() == "Cover it for the journal"
    assert shown.view.more_tools.cut.isHidden() and shown.view.who.cut.isHidden()


def test_a_face_of_another_moment_stands_in_the_strip_and_not_on_the_picture(shown: Shown) -> None:
    assert [mark.id for mark in shown.view.canvas.marks] == [HERE]
    assert len(shown.view.strip.faces) == 2
    assert not has_face(shown.view.canvas.grab().toImage())
    mark = shown.view.drawn.marks[1]
    crop = shown.view.strip.face_of(mark, 56)
    assert crop is not None and has_face(crop.toImage())


def test_another_moment_is_shown_when_the_keeper_says_so(shown: Shown) -> None:
    shown.keeper.regions[RegionId("new")] = Region(id=RegionId("new"), box=Box(900, 300, 980, 380), source=Source.MAYBE)

    shown.presenter.reload()

    assert [mark.id for mark in shown.view.canvas.marks] == [HERE, "new"]


def test_nothing_is_answered_into_a_screen_that_is_gone(three: Review, qtbot: QtBot, look: Look) -> None:
    """The device was locked while the lane was at work."""
    view, lane = ReviewView(look), HeldToldLane()
    tablet = three.tablet
    services = ReviewServices(tablet.reviewing, tablet.looking, tablet.capturing)
    task = ReviewTask(photo_id=three.photo, number=1, photos=1, children=cast.CHILDREN, journals=(cast.AMELIA,), session=tablet.session)
    exits = ReviewExits(back=lambda: None, kept=lambda named: None, discarded=lambda: None)
    presenter = ReviewPresenter(view, services, task, exits, vault=lane, cpu=lane)
    presenter.start()
    view.region_chosen.emit(three.view.drawn.marks[0].id)
    delete(view)

    lane.run_all()
