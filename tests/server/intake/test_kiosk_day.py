"""Opening and closing the day at the kiosk (C11, C31, C45), and what the board costs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.config.demo import DemoSeed
from server.custody.models import TabletDay
from server.registry.models import Device, Nursery
from tests.server.custody.kiosk import KIOSK, Kiosk, nobody_holds, refusals, tablet
from tests.server.devices import staff

pytestmark = pytest.mark.usefixtures("demo")
MOST_QUERIES = 25


@pytest.fixture
def kiosk(demo: DemoSeed) -> Kiosk:
    return Kiosk()


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def tick_all(kiosk: Kiosk) -> None:
    for step in ("children_out", "accidents_told", "on_the_dock"):
        assert kiosk.ask("/day/tick", {"step": step, "is_done": True}).status_code == 200


def test_the_day_is_opened_with_every_tablet_looked_for(kiosk: Kiosk) -> None:
    TabletDay.objects.all().delete()
    checks = [{"device_id": str(device.pk), "is_here": device.name != "T-03"} for device in Device.objects.filter(station="room")]
    assert code_of(kiosk.ask("/day/open", {"checks": checks[:1]})) == (422, "not_looked_for")

    said = kiosk.ask("/day/open", {"checks": checks}).json()["say"]

    board = kiosk.board()
    assert board.day == "open" and board.opened_by == "Ellis Grant" and "T-03" in said and "T-04 has only 22 %" in said
    assert kiosk.card("T-03").standing == "missing"
    assert code_of(kiosk.ask("/day/open", {"checks": checks})) == (409, "open")
    assert kiosk.ask("/found", kiosk.about("T-03") | {"where": "On the shelf"}).status_code == 200


def test_closing_names_what_is_still_out_and_with_whom(kiosk: Kiosk) -> None:
    tick_all(kiosk)
    two = {"locked_by": kiosk.proof("ellis.grant"), "second": kiosk.proof("ruth.adeyemi")}

    refused = kiosk.ask("/day/close", two)

    assert code_of(refused) == (409, "tablet_out") and "T-02 (last with Sam Morris)" in refused.json()["detail"]
    assert refusals("tablet_out") == 1
    assert code_of(kiosk.sign_in("T-02", "sam.morris", slot=2)) == (422, "reason_needed")  # after its time
    assert kiosk.sign_in("T-02", "sam.morris", slot=2, is_light_on=True, reason="In the garden shed").status_code == 200
    assert kiosk.ask("/day/close", two).status_code == 200
    assert kiosk.board().day == "closed" and kiosk.board().closed_by == "Ellis Grant"
    assert TabletDay.objects.get(state="closed").report


def test_two_different_people_close(kiosk: Kiosk) -> None:
    nobody_holds("T-02")
    tick_all(kiosk)
    ellis = kiosk.proof("ellis.grant")

    assert code_of(kiosk.ask("/day/close", {"locked_by": "", "second": ""})) == (409, "locked_by")
    assert code_of(kiosk.ask("/day/close", {"locked_by": ellis, "second": ellis})) == (409, "second_initial")
    assert code_of(kiosk.ask("/day/close", {"locked_by": ellis, "second": "forged"})) == (403, "proof_over")


def test_cover_staff_may_be_the_second_name_and_not_the_first(kiosk: Kiosk) -> None:
    nobody_holds("T-02")
    tick_all(kiosk)
    ellis, kit = kiosk.proof("ellis.grant"), kiosk.proof("kit.doyle")

    assert code_of(kiosk.ask("/day/close", {"locked_by": kit, "second": ellis})) == (403, "not_allowed")
    assert kiosk.ask("/day/close", {"locked_by": ellis, "second": kit}).status_code == 200


def test_a_closed_day_goes_on_with_a_reason(kiosk: Kiosk) -> None:
    assert code_of(kiosk.ask("/day/reopen", {"reason": "x"})) == (409, "open")
    assert code_of(kiosk.ask("/day/reopen", {"reason": "  "})) == (422, "reason_needed")
    assert kiosk.ask("/day/reopen", {"reason": ""}).status_code == 422


def test_what_daybook_sees_for_itself_is_not_ticked(kiosk: Kiosk) -> None:
    assert code_of(kiosk.ask("/day/tick", {"step": "tablets_in", "is_done": True})) == (422, "not_ticked_by_hand")
    assert kiosk.ask("/day/tick", {"step": "tea", "is_done": True}).status_code == 422


def test_calls_words_and_spot_checks_are_written_down(kiosk: Kiosk) -> None:
    proof, id_of = kiosk.proof("ruth.adeyemi"), str(tablet("T-02").pk)
    assert kiosk.ask("/called", {"device_id": id_of, "text": "Sam Morris has been called"}).status_code == 200
    assert kiosk.ask("/spot-check", {"proof": proof, "device_id": id_of, "text": "In use", "is_fine": True}).status_code == 200
    again = kiosk.proof("ruth.adeyemi")
    assert kiosk.ask("/attest", {"proof": again, "found": [str(tablet("T-06").pk)], "text": "A game"}).status_code == 200

    board = kiosk.board()

    assert [call.text for call in board.calls] == ["Sam Morris has been called"] and not board.attest_due
    assert kiosk.card("T-06").standing == "out_of_use"
    kit = kiosk.proof("kit.doyle")
    assert code_of(kiosk.ask("/attest", {"proof": kit, "found": [], "text": ""})) == (403, "not_allowed")


def cost_of_board(kiosk: Kiosk) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert kiosk.get(f"{KIOSK}/board").status_code == 200
    return len(asked)


def test_the_board_costs_few_questions_however_many_tablets_there_are(kiosk: Kiosk) -> None:
    kiosk.board()
    six = cost_of_board(kiosk)
    now = datetime.now(UTC)
    for number in range(20):
        Device.objects.create(name=f"T-1{number:02}", station="room", paired_at=now)

    assert cost_of_board(kiosk) == six <= MOST_QUERIES
    assert staff("ellis.grant").is_active


def test_c45_c6_after_hours_a_late_tablet_comes_back_and_none_goes_out(kiosk: Kiosk) -> None:
    nursery = Nursery.objects.get()
    nursery.fences_hours, nursery.weekdays = True, ""
    nursery.save()

    assert code_of(kiosk.sign_out("T-03", "jo.patel")) == (403, "outside_hours")
    back = kiosk.sign_in("T-02", None, reason="Found in the garden shed", slot=2, is_light_on=True)

    assert back.status_code == 200, back.content
    TabletDay.objects.update(state="closed")
    assert kiosk.get(f"{KIOSK}/board").status_code == 401
