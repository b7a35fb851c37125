"""The same account on two tablets (L14): a log-in without the server is judged when it is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.wire import CommandKind, DeviceReport
from server.custody import commands
from server.custody.elsewhere import judge_log_in
from server.custody.reports import note_report
from tests.server.custody.kiosk import at, tablet
from tests.server.devices import staff

pytestmark = pytest.mark.usefixtures("demo")


def works_on(name: str, since: datetime, now: datetime, username: str = "sam.morris") -> None:
    device = tablet(name)
    row = note_report(device, DeviceReport(logged_in=str(staff(username).id), logged_in_since=since), now)
    judge_log_in(device, row, now)


def told(name: str) -> list[str]:
    return [command.reason for command in commands.waiting_for(tablet(name)) if command.kind is CommandKind.END_SESSION]


def test_the_older_log_in_ends_whichever_is_told_first() -> None:
    works_on("T-02", at(9), at(9, 1))
    works_on("T-01", at(8), at(9, 2))

    assert told("T-01") == ["Sam logged in on T-02."] and told("T-02") == []


def test_the_older_tablet_is_told_once() -> None:
    works_on("T-01", at(8), at(9))
    for minute in range(3):
        works_on("T-02", at(9), at(9, minute + 1))

    assert told("T-01") == ["Sam logged in on T-02."]


def test_two_people_on_two_tablets_are_left_alone() -> None:
    works_on("T-01", at(8), at(9), "jo.patel")
    works_on("T-02", at(9), at(9, 1))

    assert told("T-01") == [] and told("T-02") == []


def test_a_person_that_nobody_knows_is_nobody() -> None:
    row = note_report(tablet("T-01"), DeviceReport(logged_in="01999999-0000-7000-8000-000000000001", logged_in_since=at(8)), at(9))

    assert row.logged_in is None
