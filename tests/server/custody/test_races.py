"""At the same moment, in real transactions: numbers of commands, the end of the day, and a suspension, each with a step at the kiosk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.permissions import Role
from domain.staffing import StaffChange
from domain.tablet_day import TICKED, DayState
from domain.wire import CommandKind
from domain.wire.people import StaffStep
from server.accounts import tries
from server.audit import trail
from server.config.demo import seed
from server.custody import book, commands, day
from server.custody.models import Command, Lease, Tablet, TabletDay
from server.custody.refusing import BookRefused
from server.intake.house_staff import staff_step
from server.registry.models import Device
from tests.server.accounts.test_races import at_once
from tests.server.devices import staff

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_day() -> None:
    seed(NOW)


def test_commands_at_once_have_a_number_each() -> None:
    device = Device.objects.get(name="T-02")

    found = at_once(*[lambda: commands.issue(device, CommandKind.END_SESSION, now=NOW)] * 6)

    assert not [error for error in found if isinstance(error, Exception)]
    assert sorted(Command.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6] and trail.verify() is None


def test_c11_a_tablet_taken_while_the_day_is_closed_stays_or_keeps_it_open() -> None:
    held, taken = Device.objects.get(name="T-02"), Device.objects.get(name="T-01")
    book.sign_in(held, staff("sam.morris"), version=Tablet.objects.get(device=held).version, now=NOW)
    for step in TICKED:
        day.tick(step, is_done=True, by=staff("ruth.adeyemi"), now=NOW)

    at_once(
        lambda: day.close_day(staff("ruth.adeyemi"), staff("jo.patel"), now=NOW),
        lambda: book.sign_out(taken, staff("nia.rowe"), version=1, now=NOW),
    )

    is_closed = TabletDay.objects.get(pk=NOW.date()).state == DayState.CLOSED.value
    assert is_closed != Lease.objects.filter(device=taken, ended_at=None).exists()


def test_l10_suspended_while_the_tablet_changes_hands_nobody_waits_for_ever() -> None:
    device, office = Device.objects.get(name="T-02"), Device.objects.get(name="OFFICE-1")
    version, jo, sam = Tablet.objects.get(device=device).version, staff("jo.patel"), staff("sam.morris")
    suspend = StaffStep(change=StaffChange.SUSPEND, reason="a word with the office")

    found = at_once(
        lambda: staff_step(office, staff("ruth.adeyemi"), jo.pk, suspend, NOW),
        lambda: book.transfer(device, sam, jo, version=version, now=NOW),
        lambda: staff_step(office, staff("ruth.adeyemi"), sam.pk, suspend, NOW),
    )

    assert not [error for error in found if isinstance(error, Exception) and not isinstance(error, BookRefused)]
    assert not staff("jo.patel").is_active and trail.verify() is None


def test_r8_whoever_was_suspended_a_moment_ago_is_given_no_lease() -> None:
    jo = staff("jo.patel")  # as the call found her
    type(jo).objects.filter(pk=jo.pk).update(is_active=False)

    with pytest.raises(BookRefused, match="cannot take a tablet"):
        book.sign_out(Device.objects.get(name="T-01"), jo, version=1, now=NOW)


def test_a_role_that_changed_a_moment_ago_is_the_new_one() -> None:
    ruth, device = staff("ruth.adeyemi"), Device.objects.get(name="T-01")
    book.sign_out(Device.objects.get(name="T-03"), ruth, version=1, now=NOW)
    type(ruth).objects.filter(pk=ruth.pk).update(role=Role.PRACTITIONER.value)

    with pytest.raises(BookRefused, match="You hold another tablet"):
        book.sign_out(device, ruth, version=1, now=NOW)


def test_l15_of_twenty_guesses_at_once_five_are_heard() -> None:
    waits = at_once(*[lambda: tries.begin("login:here:sam", NOW)] * 20)

    assert sum(wait == timedelta(0) for wait in waits) == tries.FREE_TRIES


def test_a_success_between_two_failures_breaks_neither() -> None:
    for _ in range(5):
        found = at_once(*[lambda: tries.failed("here", NOW), lambda: tries.succeeded("here")] * 5)

        assert not [error for error in found if isinstance(error, Exception)]
