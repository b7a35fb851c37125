"""What the office asks and answers about devices, custody, staff access, agreements and refusals."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.damage import DeliberateState
from domain.permissions import Role, Station
from domain.staffing import StaffChange
from domain.wire.base import Id, Message, Name
from domain.wire.devices import CommandKind
from domain.wire.kiosk import DamageReport, TabletCard, Words

Reason = Annotated[str, Field(max_length=300)]
Username = Annotated[str, Field(min_length=3, max_length=80, pattern=r"^[a-z0-9][a-z0-9.\-_]+$")]


class DeviceRow(Message):
    """One device of the nursery. `tablet`: its card of the board, for room tablets. alarms: sentences, "its numbers were used twice"."""

    id: Id
    name: Name
    asset_tag: str = ""
    station: Station
    room_name: str = ""
    is_paired: bool
    is_revoked: bool
    is_sealed: bool = False
    is_out_of_use: bool = False
    last_seen_at: AwareDatetime | None = None
    logged_in: str = ""
    waiting: int | None = None
    tablet: TabletCard | None = None
    pending: CommandKind | None = None  # told to it, and not yet carried out
    destroy_asked_by: str = ""  # a manager asked for it; a second one must confirm
    alarms: tuple[str, ...] = ()


class RoomRow(Message):
    """A room to put a tablet into."""

    id: Id
    name: Name


class DeviceList(Message):
    """All devices, and the rooms there are."""

    devices: tuple[DeviceRow, ...]
    rooms: tuple[RoomRow, ...]


class NewDevice(Message):
    """A device to be paired."""

    name: Name
    asset_tag: Annotated[str, Field(max_length=40)] = ""
    station: Station
    room_id: Id | None = None


class PairingShown(Message):
    """The pairing line (`domain.pairing`), also as QR code, for ten minutes and one device."""

    device_id: Id
    line: str
    expires_at: AwareDatetime


class DeviceStep(Message):
    """Something done to a device. revoke: it is answered nothing from now on, and sealed at its next contact."""

    step: str = Field(pattern=r"^(revoke|seal|release|end_session|ask_destroy|confirm_destroy|out_of_use|back_in_use)$")
    reason: Reason = ""


class HandsRow(Message):
    """One step in a tablet's history of hands, the newest first. `stands` False: kept, and not in force (two kiosks at once)."""

    at: AwareDatetime
    what: str  # sign_out, transfer, sign_in, miss, find, lose, spot_check, damage …
    who: str
    device_name: str
    text: Words = ""
    stands: bool = True


class Hands(Message):
    """A history of hands."""

    rows: tuple[HandsRow, ...]


class DamageCase(Message):
    """A row of the damage ledger."""

    report: DamageReport
    deliberate: DeliberateState
    said_by: str = ""
    confirmed_by: str = ""
    others_logged_in: tuple[str, ...] = ()  # who else logged in on it in that period: should be nobody (C43)
    decision: Words = ""
    charge_pence: int | None = None
    appeal: Words = ""
    decided_by: str = ""


class DamageLedger(Message):
    """The ledger, open cases first."""

    cases: tuple[DamageCase, ...]


class DamageStep(Message):
    """What a manager does with a case. Charging needs a decision in words."""

    step: str = Field(pattern=r"^(say_deliberate|confirm_deliberate|reject_deliberate|decide|appeal|close|reopen)$")
    text: Words = ""
    charge_pence: Annotated[int, Field(ge=0, le=10_000_00)] | None = None


class StaffRow(Message):
    """A member of staff as the manager sees them. Nobody is ever shown a PIN or a password."""

    id: Id
    username: str
    first_name: Name
    last_name: Name
    role: Role
    is_active: bool
    has_ended: bool = False
    has_pin: bool
    must_change_password: bool
    has_signed: bool
    last_login_at: AwareDatetime | None = None
    holds: str = ""  # the tablet in their hands
    history: tuple[str, ...] = ()  # sentences, the newest first: "Suspended by Ruth Adeyemi, 21 November: left the keys"


class StaffList(Message):
    """Everybody who works or worked here."""

    staff: tuple[StaffRow, ...]


class NewStaff(Message):
    """A new member of staff."""

    username: Username
    first_name: Name
    last_name: Name
    role: Role
    reason: Reason = ""


class FirstPassword(Message):
    """The password that opens once, shown to the manager once; empty when the change needed none."""

    staff_id: Id
    password: str = ""
    say: str = ""


class StaffStep(Message):
    """A change of somebody's access."""

    change: StaffChange
    role: Role | None = None
    reason: Reason = ""


class AgreementRow(Message):
    """One version of the staff agreement and who has signed it."""

    version: int
    text: str
    published_at: AwareDatetime
    signed: tuple[str, ...]
    missing: tuple[str, ...]


class Agreements(Message):
    """The staff agreement's versions, the newest first."""

    versions: tuple[AgreementRow, ...]


class NewAgreement(Message):
    """A new version; everybody signs it at their next sign-out."""

    text: Annotated[str, Field(min_length=20, max_length=20_000)]


class RefusalRow(Message):
    """A refused try: who (or from where), on which device, what, why, how often in a row."""

    at: AwareDatetime
    who: str
    device: str
    what: str
    why: str
    count: int = 1


class Refusals(Message):
    """The digest since the manager last said "seen", and the rows behind it, the newest first."""

    since: AwareDatetime | None
    sentences: tuple[str, ...]
    rows: tuple[RefusalRow, ...]
    up_to: int  # what "seen" sends back


class Seen(Message):
    """The manager has read the digest."""

    up_to: int


class House(Message):
    """What the office sets for the nursery; times are HH:MM in its zone. closure_dates: ISO dates on which it is closed all day."""

    opens: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    closes: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    weekdays: Annotated[tuple[Annotated[int, Field(ge=0, le=6)], ...], Field(min_length=1, max_length=7)]  # 0 = Monday
    closure_dates: Annotated[tuple[date, ...], Field(max_length=400)] = ()
    grace_minutes: Annotated[int, Field(ge=0, le=240)]
    fences_hours: bool
    networks: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    office_name: Annotated[str, Field(max_length=120)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""


class HouseChange(Message):
    """The house as it shall be. What opens a fence further needs a reason."""

    house: House
    reason: Reason = ""
