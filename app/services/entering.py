"""Letting a person in: the password is proved, custody, role and hours are asked, and the store opens. Either way the audit says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.keys.count_note import forget_counts
from app.keys.enrolment import Enrolment
from app.keys.pin import PinLocked
from app.keys.slots import KeySlots
from app.keys.wrong_tries import TooSoon
from app.services import noting, refusing
from app.services.lock_parts import LockParts
from app.services.opened import Opened
from app.services.proving import Proof, asked
from app.services.refusing import LoginRefused
from app.services.rotating import KeysGone, open_settled
from app.services.session import Clock, session_of
from app.storage import facts
from app.storage.database import STORE_NAME, Store, transaction
from app.storage.space import full_disk
from app.storage.vault import Vault
from domain.errors import KnownError
from domain.ids import StaffId
from domain.wire import FactKind, LoginRequest


class Entering:
    """Runs in the vault's lane. refresh: asks the server who holds the tablet, and what it commands."""

    def __init__(
        self, folder: Path, enrolment: Enrolment, slots: KeySlots, clock: Clock, parts: LockParts, refresh: Callable[[], object]
    ) -> None:
        self._folder, self._enrolment, self._slots, self._clock, self._refresh = folder, enrolment, slots, clock, refresh
        self._time, self._pins, self._proving, self._stores = parts.time, parts.pins, parts.proving, parts.stores
        self._admitting, self._obeying, self._versions = parts.admitting, parts.obeying, parts.versions

    def log_in(self, username: str, password: str) -> Opened:
        """Open the store for a person. Raises what `Unlocking.log_in` says."""
        request, now = asked(username, password), self._clock()
        self._refuse_shut()
        if wait := self._slots.wait_seconds(now):
            raise TooSoon(wait)
        if not self._slots.is_made and (self._folder / STORE_NAME).exists():
            raise KeysGone  # a new key would open nothing, and hide that the old ones are gone
        proof = self._proving.prove(request, now)
        store = open_settled(self._folder, self._slots, proof.keys)
        try:
            opened = self._admitted(store, proof, request, now)
            with full_disk(self._folder):
                self._keep_log_in(opened, proof, request)
        except BaseException:
            store.close()
            raise
        self._stores.add(store)
        return opened

    def _refuse_shut(self) -> None:
        """What no password opens. The server is asked before anybody is sent away: it may have released the tablet by now."""
        if self._shut() is not None:
            self._refresh()
        refusal = self._shut()
        if refusal is not None:
            raise refusal

    def _shut(self) -> KnownError | None:
        if self._obeying.book.sealed_reason:
            return refusing.sealed(self._obeying.book.sealed_reason)
        if self._pins.is_locked:
            return PinLocked()
        return self._admitting.clock_refusal() or self._admitting.over_refusal()

    def _admitted(self, store: Store, proof: Proof, request: LoginRequest, now: datetime) -> Opened:
        """What is open, once custody, role and opening hours allow it. Raises LoginRefused; either way the audit says so."""
        connection, answer = store.connect(), proof.answer
        if answer is not None:
            with transaction(connection):
                facts.put_now(connection, FactKind.STAFF, proof.staff_id, answer.staff.model_dump(mode="json"))
        person = facts.staff(connection, proof.staff_id)
        hours = self._admitting.hours_refusal(connection)
        refusal = self._admitting.person_refusal(person, proof.login_version) or self._custody_refusal(proof.staff_id)
        if refusal is None and hours is not None and answer is None and not self._proving.is_admitted(request):
            refusal = hours  # near the server it would have been the server's to say: it knows of open evenings
        with transaction(connection):
            noting.earlier(connection, self._slots.refused(), self._obeying.book.refused())
            noting.log_in(connection, proof.staff_id, refusal, now)
        with full_disk(self._folder):
            self._slots.audited()
            self._obeying.book.audited()
        self._stores.renew_if_owed(store)
        if refusal is not None or person is None:
            raise refusal or refusing.unknown_person()
        return Opened(
            session=session_of(person, request.username, self._enrolment.station),
            store=store,
            vault=Vault(self._folder),
            office_session=answer.session if answer else None,
            since=self._time.now(),
            must_change_password=answer.must_change_password if answer else False,
            ended_elsewhere=answer.ended_elsewhere if answer else "",
            is_after_hours=hours is not None,
        )

    def _custody_refusal(self, staff_id: StaffId) -> LoginRefused | None:
        """The tablet may have changed hands in the office since the last greeting, so ask before refusing."""
        if self._admitting.custody_refusal(staff_id) is not None:
            self._refresh()
        return self._admitting.custody_refusal(staff_id)

    def _keep_log_in(self, opened: Opened, proof: Proof, request: LoginRequest) -> None:
        """The person's slot, unless its password is about to be replaced, or the office sealed the tablet meanwhile; no try counts now."""
        if proof.needs_slot and not opened.must_change_password and not self._obeying.book.sealed_reason:
            self._slots.add(
                proof.staff_id, request.username, request.password, opened.store.key,
                login_version=proof.login_version, prepared=proof.prepared,
            )  # fmt: skip
        self._versions[proof.staff_id] = proof.login_version
        forget_counts(self._folder)
        self._slots.note_right()
        self._pins.forget()  # every password is followed by a PIN of its own
        self._pins.password_given()
        self._time.keep()
