"""A privacy fault reported from a device."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.wire import Message
from server.accounts.models import Staff
from server.audit import trail
from server.registry.incidents import report_fault
from server.registry.models import Device


class FaultReport(Message):
    """What the person says of it; it may be nothing."""

    note: Annotated[str, Field(max_length=2000)] = ""


def report_from(device: Device, staff: Staff | None, message: FaultReport) -> None:
    """Keep the report under the person's name, or the device's when nobody is logged in."""
    who = trail.staff_name(staff.id) if staff else trail.device_name(device.id)
    report_fault(who, message.note, device.id)
