from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.audit.models import AuditEntry
from server.custody.leases import current_lease, end_lease, held_at, lease_rule, sign_out
from server.registry.models import Device
from tests.server.devices import staff

pytestmark = pytest.mark.usefixtures("demo")
MORNING = datetime(2026, 11, 20, 7, 25, tzinfo=UTC)
CLOSING = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.fixture
def tablet(demo: object) -> Device:
    return Device.objects.get(name="T-06")


def test_the_second_person_takes_the_tablet_from_the_first(tablet: Device) -> None:
    sign_out(tablet, staff("sam.morris"), CLOSING, now=MORNING)
    sign_out(tablet, staff("kit.doyle"), CLOSING, now=MORNING + timedelta(hours=5))

    lease = current_lease(tablet)

    assert lease is not None and lease.holder_name == "Kit Doyle"
    assert AuditEntry.objects.filter(what="tablet_signed_out", about=str(tablet.id)).count() == 2


def test_the_book_knows_who_held_it_when(tablet: Device) -> None:
    sam, kit, noon = staff("sam.morris"), staff("kit.doyle"), MORNING + timedelta(hours=5)
    sign_out(tablet, sam, CLOSING, now=MORNING)
    sign_out(tablet, kit, CLOSING, now=noon)

    assert held_at(tablet, sam.id, MORNING) and held_at(tablet, sam.id, noon - timedelta(seconds=1))
    assert not held_at(tablet, sam.id, noon) and held_at(tablet, kit.id, noon)
    assert not held_at(tablet, kit.id, CLOSING) and not held_at(tablet, sam.id, MORNING - timedelta(seconds=1))


def test_a_tablet_that_is_back_is_nobodys(tablet: Device) -> None:
    sign_out(tablet, staff("sam.morris"), CLOSING, now=MORNING)

    end_lease(tablet, now=MORNING + timedelta(hours=1))

    assert current_lease(tablet) is None and lease_rule(tablet) is None


def test_a_lease_that_is_over_is_still_told_so_that_the_tablet_can_say_so(tablet: Device) -> None:
    sign_out(tablet, staff("sam.morris"), CLOSING, now=MORNING)

    rule = lease_rule(tablet)

    assert rule is not None and rule.until == CLOSING and current_lease(tablet) is not None
