"""The kiosk as the server meets it, and the moments of the script's day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from domain import wire
from domain.wire import kiosk as said
from server.accounts.models import Staff
from server.audit.models import AuditEntry
from server.config.demo_cast import PASSWORD, PIN
from server.config.demo_tablets import open_the_day
from server.custody.reports import note_report
from server.registry.models import Device
from tests.server.devices import Caller, picture, staff

KIOSK = "/api/kiosk/v1"
DAY = datetime(2026, 11, 19, tzinfo=UTC)  # the day that the demo is made for


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    """That hour of the script's day; in November the nursery's clock is UTC."""
    return DAY.replace(hour=hour, minute=minute, second=second)


def tablet(name: str) -> Device:
    return Device.objects.get(name=name)


def report_of(device: Device, now: datetime, **facts: Any) -> None:
    """The device says something of itself."""
    note_report(device, wire.DeviceReport(**facts), now)


def refusals(why: str) -> int:
    """How many refusals at the kiosk the audit holds."""
    return AuditEntry.objects.filter(what="kiosk_refused", detail__contains=f'"{why}"').count()


class Kiosk(Caller):
    """The kiosk in the office, opened by Ellis, on a day that is open."""

    def __init__(self, username: str | None = "ellis.grant", name: str = "KIOSK-1") -> None:
        super().__init__(name)
        if username is not None:
            assert self.log_in(username).status_code == 200
        open_the_day(datetime.now(UTC))

    def ask(self, path: str, message: Any) -> Any:
        return self.post(f"{KIOSK}{path}", message)

    def prove(self, username: str, secret: str = PIN, by: str = "pin") -> Any:
        return self.ask("/prove", {"staff_id": str(staff(username).id), "by": by, "secret": secret})

    def proof(self, username: str) -> str:
        answer = self.prove(username) if staff(username).pin_hash else self.prove(username, PASSWORD, "password")
        assert answer.status_code == 200, answer.content
        return str(answer.json()["proof"])

    def board(self) -> said.Board:
        answer = self.get(f"{KIOSK}/board")
        assert answer.status_code == 200, answer.content
        return said.Board.model_validate_json(answer.content)

    def card(self, name: str) -> said.TabletCard:
        return next(card for card in self.board().tablets if card.name == name)

    def about(self, name: str) -> dict[str, Any]:
        """The id and the version of a tablet, as a step sends them."""
        card = self.card(name)
        return {"device_id": card.device_id, "version": card.version}

    def sign_out(self, name: str, username: str, **other: Any) -> Any:
        return self.ask("/sign-out", {"proof": self.proof(username)} | self.about(name) | other)

    def sign_in(self, name: str, username: str | None, **other: Any) -> Any:
        proof = self.proof(username) if username else ""
        return self.ask("/sign-in", {"proof": proof} | self.about(name) | other)

    def transfer(self, name: str, giver: str, taker: str, **other: Any) -> Any:
        proofs = {"from_proof": self.proof(giver), "to_proof": self.proof(taker)}
        return self.ask("/transfer", proofs | self.about(name) | other)

    def send_photo(self, photo_id: str, jpeg: bytes | None = None) -> Any:
        return self.client.put(
            f"{KIOSK}/photos/{photo_id}", jpeg or picture(), content_type="image/jpeg", headers=self.headers(), secure=True
        )


def second_kiosk() -> None:
    """Another kiosk, not yet paired."""
    Device.objects.create(name="KIOSK-2", station="kiosk")


def nobody_holds(name: str) -> None:
    """Take a tablet of the cast back into the cabinet, as if it had been signed in."""
    from server.custody import book

    device, holder = tablet(name), Staff.objects.get(username="sam.morris")
    book.sign_in(device, holder, version=device.tablet.version, now=datetime.now(UTC), slot=2, reason="Left on the shelf")
