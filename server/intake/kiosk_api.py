"""The kiosk's calls about one tablet: the board, out, handed on, back, damaged, gone, found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Router

from domain.damage import Noticed
from domain.permissions import Action, Station
from domain.tablets import Place
from domain.wire.kiosk import Done, FileDamage, Found, NewDamage, SignIn, SignOut, Transfer
from server.accounts.models import Staff
from server.audit import trail
from server.custody import book, damages, ledger, shelf
from server.custody.board import board
from server.custody.histories import gone_sheet
from server.custody.models import DamageCase, Lease
from server.intake import kiosk_day, kiosk_people, kiosk_photos
from server.intake.callers import calling_at
from server.intake.faults import FaultReport, report_from
from server.intake.kiosk_proofs import proved, spending, tablet_of, told_why
from server.intake.problems import Refused, answer, missing
from server.registry.models import Device
from server.registry.nursery import the_nursery, zone

router = Router()


@router.get("/board")
def get_board(request: HttpRequest) -> HttpResponse:
    """-> Board."""
    calling_at(request, Action.SEE_BOARD, Station.KIOSK)
    return answer(board(timezone.now()))


@router.post("/sign-out")
def sign_out(request: HttpRequest, message: SignOut) -> HttpResponse:
    """SignOut -> Done. Damage that makes it unusable is filed, and the tablet stays."""
    kiosk, _ = calling_at(request, Action.TAKE_TABLET, Station.KIOSK)
    person, device, now = proved(request, kiosk, message.proof), tablet_of(message.device_id), timezone.now()
    taker = person.staff
    with spending(request, kiosk, [person], device.pk), told_why(request, kiosk, taker):
        if message.damage is not None and not message.damage.is_usable:
            case = _file(message.damage, device, Noticed.AT_SIGN_OUT, taker, kiosk, version=message.version)
            return answer(Done(say=f"{device.name} is out of use now. Take another one.", damage_id=str(case.pk)))
        filing = _Filing(message.damage, device, Noticed.AT_SIGN_OUT, taker, kiosk)
        lease = book.sign_out(device, taker, version=message.version, now=now, kiosk=kiosk.pk, pictures=message.photos, beside=filing.file)
    return answer(Done(say=f"{device.name} is yours, {taker.first_name}. Back by {_hour(lease)}.", damage_id=filing.case_id))


@router.post("/transfer")
def transfer(request: HttpRequest, message: Transfer) -> HttpResponse:
    """Transfer -> Done. A tablet that is damaged for use goes back to the office first."""
    kiosk, _ = calling_at(request, Action.TAKE_TABLET, Station.KIOSK)
    people = [proved(request, kiosk, message.from_proof), proved(request, kiosk, message.to_proof)]
    giver, taker = (person.staff for person in people)
    device, now = tablet_of(message.device_id), timezone.now()
    with spending(request, kiosk, people, device.pk), told_why(request, kiosk, taker):
        if message.damage is not None and not message.damage.is_usable:
            case = _file(message.damage, device, Noticed.WHILE_OUT, giver, kiosk, version=message.version)
            return answer(Done(say=f"{device.name} is out of use now. Sign it in and take another one.", damage_id=str(case.pk)))
        filing = _Filing(message.damage, device, Noticed.WHILE_OUT, giver, kiosk)
        lease = book.transfer(device, giver, taker, version=message.version, now=now, kiosk=kiosk.pk, beside=filing.file)
    return answer(Done(say=f"{device.name} is with {taker.first_name} now. Back by {_hour(lease)}.", damage_id=filing.case_id))


@router.post("/sign-in")
def sign_in(request: HttpRequest, message: SignIn) -> HttpResponse:
    """SignIn -> Done. Without a proof it is the kiosk's own person who writes down how the tablet came."""
    kiosk, _ = calling_at(request, Action.TAKE_TABLET, Station.KIOSK)
    people = [proved(request, kiosk, message.proof)] if message.proof else []
    bringer = people[0].staff if people else _opener(request)
    device, now = tablet_of(message.device_id), timezone.now()
    filing = _Filing(message.damage, device, Noticed.AT_SIGN_IN, bringer, kiosk)
    with spending(request, kiosk, people, device.pk), told_why(request, kiosk, bringer):
        was_open = book.sign_in(
            device,
            bringer,
            version=message.version,
            now=now,
            slot=message.slot,
            is_light_on=message.is_light_on,
            reason=message.reason,
            kiosk=kiosk.pk,
            pictures=message.photos,
            beside=filing.file,
        )
    return answer(Done(say=_back_sentence(device, was_open=was_open), damage_id=filing.case_id))


@router.post("/damage")
def file_damage(request: HttpRequest, message: FileDamage) -> HttpResponse:
    """FileDamage -> Done, in the name of the kiosk's person."""
    kiosk, staff = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    device = tablet_of(message.device_id)
    with told_why(request, kiosk, staff):
        case = _file(message.damage, device, message.noticed, staff, kiosk, version=message.version, revokes=message.revoke)
    is_closed = Device.objects.filter(pk=device.pk, revoked_at__isnull=False).exists()  # the word is about what is, not what was asked
    said = f"{device.name} is closed for good. See the sheet of what it could hold." if is_closed else f"Reported: {device.name}."
    return answer(Done(say=said, damage_id=str(case.pk)))


@router.get("/damage/{case_id}")
def get_damage(request: HttpRequest, case_id: str) -> HttpResponse:
    """-> DamageReport."""
    calling_at(request, Action.SEE_BOARD, Station.KIOSK)
    case = damages.find_case(case_id)
    if case is None:
        raise missing()
    return answer(ledger.report(case))


@router.get("/gone/{device_id}")
def get_gone(request: HttpRequest, device_id: str) -> HttpResponse:
    """-> GoneSheet of a tablet that is missing or lost. It names children, as nothing else here does: who reads it is written down."""
    kiosk, staff = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    device = tablet_of(device_id)
    if shelf.one_tablet(device).place not in (Place.MISSING, Place.LOST) and device.revoked_at is None:
        raise Refused(409, "wrong_place", f"{device.name} is not missing.")
    trail.record("gone_sheet_read", who=trail.staff_name(staff.pk), about=device.pk, device=kiosk.pk)
    return answer(gone_sheet(device))


@router.post("/found")
def found(request: HttpRequest, message: Found) -> HttpResponse:
    """Found -> Done."""
    kiosk, staff = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    device = tablet_of(message.device_id)
    with told_why(request, kiosk, staff):
        book.find(device, staff, message.where, now=timezone.now(), version=message.version, kiosk=kiosk.pk)
    return answer(Done(say=f"{device.name} is found. Put it on the dock."))


@router.post("/fault")
def fault(request: HttpRequest, message: FaultReport) -> HttpResponse:
    """A privacy fault that somebody came to the kiosk with."""
    kiosk, staff = calling_at(request, Action.REPORT_FAULT, Station.KIOSK)
    report_from(kiosk, staff, message)
    return HttpResponse(status=204)


class _Filing:
    """Damage that belongs to the same transaction as a step; `case_id` is known after it."""

    def __init__(self, damage: NewDamage | None, device: Device, noticed: Noticed, by: Staff, kiosk: Device) -> None:
        self._damage, self._device, self._noticed, self._by, self._kiosk = damage, device, noticed, by, kiosk
        self.case_id: str | None = None

    def file(self) -> None:
        """File it, when there is any."""
        if self._damage is not None:
            self.case_id = str(_file(self._damage, self._device, self._noticed, self._by, self._kiosk).pk)


def _file(
    damage: NewDamage, device: Device, noticed: Noticed, by: Staff, kiosk: Device, *, version: int | None = None, revokes: bool = False
) -> DamageCase:
    return damages.file(device, damage, noticed, by, now=timezone.now(), kiosk=kiosk.pk, version=version, revokes=revokes)


def _opener(request: HttpRequest) -> Staff:
    """The kiosk's own person signs in what somebody else left. Raises Refused."""
    return calling_at(request, Action.RUN_DAY, Station.KIOSK)[1]


def _hour(lease: Lease) -> str:
    return f"{lease.until.astimezone(zone(the_nursery())):%H:%M}"


def _back_sentence(device: Device, *, was_open: bool) -> str:
    """That it is back, what was ended, and what it still holds (C37, C39)."""
    known = shelf.one_tablet(device)
    parts = [f"{device.name} is back."]
    parts += ["Its session was ended."] if was_open else []
    if not known.is_clear:
        report = known.report
        waiting = (report.waiting or 0) + (report.originals or 0) if report else 0
        parts.append(f"{waiting} not sent yet: leave it here." if waiting else "Leave it here until it says that everything is sent.")
    return " ".join(parts)


def add_to(api: NinjaAPI) -> None:
    """Under /api/kiosk/v1."""
    for part in (router, kiosk_people.router, kiosk_photos.router, kiosk_day.router):
        api.add_router("/kiosk/v1", part)
