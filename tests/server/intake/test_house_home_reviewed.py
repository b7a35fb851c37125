"""R10, L5: the office's own services against the real server: what is said there is what the family gets, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from django.utils import timezone

from app.device import framework
from app.services.home_reviews import HomeReviews
from app.services.moderating import Moderating, Refused
from app.services.session import Session
from app.sync.failures import NetworkError
from app.sync.line import refusal
from app.sync.office import HttpOfficeDesk
from domain.boxes import Box
from domain.covering import Says, Why
from domain.ids import ChildId, EntryId, PhotoId, RegionId, RenditionId, StaffId
from domain.lifecycle import EntryState
from domain.moderation import SENTENCES, Refusal
from domain.permissions import Role, Station
from imaging.values import CoveredPicture, FaceLeftUncovered
from server.config.demo import DemoSeed
from server.journal.concerned import concerning
from server.media.chest import chest
from tests.fakes.imaging import FakeImaging
from tests.server.devices import Office, child, staff
from tests.server.intake.homes import AMELIA_AND_NOAH, EMPTY_ROOM, LEFT, RIGHT, all_seen, is_face, send

__all__ = ["all_seen"]
pytestmark = pytest.mark.usefixtures("demo")


class ServersLine:
    """A line that ends in Django instead of a socket. `line` is itself: a desk asks its transport for it."""

    def __init__(self, office: Office) -> None:
        self.office, self.line = office, self

    def call(self, method: str, path: str, *, message: Any = None, params: Any = None, **_rest: Any) -> requests.Response:
        told = message.model_dump(mode="json") if message is not None else None
        heard = self.office.get(path, **(params or {})) if method == "GET" else self.office.post(path, told)
        answer = requests.Response()
        answer.status_code, answer._content = heard.status_code, heard.content
        if answer.status_code != 200:
            raise refusal(answer)
        return answer


class Desk:
    """Ruth at the office PC."""

    def __init__(self) -> None:
        office = Office()
        desk = HttpOfficeDesk(ServersLine(office), lambda: office.session)  # type: ignore[arg-type]  # as much of a transport as it asks for
        ruth = staff("ruth.adeyemi")
        self.session = Session(
            staff_id=StaffId(str(ruth.pk)),
            username=ruth.username,
            first_name=ruth.first_name,
            last_name=ruth.last_name,
            role=Role.MANAGER,
            station=Station.OFFICE,
        )
        self.moderating = Moderating(desk, framework(), timezone.now)
        self.reviews = HomeReviews(desk, FakeImaging(), timezone.now)


@pytest.fixture
def desk(demo: DemoSeed) -> Desk:
    return Desk()


@pytest.mark.usefixtures("all_seen")
def test_r10_said_at_the_office_covered_by_the_server_then_approved(desk: Desk) -> None:
    key = EntryId(str(send(AMELIA_AND_NOAH, EMPTY_ROOM).pk))
    before = desk.moderating.entry(key, desk.session)
    assert before.refusal == SENTENCES[Refusal.HOME_NOT_REVIEWED]
    with pytest.raises(Refused):
        desk.moderating.approve(before, desk.session)

    told, empty = before.entry.home_pictures
    review, shown = desk.reviews.of(before.entry, told), PhotoId(told.id)
    left, right = review.photo(shown, desk.session).regions
    assert (left.box, right.box) == (Box(*LEFT), Box(*RIGHT))
    review.say([left.id], Says.CHILD, ChildId(str(child("Amelia").pk)), desk.session)
    review.say([right.id], Says.CHILD, ChildId(str(child("Noah").pk)), desk.session)  # of another family: told with the entry
    assert review.finish(shown, desk.session) == ()
    desk.reviews.leave_out(empty.id, desk.session)

    entry = desk.moderating.entry(key, desk.session)
    (picture,) = entry.pictures
    assert {str(found.pk) for found in concerning(child("Noah"))} == {picture.rendition.id}
    assert entry.refusal == "" and [each.why for each in picture.decisions] == [Why.OWN_CHILD, Why.OTHER_CHILD_OWN_ONLY]
    jpeg = desk.moderating.picture(RenditionId(picture.rendition.id), desk.session)
    assert is_face(jpeg, LEFT) and not is_face(jpeg, RIGHT)
    assert desk.moderating.approve(entry, desk.session).state is EntryState.PUBLISHED


def test_r10_a_face_found_only_now_comes_into_the_same_review(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def bare(*_arguments: Any, **_options: Any) -> CoveredPicture:
        raise FaceLeftUncovered([Box(300, 20, 340, 70)])

    monkeypatch.setattr(chest().worker, "cover", bare)
    entry = desk.moderating.entry(EntryId(str(send(AMELIA_AND_NOAH).pk)), desk.session).entry
    review, shown = desk.reviews.of(entry, entry.home_pictures[0]), PhotoId(entry.home_pictures[0].id)
    first = RegionId(entry.home_pictures[0].regions[0].id)
    review.say([first], Says.SOMEONE_ELSE, None, desk.session)

    with pytest.raises(NetworkError, match="One face more was found"):
        review.finish(shown, desk.session)

    regions = review.photo(shown, desk.session).regions
    assert len(regions) == 3 and {each.id: each.says for each in regions}[first] is Says.SOMEONE_ELSE
