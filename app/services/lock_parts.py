"""What logging in, staying and logging out on one device work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from app.keys.enrolment import Enrolment
from app.keys.password import Work
from app.keys.pin import KeptTries
from app.keys.slots import KeySlots
from app.keys.timekeeper import Timekeeper
from app.services.admitting import Admitting
from app.services.obeying import Obeying
from app.services.pinning import Pinning
from app.services.proving import OnlineLogin, Proving
from app.services.stores import OpenStores
from domain.ids import StaffId


@dataclass(frozen=True, slots=True)
class LockParts:
    """versions: of the passwords that whoever is at work proved."""

    time: Timekeeper
    pins: Pinning
    proving: Proving
    admitting: Admitting
    obeying: Obeying
    stores: OpenStores
    versions: dict[StaffId, int] = field(default_factory=dict)

    @classmethod
    def over(
        cls, folder: Path, enrolment: Enrolment, slots: KeySlots, login: OnlineLogin, time: Timekeeper, *,
        pin_work: Work, forget_secret: Callable[[], None],
    ) -> Self:  # fmt: skip
        """The parts over one device's folder."""
        pins, admitting = Pinning(KeptTries(folder), pin_work), Admitting(folder, enrolment, slots, time)
        return cls(
            time=time,
            pins=pins,
            proving=Proving(enrolment, slots, login),
            admitting=admitting,
            obeying=Obeying(folder, enrolment, slots, pins, forget_secret),
            stores=OpenStores(folder, slots, admitting, enrolment.recovery_key),
        )
