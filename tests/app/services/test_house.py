"""The rules of staff access hold before a call leaves the machine."""

from __future__ import annotations

import pytest

from app.services.house import ChangeRefused, House
from domain.permissions import Role
from domain.staffing import StaffChange, StaffRefusal
from domain.wire.people import NewStaff, StaffStep
from tests import cast
from tests.app.ui.office.house import row_of, session_of
from tests.app.ui.office.house_desk import MemoryDesk, some_staff


def test_l10_every_reason_is_given_and_nothing_is_asked() -> None:
    ruth = row_of(cast.RUTH)
    desk = MemoryDesk(ruth)
    others = [row for row in some_staff() if row.id != cast.RUTH]

    with pytest.raises(ChangeRefused) as caught:
        House(desk, session_of(ruth)).staff_step(ruth, others, StaffStep(change=StaffChange.SUSPEND))

    assert caught.value.reasons == (StaffRefusal.LAST_MANAGER, StaffRefusal.YOURSELF, StaffRefusal.NO_REASON)
    assert desk.asked == []


def test_a_suspended_manager_does_not_count_as_the_other_one() -> None:
    ruth = row_of(cast.RUTH)
    other = row_of(cast.JO).model_copy(update={"role": Role.MANAGER})
    house = House(MemoryDesk(ruth), session_of(row_of(cast.TOM), Role.MANAGER))

    found = house.refusals_of(ruth, (other,), StaffStep(change=StaffChange.END, reason="x"))

    assert found == (StaffRefusal.LAST_MANAGER,)


def test_a_deputy_makes_no_manager() -> None:
    tom = row_of(cast.TOM)
    desk = MemoryDesk(tom)

    with pytest.raises(ChangeRefused):
        House(desk, session_of(tom)).add_staff(NewStaff(username="lena.b", first_name="Lena", last_name="B", role=Role.MANAGER))
    assert desk.asked == []


def test_who_has_left_takes_no_change() -> None:
    ruth = row_of(cast.RUTH)
    ana = next(row for row in some_staff() if row.has_ended)

    found = House(MemoryDesk(ruth), session_of(ruth)).refusals_of(ana, (), StaffStep(change=StaffChange.REOPEN, reason="x"))

    assert found == (StaffRefusal.HAS_ENDED,)
