"""Whether somebody whose password is right may come in, and may stay: custody, clock, hours, role, and what the office said."""

from __future__ import annotations

from pathlib import Path

from app.keys.enrolment import Enrolment
from app.keys.lease import load_lease
from app.keys.slots import KeySlots
from app.keys.timekeeper import Timekeeper
from app.services import refusing
from app.services.refusing import LoginRefused
from app.storage import facts
from app.storage.database import Connection
from domain.custody import Lease, LoginRefusal, login_refusal
from domain.ids import StaffId
from domain.permissions import Action, Station, may
from domain.wire import StaffFact


class Admitting:
    """The rules of one device, asked at the log-in and again while somebody is at work. Time is the timekeeper's, never the wall's."""

    def __init__(self, folder: Path, enrolment: Enrolment, slots: KeySlots, timekeeper: Timekeeper) -> None:
        self._folder, self._enrolment, self._slots, self._time = folder, enrolment, slots, timekeeper

    def lease(self) -> Lease | None:
        """The custody as the server signed it last, also when its time is over."""
        return load_lease(self._folder, self._enrolment, self._time.lease)

    def over_refusal(self) -> LoginRefused | None:
        """Whether somebody's custody ran out and nobody ended it in the office: the tablet was taken home, or forgotten (C12)."""
        lease = self.lease()
        if self._enrolment.station is not Station.ROOM or lease is None or self._time.now() < lease.until:
            return None
        return refusing.custody_refused(LoginRefusal.LEASE_OVER, lease)

    def clock_refusal(self) -> LoginRefused | None:
        """A clock that was set back wins no hour; only a tablet works without the server, so only there it matters.

        A store without any note of the time is one whose note was taken away: every log-in leaves one.
        """
        is_in_doubt = self._time.is_set_back() or (self._time.knows_nothing and self._slots.has_store)
        return refusing.clock_is_back() if self._enrolment.station is Station.ROOM and is_in_doubt else None

    def person_refusal(self, person: StaffFact | None, login_version: int) -> LoginRefused | None:
        """Who it is: known, not suspended, with something to do here. login_version: of the password that they proved."""
        if person is None:
            return refusing.unknown_person()
        if not person.is_active:
            return refusing.suspended()
        if login_version < person.login_version:
            return refusing.login_changed()
        return None if may(person.role, Action.LOG_IN, self._enrolment.station) else refusing.not_here()

    def custody_refusal(self, staff_id: StaffId) -> LoginRefused | None:
        """Only the holder opens a tablet (C41)."""
        if self._enrolment.station is not Station.ROOM:
            return None
        lease = self.lease()
        refusal = login_refusal(lease, self._enrolment.device_id, staff_id, self._time.now())
        return None if refusal is None else refusing.custody_refused(refusal, lease)

    def hours_refusal(self, connection: Connection) -> LoginRefused | None:
        """Whether the nursery is closed now, by what this device knows of its hours and closure days (C6)."""
        return refusing.hours_refusal(facts.site(connection), self._time.now(), connection)

    def remove_who_left(self, connection: Connection) -> bool:
        """Take the slot of everybody whom the server suspended or no longer names, or whose password is a newer one by now.

        True = the store is owed a new key (L10).
        """
        for staff_id in self._slots.people:
            person = facts.staff(connection, staff_id)
            if person is None or not person.is_active:
                self._slots.remove(staff_id, owes_new_key=True)
            else:
                self._slots.remove_older(staff_id, person.login_version)
        return self._slots.owes_new_key
