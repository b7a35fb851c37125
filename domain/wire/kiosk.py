"""What the kiosk asks and answers: the board, who somebody is, tablets out and in, damage, and the day."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from domain.damage import DamageKind, Noticed
from domain.permissions import Role
from domain.tablet_day import ClosingStep, DayState
from domain.tablets import Standing
from domain.wire.base import Id, Message, Name

Words = Annotated[str, Field(max_length=2000)]
Reason = Annotated[str, Field(max_length=300)]


class TabletCard(Message):
    """One tablet on the board. `version` rises with every step of its life and is sent back, so that two kiosks do not cross.

    battery: percent; waiting: things it has not sent, None = unknown; `note`: one line about damage or quarantine.
    """

    device_id: Id
    name: Name
    room_name: str = ""
    standing: Standing
    version: int
    slot: int | None = None
    battery: int | None = None
    is_charging: bool | None = None
    is_rising: bool | None = None  # whether the battery has risen since it was put on the dock; None = not known yet
    holder_id: Id | None = None
    holder_name: str = ""
    since: AwareDatetime | None = None
    due_at: AwareDatetime | None = None
    last_seen_at: AwareDatetime | None = None
    waiting: int | None = None
    is_session_open: bool = False
    note: Words = ""
    damage_id: Id | None = None  # the open report, for "See report"


class StaffOnBoard(Message):
    """A person who can be tapped at the kiosk."""

    id: Id
    first_name: Name
    last_name: Name
    role: Role
    has_pin: bool
    has_signed: bool
    holds: Id | None = None  # the tablet in their hands


class ClosingLine(Message):
    """One line of the closing list, with the words beside it."""

    step: ClosingStep
    title: str
    detail: str
    is_done: bool
    is_stuck: bool = False  # what stands in the way now: shown in red


class BoardCall(Message):
    """Somebody was called about a tablet."""

    at: AwareDatetime
    text: Words


class DamageReport(Message):
    """A report of damage as the kiosk shows it again."""

    id: Id
    device_id: Id
    device_name: str
    kind: DamageKind
    text: Words
    noticed: Noticed
    reported_at: AwareDatetime
    reported_by: str
    holder_name: str = ""  # whose period it falls into; "" = nobody's
    period: str = ""  # "07:31 to 15:00", in the site's zone
    photos: tuple[Id, ...] = ()
    is_open: bool = True


class Board(Message):
    """Everything on the kiosk's board. No child is named on it. alarm: 0 quiet, 1 to 3 (`domain.tablet_day.alarm_level`)."""

    now: AwareDatetime
    nursery_name: Name
    timezone: str
    opens: str
    closes: str
    closes_at: AwareDatetime | None
    day: DayState
    opened_by: str = ""
    closed_by: str = ""
    tablets: tuple[TabletCard, ...]
    staff: tuple[StaffOnBoard, ...]
    steps: tuple[ClosingLine, ...]
    calls: tuple[BoardCall, ...] = ()
    anomalies: tuple[str, ...] = ()  # sentences: two kiosks, numbers used twice, an audit that is not whole
    alarm: int = 0
    is_paused: bool = False
    phone: str = ""
    attest_due: bool = False  # the weekly word that the tablets carry nothing but their work (C31)


class Prove(Message):
    """Who stands at the kiosk. After five wrong PINs the password is asked."""

    staff_id: Id
    by: Literal["pin", "password"]
    secret: Annotated[str, Field(min_length=1, max_length=200)]


class AgreementText(Message):
    """The staff agreement in force, to be read and signed."""

    version: int
    text: str


class Proof(Message):
    """The kiosk's word for two minutes that this person stood here; goes with each step they take."""

    proof: str
    staff: StaffOnBoard
    agreement: AgreementText | None = None  # still to be signed
    must_choose_pin: bool = False


class ChoosePin(Message):
    """A person chooses their PIN, after the password."""

    proof: str
    pin: Annotated[str, Field(min_length=1, max_length=20)]


class SignAgreement(Message):
    """A person signs the staff agreement."""

    proof: str
    version: int
    typed_name: Annotated[str, Field(min_length=1, max_length=200)]


class NewDamage(Message):
    """Damage as it is reported in one step with what was being done. photos: uploaded before, of the device alone."""

    kind: DamageKind
    text: Words
    photos: tuple[Id, ...] = ()
    is_usable: bool = False  # False: out of use until the office has looked at it
    seems_deliberate: bool = False  # a word to the manager; it stands only when two managers say so (C43)


class SignOut(Message):
    """One tablet goes to one person. `damage`: found before taking it; falls into the period before (C42)."""

    proof: str
    device_id: Id
    version: int
    damage: NewDamage | None = None
    photos: tuple[Id, ...] = ()  # of its condition now


class Transfer(Message):
    """From one person's hands to another's, both standing here (C41)."""

    from_proof: str
    to_proof: str
    device_id: Id
    version: int
    damage: NewDamage | None = None


class SignIn(Message):
    """A tablet is back. `proof` "" = brought by somebody else, and `reason` says how. late_reason: after its time."""

    proof: str = ""
    device_id: Id
    version: int
    slot: Annotated[int, Field(ge=1, le=99)] | None = None
    is_light_on: bool = False
    reason: Reason = ""
    damage: NewDamage | None = None
    photos: tuple[Id, ...] = ()


class FileDamage(Message):
    """Damage found in the cabinet, or loss and theft. revoke: close the tablet for good in the same step (C44)."""

    device_id: Id
    version: int
    noticed: Noticed
    damage: NewDamage
    revoke: bool = False


class Found(Message):
    """A missing tablet was found."""

    device_id: Id
    version: int
    where: Annotated[str, Field(min_length=1, max_length=300)]


class OpenCheck(Message):
    """What the person who opens the cabinet sees of one tablet. `where` says where a missing one was found."""

    device_id: Id
    is_here: bool
    where: Reason = ""


class OpenDay(Message):
    """The day begins: every tablet that should be here was looked for. One that is not here is missing, and reported in the same step."""

    checks: tuple[OpenCheck, ...]


class Tick(Message):
    """A step of the closing list is ticked, or not any more."""

    step: ClosingStep
    is_done: bool


class CloseDay(Message):
    """The cabinet is locked by one person, and a second one has seen it (C11)."""

    locked_by: str  # proofs
    second: str


class ReopenDay(Message):
    """The day goes on after all."""

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class Called(Message):
    """Somebody was called about a tablet that is late."""

    device_id: Id
    text: Annotated[str, Field(min_length=1, max_length=300)]


class Attest(Message):
    """The weekly word: nothing but Daybook on the tablets (C31). `found`: what was found instead; it goes out of use."""

    proof: str
    found: tuple[Id, ...] = ()
    text: Words = ""


class SpotCheck(Message):
    """One tablet looked at in somebody's hands or in the cabinet."""

    proof: str
    device_id: Id
    text: Words
    is_fine: bool


class Done(Message):
    """A step was taken; `say` is a sentence for the toast."""

    say: str
    damage_id: Id | None = None


class GoneSheet(Message):
    """What a lost tablet could hold: the manager's breach sheet (C44)."""

    device_id: Id
    device_name: str
    holder_name: str
    last_seen_at: AwareDatetime | None
    waiting: int | None
    originals: int | None  # pictures that nobody had handed in: uncovered, sealed in the store
    children: tuple[str, ...]  # first names that lay on it, sealed
    is_revoked: bool
    is_sealed: bool  # whether it has said that it carried out the seal
    advice: tuple[str, ...]
