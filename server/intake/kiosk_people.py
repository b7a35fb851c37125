"""Who stands at the kiosk: PIN or password, choosing a PIN, signing the staff agreement (L15, C32)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from domain.errors import KnownError
from domain.permissions import Action, Station
from domain.pins import LOCKED_AFTER, PASSWORD_AFTER, PinStanding
from domain.tablets import Place
from domain.wire.kiosk import AgreementText, ChoosePin, Proof, Prove, SignAgreement
from server.accounts import house_agreements, pins, tries
from server.accounts.models import Staff
from server.accounts.passwords import is_password
from server.audit import trail
from server.custody.board import on_board
from server.custody.models import Lease
from server.intake.callers import calling_at
from server.intake.kiosk_proofs import proof_of, proved, refused, staff_of_id
from server.intake.problems import answer, missing
from server.registry.models import Device

router = Router()

NO_PIN = "You have no PIN yet. Type your password."
AFTER_FIVE = f"{PASSWORD_AFTER} wrong PINs. Type your password."
AFTER_TEN = f"{LOCKED_AFTER} wrong PINs. Only the office can open it again."
SUSPENDED = "Your access is closed. Ask the manager."
WRONG_PASSWORD = "That is not the password."  # noqa: S105 - a sentence
PASSWORD_FIRST = "Show who you are with your password first, then choose a PIN."  # noqa: S105 - a sentence


@router.post("/prove")
def prove(request: HttpRequest, message: Prove) -> HttpResponse:
    """Prove -> Proof. Whoever opened the kiosk sees the board; who stands there shows it each time."""
    device, _ = calling_at(request, Action.SEE_BOARD, Station.KIOSK)
    staff = staff_of_id(message.staff_id)
    if staff is None:
        raise missing()
    if not staff.is_active:
        raise refused(request, device, "suspended", SUSPENDED, who=staff)
    if pins.pin_standing(staff) is PinStanding.LOCKED:
        raise refused(request, device, "pin_locked", AFTER_TEN, who=staff)
    if message.by == "pin":
        _check_pin(request, device, staff, message.secret)
    else:
        _check_password(request, device, staff, message.secret)
    trail.record("kiosk_proved", who=trail.staff_name(staff.pk), about=staff.pk, device=device.pk, detail={"by": message.by})
    return answer(_proof(device, staff, proof_of(device, staff, message.by)))


@router.post("/pin")
def choose_pin(request: HttpRequest, message: ChoosePin) -> HttpResponse:
    """ChoosePin -> Proof: after the password, or where there is no PIN yet."""
    device, _ = calling_at(request, Action.TAKE_TABLET, Station.KIOSK)
    person = proved(request, device, message.proof)
    if person.by != "password" and pins.has_pin(person.staff):
        raise refused(request, device, "password_needed", PASSWORD_FIRST, who=person.staff)
    try:
        pins.set_pin(person.staff, message.pin, timezone.now())
    except pins.WeakPin as error:
        raise refused(request, device, "weak_pin", error.sentence, who=person.staff, status=422) from None
    trail.record("kiosk_pin_chosen", who=trail.staff_name(person.staff.pk), about=person.staff.pk, device=device.pk)
    return answer(_proof(device, person.staff, proof_of(device, person.staff, person.by, renews=person)))


@router.post("/agreement")
def sign_agreement(request: HttpRequest, message: SignAgreement) -> HttpResponse:
    """SignAgreement -> Proof."""
    device, _ = calling_at(request, Action.TAKE_TABLET, Station.KIOSK)
    person = proved(request, device, message.proof)
    try:
        house_agreements.sign(person.staff, message.version, message.typed_name, timezone.now())
    except KnownError as error:
        raise refused(request, device, "not_signed", error.sentence, who=person.staff, status=422) from None
    return answer(_proof(device, person.staff, proof_of(device, person.staff, person.by, renews=person)))


def _check_pin(request: HttpRequest, device: Device, staff: Staff, pin: str) -> None:
    """Raises Refused with how many tries are left."""
    if not pins.has_pin(staff):
        raise refused(request, device, "password_needed", NO_PIN, who=staff)
    found = pins.prove_pin(staff, pin, timezone.now())
    if found.is_right:
        return
    match found.standing:
        case PinStanding.LOCKED:
            raise refused(request, device, "pin_locked", AFTER_TEN, who=staff)
        case PinStanding.PASSWORD:
            raise refused(request, device, "password_needed", AFTER_FIVE, who=staff)
    more = "One try is left." if found.left == 1 else f"{found.left} tries are left."
    raise refused(request, device, "wrong_pin", f"Wrong PIN. {more}", who=staff)


def _check_password(request: HttpRequest, device: Device, staff: Staff, password: str) -> None:
    """Raises Refused; from the fifth wrong one on, the next must wait."""
    key, now = f"prove:{staff.pk}", timezone.now()
    wait = tries.begin(key, now)
    if wait:
        seconds = int(wait.total_seconds()) + 1
        slow = refused(request, device, "slow_down", f"Too many wrong tries. Wait {seconds} seconds.", who=staff, status=429)
        slow.headers = {"Retry-After": str(seconds)}
        raise slow
    if not is_password(staff, password):
        raise refused(request, device, "wrong_password", WRONG_PASSWORD, who=staff)
    tries.succeeded(key)
    pins.password_given(staff)


def _proof(device: Device, staff: Staff, proof: str) -> Proof:
    """The proof, and what the person must still do before they take a tablet."""
    held = Lease.objects.filter(holder=staff, ended_at=None, device__tablet__place=Place.OUT.value).order_by("-since").first()
    has_signed, agreement = house_agreements.has_signed(staff), house_agreements.newest()
    return Proof(
        proof=proof,
        staff=on_board(staff, has_signed=has_signed, holds=held.device_id if held else None),
        agreement=AgreementText(version=agreement.version, text=agreement.text) if agreement and not has_signed else None,
        must_choose_pin=not pins.has_pin(staff),
    )
