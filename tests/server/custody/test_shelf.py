"""What is known of a tablet: whether it is clear (C39), and whether it charges (C46)."""

from __future__ import annotations

from datetime import datetime

import pytest

from server.accounts.sessions import start_session
from server.custody import book, reports, shelf
from server.registry.models import Device
from tests.server.custody.kiosk import at, report_of, tablet
from tests.server.devices import staff

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def used(demo: object) -> Device:
    """T-01, paired, in Jo's hands at 07:25, logged in on, and brought back at 15:00."""
    device = tablet("T-01")
    device.paired_at = at(6)
    device.save()
    book.sign_out(device, staff("jo.patel"), version=1, now=at(7, 25))
    start_session(staff("jo.patel"), device.pk, at(7, 31))
    return device


def is_clear(device: Device) -> bool:
    return shelf.one_tablet(device).is_clear


def bring_back(device: Device, now: datetime = at(15)) -> None:
    book.sign_in(device, staff("jo.patel"), version=2, now=now, slot=1, is_light_on=True)


def test_what_never_spoke_since_it_came_back_is_not_clear(used: Device) -> None:
    bring_back(used)

    assert not is_clear(used)


def test_it_is_clear_when_it_says_so_after_it_came_back(used: Device) -> None:
    bring_back(used)
    report_of(used, at(15, 1), waiting=2, originals=0)
    assert not is_clear(used)

    report_of(used, at(15, 3), waiting=0, originals=0)

    assert is_clear(used)


def test_a_picture_that_nobody_handed_in_keeps_it(used: Device) -> None:
    bring_back(used)

    report_of(used, at(15, 1), waiting=0, originals=1)

    assert not is_clear(used)


def test_the_last_count_holds_while_a_sealed_store_cannot_count(used: Device) -> None:
    report_of(used, at(14, 50), waiting=2, originals=0)
    bring_back(used)

    report_of(used, at(15, 1), waiting=None)

    assert not is_clear(used)
    found = reports.latest(used)
    assert found is not None and found.waiting == 2 and not found.can_count


def test_a_count_while_somebody_was_at_work_is_not_the_last_word(used: Device) -> None:
    report_of(used, at(14, 50), waiting=0, originals=0, logged_in=str(staff("jo.patel").id), logged_in_since=at(7, 31))
    bring_back(used)

    report_of(used, at(15, 1), waiting=None)

    assert not is_clear(used)


def test_counted_after_the_log_out_and_heard_again_on_the_dock_it_is_clear(used: Device) -> None:
    report_of(used, at(14, 55), waiting=0, originals=0)
    bring_back(used)
    assert not is_clear(used)

    report_of(used, at(15, 1), waiting=None)

    assert is_clear(used)


def test_yesterdays_count_says_nothing_of_today(used: Device) -> None:
    report_of(used, at(7), waiting=0, originals=0)
    bring_back(used)

    report_of(used, at(15, 1), waiting=None)

    assert not is_clear(used)


def test_a_tablet_on_which_nobody_ever_logged_in_is_clear() -> None:
    device = tablet("T-01")
    device.paired_at = at(6)
    device.save()
    book.sign_out(device, staff("jo.patel"), version=1, now=at(7, 25))

    bring_back(device)

    assert is_clear(device)


def test_a_log_in_that_only_the_tablet_knew_of_counts(used: Device) -> None:
    device = tablet("T-06")
    device.paired_at = at(6)
    device.save()
    book.sign_out(device, staff("nia.rowe"), version=1, now=at(7, 25))
    report_of(device, at(8), waiting=0, originals=0, logged_in=str(staff("nia.rowe").id), logged_in_since=at(7, 40))

    book.sign_in(device, staff("nia.rowe"), version=2, now=at(9), reason="x")

    assert not is_clear(device)


@pytest.mark.parametrize(
    ("percents", "minutes", "expected"),
    [
        ([], 3, None),
        ([], 10, False),  # not heard again: it does not say that it charges
        ([40], 5, None),
        ([40], 12, False),
        ([39, 38], 12, False),
        ([41], 5, True),
        ([38, 39], 12, True),  # what it came with was heard earlier
        ([100], 12, True),
    ],
)
def test_the_battery_rises_on_the_dock_or_is_flagged(used: Device, percents: list[int], minutes: int, expected: bool | None) -> None:
    report_of(used, at(14, 58), battery=40)
    bring_back(used)
    for place, percent in enumerate(percents):
        report_of(used, at(15, 1 + place), battery=percent)

    assert shelf.one_tablet(used).is_rising(at(15, minutes)) is expected


def test_a_battery_that_nobody_knows_is_no_alarm(used: Device) -> None:
    bring_back(used)

    assert shelf.one_tablet(used).is_rising(at(16)) is None
