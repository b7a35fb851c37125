"""The weekly word that the tablets carry nothing but their work, and spot checks (C31, C34)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from server.accounts.models import Staff
from server.audit import trail
from server.audit.texts import plain
from server.custody import book, shelf
from server.custody.models import Attested, Lease, SeenLogin
from server.custody.today import date_of
from server.registry.models import Device
from server.registry.nursery import the_nursery, today

OTHER_PROGRAM = "Something other than Daybook was found on it."


def attest_is_due(now: datetime) -> bool:
    """Whether nobody has given the word since this week's Monday."""
    nursery = the_nursery()
    last = Attested.objects.order_by("-at").first()
    date = today(nursery, now)
    return last is None or today(nursery, last.at) < date - timedelta(days=date.weekday())


@transaction.atomic
def attest(by: Staff, found: Sequence[Device], text: str, *, now: datetime, kiosk: UUID | None = None) -> Attested:
    """Keep the word. A tablet on which something else was found goes out of use until the office has looked at it."""
    words = plain(text.strip(), 2000)
    shelf.hold_all()
    for device in found:
        book.out_of_use(device, by, f"{OTHER_PROGRAM} {words}".strip()[:300], now=now, kiosk=kiosk)
    row = Attested.objects.create(at=now, by=by, text=words, found=json.dumps([device.name for device in found]))
    trail.record("tablets_attested", who=trail.staff_name(by.pk), about=row.pk, device=kiosk or "", detail={"found": len(found)})
    return row


@transaction.atomic
def spot_check(device: Device, by: Staff, text: str, *, is_fine: bool, now: datetime, kiosk: UUID | None = None) -> None:
    """Write down what was seen; what is not fine goes out of use. Beside it stands how long it was out today: no blame, a fact."""
    words = plain(text.strip(), 1500)
    seen = "Fine." if is_fine else "Not fine."
    book.note(device, "spot_check", by, f"{seen} {words} {_use_today(device, now)}".strip(), now=now, kiosk=kiosk)
    if not is_fine:
        book.out_of_use(device, by, words or "Spot check.", now=now, kiosk=kiosk)


def _use_today(device: Device, now: datetime) -> str:
    """ "Out 95 minutes today with Sam Morris, logged in 2 times." """
    nursery, date = the_nursery(), date_of(now)
    leases = [
        lease for lease in Lease.objects.filter(device=device, since__gte=now - timedelta(days=1)) if today(nursery, lease.since) == date
    ]
    if not leases:
        return "Not out today."
    minutes = sum(int(((lease.ended_at or now) - lease.since).total_seconds()) for lease in leases) // 60
    names = ", ".join(dict.fromkeys(lease.holder_name for lease in leases))
    logins = SeenLogin.objects.filter(device=device, since__gte=min(lease.since for lease in leases)).count()
    return f"Out {minutes} minutes today with {names}, logged in {logins} times."
