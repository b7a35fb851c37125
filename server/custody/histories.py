"""The history of hands as the office reads it, and the sheet of what a lost tablet could hold."""

from __future__ import annotations

from datetime import datetime

from domain.wire import kiosk as said
from domain.wire import people
from server.custody import commands, shelf
from server.custody.models import Hand
from server.registry.models import Child, Device

ROWS_SHOWN = 200
ADVICE = (
    "It is closed: the server answers it nothing, and it seals itself at its next contact.",
    "What lies on it is encrypted; without its holder’s password and the server nobody opens it.",
    "Write down where and when it was seen last, and who looked for it.",
    "If it was stolen: tell the police, and keep their reference.",
    "Decide today whether families and the Information Commissioner are told: there are 72 hours.",
)


def hands(device: Device | None = None) -> people.Hands:
    """The newest steps of one tablet, or of all."""
    rows = Hand.objects.select_related("who", "device").order_by("-at", "-id")
    rows = rows.filter(device=device) if device else rows
    return people.Hands(rows=tuple(_row(row) for row in rows[:ROWS_SHOWN]))


def gone_sheet(device: Device) -> said.GoneSheet:
    """What it could hold, by its last word; the children are those of its room, as it was told them."""
    known = shelf.one_tablet(device)
    report = known.report
    children = Child.objects.filter(room_id=device.room_id, is_active=True) if device.room_id else Child.objects.none()
    return said.GoneSheet(
        device_id=str(device.pk),
        device_name=device.name,
        holder_name=known.last.holder_name if known.last else "",
        last_seen_at=last_seen(known),
        waiting=report.waiting if report else None,
        originals=report.originals if report else None,
        children=tuple(sorted(children.values_list("first_name", flat=True))),
        is_revoked=device.revoked_at is not None,
        is_sealed=commands.is_sealed(device),
        advice=ADVICE,
    )


def last_seen(known: shelf.Known) -> datetime | None:
    """When it was last heard."""
    moments = [moment for moment in (known.device.last_seen_at, known.report.at if known.report else None) if moment is not None]
    return max(moments, default=None)


def _row(row: Hand) -> people.HandsRow:
    return people.HandsRow(
        at=row.at, what=row.what, who=row.who.full_name if row.who else "", device_name=row.device.name, text=row.text, stands=row.stands
    )
