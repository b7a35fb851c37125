"""How full this device's battery is, as its operating system says: the kiosk's board shows it, and that it rises on the dock (C46)."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
CHARGING = frozenset({"charging", "full", "not charging"})  # on the dock in every case: "not charging" is a battery kept at its limit
ON_MAINS, UNKNOWN_PERCENT, UNKNOWN_LINE = 1, 255, 255  # of Windows' SYSTEM_POWER_STATUS


@dataclass(frozen=True, slots=True)
class Battery:
    """percent: 0 to 100, is_charging: on the dock; None = this device has none, or does not say."""

    percent: int | None = None
    is_charging: bool | None = None


def read_battery() -> Battery:
    """What the operating system says now; nothing known is no error."""
    return of_windows() if sys.platform == "win32" else of_linux(SUPPLIES)


def of_linux(supplies: Path) -> Battery:
    """The first battery among the power supplies that the kernel lists; those of mice and pens are passed over."""
    try:
        folders = sorted(supplies.iterdir())
    except OSError:
        return Battery()
    own = [folder for folder in folders if _word(folder, "type") == "battery" and _word(folder, "scope") != "device"]
    return _battery_in(own[0]) if own else Battery()


def _battery_in(folder: Path) -> Battery:
    percent, status = _word(folder, "capacity"), _word(folder, "status")
    known = percent.isdecimal() and int(percent) <= 100
    return Battery(int(percent) if known else None, status in CHARGING if status and status != "unknown" else None)


def _word(folder: Path, name: str) -> str:
    """One line of what the kernel says, in small letters; "" when it does not."""
    try:
        return (folder / name).read_text(encoding="ascii", errors="replace").strip().casefold()
    except OSError:
        return ""


class _PowerStatus(ctypes.Structure):
    _fields_ = (
        ("line", ctypes.c_ubyte),
        ("flag", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("saver", ctypes.c_ubyte),
        ("seconds_left", ctypes.c_uint32),
        ("seconds_full", ctypes.c_uint32),
    )


def of_windows() -> Battery:
    """What GetSystemPowerStatus says."""
    status = _PowerStatus()
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows only
    if not kernel.GetSystemPowerStatus(ctypes.byref(status)):
        return Battery()
    percent = None if status.percent == UNKNOWN_PERCENT else int(status.percent)
    return Battery(percent, None if status.line == UNKNOWN_LINE else status.line == ON_MAINS)
