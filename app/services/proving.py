"""From a password to the store's keys: by the person's own slot, so that the garden needs no network, else at the server."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from pydantic import ValidationError

from app.keys.enrolment import Enrolment
from app.keys.pairs import StoreKeys
from app.keys.sealing import decoded
from app.keys.slots import KeySlots, OpenedSlot, Prepared
from app.keys.wrong_tries import TooSoon, WrongPassword
from app.services.refusing import LoginRefused, incomplete, login_changed, suspended
from app.services.session import Session
from domain.errors import KnownError
from domain.ids import StaffId
from domain.permissions import Station
from domain.wire import Commands, DeviceReport, Hello, LoginAnswer, LoginRequest, Problem

WRONG_LOGIN, SUSPENDED = "wrong_login", "suspended"
PATIENCE_S = 0.3  # for the server's word once the slot has opened: a server that went away keeps nobody out of the garden
SERVER_SAYS = frozenset({SUSPENDED, "sealed", "not_here"})  # of hours and custody this device judges itself, by the newest it heard


class OnlineLogin(Protocol):
    """The line to the server before anything is open. A refusal is a value; a server out of reach raises a KnownError."""

    def log_in(self, username: str, password: str) -> LoginAnswer | Problem:
        """Who it is, with the share that opens the store; or why not."""

    def hello(self) -> Hello | Problem:
        """The server's greeting, with this device's lease; or that it greets this device no more (401)."""

    def report(self, report: DeviceReport) -> None:
        """Say how a device is whose store is closed; the line adds its battery."""

    def commands(self) -> Commands:
        """What a device that is greeted no more must still hear."""

    def change_password(self, username: str, old: str, new: str) -> LoginAnswer | Problem:
        """A new session under the new password; or why not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A password that was accepted: whose, what it opens, and the server's answer when it was asked.

    needs_slot: they have none of this password yet; prepared: the slow part of it; login_version: which of their passwords it is.
    """

    staff_id: StaffId
    keys: StoreKeys = field(repr=False)
    answer: LoginAnswer | None = field(default=None, repr=False)
    needs_slot: bool = False
    prepared: Prepared | None = field(default=None, repr=False)
    login_version: int = 0


class Proving:
    """Checks passwords, and knows whether the server was within reach."""

    def __init__(self, enrolment: Enrolment, slots: KeySlots, login: OnlineLogin) -> None:
        self._enrolment, self._slots, self._login = enrolment, slots, login
        self.on_network: bool | None = None  # None = not asked yet
        self._beside = ThreadPoolExecutor(max_workers=2, thread_name_prefix="log-in")
        self._late: tuple[StaffId, Future[LoginAnswer | Problem | None]] | None = None
        self._late_refusal: LoginRefused | None = None
        self._elsewhere = ""

    def prove(self, request: LoginRequest, now: datetime) -> Proof:
        """The person and their keys. Raises WrongPassword, LoginRefused, ShareUnknown, or the line's KnownError when only it could tell.

        Office and kiosk always ask the server.
        """
        self.forget()
        if self._enrolment.station is not Station.ROOM or not self._slots.knows(request.username):
            return self._new_here(request, now)
        # At the same time, for slot and server each stretch the password for a third of a second.
        asked = self._beside.submit(self._ask, request) if self.on_network else None
        slot = self._slots.open(request.username, request.password)
        if slot is None:
            answer = asked.result() if asked is not None else None
            return self._by_server(answer or self._reached(request, now), request, now)
        return self._by_slot(slot, self._in_time(slot, asked), request, now)

    def _new_here(self, request: LoginRequest, now: datetime) -> Proof:
        """Somebody without a slot. Theirs is prepared while the server looks at the password."""
        preparing = self._beside.submit(self._slots.prepare, request.password)
        try:
            proof = self._by_server(self._reached(request, now), request, now)
        finally:
            prepared = preparing.result()
        return replace(proof, prepared=prepared)

    def _in_time(self, slot: OpenedSlot, asked: Future[LoginAnswer | Problem | None] | None) -> LoginAnswer | Problem | None:
        """The server's word if it comes soon; else it is heard while the person works (`late_refusal`)."""
        if asked is None:
            return None
        with contextlib.suppress(TimeoutError):
            return asked.result(timeout=PATIENCE_S)
        self._late = slot.staff_id, asked
        return None

    def late_refusal(self, staff_id: StaffId) -> LoginRefused | None:
        """Why the server would not have had them, when it said so only after the log-in; None = nothing, or nothing yet."""
        self._hear_late(staff_id)
        return self._late_refusal

    def late_elsewhere(self, staff_id: StaffId) -> str:
        """The device that a late answer names, on which the same person was at work until now; "" = none."""
        self._hear_late(staff_id)
        return self._elsewhere

    def forget(self) -> None:
        """Nobody is at work any more: what the server says late is for nobody."""
        self._late, self._late_refusal, self._elsewhere = None, None, ""

    def _hear_late(self, staff_id: StaffId) -> None:
        """Keep of a late answer what matters, and nothing that opens anything."""
        late = self._late  # two lanes may ask
        if late is None or late[0] != staff_id or not late[1].done():
            return
        answer, self._late = late[1].result(), None
        if isinstance(answer, LoginAnswer):
            self._elsewhere = answer.ended_elsewhere
            self._late_refusal = login_changed() if answer.must_change_password else None
        elif answer is not None:
            self._late_refusal = self._refused_late(staff_id, answer)

    def _refused_late(self, staff_id: StaffId, answer: Problem) -> LoginRefused | None:
        """The slot is dealt with at once, as at a log-in that waited."""
        if answer.code in (WRONG_LOGIN, SUSPENDED):
            self._slots.remove(staff_id, owes_new_key=True)
            return suspended() if answer.code == SUSPENDED else login_changed()
        return LoginRefused(answer.code, answer.detail) if answer.code in SERVER_SAYS else None

    def _by_slot(self, slot: OpenedSlot, answer: LoginAnswer | Problem | None, request: LoginRequest, now: datetime) -> Proof:
        """The slot's password fits. Near the server it has the last word: it knows of a newer password, and of another tablet (L14)."""
        if isinstance(answer, LoginAnswer):
            version = answer.staff.login_version
            is_older = slot.login_version < version  # the same password, heard under a newer number
            return Proof(staff_id=slot.staff_id, keys=slot.keys, answer=answer, needs_slot=is_older, login_version=version)
        if answer is not None and answer.code == WRONG_LOGIN:
            self._slots.remove(
                slot.staff_id, owes_new_key=True
            )  # changed elsewhere, or reset by the office: the old one opens nothing any more
            raise WrongPassword(self._slots.note_wrong(request.username, now))
        if answer is not None and answer.code in SERVER_SAYS:
            if answer.code == SUSPENDED:
                self._slots.remove(slot.staff_id, owes_new_key=True)
            raise LoginRefused(answer.code, answer.detail)
        return Proof(staff_id=slot.staff_id, keys=slot.keys, login_version=slot.login_version)

    def _reached(self, request: LoginRequest, now: datetime) -> LoginAnswer | Problem:
        """The server's word when nothing else can tell. Raises WrongPassword for somebody whose slot could, else the line's KnownError."""
        try:
            answer = self._login.log_in(request.username, request.password)
        except KnownError:
            self.on_network = False
            if self._enrolment.station is Station.ROOM and self._slots.knows(request.username):
                raise WrongPassword(self._slots.note_wrong(request.username, now)) from None
            raise
        self.on_network = True
        return answer

    def _by_server(self, answer: LoginAnswer | Problem, request: LoginRequest, now: datetime) -> Proof:
        if isinstance(answer, Problem):
            if answer.code == WRONG_LOGIN:
                raise WrongPassword(self._slots.note_wrong(request.username, now))
            raise LoginRefused(answer.code, answer.detail)
        return Proof(
            staff_id=StaffId(answer.staff.id),
            keys=self._shared(answer.share),
            answer=answer,
            needs_slot=True,
            login_version=answer.staff.login_version,
        )

    def _shared(self, share: str) -> StoreKeys:
        """The keys by the server's share; made now at the first log-in of all."""
        if self._slots.is_made:
            return self._slots.open_online(decoded(share))
        return StoreKeys((self._slots.create(decoded(share), self._enrolment.recovery_key),))

    def _ask(self, request: LoginRequest) -> LoginAnswer | Problem | None:
        """The server's word, or None when it is out of reach after all."""
        try:
            return self._login.log_in(request.username, request.password)
        except KnownError:
            self.on_network = False
            return None

    def is_admitted(self, request: LoginRequest) -> bool:
        """Whether the server lets this person in at an hour at which this device alone would not."""
        return isinstance(self._ask(request), LoginAnswer)

    def change_password(self, session: Session, old: str, new: str, store_key: bytes, now: datetime) -> LoginAnswer:
        """The person's new password, at the server and in their slot. Raises as `Unlocking.change_password` says."""
        if wait := self._slots.wait_seconds(now):
            raise TooSoon(wait)
        answer = self._login.change_password(session.username, old, new)
        if isinstance(answer, Problem):
            if answer.code == WRONG_LOGIN:
                raise WrongPassword(self._slots.note_wrong(session.username, now))
            raise LoginRefused(answer.code, answer.detail)
        if answer.share:
            self._slots.add(session.staff_id, session.username, new, store_key, login_version=answer.staff.login_version)
        return answer


def asked(username: str, password: str) -> LoginRequest:
    """What was typed, as it is asked. Raises LoginRefused when nothing was, or far too much."""
    try:
        return LoginRequest(username=username.strip(), password=password)
    except ValidationError as error:
        raise incomplete() from error
