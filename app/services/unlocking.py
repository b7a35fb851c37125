"""Logging in and out: offline by the person's own slot, else at the server.

Only the person who holds the tablet (C41), and only in opening hours (C6).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from app.keys.enrolment import Enrolment
from app.keys.lease import load_lease, save_lease
from app.keys.sealing import decoded
from app.keys.slots import KeySlots, TooSoon, WrongPassword
from app.keys.waiting_note import load_waiting, save_waiting
from app.services.sending import count_waiting
from app.services.session import Clock, Session
from app.storage import audit, facts
from app.storage.database import Connection, Store, transaction
from app.storage.space import full_disk
from app.storage.vault import Vault
from domain.custody import LoginRefusal, login_refusal, refusal_sentence
from domain.errors import KnownError
from domain.hours import OpeningHours, is_open
from domain.ids import StaffId
from domain.permissions import Action, Station, may
from domain.wire import FactKind, Hello, LoginAnswer, LoginRequest, Problem, SiteFact, StaffFact

WRONG_LOGIN = "wrong_login"


class OnlineLogin(Protocol):
    """The line to the server before anything is open. A refusal is a value; a server out of reach raises a KnownError."""

    def log_in(self, username: str, password: str) -> LoginAnswer | Problem:
        """Who it is, with the share that opens the store; or why not."""

    def hello(self) -> Hello:
        """The server's greeting, with this device's lease."""


class LoginRefused(KnownError):
    """The password may be right, and yet this person does not get in here and now. `code`: for the log and the tests."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class LockScreenFacts:
    """All that may be shown of a sealed device: no child, no count of children. `on_network` None = not asked yet."""

    nursery: str
    device_name: str
    station: Station
    holder_name: str | None
    since: datetime | None
    until: datetime | None
    on_network: bool | None
    waiting: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A person at work and what is open for them. `office_session` is set after a log-in at the server; the office's calls need it."""

    session: Session
    store: Store = field(repr=False)
    vault: Vault = field(repr=False)
    office_session: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    """A password that was accepted: whose, what it opens, and the server's answer when it was asked."""

    staff_id: StaffId
    store_key: bytes = field(repr=False)
    answer: LoginAnswer | None = field(default=None, repr=False)


class Unlocking:
    """The lock screen's service."""

    def __init__(self, folder: Path, enrolment: Enrolment, slots: KeySlots, login: OnlineLogin, clock: Clock) -> None:
        self._folder, self._enrolment, self._slots, self._login, self._clock = folder, enrolment, slots, login, clock
        self._on_network: bool | None = None
        self._behind = timedelta(0)  # server time minus this device's, as last heard: a lease begins by the server's clock

    def lock_screen(self) -> LockScreenFacts:
        """What the lock screen shows, from this device alone."""
        lease = load_lease(self._folder, self._enrolment)
        if lease is not None and self._server_now() >= lease.until:
            lease = None
        return LockScreenFacts(
            nursery=self._enrolment.nursery_name,
            device_name=self._enrolment.device_name,
            station=self._enrolment.station,
            holder_name=lease.holder_name if lease else None,
            since=lease.since if lease else None,
            until=lease.until if lease else None,
            on_network=self._on_network,
            waiting=load_waiting(self._folder),
        )

    def refresh(self) -> LockScreenFacts:
        """The same, after asking the server who holds the tablet; out of reach is no error."""
        try:
            hello = self._login.hello()
        except KnownError:
            self._on_network = False
            return self.lock_screen()
        save_lease(self._folder, hello.lease)
        self._on_network, self._behind = True, hello.server_time - self._clock()
        return self.lock_screen()

    def log_in(self, username: str, password: str) -> Opened:
        """Open the store for a person.

        Raises WrongPassword and TooSoon (with the seconds to wait), LoginRefused, ShareUnknown, StoreLocked, StoreTooNew,
        or the line's own KnownError when a first log-in finds no network.
        """
        request, now = asked(username, password), self._clock()
        if wait := self._slots.wait_seconds(now):
            raise TooSoon(wait)
        proof = self._proof(request, now)
        store = Store(self._folder, proof.store_key)
        try:
            session = self._admitted(store.connect(), proof, request, now)
            with full_disk(self._folder):
                if proof.answer is not None:
                    self._slots.add(proof.staff_id, request.username, request.password, proof.store_key)
                self._slots.note_right()
        except BaseException:
            store.close()
            raise
        office_session = proof.answer.session if proof.answer else None
        return Opened(session=session, store=store, vault=Vault(self._folder), office_session=office_session)

    def log_out(self, opened: Opened) -> None:
        """Close the store. No lane may be at work in it. Raises DiskFull when the audit has no room; it is closed all the same."""
        try:
            connection = opened.store.connect()
            with transaction(connection):
                audit.append(connection, at=self._clock(), who=opened.session.staff_id, what="log_out")
            with full_disk(self._folder):
                save_waiting(self._folder, count_waiting(connection))
        finally:
            opened.store.close()

    def _proof(self, request: LoginRequest, now: datetime) -> _Proof:
        """The person's own slot first, so that the garden needs no network; the office always asks the server."""
        if self._enrolment.station is not Station.OFFICE:
            slot = self._slots.open(request.username, request.password)
            if slot is not None:
                return _Proof(staff_id=slot.staff_id, store_key=slot.store_key)
        return self._online_proof(request, now)

    def _online_proof(self, request: LoginRequest, now: datetime) -> _Proof:
        try:
            answer = self._login.log_in(request.username, request.password)
        except KnownError:
            self._on_network = False
            if self._enrolment.station is not Station.OFFICE and self._slots.knows(request.username):
                raise WrongPassword(self._slots.note_wrong(request.username, now)) from None
            raise
        self._on_network = True
        if isinstance(answer, Problem):
            if answer.code == WRONG_LOGIN:
                raise WrongPassword(self._slots.note_wrong(request.username, now))
            raise LoginRefused(answer.code, answer.detail)
        share = decoded(answer.share)
        key = self._slots.open_online(share) if self._slots.is_made else self._slots.create(share, self._enrolment.recovery_key)
        return _Proof(staff_id=StaffId(answer.staff.id), store_key=key, answer=answer)

    def _admitted(self, connection: Connection, proof: _Proof, request: LoginRequest, now: datetime) -> Session:
        """The session, once custody, role and opening hours allow it. Raises LoginRefused; either way the audit says so."""
        if proof.answer is not None:
            with transaction(connection):
                facts.put(connection, FactKind.STAFF, proof.staff_id, 0, proof.answer.staff.model_dump(mode="json"))
        person = facts.staff(connection, proof.staff_id) if proof.answer is None else proof.answer.staff
        refusal = self._refusal(proof.staff_id, person) or self._hours_refusal(connection, proof, request)
        with transaction(connection):
            self._tell_audit(connection, proof.staff_id, refusal, now)
        if refusal is not None or person is None:
            raise refusal or unknown_person()
        return Session(
            staff_id=proof.staff_id,
            username=request.username,
            first_name=person.first_name,
            last_name=person.last_name,
            role=person.role,
            station=self._enrolment.station,
        )

    def _refusal(self, staff_id: StaffId, person: StaffFact | None) -> LoginRefused | None:
        if person is None:
            return unknown_person()
        if not person.is_active:
            self._slots.remove(staff_id)
            return LoginRefused("suspended", "You cannot log in just now. Ask the office.")
        if not may(person.role, Action.LOG_IN, self._enrolment.station):
            return LoginRefused("not_here", "You cannot log in here. Ask the office.")
        return self._custody_refusal(staff_id)

    def _hours_refusal(self, connection: Connection, proof: _Proof, request: LoginRequest) -> LoginRefused | None:
        """Outside the hours that this device knows, the server decides: it knows open evenings and closure days. Out of reach refuses."""
        if proof.answer is not None:
            return None
        refusal = hours_refusal(facts.site(connection), self._server_now(), connection)
        return refusal if refusal is None or not self._server_admits(request) else None

    def _server_admits(self, request: LoginRequest) -> bool:
        try:
            return isinstance(self._login.log_in(request.username, request.password), LoginAnswer)
        except KnownError:
            return False

    def _custody_refusal(self, staff_id: StaffId) -> LoginRefused | None:
        """Only the holder opens a tablet. It may have changed hands in the office since the last greeting, so ask before refusing."""
        if self._enrolment.station is not Station.ROOM:
            return None
        if self._custody(staff_id) is not None:
            self.refresh()
        refusal = self._custody(staff_id)
        if refusal is None:
            return None
        return LoginRefused(refusal.value, refusal_sentence(refusal, load_lease(self._folder, self._enrolment)))

    def _custody(self, staff_id: StaffId) -> LoginRefusal | None:
        return login_refusal(load_lease(self._folder, self._enrolment), self._enrolment.device_id, staff_id, self._server_now())

    def _server_now(self) -> datetime:
        return self._clock() + self._behind

    def _tell_audit(self, connection: Connection, staff_id: StaffId, refusal: LoginRefused | None, now: datetime) -> None:
        """The wrong tries before, then this log-in."""
        for wrong in self._slots.refused():
            audit.append(connection, at=wrong.at, who=wrong.staff_id or "unknown", what="log_in.wrong_password")
        if refusal is None:
            audit.append(connection, at=now, who=staff_id, what="log_in")
        else:
            audit.append(connection, at=now, who=staff_id, what="log_in.refused", detail={"code": refusal.code})


def asked(username: str, password: str) -> LoginRequest:
    """What was typed, as it is asked. Raises LoginRefused when nothing was, or far too much."""
    try:
        return LoginRequest(username=username.strip(), password=password)
    except ValidationError as error:
        raise LoginRefused("incomplete", "Type your username and your password.") from error


def unknown_person() -> LoginRefused:
    """A slot whose person the server no longer names."""
    return LoginRefused("unknown", "This tablet no longer knows you. Log in near the office, on the nursery's network.")


def hours_refusal(site: SiteFact | None, now: datetime, connection: Connection) -> LoginRefused | None:
    """Staff log in while the nursery is open, give or take a grace. Before the first pull the hours are unknown, and no child is here."""
    if site is None or not site.fences_hours:
        return None
    hours = OpeningHours(opens=time.fromisoformat(site.opens), closes=time.fromisoformat(site.closes), weekdays=frozenset(site.weekdays))
    if is_open(hours, now.astimezone(facts.zone(connection))):
        return None
    return LoginRefused("outside_hours", f"The nursery is closed. You can log in on working days from {site.opens} to {site.closes}.")
