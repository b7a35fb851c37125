"""Damage to tablets: filed against the period it falls into, decided by managers, and kept with every step (C42 to C44)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction

from domain.damage import (
    DAMAGE_WORDS,
    DELIBERATE_STEPS,
    FILING_SENTENCES,
    GONE,
    DeliberateEvent,
    DeliberateState,
    Noticed,
    Period,
    filing_refusals,
    needs_second_manager,
    responsible_period,
)
from domain.wire import kiosk as said
from domain.wire import people
from server.accounts.models import Staff
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.audit.texts import plain
from server.custody import book, photos, reports
from server.custody.models import DamageCase, DamageNote, Lease
from server.custody.refusing import BookRefused
from server.registry.models import Device

WRONG_STEP = "This case is not at that point any more. Look at it again."
LATELY = timedelta(minutes=10)
CLOSED_TAKES = frozenset({"reopen", "appeal"})


@transaction.atomic
def file(
    device: Device,
    new: said.NewDamage,
    noticed: Noticed,
    by: Staff,
    *,
    now: datetime,
    kiosk: UUID | None = None,
    revokes: bool = False,
    version: int | None = None,
) -> DamageCase:
    """File damage against the period it falls into. Not usable: out of use in the same step. Lost or stolen: revoked and sealed in it.

    Asked twice it is filed once: an answer may have been lost. Raises BookRefused: nothing was said, a photo is missing, a tablet that
    is gone would not be revoked, or it is no longer what the board showed.
    """
    refusals = filing_refusals(new.kind, plain(new.text, 2000), revokes=revokes)
    if refusals:
        raise BookRefused(refusals[0].value, FILING_SENTENCES[refusals[0]])
    text = plain(new.text.strip(), 2000)
    before = _same_report(device, new, text, by, now)
    if before is not None:
        return before
    if version is not None:
        book.check_version(device, version)
    case = DamageCase.objects.create(
        device=device,
        kind=new.kind.value,
        text=text,
        noticed=noticed.value,
        reported_at=now,
        reported_by=by,
        lease=_responsible(device, noticed, now),
        unsent=_unsent(device),
        seems_deliberate=new.seems_deliberate,
    )
    photos.attach(new.photos, kiosk=kiosk, case=case)
    book.note(device, "damage", by, f"{DAMAGE_WORDS[new.kind]}: {text}", now=now, kiosk=kiosk)
    _take_away(device, new, by, text, now, kiosk)
    trail.record("damage_filed", who=trail.staff_name(by.pk), about=case.pk, device=device.pk, detail={"kind": new.kind.value})
    return case


def find_case(case_id: str) -> DamageCase | None:
    """The case under the id that a stranger sent."""
    key = uuid_or_none(case_id)
    return _cases().filter(pk=key).first() if key else None


@transaction.atomic
def step(case: DamageCase, message: people.DamageStep, by: Staff, now: datetime) -> DamageCase:
    """What a manager does with a case; every step is kept beside it. Raises BookRefused: second_manager, wrong_step, words."""
    row = DamageCase.objects.select_for_update().get(pk=case.pk)
    if not row.is_open and message.step not in CLOSED_TAKES:
        raise BookRefused("wrong_step", WRONG_STEP)
    text = plain(message.text.strip(), 2000)
    STEPS[message.step](row, text, message.charge_pence, by)
    row.save()
    DamageNote.objects.create(case=row, at=now, by=by, step=message.step, text=text, charge_pence=message.charge_pence)
    detail = {"step": message.step, "charge_pence": message.charge_pence}
    trail.record("damage_step", who=trail.staff_name(by.pk), about=row.pk, device=row.device_id, detail=detail)
    return _cases().get(pk=row.pk)


def open_cases(devices: Iterable[UUID]) -> dict[UUID, DamageCase]:
    """The newest open case of each of these tablets."""
    found = DamageCase.objects.filter(device__in=list(devices), is_open=True).order_by("reported_at")
    return {case.device_id: case for case in found}


def all_cases() -> list[DamageCase]:
    """Open ones first, then the newest."""
    return list(_cases().order_by("-is_open", "-reported_at"))


def _cases() -> models.QuerySet[DamageCase]:
    people_of = ("device", "lease", "reported_by", "said_by", "confirmed_by", "decided_by")
    return DamageCase.objects.select_related(*people_of).prefetch_related("photos")


def _same_report(device: Device, new: said.NewDamage, text: str, by: Staff, now: datetime) -> DamageCase | None:
    """The same words about the same tablet by the same person, minutes ago."""
    lately = DamageCase.objects.filter(device=device, reported_by=by, reported_at__gt=now - LATELY, is_open=True)
    return lately.filter(kind=new.kind.value, text=text).first()


def _responsible(device: Device, noticed: Noticed, at: datetime) -> Lease | None:
    """The lease whose period it falls into."""
    leases = {str(lease.pk): lease for lease in Lease.objects.filter(device=device)}
    periods = {
        key: Period(holder=str(lease.holder_id), holder_name=lease.holder_name, since=lease.since, ended_at=lease.ended_at)
        for key, lease in leases.items()
    }
    found = responsible_period(list(periods.values()), noticed, at)
    return next((leases[key] for key, period in periods.items() if period is found), None)


def _unsent(device: Device) -> str:
    """What the tablet had not sent when it last counted, in words: what a loss of content may have taken (C44)."""
    report = reports.latest(device)
    if report is None or report.waiting is None:
        return "It never said what it holds."
    return f"{report.waiting} not sent, {report.originals or 0} pictures not handed in."


def _take_away(device: Device, new: said.NewDamage, by: Staff, text: str, now: datetime, kiosk: UUID | None) -> None:
    if new.kind in GONE:
        book.lose(device, by, text, now=now, kiosk=kiosk)
    elif not new.is_usable:
        book.out_of_use(device, by, f"{DAMAGE_WORDS[new.kind]}: {text}"[:300], now=now, kiosk=kiosk)


def _deliberate(event: DeliberateEvent) -> Callable[[DamageCase, str, int | None, Staff], None]:
    def move(case: DamageCase, text: str, charge: int | None, by: Staff) -> None:
        new = DELIBERATE_STEPS.get((DeliberateState(case.deliberate), event))
        if new is None:
            raise BookRefused("wrong_step", WRONG_STEP)
        if event is DeliberateEvent.CONFIRM and needs_second_manager(str(case.said_by_id), str(by.pk)):
            raise BookRefused("second_manager", "A second manager confirms this. You said it yourself.")
        case.deliberate = new.value
        if event is DeliberateEvent.SAY:
            case.said_by, case.confirmed_by = by, None
        elif event is DeliberateEvent.CONFIRM:
            case.confirmed_by = by

    return move


def _decide(case: DamageCase, text: str, charge: int | None, by: Staff) -> None:
    _need_words(text, "Write in a few words what was decided.")
    case.decision, case.charge_pence, case.decided_by = text, charge, by


def _appeal(case: DamageCase, text: str, charge: int | None, by: Staff) -> None:
    _need_words(text, "Write what the person says against it.")
    case.appeal = text


def _close(case: DamageCase, text: str, charge: int | None, by: Staff) -> None:
    _need_words(case.decision, "Write what was decided first.")
    if case.deliberate == DeliberateState.SAID.value:
        raise BookRefused("second_manager", "A second manager confirms or rejects first that it was deliberate.")
    case.is_open = False


def _reopen(case: DamageCase, text: str, charge: int | None, by: Staff) -> None:
    if case.is_open:
        raise BookRefused("wrong_step", WRONG_STEP)
    case.is_open = True


def _need_words(text: str, sentence: str) -> None:
    if not text:
        raise BookRefused("reason_needed", sentence)


STEPS: dict[str, Callable[[DamageCase, str, int | None, Staff], None]] = {
    "say_deliberate": _deliberate(DeliberateEvent.SAY),
    "confirm_deliberate": _deliberate(DeliberateEvent.CONFIRM),
    "reject_deliberate": _deliberate(DeliberateEvent.REJECT),
    "decide": _decide,
    "appeal": _appeal,
    "close": _close,
    "reopen": _reopen,
}
