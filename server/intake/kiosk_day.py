"""The kiosk's calls about the day: opened, ticked, closed; who was called, the weekly word, spot checks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from domain.permissions import Action, Station
from domain.wire.kiosk import Attest, Called, CloseDay, Done, OpenDay, ReopenDay, SpotCheck, Tick
from server.custody import attesting, day
from server.custody.board import board
from server.intake.callers import calling_at
from server.intake.kiosk_proofs import proved, spending, tablet_of, told_why
from server.intake.problems import answer

router = Router()


@router.post("/day/open")
def open_day(request: HttpRequest, message: OpenDay) -> HttpResponse:
    """OpenDay -> Done."""
    kiosk, staff = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    with told_why(request, kiosk, staff):
        said = day.open_day(message.checks, staff, now=timezone.now(), kiosk=kiosk.pk)
    return answer(Done(say=said))


@router.post("/day/tick")
def tick(request: HttpRequest, message: Tick) -> HttpResponse:
    """Tick -> Board."""
    kiosk, staff = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    with told_why(request, kiosk, staff):
        day.tick(message.step, is_done=message.is_done, by=staff, now=timezone.now(), kiosk=kiosk.pk)
    return answer(board(timezone.now()))


@router.post("/day/close")
def close_day(request: HttpRequest, message: CloseDay) -> HttpResponse:
    """CloseDay -> Done. One who runs the day locked the cabinet; whoever takes tablets may be the second name."""
    kiosk, staff = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    locked_by = proved(request, kiosk, message.locked_by, Action.RUN_DAY) if message.locked_by else None
    second = proved(request, kiosk, message.second) if message.second else None
    people = [person for person in (locked_by, second) if person is not None]
    with spending(request, kiosk, people), told_why(request, kiosk, staff):
        day.close_day(locked_by.staff if locked_by else None, second.staff if second else None, now=timezone.now(), kiosk=kiosk.pk)
    return answer(Done(say="The day is closed. Good night."))


@router.post("/day/reopen")
def reopen_day(request: HttpRequest, message: ReopenDay) -> HttpResponse:
    """ReopenDay -> Done."""
    kiosk, staff = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    with told_why(request, kiosk, staff):
        day.reopen_day(message.reason, staff, now=timezone.now(), kiosk=kiosk.pk)
    return answer(Done(say="The day goes on."))


@router.post("/called")
def called(request: HttpRequest, message: Called) -> HttpResponse:
    """Called -> Done."""
    kiosk, staff = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    day.called(tablet_of(message.device_id), message.text, staff, now=timezone.now(), kiosk=kiosk.pk)
    return answer(Done(say="Written down."))


@router.post("/attest")
def attest(request: HttpRequest, message: Attest) -> HttpResponse:
    """Attest -> Done."""
    kiosk, _ = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    person = proved(request, kiosk, message.proof, Action.RUN_DAY)
    found = [tablet_of(device_id) for device_id in dict.fromkeys(message.found)]
    with spending(request, kiosk, [person]):
        attesting.attest(person.staff, found, message.text, now=timezone.now(), kiosk=kiosk.pk)
    names = ", ".join(device.name for device in found)
    return answer(Done(say=f"Out of use now: {names}." if found else "Thank you. Written down for this week."))


@router.post("/spot-check")
def spot_check(request: HttpRequest, message: SpotCheck) -> HttpResponse:
    """SpotCheck -> Done."""
    kiosk, _ = calling_at(request, Action.RUN_DAY, Station.KIOSK)
    person, device = proved(request, kiosk, message.proof, Action.RUN_DAY), tablet_of(message.device_id)
    with spending(request, kiosk, [person], device.pk), told_why(request, kiosk, person.staff):
        attesting.spot_check(device, person.staff, message.text, is_fine=message.is_fine, now=timezone.now(), kiosk=kiosk.pk)
    return answer(Done(say="Written down." if message.is_fine else f"{device.name} is out of use now."))
