"""What the office asks about devices, tablets, staff access, agreements and refusals; each call asks the permission matrix first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Router

from domain.permissions import Action, Station
from domain.wire.people import (
    DamageStep,
    DeviceStep,
    HouseChange,
    NewAgreement,
    NewDevice,
    NewStaff,
    PairingShown,
    Seen,
    StaffStep,
)
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.custody import damages, histories, ledger, photos
from server.custody.board import board
from server.custody.models import ConditionPhoto
from server.custody.refusing import BookRefused
from server.intake import house_agreements, house_covering, house_device_steps, house_devices, house_refusals, house_settings, house_staff
from server.intake.callers import calling_lead
from server.intake.pairing_line import ca_sha256, pairing_line
from server.intake.problems import Refused, answer, missing
from server.media.sealing import SealBroken
from server.registry import pairing
from server.registry.models import Device

router = Router()
FORBIDDEN = frozenset({"second_manager"})  # of the damage ledger's refusals, those that concern the person


@router.get("/devices")
def get_devices(request: HttpRequest) -> HttpResponse:
    """-> DeviceList."""
    calling_lead(request, Action.MANAGE_DEVICES)
    return answer(house_devices.device_list(timezone.now()))


@router.post("/devices")
def post_device(request: HttpRequest, message: NewDevice) -> HttpResponse:
    """NewDevice -> PairingShown."""
    _, staff = calling_lead(request, Action.MANAGE_DEVICES)
    ca_sha256()  # before the device is made: without an authority there is no line to show
    now = timezone.now()
    device, code = house_device_steps.new_device(staff, message)
    return answer(_shown(request, device, code, now))


@router.post("/devices/{device_id}/code")
def post_code(request: HttpRequest, device_id: str) -> HttpResponse:
    """-> PairingShown."""
    here, staff = calling_lead(request, Action.MANAGE_DEVICES)
    device, now = _device(device_id), timezone.now()
    ca_sha256()
    house_device_steps.check_other(here, device)
    return answer(_shown(request, device, pairing.new_code(device, by=trail.staff_name(staff.pk)), now))


@router.post("/devices/{device_id}/step")
def post_device_step(request: HttpRequest, device_id: str, message: DeviceStep) -> HttpResponse:
    """DeviceStep -> DeviceRow."""
    here, staff = calling_lead(request, Action.MANAGE_DEVICES)
    device, now = _device(device_id), timezone.now()
    house_device_steps.take_step(here, device, staff, message, now)
    return answer(house_devices.device_row(device, now))


@router.get("/devices/{device_id}/hands")
def get_hands(request: HttpRequest, device_id: str) -> HttpResponse:
    """-> Hands of one device."""
    calling_lead(request, Action.SEE_CUSTODY)
    return answer(histories.hands(_device(device_id)))


@router.get("/hands")
def get_all_hands(request: HttpRequest) -> HttpResponse:
    """-> Hands, the last of all."""
    calling_lead(request, Action.SEE_CUSTODY)
    return answer(histories.hands())


@router.get("/devices/{device_id}/gone")
def get_gone(request: HttpRequest, device_id: str) -> HttpResponse:
    """-> GoneSheet. It names children, so who reads it is written down."""
    here, staff = calling_lead(request, Action.SEE_CUSTODY)
    device = _device(device_id)
    if device.station != Station.ROOM.value:
        raise missing()
    trail.record("gone_sheet_read", who=trail.staff_name(staff.pk), about=device.pk, device=here.pk)
    return answer(histories.gone_sheet(device))


@router.get("/board")
def get_board(request: HttpRequest) -> HttpResponse:
    """-> Board, as the kiosk shows it."""
    calling_lead(request, Action.SEE_BOARD)
    return answer(board(timezone.now()))


@router.get("/damage")
def get_damage(request: HttpRequest) -> HttpResponse:
    """-> DamageLedger."""
    calling_lead(request, Action.DECIDE_DAMAGE)
    return answer(ledger.ledger())


@router.post("/damage/{case_id}/step")
def post_damage_step(request: HttpRequest, case_id: str, message: DamageStep) -> HttpResponse:
    """DamageStep -> DamageCase. 403 second_manager, 409 for a step that does not fit, 422 for missing words."""
    _, staff = calling_lead(request, Action.DECIDE_DAMAGE)
    case = damages.find_case(case_id)
    if case is None:
        raise missing()
    try:
        return answer(ledger.told(damages.step(case, message, staff, timezone.now())))
    except BookRefused as refused:
        status = 403 if refused.code in FORBIDDEN else 422 if refused.code in ("words", "reason_needed") else 409
        raise Refused(status, refused.code, refused.sentence) from None


@router.get("/photos/{photo_id}")
def get_photo(request: HttpRequest, photo_id: str) -> HttpResponse:
    """A picture of a tablet's condition, for the office's memory only."""
    calling_lead(request, Action.SEE_CUSTODY)
    key = uuid_or_none(photo_id)
    try:
        if key is None:
            raise missing()
        jpeg = photos.opened(key)
    except (ConditionPhoto.DoesNotExist, FileNotFoundError, SealBroken):
        raise missing() from None
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


@router.get("/staff")
def get_staff(request: HttpRequest) -> HttpResponse:
    """-> StaffList."""
    calling_lead(request, Action.MANAGE_STAFF)
    return answer(house_staff.staff_list())


@router.post("/staff")
def post_staff(request: HttpRequest, message: NewStaff) -> HttpResponse:
    """NewStaff -> FirstPassword."""
    device, staff = calling_lead(request, Action.MANAGE_STAFF)
    return answer(house_staff.new_staff(device, staff, message, timezone.now()))


@router.post("/staff/{staff_id}/step")
def post_staff_step(request: HttpRequest, staff_id: str, message: StaffStep) -> HttpResponse:
    """StaffStep -> FirstPassword."""
    device, staff = calling_lead(request, Action.MANAGE_STAFF)
    return answer(house_staff.staff_step(device, staff, uuid_or_none(staff_id), message, timezone.now()))


@router.get("/agreements")
def get_agreements(request: HttpRequest) -> HttpResponse:
    """-> Agreements."""
    calling_lead(request, Action.MANAGE_AGREEMENTS)
    return answer(house_agreements.agreements())


@router.post("/agreements")
def post_agreement(request: HttpRequest, message: NewAgreement) -> HttpResponse:
    """NewAgreement -> Agreements."""
    device, staff = calling_lead(request, Action.MANAGE_AGREEMENTS)
    return answer(house_agreements.publish(device, staff, message, timezone.now()))


@router.get("/house")
def get_house(request: HttpRequest) -> HttpResponse:
    """-> House."""
    calling_lead(request, Action.MANAGE_STAFF)
    return answer(house_settings.house())


@router.post("/house")
def post_house(request: HttpRequest, message: HouseChange) -> HttpResponse:
    """HouseChange -> House. When staff may log in is staff access; 422 reason_needed for what lets in more than before."""
    device, staff = calling_lead(request, Action.MANAGE_STAFF)
    return answer(house_settings.change(device, staff, message, timezone.now()))


@router.get("/refusals")
def get_refusals(request: HttpRequest, all: Literal["0", "1"] = "0") -> HttpResponse:
    """-> Refusals."""
    calling_lead(request, Action.SEE_REFUSALS)
    return answer(house_refusals.digest(everything=all == "1"))


@router.post("/refusals/seen")
def post_seen(request: HttpRequest, message: Seen) -> HttpResponse:
    """Seen -> Refusals."""
    _, staff = calling_lead(request, Action.SEE_REFUSALS)
    house_refusals.mark_seen(message.up_to, staff, timezone.now())
    return answer(house_refusals.digest(everything=False))


def _device(device_id: str) -> Device:
    key = uuid_or_none(device_id)
    device = Device.objects.select_related("room").filter(pk=key).first() if key else None
    if device is None:
        raise missing()
    return device


def _shown(request: HttpRequest, device: Device, code: str, now: datetime) -> PairingShown:
    expires_at = (now + pairing.CODE_LIFE).astimezone(UTC)
    return PairingShown(device_id=str(device.pk), line=pairing_line(request, code), expires_at=expires_at)


def add_to(api: NinjaAPI) -> None:
    """Beside the moderation's calls, under /api/office/v1."""
    api.add_router("/office/v1", router)
    api.add_router("/office/v1", house_covering.router)
