"""The office beside moderation: devices, tablets, staff access. The matrix is asked first, then the server, which asks again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.services.session import Session, require
from domain.errors import KnownError
from domain.permissions import Action, Role, may
from domain.staffing import STAFF_SENTENCES, Member, StaffChange, StaffRefusal, change_refusals
from domain.wire.kiosk import Board, GoneSheet
from domain.wire.people import (
    Agreements,
    DamageCase,
    DamageLedger,
    DamageStep,
    DeviceList,
    DeviceRow,
    DeviceStep,
    FirstPassword,
    Hands,
    NewAgreement,
    NewDevice,
    NewStaff,
    PairingShown,
    Refusals,
    Seen,
    StaffList,
    StaffRow,
    StaffStep,
)


class HouseDesk(Protocol):
    """The office's line to the server for all but moderation. Every call may raise a KnownError with the server's sentence."""

    def devices(self) -> DeviceList:
        """All devices and rooms."""

    def new_device(self, device: NewDevice) -> PairingShown:
        """Begin to pair a device."""

    def new_code(self, device_id: str) -> PairingShown:
        """Another pairing line for it; the one before is void."""

    def device_step(self, device_id: str, step: DeviceStep) -> DeviceRow:
        """Do something to a device."""

    def hands(self, device_id: str) -> Hands:
        """One device's history of hands."""

    def all_hands(self) -> Hands:
        """The last 200 steps of all."""

    def gone(self, device_id: str) -> GoneSheet:
        """What it could hold, were it lost."""

    def board(self) -> Board:
        """The kiosk's board."""

    def damage(self) -> DamageLedger:
        """The ledger, open cases first."""

    def damage_step(self, case_id: str, step: DamageStep) -> DamageCase:
        """Decide about a case."""

    def photo(self, photo_id: str) -> bytes:
        """A picture of a device, JPEG."""

    def staff(self) -> StaffList:
        """Everybody who works or worked here."""

    def new_staff(self, staff: NewStaff) -> FirstPassword:
        """Add somebody."""

    def staff_step(self, staff_id: str, step: StaffStep) -> FirstPassword:
        """Change somebody's access."""

    def agreements(self) -> Agreements:
        """The staff agreement's versions."""

    def new_agreement(self, agreement: NewAgreement) -> Agreements:
        """Publish a new version."""

    def refusals(self, *, everything: bool) -> Refusals:
        """What was refused since "seen", or ever."""

    def seen(self, seen: Seen) -> Refusals:
        """The digest was read."""


class ChangeRefused(KnownError):
    """The rules of staff access do not allow this change."""

    def __init__(self, reasons: Sequence[StaffRefusal]) -> None:
        super().__init__(STAFF_SENTENCES[reasons[0]])
        self.reasons = tuple(reasons)


class House:
    """One lead's calls; each asks the matrix before it leaves this machine. Raises NotAllowed, or the desk's KnownError."""

    def __init__(self, desk: HouseDesk, session: Session) -> None:
        self._desk, self.session = desk, session

    def allows(self, action: Action) -> bool:
        """Whether that may be drawn for this person."""
        return may(self.session.role, action, self.session.station)

    # -- Devices and tablets ----------------------------------------------------------------------------------------------------------

    def devices(self) -> DeviceList:
        """All devices and rooms."""
        return self._ask(Action.MANAGE_DEVICES).devices()

    def pair(self, device: NewDevice) -> PairingShown:
        """The pairing line of a new device."""
        return self._ask(Action.MANAGE_DEVICES).new_device(device)

    def new_code(self, device_id: str) -> PairingShown:
        """Another pairing line."""
        return self._ask(Action.MANAGE_DEVICES).new_code(device_id)

    def device_step(self, device_id: str, step: DeviceStep) -> DeviceRow:
        """Do something to a device."""
        return self._ask(Action.MANAGE_DEVICES).device_step(device_id, step)

    def hands(self, device_id: str) -> Hands:
        """One device's history of hands."""
        return self._ask(Action.SEE_CUSTODY).hands(device_id)

    def all_hands(self) -> Hands:
        """The last steps of all."""
        return self._ask(Action.SEE_CUSTODY).all_hands()

    def gone(self, device_id: str) -> GoneSheet:
        """What it could hold, were it lost."""
        return self._ask(Action.SEE_CUSTODY).gone(device_id)

    def board(self) -> Board:
        """The kiosk's board."""
        return self._ask(Action.SEE_BOARD).board()

    def damage(self) -> DamageLedger:
        """The ledger."""
        return self._ask(Action.SEE_CUSTODY).damage()

    def damage_step(self, case_id: str, step: DamageStep) -> DamageCase:
        """Decide about a case."""
        return self._ask(Action.DECIDE_DAMAGE).damage_step(case_id, step)

    def photo(self, photo_id: str) -> bytes:
        """A picture of a device, for memory only."""
        return self._ask(Action.SEE_CUSTODY).photo(photo_id)

    # -- People -----------------------------------------------------------------------------------------------------------------------

    def staff(self) -> StaffList:
        """Everybody who works or worked here."""
        return self._ask(Action.MANAGE_STAFF).staff()

    def add_staff(self, staff: NewStaff) -> FirstPassword:
        """Add somebody. Raises ChangeRefused where only a manager may."""
        desk = self._ask(Action.MANAGE_STAFF)
        if staff.role is Role.MANAGER and self.session.role is not Role.MANAGER:
            raise ChangeRefused([StaffRefusal.MANAGER_ONLY])
        return desk.new_staff(staff)

    def staff_step(self, person: StaffRow, others: Sequence[StaffRow], step: StaffStep) -> FirstPassword:
        """Change somebody's access. Raises ChangeRefused with every reason. others: everybody else."""
        desk = self._ask(Action.MANAGE_STAFF)
        if found := self.refusals_of(person, others, step):
            raise ChangeRefused(found)
        return desk.staff_step(person.id, step)

    def refusals_of(self, person: StaffRow, others: Sequence[StaffRow], step: StaffStep) -> tuple[StaffRefusal, ...]:
        """Why this change is not made; empty = it is. Somebody who has ended takes no change."""
        found = change_refusals(step.change, member(person), self._me(), tuple(map(member, others)), role=step.role, reason=step.reason)
        return ((StaffRefusal.HAS_ENDED,) if person.has_ended and step.change is not StaffChange.END else ()) + found

    def agreements(self) -> Agreements:
        """The staff agreement's versions."""
        return self._ask(Action.MANAGE_AGREEMENTS).agreements()

    def publish(self, text: str) -> Agreements:
        """Publish a new version."""
        return self._ask(Action.MANAGE_AGREEMENTS).new_agreement(NewAgreement(text=text))

    def refusals(self, *, everything: bool) -> Refusals:
        """What was refused."""
        return self._ask(Action.SEE_REFUSALS).refusals(everything=everything)

    def seen(self, up_to: int) -> Refusals:
        """The digest was read."""
        return self._ask(Action.SEE_REFUSALS).seen(Seen(up_to=up_to))

    def _ask(self, action: Action) -> HouseDesk:
        require(self.session, action)
        return self._desk

    def _me(self) -> Member:
        return Member(id=self.session.staff_id, role=self.session.role, is_active=True)


def member(row: StaffRow) -> Member:
    """A row as the rules see it: suspended or ended, nobody counts as a manager who can log in."""
    return Member(id=row.id, role=row.role, is_active=row.is_active and not row.has_ended)
