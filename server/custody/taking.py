"""Who may take a tablet, hand it on or bring it back, and the sentence when they may not (C40, C41)."""

from __future__ import annotations

from datetime import datetime

from domain.permissions import Role
from domain.tablets import Place, SignOutRefusal, TabletFacts, TakerFacts, sign_out_refusals
from server.accounts.house_agreements import has_signed
from server.accounts.models import Staff
from server.custody import shelf
from server.custody.models import Lease
from server.custody.refusing import NotTheirs, ReasonNeeded, SignOutRefused, WrongPlace
from server.custody.today import day_is_open
from server.registry.models import Device
from server.registry.nursery import staff_may_log_in, the_nursery


def check_taker(facts: TabletFacts, device: Device, taker: Staff, now: datetime) -> None:
    """Raises SignOutRefused."""
    last = shelf.last_lease(device)
    person = TakerFacts(
        role=Role(taker.role),
        is_active=taker.is_active,
        has_signed=has_signed(taker),
        holds_another=shelf.held_by(taker.pk, but=device),
        was_last_holder=last is not None and last.holder_id == taker.pk,
    )
    reasons = sign_out_refusals(facts, person, day_is_open=day_is_open(now), is_in_hours=staff_may_log_in(the_nursery(), now))
    if reasons:
        raise SignOutRefused(reasons, _sign_out_sentence(reasons[0], device, last))


def _sign_out_sentence(reason: SignOutRefusal, device: Device, last: Lease | None) -> str:
    """A sentence that names the holder, or another tablet; "" = the rule's own."""
    if reason is SignOutRefusal.ALREADY_OUT and last is not None:
        return f"{last.holder_name} holds {device.name}. Sign it in first, or hand it over."
    if reason is SignOutRefusal.LOW_BATTERY:
        other = next((known.device.name for known in shelf.all_tablets() if _is_ready(known, device)), "")
        return f"Its battery is too low for a session. Take {other}." if other else ""
    return ""


def _is_ready(known: shelf.Known, but: Device) -> bool:
    """Whether anybody could take it now."""
    anybody = TakerFacts(role=Role.PRACTITIONER, is_active=True, has_signed=True, holds_another=False)
    return known.device.pk != but.pk and not sign_out_refusals(known.facts(), anybody, day_is_open=True)


def check_giver(found: shelf.Known, giver: Staff, taker: Staff) -> None:
    """Raises WrongPlace, NotTheirs."""
    name = found.device.name
    if found.place is not Place.OUT or found.lease is None:
        raise WrongPlace(name, found.place)
    if found.lease.holder_id != giver.pk:
        raise NotTheirs(f"{found.lease.holder_name} holds {name}, not {giver.first_name}.")
    if giver.pk == taker.pk:
        raise NotTheirs(f"{giver.first_name} holds {name} already. The other person shows who they are, too.")


def check_reason(device: Device, lease: Lease | None, bringer: Staff, reason: str, now: datetime) -> None:
    """Raises ReasonNeeded."""
    if reason.strip() or lease is None:
        return
    if lease.holder_id != bringer.pk:
        raise ReasonNeeded(f"{lease.holder_name} holds {device.name}. Say why somebody else brings it.")
    if now >= lease.until:
        raise ReasonNeeded(f"{device.name} comes after its time. Say why.")
