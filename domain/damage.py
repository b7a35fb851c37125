"""Damage to a tablet: its six kinds, whose period it falls into, and what must be done before it can be filed (C42 to C44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DamageKind(StrEnum):
    """The list of the policy (C44), exactly."""

    LOSS = "loss"
    ACCIDENTAL = "accidental"
    LIQUID = "liquid"
    THEFT = "theft"
    ALTERATION = "alteration"
    SOFTWARE = "software"


DAMAGE_WORDS = {
    DamageKind.LOSS: "Loss",
    DamageKind.ACCIDENTAL: "Accidental damage, cracked screens included",
    DamageKind.LIQUID: "Liquid damage",
    DamageKind.THEFT: "Theft",
    DamageKind.ALTERATION: "Alterations, or use against the guidelines",
    DamageKind.SOFTWARE: "Loss or corruption of software or content",
}
GONE = frozenset({DamageKind.LOSS, DamageKind.THEFT})  # the tablet is not here: revoked in the same step


class Noticed(StrEnum):
    """When damage came to light."""

    AT_SIGN_OUT = "at_sign_out"
    WHILE_OUT = "while_out"
    AT_SIGN_IN = "at_sign_in"
    IN_CABINET = "in_cabinet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One person's possession of a tablet; `ended_at` None = it goes on."""

    holder: str
    holder_name: str
    since: datetime
    ended_at: datetime | None


def responsible_period(periods: Sequence[Period], noticed: Noticed, at: datetime) -> Period | None:
    """Whose period the damage falls into; None = nobody ever held it. periods: of this tablet, in any order.

    Found at sign-out or in the cabinet it was done before: it is the period's that ended last, never the new holder's (C42).
    """
    begun = sorted((period for period in periods if period.since <= at), key=lambda period: period.since)
    if noticed in (Noticed.AT_SIGN_OUT, Noticed.IN_CABINET):
        begun = [period for period in begun if period.ended_at is not None and period.ended_at <= at]
    return begun[-1] if begun else None


class DeliberateState(StrEnum):
    """Whether damage was done on purpose: one manager says it, a second one confirms it before it stands (C43)."""

    NOT_SAID = "not_said"
    SAID = "said"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class DeliberateEvent(StrEnum):
    """What moves it."""

    SAY = "say"
    CONFIRM = "confirm"
    REJECT = "reject"


DELIBERATE_STEPS = {
    (DeliberateState.NOT_SAID, DeliberateEvent.SAY): DeliberateState.SAID,
    (DeliberateState.SAID, DeliberateEvent.CONFIRM): DeliberateState.CONFIRMED,
    (DeliberateState.SAID, DeliberateEvent.REJECT): DeliberateState.REJECTED,
    (DeliberateState.REJECTED, DeliberateEvent.SAY): DeliberateState.SAID,
}


class FilingRefusal(StrEnum):
    """Why a report of damage cannot be filed as it is."""

    NOTHING_SAID = "nothing_said"
    NOT_REVOKED = "not_revoked"


FILING_SENTENCES = {
    FilingRefusal.NOTHING_SAID: "Say in a few words what happened.",
    FilingRefusal.NOT_REVOKED: "A lost or stolen tablet is closed for good first. Tick “Close this tablet now”.",
}


def filing_refusals(kind: DamageKind, text: str, *, revokes: bool) -> tuple[FilingRefusal, ...]:
    """What is missing before the report can be filed."""
    reasons = [(FilingRefusal.NOTHING_SAID, not text.strip()), (FilingRefusal.NOT_REVOKED, kind in GONE and not revokes)]
    return tuple(reason for reason, holds in reasons if holds)


def needs_second_manager(sayer: str, confirmer: str) -> bool:
    """Whether the confirmation does not count: nobody confirms what they said themselves."""
    return sayer == confirmer
