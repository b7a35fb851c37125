"""The server's desk for devices and people, in memory: it keeps rows, takes steps as the server would, and can be out of reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.services.house import member
from app.sync.failures import NetworkError
from domain.damage import DamageKind, DeliberateState, Noticed
from domain.permissions import Role, Station
from domain.staffing import STAFF_SENTENCES, StaffChange, StaffRefusal, change_refusals
from domain.tablet_day import DayState
from domain.tablets import Standing
from domain.wire import CommandKind
from domain.wire.kiosk import Board, DamageReport, GoneSheet, TabletCard
from domain.wire.people import (
    AgreementRow,
    Agreements,
    DamageCase,
    DamageLedger,
    DamageStep,
    DeviceList,
    DeviceRow,
    DeviceStep,
    FirstPassword,
    Hands,
    HandsRow,
    NewAgreement,
    NewDevice,
    NewStaff,
    PairingShown,
    RefusalRow,
    Refusals,
    RoomRow,
    Seen,
    StaffList,
    StaffRow,
    StaffStep,
)
from tests import cast
from tests.app.ui.office.desk import OUT_OF_REACH

T02, T03, T05, T06, KIOSK, NEW = (cast.id_of(number) for number in (21, 23, 25, 26, 27, 29))
CASE = cast.id_of(61)
PHOTO = cast.id_of(62)
KIT = cast.id_of(105)
LINE = "daybook https://daybook.hazel-lane.example:8443 " + "4f1c9a" * 10 + "4f1c" + " K7QM-2XWD-{code:04}"
FIRST = "amber-kettle-41-harbour"


def card(device: str, name: str, standing: Standing, **rest: object) -> TabletCard:
    """A tablet of the board."""
    return TabletCard.model_validate({"device_id": device, "name": name, "standing": standing, "version": 3, **rest})


def device(id: str, name: str, station: Station = Station.ROOM, **rest: object) -> DeviceRow:
    """A paired device, seen four minutes ago."""
    row = {"id": id, "name": name, "station": station, "is_paired": True, "is_revoked": False, "last_seen_at": minutes_ago(4)}
    return DeviceRow.model_validate({**row, **rest})


def minutes_ago(minutes: float) -> datetime:
    """A moment before the cast's."""
    return cast.NOW - timedelta(minutes=minutes)


def tablets() -> tuple[TabletCard, ...]:
    """The board's cards: one out, one in, one late, one quarantined."""
    return (
        card(
            T02, "T-02", Standing.OUT, room_name="Caterpillars", slot=2, battery=78, holder_id=cast.SAM, holder_name="Sam Morris",
            since=minutes_ago(150), due_at=minutes_ago(-300), last_seen_at=minutes_ago(1), waiting=3, is_session_open=True,
        ),
        card(T03, "T-03", Standing.IN, room_name="Ladybirds", slot=3, battery=96, is_charging=True, last_seen_at=minutes_ago(4), waiting=0),
        card(
            T05, "T-05", Standing.OUT_OF_USE, room_name="Caterpillars", slot=5, battery=51, last_seen_at=minutes_ago(2900),
            note="Cracked on Tuesday. The office decides.", damage_id=CASE,
        ),
        card(
            T06, "T-06", Standing.LATE, room_name="Ladybirds", battery=22, holder_id=cast.JO, holder_name="Jo Patel",
            since=minutes_ago(200), due_at=minutes_ago(12), last_seen_at=minutes_ago(40), waiting=None,
        ),
    )  # fmt: skip


def some_devices() -> list[DeviceRow]:
    """Four tablets, the kiosk and the office PC; T-06 has an alarm."""
    by_id = {each.device_id: each for each in tablets()}
    return [
        device(T02, "T-02", asset_tag="HL-0042", tablet=by_id[T02], logged_in="Sam Morris", waiting=3, room_name="Caterpillars"),
        device(T03, "T-03", asset_tag="HL-0043", tablet=by_id[T03], waiting=0, room_name="Ladybirds"),
        device(T05, "T-05", asset_tag="HL-0045", tablet=by_id[T05], is_out_of_use=True, last_seen_at=minutes_ago(2900)),
        device(
            T06, "T-06", asset_tag="HL-0046", tablet=by_id[T06], logged_in="Jo Patel", room_name="Ladybirds",
            alarms=("its numbers were used twice: somebody may have copied its data folder",),
        ),
        device(KIOSK, "Kiosk by the door", Station.KIOSK, asset_tag="HL-0010"),
        device(cast.OFFICE_PC, "Office PC", Station.OFFICE, asset_tag="HL-0001", logged_in="Ruth Adeyemi"),
    ]  # fmt: skip


def some_hands() -> tuple[HandsRow, ...]:
    """A morning, the newest first."""
    steps = [
        (150, "sign_out", "Sam Morris", "T-02", "No damage seen", True),
        (151, "sign_out", "Jo Patel", "T-02", "The kiosk upstairs was later", False),
        (900, "sign_in", "Ana Silva", "T-02", "Slot 2, light on", True),
        (1300, "transfer", "Ana Silva, from Sam Morris", "T-02", "", True),
        (2900, "damage", "Beth Lowe", "T-05", "Cracked screen, dropped by the sand pit", True),
    ]
    return tuple(
        HandsRow(at=minutes_ago(ago), what=what, who=who, device_name=name, text=text, stands=stands)
        for ago, what, who, name, text, stands in steps
    )


def some_staff() -> list[StaffRow]:
    """Ruth manages, Tom is the deputy, Kit is new, Ana has left."""
    rows: list[tuple[str, str, str, Role, dict[str, object]]] = [
        (cast.RUTH, "Ruth", "Adeyemi", Role.MANAGER, {}),
        (cast.TOM, "Tom", "Hughes", Role.DEPUTY, {}),
        (cast.SAM, "Sam", "Morris", Role.PRACTITIONER, {"holds": "T-02"}),
        (
            cast.JO,
            "Jo",
            "Patel",
            Role.PRACTITIONER,
            {"is_active": False, "history": ("Suspended by Ruth Adeyemi, 18 November: left the keys",)},
        ),
        (KIT, "Kit", "Doyle", Role.BANK, {"has_pin": False, "has_signed": False, "must_change_password": True, "last_login_at": None}),
        (cast.id_of(106), "Ana", "Silva", Role.PRACTITIONER, {"is_active": False, "has_ended": True}),
    ]
    plain = {"is_active": True, "has_pin": True, "must_change_password": False, "has_signed": True, "last_login_at": minutes_ago(90)}
    return [
        StaffRow.model_validate(
            {"id": id, "username": f"{first}.{last}".lower(), "first_name": first, "last_name": last, "role": role, **plain, **rest}
        )
        for id, first, last, role, rest in rows
    ]


def a_case() -> DamageCase:
    """A cracked screen; Beth's period, and nobody has decided."""
    report = DamageReport(
        id=CASE, device_id=T05, device_name="T-05", kind=DamageKind.ACCIDENTAL, text="Dropped by the sand pit. The glass is cracked.",
        noticed=Noticed.AT_SIGN_IN, reported_at=minutes_ago(2900), reported_by="Ellis Grant", holder_name="Beth Lowe",
        period="07:31 to 15:00", photos=(PHOTO,),
    )  # fmt: skip
    return DamageCase(report=report, deliberate=DeliberateState.NOT_SAID)


def other_case() -> DamageCase:
    """A closed one: paid for, and appealed."""
    first = a_case()
    report = first.report.model_copy(
        update={"id": cast.id_of(63), "device_name": "T-03", "kind": DamageKind.LIQUID, "text": "Juice.", "is_open": False, "photos": ()}
    )
    return DamageCase(
        report=report, deliberate=DeliberateState.SAID, said_by="Ruth Adeyemi", others_logged_in=("Jo Patel",), decision="A new case.",
        charge_pence=1250, appeal="The cup had no lid.", decided_by="Ruth Adeyemi",
    )  # fmt: skip


TEXT = (
    "1. The tablet stays in the nursery, in my hands or in the cabinet.\n\n2. I sign it out to myself and back in. I lend it to nobody.\n\n"
    "3. I carry no picture of a child out of Daybook, by no way.\n\n4. Damage and loss I report at once. Wear is nobody's fault; what was "
    "done on purpose is paid for, after two managers have looked at it."
)


def some_agreements() -> Agreements:
    """Version 3 in force; Kit has not signed."""
    names = ("Ruth Adeyemi", "Tom Hughes", "Sam Morris", "Jo Patel")
    return Agreements(
        versions=(
            AgreementRow(version=3, text=TEXT, published_at=minutes_ago(40_000), signed=names, missing=("Kit Doyle",)),
            AgreementRow(version=2, text=TEXT[:140], published_at=minutes_ago(300_000), signed=names, missing=()),
        )
    )


def some_refusals() -> tuple[RefusalRow, ...]:
    """A night and a morning."""
    return (
        RefusalRow(at=minutes_ago(35), who="Sam Morris", device="T-03", what="Log in", why="Jo Patel holds this tablet.", count=2),
        RefusalRow(at=minutes_ago(700), who="jo.patel", device="T-06", what="Log in", why="Outside opening hours.", count=3),
        RefusalRow(at=minutes_ago(900), who="unknown", device="192.168.4.77", what="Pair", why="A code that was used before."),
    )


class Away(NetworkError):
    """The server does not answer."""

    def __init__(self) -> None:
        super().__init__(OUT_OF_REACH, permanent=False)


@dataclass
class MemoryDesk:
    """A `HouseDesk`. `who` is the lead at the desk; `asked` keeps what was done, in order."""

    who: StaffRow
    now: datetime = cast.NOW
    rows: list[DeviceRow] = field(default_factory=some_devices)
    people: list[StaffRow] = field(default_factory=some_staff)
    cases: list[DamageCase] = field(default_factory=lambda: [a_case(), other_case()])
    steps_of_hands: tuple[HandsRow, ...] = field(default_factory=some_hands)
    texts: Agreements = field(default_factory=some_agreements)
    tries: tuple[RefusalRow, ...] = field(default_factory=some_refusals)
    is_out_of_reach: bool = False
    is_seen: bool = False
    asked: list[tuple[str, object]] = field(default_factory=list)
    codes: int = 0
    picture: bytes = b""

    @property
    def name(self) -> str:
        return f"{self.who.first_name} {self.who.last_name}"

    # -- Devices ----------------------------------------------------------------------------------------------------------------------

    def devices(self) -> DeviceList:
        self._reach()
        return DeviceList(devices=tuple(self.rows), rooms=tuple(RoomRow(id=room.id, name=room.name) for room in cast.ROOMS))

    def new_device(self, device: NewDevice) -> PairingShown:
        self._reach()
        if any(row.name == device.name for row in self.rows):
            raise NetworkError("Another device bears this name.", permanent=True, status=409, code="name_taken")
        self.asked.append(("new_device", device))
        self.rows.append(DeviceRow(id=NEW, name=device.name, station=device.station, is_paired=False, is_revoked=False))
        return self._code(NEW)

    def new_code(self, device_id: str) -> PairingShown:
        self._reach()
        self.asked.append(("new_code", device_id))
        return self._code(device_id)

    def device_step(self, device_id: str, step: DeviceStep) -> DeviceRow:
        self._reach()
        row = next(each for each in self.rows if each.id == device_id)
        if step.step == "confirm_destroy" and row.destroy_asked_by == self.name:
            raise NetworkError("Another manager confirms it.", permanent=True, status=403, code="second_manager")
        self.asked.append((step.step, step.reason))
        updates: dict[str, dict[str, object]] = {
            "revoke": {"is_revoked": True, "pending": CommandKind.SEAL},
            "seal": {"is_sealed": True, "pending": CommandKind.SEAL},
            "release": {"is_sealed": False, "pending": CommandKind.RELEASE},
            "end_session": {"pending": CommandKind.END_SESSION},
            "ask_destroy": {"destroy_asked_by": self.name},
            "confirm_destroy": {"pending": CommandKind.DESTROY},
            "out_of_use": {"is_out_of_use": True},
            "back_in_use": {"is_out_of_use": False},
        }
        update = updates[step.step]
        return self._put(row.model_copy(update=update))

    def hands(self, device_id: str) -> Hands:
        self._reach()
        name = next(row.name for row in self.rows if row.id == device_id)
        return Hands(rows=tuple(row for row in self.steps_of_hands if row.device_name == name))

    def all_hands(self) -> Hands:
        self._reach()
        return Hands(rows=self.steps_of_hands)

    def gone(self, device_id: str) -> GoneSheet:
        self._reach()
        row = next(each for each in self.rows if each.id == device_id)
        return GoneSheet(
            device_id=device_id, device_name=row.name, holder_name="Jo Patel", last_seen_at=row.last_seen_at, waiting=row.waiting,
            originals=2, children=("Amelia", "Noah", "Zoë", "Łukasz", "Ayaan", "Isla"), is_revoked=row.is_revoked, is_sealed=False,
            advice=("Close the tablet for good in Devices.", "Ring Jo Patel, and look where it was seen last.",
                    "Tell the data protection lead today; the law leaves 72 hours."),
        )  # fmt: skip

    def board(self) -> Board:
        self._reach()
        cards = tuple(row.tablet for row in self.rows if row.tablet is not None)
        return Board(
            now=self.now, nursery_name="Hazel Lane Nursery", timezone="Europe/London", opens="07:30", closes="18:00", closes_at=None,
            day=DayState.OPEN, opened_by="Ellis Grant", tablets=cards, staff=(), steps=(),
            anomalies=("T-02 was signed out at two kiosks at once. Sam Morris holds it.",),
        )  # fmt: skip

    # -- Damage -----------------------------------------------------------------------------------------------------------------------

    def damage(self) -> DamageLedger:
        self._reach()
        return DamageLedger(cases=tuple(self.cases))

    def damage_step(self, case_id: str, step: DamageStep) -> DamageCase:
        self._reach()
        case = next(each for each in self.cases if each.report.id == case_id)
        if step.step == "confirm_deliberate" and case.said_by == self.name:
            raise NetworkError("Another manager confirms it.", permanent=True, status=403, code="second_manager")
        self.asked.append((step.step, (step.text, step.charge_pence)))
        report = case.report.model_copy(update={"is_open": step.step != "close"})
        updates: dict[str, dict[str, object]] = {
            "say_deliberate": {"deliberate": DeliberateState.SAID, "said_by": self.name},
            "confirm_deliberate": {"deliberate": DeliberateState.CONFIRMED, "confirmed_by": self.name},
            "reject_deliberate": {"deliberate": DeliberateState.REJECTED},
            "decide": {"decision": step.text, "charge_pence": step.charge_pence, "decided_by": self.name},
            "appeal": {"appeal": step.text},
            "close": {"report": report},
            "reopen": {"report": report},
        }
        update = updates[step.step]
        new = case.model_copy(update=update)
        self.cases = [new if each.report.id == case_id else each for each in self.cases]
        return new

    def photo(self, photo_id: str) -> bytes:
        self._reach()
        return self.picture

    # -- People -----------------------------------------------------------------------------------------------------------------------

    def staff(self) -> StaffList:
        self._reach()
        return StaffList(staff=tuple(self.people))

    def new_staff(self, staff: NewStaff) -> FirstPassword:
        self._reach()
        if any(row.username == staff.username for row in self.people):
            raise NetworkError("This user name is taken. Add a middle letter.", permanent=True, status=409, code="username_taken")
        self.asked.append(("new_staff", staff))
        row = StaffRow(
            id=cast.id_of(110), username=staff.username, first_name=staff.first_name, last_name=staff.last_name, role=staff.role,
            is_active=True, has_pin=False, must_change_password=True, has_signed=False, history=("Added by Ruth Adeyemi, 19 November",),
        )  # fmt: skip
        self.people.append(row)
        return FirstPassword(staff_id=row.id, password=FIRST, say=f"{staff.first_name} can log in with it once, and then chooses another.")

    def staff_step(self, staff_id: str, step: StaffStep) -> FirstPassword:
        self._reach()
        row = next(each for each in self.people if each.id == staff_id)
        self._judge(row, step)
        self.asked.append((step.change.value, (row.username, step.role, step.reason)))
        updates: dict[str, dict[str, object]] = {
            StaffChange.SUSPEND: {"is_active": False},
            StaffChange.REOPEN: {"is_active": True},
            StaffChange.CHANGE_ROLE: {"role": step.role},
            StaffChange.END: {"is_active": False, "has_ended": True},
            StaffChange.RESET_PIN: {"has_pin": False},
            StaffChange.RESET_PASSWORD: {"must_change_password": True},
        }
        update = updates[step.change]
        self.people = [each.model_copy(update=update) if each is row else each for each in self.people]
        password = FIRST if step.change is StaffChange.RESET_PASSWORD else ""
        return FirstPassword(staff_id=staff_id, password=password, say="It opens once.")

    def agreements(self) -> Agreements:
        self._reach()
        return self.texts

    def new_agreement(self, agreement: NewAgreement) -> Agreements:
        self._reach()
        self.asked.append(("new_agreement", agreement.text))
        names = tuple(f"{row.first_name} {row.last_name}" for row in self.people if row.is_active)
        newest = AgreementRow(version=4, text=agreement.text, published_at=self.now, signed=(), missing=names)
        self.texts = Agreements(versions=(newest, *self.texts.versions))
        return self.texts

    def refusals(self, *, everything: bool) -> Refusals:
        self._reach()
        rows = self.tries if everything or not self.is_seen else ()
        sentences = (
            () if self.is_seen else ("Jo Patel tried 3 times to log in on T-06 outside opening hours.", "A used pairing code was tried.")
        )
        return Refusals(since=minutes_ago(1440), sentences=sentences, rows=rows, up_to=3)

    def seen(self, seen: Seen) -> Refusals:
        self._reach()
        self.asked.append(("seen", seen.up_to))
        self.is_seen = True
        return self.refusals(everything=False)

    def _judge(self, row: StaffRow, step: StaffStep) -> None:
        """As the server does, over whatever the screen let through."""
        others = tuple(member(each) for each in self.people if each is not row)
        found = change_refusals(step.change, member(row), member(self.who), others, role=step.role, reason=step.reason)
        if found:
            first: StaffRefusal = found[0]
            raise NetworkError(STAFF_SENTENCES[first], permanent=True, status=403, code=first.value)

    def _code(self, device_id: str) -> PairingShown:
        self.codes += 1
        return PairingShown(device_id=device_id, line=LINE.format(code=self.codes), expires_at=self.now + timedelta(minutes=10))

    def _put(self, row: DeviceRow) -> DeviceRow:
        self.rows = [row if each.id == row.id else each for each in self.rows]
        return row

    def _reach(self) -> None:
        if self.is_out_of_reach:
            raise Away
