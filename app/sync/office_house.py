"""The office's questions to the server about devices, tablets, staff access, agreements and refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.sync.office import OFFICE
from app.sync.transport import Transport, parsed
from domain.wire import Message, kiosk, people

M = TypeVar("M", bound=Message)
MADE = (200, 201)  # a new thing may be answered by either


class HttpHouseDesk:
    """The house desk over the network. session: says the session of whoever is logged in now. Raises NetworkError.

    Not for two threads at once: it shares the transport's line.
    """

    def __init__(self, transport: Transport, session: Callable[[], str]) -> None:
        self._line, self._session = transport.line, session

    def devices(self) -> people.DeviceList:
        """All devices and rooms."""
        return self._get(people.DeviceList, "devices")

    def new_device(self, device: people.NewDevice) -> people.PairingShown:
        """Begin to pair a device."""
        return self._post(people.PairingShown, "devices", device)

    def new_code(self, device_id: str) -> people.PairingShown:
        """Another pairing line for it; the one before is void."""
        return self._post(people.PairingShown, f"devices/{device_id}/code", None)

    def device_step(self, device_id: str, step: people.DeviceStep) -> people.DeviceRow:
        """Do something to a device. Status 403 with code second_manager when nobody confirms what they asked for themselves."""
        return self._post(people.DeviceRow, f"devices/{device_id}/step", step)

    def hands(self, device_id: str) -> people.Hands:
        """One device's history of hands."""
        return self._get(people.Hands, f"devices/{device_id}/hands")

    def all_hands(self) -> people.Hands:
        """The last 200 steps of all."""
        return self._get(people.Hands, "hands")

    def gone(self, device_id: str) -> kiosk.GoneSheet:
        """What it could hold, were it lost."""
        return self._get(kiosk.GoneSheet, f"devices/{device_id}/gone")

    def board(self) -> kiosk.Board:
        """The kiosk's board."""
        return self._get(kiosk.Board, "board")

    def damage(self) -> people.DamageLedger:
        """The ledger, open cases first."""
        return self._get(people.DamageLedger, "damage")

    def damage_step(self, case_id: str, step: people.DamageStep) -> people.DamageCase:
        """Decide about a case. Status 403 with code second_manager."""
        return self._post(people.DamageCase, f"damage/{case_id}/step", step)

    def photo(self, photo_id: str) -> bytes:
        """A picture of a device, JPEG."""
        return self._line.call("GET", f"{OFFICE}/photos/{photo_id}", headers=self._headers()).content

    def staff(self) -> people.StaffList:
        """Everybody who works or worked here."""
        return self._get(people.StaffList, "staff")

    def new_staff(self, staff: people.NewStaff) -> people.FirstPassword:
        """Add somebody. Status 409 with code username_taken."""
        return self._post(people.FirstPassword, "staff", staff)

    def staff_step(self, staff_id: str, step: people.StaffStep) -> people.FirstPassword:
        """Change somebody's access. Status 403 with a StaffRefusal's value as its code."""
        return self._post(people.FirstPassword, f"staff/{staff_id}/step", step)

    def agreements(self) -> people.Agreements:
        """The staff agreement's versions, the newest first."""
        return self._get(people.Agreements, "agreements")

    def new_agreement(self, agreement: people.NewAgreement) -> people.Agreements:
        """Publish a new version."""
        return self._post(people.Agreements, "agreements", agreement)

    def refusals(self, *, everything: bool) -> people.Refusals:
        """What was refused since "seen", or ever."""
        answer = self._line.call("GET", f"{OFFICE}/refusals", headers=self._headers(), params={"all": "1" if everything else "0"})
        return parsed(people.Refusals, answer)

    def seen(self, seen: people.Seen) -> people.Refusals:
        """The digest was read."""
        return self._post(people.Refusals, "refusals/seen", seen)

    def _get(self, kind: type[M], path: str) -> M:
        return parsed(kind, self._line.call("GET", f"{OFFICE}/{path}", headers=self._headers()))

    def _post(self, kind: type[M], path: str, message: Message | None) -> M:
        return parsed(kind, self._line.call("POST", f"{OFFICE}/{path}", message=message, headers=self._headers(), accept=MADE))

    def _headers(self) -> dict[str, str]:
        return {"Daybook-Session": self._session()}
