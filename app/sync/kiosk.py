"""The kiosk's questions to the server: the board, who somebody is, tablets out and in, damage, and the day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.sync.transport import FaultNote, Transport, parsed
from domain import wire
from domain.wire import kiosk

KIOSK = "/api/kiosk/v1"
JPEG = "image/jpeg"

M = TypeVar("M", bound=wire.Message)


class HttpKioskDesk:
    """The kiosk over the network. session: says the session of whoever opened the kiosk. Every call raises NetworkError.

    A proof is the kiosk's for two minutes; it is sent and never kept.
    """

    def __init__(self, transport: Transport, session: Callable[[], str]) -> None:
        self._line, self._session = transport.line, session

    # -- Reading ----------------------------------------------------------------------------------------------------------------------

    def board(self) -> kiosk.Board:
        """Every tablet, everybody who can be tapped, and where the day stands."""
        return self._get(kiosk.Board, "board")

    def damage(self, damage_id: str) -> kiosk.DamageReport:
        """One report of damage."""
        return self._get(kiosk.DamageReport, f"damage/{damage_id}")

    def gone(self, device_id: str) -> kiosk.GoneSheet:
        """What a lost tablet could hold."""
        return self._get(kiosk.GoneSheet, f"gone/{device_id}")

    def photo(self, photo_id: str) -> bytes:
        """The JPEG of a tablet's condition; for memory only."""
        return self._line.call("GET", f"{KIOSK}/photos/{photo_id}", headers=self._headers()).content

    # -- Who somebody is --------------------------------------------------------------------------------------------------------------

    def prove(self, request: kiosk.Prove) -> kiosk.Proof:
        """Who stands here. 403 with code wrong_pin, password_needed, pin_locked, wrong_password or suspended; 429 slow_down."""
        return self._post(kiosk.Proof, "prove", request)

    def choose_pin(self, request: kiosk.ChoosePin) -> kiosk.Proof:
        """A new PIN. 422 weak_pin."""
        return self._post(kiosk.Proof, "pin", request)

    def sign_agreement(self, request: kiosk.SignAgreement) -> kiosk.Proof:
        """The staff agreement, signed."""
        return self._post(kiosk.Proof, "agreement", request)

    # -- Tablets ----------------------------------------------------------------------------------------------------------------------

    def sign_out(self, request: kiosk.SignOut) -> kiosk.Done:
        """One tablet to one person. 409 moved; 403 with a SignOutRefusal, or proof_over."""
        return self._post(kiosk.Done, "sign-out", request)

    def transfer(self, request: kiosk.Transfer) -> kiosk.Done:
        """From one person's hands to another's."""
        return self._post(kiosk.Done, "transfer", request)

    def sign_in(self, request: kiosk.SignIn) -> kiosk.Done:
        """A tablet is back. 422 reason_needed."""
        return self._post(kiosk.Done, "sign-in", request)

    def file_damage(self, request: kiosk.FileDamage) -> kiosk.Done:
        """Damage found in the cabinet, or loss and theft."""
        return self._post(kiosk.Done, "damage", request)

    def found(self, request: kiosk.Found) -> kiosk.Done:
        """A missing tablet was found."""
        return self._post(kiosk.Done, "found", request)

    def called(self, request: kiosk.Called) -> kiosk.Done:
        """Somebody was called about a late tablet."""
        return self._post(kiosk.Done, "called", request)

    def attest(self, request: kiosk.Attest) -> kiosk.Done:
        """The weekly word."""
        return self._post(kiosk.Done, "attest", request)

    def spot_check(self, request: kiosk.SpotCheck) -> kiosk.Done:
        """One tablet looked at."""
        return self._post(kiosk.Done, "spot-check", request)

    # -- The day ----------------------------------------------------------------------------------------------------------------------

    def open_day(self, request: kiosk.OpenDay) -> kiosk.Done:
        """The day begins."""
        return self._post(kiosk.Done, "day/open", request)

    def tick(self, request: kiosk.Tick) -> kiosk.Board:
        """A step of the closing list; the board as it is then."""
        return self._post(kiosk.Board, "day/tick", request)

    def close_day(self, request: kiosk.CloseDay) -> kiosk.Done:
        """The cabinet is locked. 409 with a ClosingRefusal; its sentence names tablets and last holders."""
        return self._post(kiosk.Done, "day/close", request)

    def reopen_day(self, request: kiosk.ReopenDay) -> kiosk.Done:
        """The day goes on after all."""
        return self._post(kiosk.Done, "day/reopen", request)

    # -- Pictures and faults ----------------------------------------------------------------------------------------------------------

    def send_photo(self, photo_id: str, jpeg: bytes) -> None:
        """A picture of a tablet's condition, at most 2 MiB. 422 person_in_picture or unreadable."""
        headers = {**self._headers(), "Content-Type": JPEG}
        self._line.call("PUT", f"{KIOSK}/photos/{photo_id}", body=jpeg, headers=headers, accept=(200, 201, 204))

    def report_fault(self, note: str) -> None:
        """Tell of a privacy fault."""
        self._line.call("POST", f"{KIOSK}/fault", message=FaultNote(note=note), headers=self._headers(), accept=(200, 201, 202, 204))

    def _get(self, kind: type[M], path: str) -> M:
        return parsed(kind, self._line.call("GET", f"{KIOSK}/{path}", headers=self._headers()))

    def _post(self, kind: type[M], path: str, request: wire.Message) -> M:
        return parsed(kind, self._line.call("POST", f"{KIOSK}/{path}", message=request, headers=self._headers(), accept=(200, 201)))

    def _headers(self) -> dict[str, str]:
        return {"Daybook-Session": self._session()}
