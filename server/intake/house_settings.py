"""The office's calls about the house: hours, closure days, grace, networks. A fence is opened further only with a reason (C6, C38)."""

from __future__ import annotations

import json
from datetime import date, datetime, time

from django.db import transaction

from domain.wire import FactKind
from domain.wire.people import House, HouseChange
from server.accounts.models import Staff
from server.audit import trail
from server.audit.texts import plain
from server.intake.problems import Refused
from server.registry.feed import announce, hold_counter
from server.registry.models import Device, HouseChangeRow, Nursery
from server.registry.nursery import opening_hours, the_nursery, today

SENTENCES = {
    "hours": "The nursery opens before it closes.",
    "reason_needed": "This opens a safeguard further. Say why, in a few words.",
}


def house() -> House:
    """As it is now."""
    return _house(the_nursery())


@transaction.atomic
def change(device: Device, by: Staff, message: HouseChange, now: datetime) -> House:
    """Set it, tell the tablets, and keep who, when, what and why. Raises Refused 422."""
    hold_counter()
    nursery = Nursery.objects.select_for_update().get()
    before, after, reason = _house(nursery), _clean(message.house), plain(message.reason.strip(), 300)
    if after.opens >= after.closes:
        raise Refused(422, "hours", SENTENCES["hours"])
    changed = [name for name in House.model_fields if getattr(before, name) != getattr(after, name)]
    if not changed:
        return before
    weaker = weakened(before, after, today(nursery, now))
    if weaker and not reason:
        raise Refused(422, "reason_needed", SENTENCES["reason_needed"])
    _put(nursery, after)
    announce(FactKind.SITE, nursery.pk)
    HouseChangeRow.objects.create(by=by, at=now, changed=json.dumps(changed), before=before.model_dump_json(), reason=reason)
    detail = {"changed": changed, "weaker": weaker}
    trail.record("house_changed", who=trail.staff_name(by.pk), about=nursery.pk, device=device.pk, detail=detail)
    return after


def weakened(before: House, after: House, today: date) -> list[str]:
    """The fields that let in more than before: an hour, a day, a network. A closure day that is over closes nothing."""
    still_closed = {day for day in before.closure_dates if day >= today}
    reasons = {
        "fences_hours": before.fences_hours and not after.fences_hours,
        "opens": after.opens < before.opens,
        "closes": after.closes > before.closes,
        "grace_minutes": after.grace_minutes > before.grace_minutes,
        "weekdays": not set(after.weekdays) <= set(before.weekdays),
        "closure_dates": not still_closed <= set(after.closure_dates),
        "networks": not set(after.networks) <= set(before.networks),
    }
    return [name for name, holds in reasons.items() if holds]


def _house(nursery: Nursery) -> House:
    hours = opening_hours(nursery)
    return House(
        opens=f"{nursery.opens:%H:%M}",
        closes=f"{nursery.closes:%H:%M}",
        weekdays=tuple(sorted(hours.weekdays)),
        closure_dates=tuple(sorted(hours.closure_dates)),
        grace_minutes=nursery.grace_minutes,
        fences_hours=nursery.fences_hours,
        networks=tuple(json.loads(nursery.networks)),
        office_name=nursery.office_name,
        phone=nursery.phone,
    )


def _clean(house: House) -> House:
    """Sorted, each once, in words that every column holds."""
    return house.model_copy(
        update={
            "weekdays": tuple(sorted(set(house.weekdays))),
            "closure_dates": tuple(sorted(set(house.closure_dates))),
            "networks": tuple(dict.fromkeys(name for text in house.networks if (name := plain(text.strip(), 120)))),
            "office_name": plain(house.office_name.strip(), 120),
            "phone": plain(house.phone.strip(), 40),
        }
    )


def _put(nursery: Nursery, house: House) -> None:
    nursery.opens, nursery.closes = time.fromisoformat(house.opens), time.fromisoformat(house.closes)
    nursery.weekdays = "".join(str(day) for day in house.weekdays)
    nursery.closure_dates = json.dumps([day.isoformat() for day in house.closure_dates])
    nursery.grace_minutes, nursery.fences_hours = house.grace_minutes, house.fences_hours
    nursery.networks = json.dumps(list(house.networks))
    nursery.office_name, nursery.phone = house.office_name, house.phone
    nursery.save(
        update_fields=["opens", "closes", "weekdays", "closure_dates", "grace_minutes", "fences_hours", "networks", "office_name", "phone"]
    )
