"""L7, L18: a tablet writes about the children of its own room, and of those who left about the days when they were here."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from domain.wire import Outcome
from server.config.demo import DemoSeed
from server.journal.models import Entry, Rendition
from server.registry.children import end_child, move_child
from server.registry.models import Child, Room
from tests.server.devices import Caller, Office, Tablet, child, region

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


def leaves(name: str, days: int) -> None:
    Child.objects.filter(first_name=name).update(leaves_on=(datetime.now(UTC) + timedelta(days=days)).date())


class TestRoom:
    def test_l18_a_child_of_another_room_is_no_child_for_this_tablet(self, tablet: Tablet) -> None:
        _, result = tablet.hand_in("Amelia", "Leo")

        assert (result.outcome, result.reason) == (Outcome.QUARANTINED, "unknown_child")
        assert not Entry.objects.exists()

    def test_l18_what_was_written_before_a_child_moved_comes_late_and_is_taken(self, tablet: Tablet) -> None:
        move_child(child("Amelia"), Room.objects.get(name="Ladybirds"), by="staff:1")

        assert tablet.hand_in("Amelia")[1].outcome is Outcome.APPLIED

    def test_l18_a_working_day_after_the_move_the_old_room_writes_no_more(self, tablet: Tablet) -> None:
        move_child(child("Amelia"), Room.objects.get(name="Ladybirds"), by="staff:1")
        body, later = tablet.entry_body("Amelia"), (datetime.now(UTC) + timedelta(hours=17)).isoformat()

        assert tablet.push(tablet.operation("entry", body["id"], "create", body, captured_at=later))[0].reason == "unknown_child"

    def test_an_entry_can_still_be_reworded_long_after_its_child_moved(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia")
        tablet.push(tablet.operation("entry", body["id"], "create", body))
        Child.objects.filter(first_name="Amelia").update(room=Room.objects.get(name="Ladybirds"))

        assert tablet.push(tablet.operation("entry", body["id"], "amend", body, base_ver=1))[0].outcome is Outcome.APPLIED

    def test_l19_a_face_that_is_given_the_name_of_a_child_of_another_room_is_covered_further(self, tablet: Tablet) -> None:
        strange = region(names="Leo")
        tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia", regions=[strange])])

        assert json.loads(Rendition.objects.get().covered_further) == [strange["id"]]

    def test_l2_the_office_and_the_kiosk_hand_nothing_in(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia")
        for caller in (Office(), Caller("KIOSK-1")):
            answer = caller.post("/api/device/v1/push", {"operations": [tablet.operation("entry", body["id"], "create", body)]})

            assert answer.json()["results"][0]["outcome"] == "quarantined"


class TestLeaving:
    def test_l7_nothing_is_taken_that_happened_after_the_last_day(self, tablet: Tablet) -> None:
        leaves("Amelia", -1)

        assert tablet.hand_in("Amelia")[1].reason == "unknown_child"

    def test_l7_what_happened_on_the_last_day_still_reaches_moderation(self, tablet: Tablet) -> None:
        leaves("Amelia", -1)
        end_child(child("Amelia"), by="staff:1")
        yesterday = (datetime.now(UTC) - timedelta(days=1)).replace(hour=12).isoformat()

        entry_id, result = tablet.hand_in("Amelia", happened_at=yesterday)

        assert result.outcome is Outcome.APPLIED
        assert Office().entry(entry_id).state == "waiting"
