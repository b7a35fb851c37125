"""The tablets' day (C11, C45, R5), the weekly word and spot checks (C31)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from domain.tablet_day import TICKED, ClosingStep, DayState
from domain.wire.kiosk import Board, OpenCheck
from server.custody import attesting, book, day
from server.custody.board import board
from server.custody.day import DayRefused
from server.custody.models import Attested, Hand, Tablet, TabletDay
from server.custody.refusing import ReasonNeeded
from tests.server.custody.kiosk import at, report_of, tablet
from tests.server.devices import staff

pytestmark = pytest.mark.usefixtures("demo")
NAMES = ("T-01", "T-02", "T-03", "T-04", "T-05", "T-06")
TOMORROW = at(7, 10) + timedelta(days=1)


def checks(*missing: str, where: str = "", names: Sequence[str] = NAMES) -> tuple[OpenCheck, ...]:
    return tuple(
        OpenCheck(device_id=str(tablet(name).pk), is_here=name not in missing, where=where if name in missing else "") for name in names
    )


def places() -> dict[str, str]:
    return dict(Tablet.objects.values_list("device__name", "place"))


def bring_everything_back(now: datetime = at(17, 55)) -> None:
    for row in Tablet.objects.filter(place="out").select_related("device"):
        lease = row.device.leases.get(ended_at=None)
        book.sign_in(row.device, lease.holder, version=row.version, now=now, slot=2, is_light_on=True)


def tick_everything(now: datetime = at(17, 57)) -> None:
    for step in TICKED:
        day.tick(step, is_done=True, by=staff("ellis.grant"), now=now)


def close(now: datetime = at(18, 10), locked_by: str | None = "ellis.grant", second: str | None = "ruth.adeyemi") -> TabletDay:
    return day.close_day(staff(locked_by) if locked_by else None, staff(second) if second else None, now=now)


def refused_close(**other: str | None) -> DayRefused:
    with pytest.raises(DayRefused) as found:
        close(**other)  # type: ignore[arg-type]
    return found.value


def lines(shown: Board) -> dict[ClosingStep, tuple[str, bool, bool]]:
    return {line.step: (line.detail, line.is_done, line.is_stuck) for line in shown.steps}


def test_the_day_opens_when_every_tablet_was_looked_for() -> None:
    said = day.open_day(checks(), staff("ellis.grant"), now=TOMORROW)

    shown = board(TOMORROW)
    assert shown.day is DayState.OPEN and shown.opened_by == "Ellis Grant"
    assert "T-04 has only 22 %" in said


def test_a_tablet_that_was_not_looked_for_keeps_it_closed() -> None:
    with pytest.raises(DayRefused) as found:
        day.open_day(checks(names=NAMES[:2] + NAMES[3:]), staff("ellis.grant"), now=TOMORROW)

    assert found.value.code == "not_looked_for" and "T-03" in found.value.sentence
    assert board(TOMORROW).day is DayState.NOT_OPEN


def test_a_tablet_that_is_not_here_is_missing_from_then_on() -> None:
    said = day.open_day(checks("T-03"), staff("ellis.grant"), now=TOMORROW)

    assert places()["T-03"] == "missing" and "Missing: T-03" in said


def test_found_on_the_shelf_it_is_in_and_that_is_written_down() -> None:
    day.open_day(checks("T-03", where="On the shelf in Ladybirds"), staff("ellis.grant"), now=TOMORROW)

    assert places()["T-03"] == "in"
    rows = list(Hand.objects.filter(device__name="T-03").order_by("id").values_list("what", "text"))
    assert rows[-1] == ("find", "On the shelf in Ladybirds") and rows[-2][0] == "miss"


def test_what_was_missing_yesterday_and_lies_there_is_found() -> None:
    book.miss(tablet("T-06"), staff("ellis.grant"), now=at(17))

    day.open_day(checks(), staff("ellis.grant"), now=TOMORROW)

    assert places()["T-06"] == "in"


def test_what_was_taken_home_stays_its_holders_until_it_is_here() -> None:
    day.open_day(checks("T-02"), staff("ellis.grant"), now=TOMORROW)
    shown = next(card for card in board(TOMORROW).tablets if card.name == "T-02")
    assert (shown.standing, shown.holder_name) == ("late", "Sam Morris")

    day_after = TOMORROW + timedelta(days=1)
    day.open_day(checks(), staff("ellis.grant"), now=day_after)

    assert places()["T-02"] == "in"


def test_the_day_opens_once() -> None:
    day.open_day(checks(), staff("ellis.grant"), now=TOMORROW)

    with pytest.raises(DayRefused) as found:
        day.open_day(checks(), staff("tom.hughes"), now=TOMORROW)

    assert found.value.code == "open" and board(TOMORROW).opened_by == "Ellis Grant"


def test_a_day_that_nobody_closed_is_said() -> None:
    assert "Thursday 19 November was never closed." in board(TOMORROW).anomalies


def test_the_day_does_not_close_while_one_tablet_is_out_and_names_its_holder() -> None:
    tick_everything()

    found = refused_close()

    assert found.codes == ("tablet_out",) and "T-02 (last with Sam Morris)" in found.sentence


def test_the_day_does_not_close_while_one_is_missing() -> None:
    bring_everything_back()
    book.miss(tablet("T-02"), staff("ellis.grant"), now=at(18))
    tick_everything()

    found = refused_close()
    assert found.code == "tablet_missing" and "T-02 (last with Sam Morris)" in found.sentence

    book.lose(tablet("T-02"), staff("ellis.grant"), "Not found at all", now=at(18, 5))
    assert close().state == "closed"


def test_steps_and_two_different_names_are_needed() -> None:
    bring_everything_back()
    assert refused_close().code == "step_open" and "On the dock" in refused_close().sentence
    tick_everything()

    assert refused_close(locked_by=None).code == "locked_by"
    assert refused_close(second=None).code == "second_initial"
    assert refused_close(second="ellis.grant").code == "second_initial"
    assert board(at(18, 11)).day is DayState.OPEN


def test_the_closed_day_keeps_its_report() -> None:
    bring_everything_back()
    tick_everything()
    day.called(tablet("T-02"), "Sam is on the way", staff("ellis.grant"), now=at(17, 38))

    row = close()

    report = json.loads(row.report)
    assert (report["opened_by"], report["locked_by"], report["second"]) == ("Ellis Grant", "Ellis Grant", "Ruth Adeyemi")
    assert [each["name"] for each in report["tablets"]] == list(NAMES)
    assert {"sign_out", "sign_in", "called"} <= {each["what"] for each in report["hands"]}
    shown = board(at(18, 11))
    assert shown.closed_by == "Ellis Grant" and lines(shown)[ClosingStep.CABINET_LOCKED] == ("Ellis Grant, Ruth Adeyemi", True, False)


def test_what_is_not_clear_is_kept_and_does_not_hold_the_day_up() -> None:
    bring_everything_back()
    report_of(tablet("T-02"), at(17, 56), waiting=2, originals=0)
    tick_everything()
    assert lines(board(at(18)))[ClosingStep.ALL_SENT] == ("waits for T-02", False, False)

    assert close().state == "closed"


def test_a_closed_day_goes_on_with_a_reason_and_is_closed_by_two_again() -> None:
    bring_everything_back()
    tick_everything()
    close()
    with pytest.raises(ReasonNeeded):
        day.reopen_day("  ", staff("ellis.grant"), now=at(18, 15))

    day.reopen_day("A parent is late, T-01 is needed", staff("ellis.grant"), now=at(18, 15))

    assert board(at(18, 16)).day is DayState.OPEN
    assert refused_close().code == "step_open"
    with pytest.raises(DayRefused):
        day.reopen_day("again", staff("ellis.grant"), now=at(18, 15))


def test_only_what_a_person_sees_is_ticked_and_a_tick_can_be_taken_back() -> None:
    with pytest.raises(DayRefused) as found:
        day.tick(ClosingStep.TABLETS_IN, is_done=True, by=staff("ellis.grant"), now=at(17))
    assert found.value.code == "not_ticked_by_hand"
    tick_everything()

    day.tick(ClosingStep.ON_THE_DOCK, is_done=False, by=staff("ellis.grant"), now=at(18))

    assert lines(board(at(18)))[ClosingStep.ON_THE_DOCK][1] is False
    with pytest.raises(DayRefused):
        day.tick(ClosingStep.ON_THE_DOCK, is_done=True, by=staff("ellis.grant"), now=TOMORROW)


@pytest.mark.parametrize(("hour", "minute", "level"), [(17, 29, 0), (17, 30, 1), (17, 50, 2), (18, 0, 3)])
def test_the_alarm_rises_towards_closing_while_one_is_out(hour: int, minute: int, level: int) -> None:
    shown = board(at(hour, minute))

    assert shown.alarm == level
    assert lines(shown)[ClosingStep.TABLETS_IN] == ("T-02 still out", False, level > 0)


def test_with_everything_in_there_is_no_alarm() -> None:
    bring_everything_back()

    shown = board(at(18, 5))

    assert shown.alarm == 0 and lines(shown)[ClosingStep.TABLETS_IN][1]


def test_a_battery_that_does_not_rise_is_seen_in_the_closing_list() -> None:
    report_of(tablet("T-02"), at(17, 40), battery=40)
    bring_everything_back()
    report_of(tablet("T-02"), at(18, 6), battery=39)

    assert lines(board(at(18, 6)))[ClosingStep.ON_THE_DOCK] == ("T-02 not charging", False, True)


def test_calls_are_on_the_board() -> None:
    day.called(tablet("T-02"), "Sam Morris has been called", staff("ellis.grant"), now=at(17, 38))

    assert [(call.at, call.text) for call in board(at(17, 42)).calls] == [(at(17, 38), "Sam Morris has been called")]


def test_the_weekly_word_is_due_on_monday() -> None:
    assert not board(at(10)).attest_due
    monday = at(7, 10) + timedelta(days=4)
    assert board(monday).attest_due

    attesting.attest(staff("ellis.grant"), [], "", now=monday)

    assert not board(monday).attest_due


def test_a_tablet_with_something_else_on_it_goes_out_of_use() -> None:
    attesting.attest(staff("ellis.grant"), [tablet("T-06")], "A game", now=at(10))

    card = next(card for card in board(at(10)).tablets if card.name == "T-06")
    assert card.standing == "out_of_use" and "A game" in card.note
    assert json.loads(Attested.objects.latest("id").found) == ["T-06"]


def test_c34_a_spot_check_is_written_down_with_todays_use_and_no_blame() -> None:
    attesting.spot_check(tablet("T-02"), staff("ruth.adeyemi"), "In the room, in use", is_fine=True, now=at(9, 0))

    text = Hand.objects.get(what="spot_check").text
    assert text.startswith("Fine. In the room, in use Out 95 minutes today with Sam Morris")
    assert places()["T-02"] == "out"


def test_what_is_not_fine_goes_out_of_use() -> None:
    attesting.spot_check(tablet("T-01"), staff("ruth.adeyemi"), "A sticker over the camera", is_fine=False, now=at(9))

    assert Tablet.objects.get(device__name="T-01").out_of_use == "A sticker over the camera"
    assert "Not out today" in Hand.objects.get(what="spot_check").text


def test_what_a_tablet_says_of_itself_is_on_the_board() -> None:
    report_of(tablet("T-02"), at(9), notes=("The window was left",))

    assert "T-02: The window was left" in board(at(10)).anomalies


def test_a_missing_tablet_names_who_had_it() -> None:
    bring_everything_back()
    book.miss(tablet("T-02"), staff("ellis.grant"), now=at(18))

    card = next(card for card in board(at(18)).tablets if card.name == "T-02")

    assert (card.standing, card.holder_name, card.holder_id) == ("missing", "Sam Morris", None)
