"""R10: what a family sends is reviewed as a tablet's photo is; the server alone makes the covered picture of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.services.home_reviewing import FromHome, HomeReviewing
from app.services.reviewing import MarkRefused
from app.services.session import NotAllowed, Session
from app.storage.photos import Look
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Hold, Says, Source, Why
from domain.errors import KnownError
from domain.ids import ChildId, PhotoId, RegionId, StaffId
from domain.permissions import Role, Station
from domain.wire import ChildFact
from domain.wire.home import HomeLook, HomeMarks, HomePicture, HomeRegion
from tests.fakes.imaging import FakeImaging, face, picture

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ENTRY, PICTURE, ROOM = (f"0192f000-0000-7000-8000-00000000000{number}" for number in range(3))
AMELIA, NOAH, AYAAN = (ChildId(f"0192f000-0000-7000-8000-0000000001{number}0") for number in range(3))
ONE, TWO, THREE = (RegionId(f"0192f000-0000-7000-8000-0000000002{number}0") for number in range(3))
SHOWN = PhotoId(PICTURE)


def child(child_id: ChildId, name: str, scope: Scope) -> ChildFact:
    return ChildFact(id=child_id, first_name=name, last_initial="P.", room_id=ROOM, key_person_id=None, scope=scope)


CHILDREN = (child(AMELIA, "Amelia", Scope.ALL), child(NOAH, "Noah", Scope.OWN_ONLY), child(AYAAN, "Ayaan", Scope.NONE))


def lead(role: Role = Role.MANAGER, station: Station = Station.OFFICE) -> Session:
    return Session(staff_id=StaffId(ROOM), username="ellis.grant", first_name="Ellis", last_name="Grant", role=role, station=station)


def found(region: RegionId, source: Source, left: int) -> HomeRegion:
    return HomeRegion(id=region, box=(left, 100, left + 100, 220), source=source)


class MemoryDesk:
    """The server's side of one picture. finds: a face that its last look finds; it refuses until it was answered."""

    def __init__(self, told: HomePicture, finds: HomeRegion | None = None) -> None:
        self.told, self.finds = told, finds
        self.marks: list[HomeMarks] = []
        self.fetched = 0
        self.is_discarded = False

    def home_picture(self, picture_id: str, region_id: str = "", frame: int | None = None) -> bytes:
        self.fetched += 1
        return picture(face("home", Box(100, 100, 200, 220)), width=self.told.width, height=self.told.height)

    def home_picture_now(self, entry_id: str, picture_id: str) -> HomePicture | None:
        return self.told.model_copy(update={"regions": (*self.told.regions, *([self.finds] if self.finds else []))})

    def home_marks(self, picture_id: str, marks: HomeMarks) -> HomePicture:
        if self.finds is not None and self.finds.id not in {region.id for region in marks.regions}:
            raise KnownError("A face in this picture was found only now. Look at it again.")
        self.marks.append(marks)
        return self.told.model_copy(update={"is_reviewed": True})

    def home_discard(self, picture_id: str) -> HomePicture:
        self.is_discarded = True
        return self.told.model_copy(update={"is_discarded": True})


def told(*regions: HomeRegion, look: HomeLook = HomeLook.DONE, is_clip: bool = False) -> HomePicture:
    return HomePicture(id=PICTURE, width=1600, height=1200, look=look, regions=regions, is_clip=is_clip)


def reviewing(desk: MemoryDesk) -> HomeReviewing:
    subject = FromHome(entry_id=ENTRY, picture=desk.told, journal=AMELIA, children=CHILDREN)
    return HomeReviewing(desk, FakeImaging(), subject, lambda: NOW)


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk(told(found(ONE, Source.FACE, 100), found(TWO, Source.FACE, 400), found(THREE, Source.MAYBE, 700)))


def test_r10_everything_is_covered_until_somebody_says_whose_face_it_is(desk: MemoryDesk) -> None:
    seen = reviewing(desk).family_view(SHOWN, AMELIA, 800, lead())

    assert {face.why for face in seen.faces} == {Why.NOBODY_SAID}


def test_r10_what_was_said_goes_to_the_server_and_nobody_else(desk: MemoryDesk) -> None:
    review = reviewing(desk)
    review.say([ONE], Says.CHILD, AMELIA, lead())
    review.say([TWO], Says.CHILD, NOAH, lead())
    review.say([THREE], Says.NOT_A_FACE, None, lead())
    drawn = review.draw(SHOWN, Box(900, 500, 1000, 600), lead())

    assert review.outcome(SHOWN, [AMELIA], lead()).families[0].seen == ("Amelia",)
    assert review.finish(SHOWN, lead()) == ()
    (marks,) = desk.marks
    assert {(region.id, region.says, region.child_id) for region in marks.regions} == {
        (ONE, Says.CHILD, AMELIA),
        (TWO, Says.CHILD, NOAH),
        (THREE, Says.NOT_A_FACE, None),
        (drawn.id, Says.NOTHING, None),
    }


def test_r10_a_face_that_the_server_found_only_now_is_asked_for_and_nothing_said_is_lost(desk: MemoryDesk) -> None:
    late = RegionId("0192f000-0000-7000-8000-000000000290")
    desk.finds = found(late, Source.FACE, 1200)
    review = reviewing(desk)
    review.say([ONE], Says.CHILD, AMELIA, lead())

    with pytest.raises(KnownError, match="only now"):
        review.finish(SHOWN, lead())

    shown = {region.id: region for region in review.photo(SHOWN, lead()).regions}
    assert shown[late].says is Says.NOTHING and shown[ONE].child == AMELIA
    assert review.finish(SHOWN, lead()) == ()


def test_r7_a_child_who_may_be_in_no_picture_is_named_for_the_discard(desk: MemoryDesk) -> None:
    review = reviewing(desk)
    review.say([ONE], Says.CHILD, AYAAN, lead())

    assert review.outcome(SHOWN, [AMELIA], lead()).refused == (AYAAN,)
    review.discard(SHOWN, lead())
    assert desk.is_discarded


def test_l20_a_picture_without_a_face_is_held_until_no_child_is_said() -> None:
    desk = MemoryDesk(told())
    review = reviewing(desk)

    assert review.finish(SHOWN, lead()) == (Hold.NOBODY_FOUND,)
    review.say_no_child(SHOWN, True, lead())
    assert review.finish(SHOWN, lead()) == () and desk.marks[0].no_child_said


@pytest.mark.parametrize("look", [HomeLook.WAITING, HomeLook.FAILED])
def test_l20_a_picture_that_nobody_searched_is_held(look: HomeLook) -> None:
    desk = MemoryDesk(told(look=look))

    assert Hold.NOT_LOOKED in reviewing(desk).finish(SHOWN, lead())
    assert reviewing(desk).photo(SHOWN, lead()).look is not Look.DONE


def test_a_face_never_shrinks_and_a_sure_one_is_one(desk: MemoryDesk) -> None:
    review = reviewing(desk)

    for refused in (
        lambda: review.remove_drawn(ONE, lead()),
        lambda: review.move_drawn(ONE, Box(0, 0, 9, 9), lead()),
        lambda: review.say([ONE], Says.NOT_A_FACE, None, lead()),
        lambda: review.draw(SHOWN, Box(5000, 0, 5100, 90), lead()),
        lambda: review.say_no_child(SHOWN, True, lead()),
    ):
        with pytest.raises(MarkRefused):
            refused()


def test_the_clear_picture_is_fetched_once(desk: MemoryDesk) -> None:
    review = reviewing(desk)
    for _ in range(3):
        review.photo(SHOWN, lead())

    assert desk.fetched == 1


def test_of_a_video_each_face_comes_from_its_own_moment_and_the_preview_is_all_cover() -> None:
    desk = MemoryDesk(told(found(ONE, Source.FACE, 100), found(TWO, Source.FACE, 400), is_clip=True))
    review = reviewing(desk)

    shown = review.photo(SHOWN, lead())

    assert shown.away == {ONE, TWO} and set(shown.faces) == {ONE, TWO} and desk.fetched == 3


@pytest.mark.parametrize(("role", "station"), [(Role.PRACTITIONER, Station.OFFICE), (Role.MANAGER, Station.ROOM)])
def test_r10_only_leads_at_the_office_see_what_families_send(desk: MemoryDesk, role: Role, station: Station) -> None:
    with pytest.raises(NotAllowed):
        reviewing(desk).photo(SHOWN, lead(role, station))
