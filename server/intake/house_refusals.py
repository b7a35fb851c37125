"""The digest of refusals in sentences: who tried what, where, why it did not work. Never a password or typed words (L2, L14)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from domain.permissions import Action
from domain.wire.people import RefusalRow, Refusals
from server.accounts.models import Parent, Staff
from server.audit import refusals, trail
from server.audit.ids import uuid_or_none
from server.audit.refusals import Refused
from server.registry.models import Device

SOMEBODY = "Somebody"
PIN_WORDS = {
    "wrong_pin": "a wrong PIN",
    "password_needed": "five wrong PINs",
    "pin_locked": "ten wrong PINs",
}
LOGIN_WHYS = {
    "held_by_someone_else": "held by {other}",
    "nobody_holds_it": "which nobody had signed out",
    "lease_over": "after its time was over",
    "suspended": "with their access closed",
    "not_here": "which is not theirs to use",
    "outside_hours": "outside opening hours",
    "sealed": "which is sealed",
}
WHYS = {
    "not_allowed": "not allowed for their role",
    "password_first": "their own password was still to be chosen",
    "wrong_login": "wrong user name or password",
    "wrong_pin": "wrong PIN",
    "wrong_password": "wrong password",
    "pin_locked": "PIN locked after ten wrong ones",
    "password_needed": "the password was needed",
    "own_entry": "their own entry",
    "last_manager": "the last manager",
    "manager_only": "only a manager may",
    "yourself": "their own access",
    "second_manager": "a second manager is needed",
    "forged_command": "a command that the office never gave",
    "audit_broken": "its own audit was changed",
    "clock_back": "its clock was set back",
    "window_left": "Daybook's window was left",
    "ended": "the office had ended their work there",
    "unknown": "the tablet does not know them",
    "incomplete": "nothing was typed",
    "proof_over": "they had to show once more who they are",
    "slow_down": "too many wrong tries",
}
ACTIONS = {
    Action.LOG_IN: "log in",
    Action.CHANGE_PASSWORD: "change the password",
    Action.REPORT_FAULT: "report a fault",
    Action.SEE_CHILDREN: "see children",
    Action.SEE_QUEUE: "see the queue",
    Action.MODERATE: "decide on an entry",
    Action.REVIEW_HOME_PICTURES: "see what a family sent",
    Action.SEE_CONSENTS: "see photo permissions",
    Action.RECORD_CONSENT: "record a photo permission",
    Action.INSPECT_COVERING: "see who was covered and why",
    Action.SEE_BOARD: "see the tablets' board",
    Action.TAKE_TABLET: "take a tablet",
    Action.RUN_DAY: "open or close the day",
    Action.MANAGE_DEVICES: "manage the devices",
    Action.SEE_CUSTODY: "see who had which tablet",
    Action.DECIDE_DAMAGE: "decide on damage",
    Action.MANAGE_STAFF: "change staff access",
    Action.MANAGE_AGREEMENTS: "publish an agreement",
    Action.SEE_REFUSALS: "read the refusals",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One group with its names: who, on which device, whom else it concerns."""

    group: Refused
    who: str
    device: str
    other: str

    @property
    def why(self) -> str:
        """Why, in words."""
        code = self.group.why
        return LOGIN_WHYS.get(code, WHYS.get(code, code.replace("_", " "))).format(other=self.other or "somebody else")


def digest(*, everything: bool) -> Refusals:
    """The sentences since somebody last said "seen", and the rows behind them; everything: the rows of before as well."""
    mark, up_to = refusals.seen(), refusals.last_seq()
    since = mark.up_to if mark else 0
    fresh = _named(refusals.refused(since))
    rows = _named(refusals.refused(0)) if everything and since else fresh
    return Refusals(
        since=mark.at.astimezone(UTC) if mark else None,
        sentences=tuple(sentence(told) for told in fresh),
        rows=tuple(_row(told) for told in rows),
        up_to=up_to,
    )


def mark_seen(up_to: int, by: Staff, now: datetime) -> None:
    """They have read it."""
    refusals.mark_seen(up_to, trail.staff_name(by.pk), now)


def sentence(told: Told) -> str:
    """The group as one sentence."""
    said = SENTENCES[told.group.what](told)
    return f"{said}, {told.group.count} times" if told.group.count > 1 else said


def _login(told: Told) -> str:
    if told.group.why != "wrong_login":
        why = f", {told.why}" if told.group.why in LOGIN_WHYS else f" ({told.why})"
        return f"{told.who} tried to log in on {told.device}{why}"
    if told.other:
        return f"Somebody tried to log in as {told.other} on {told.device}, with a wrong password"
    return f"Somebody tried to log in on {told.device}, with a user name that nobody has"


def _action(told: Told) -> str:
    words = ACTIONS.get(Action(told.group.why), told.why) if told.group.why in set(Action) else told.why
    if told.group.why == "password_first":
        return f"{told.who} tried to work on {told.device} before choosing a password of their own"
    return f"{told.who} tried to {words} on {told.device}, and may not"


def _tablet(told: Told) -> str:
    """What a tablet refused by itself, or noticed. A wrong password and a wrong PIN do not say who typed them."""
    why, account = told.group.why, "" if told.who == SOMEBODY else told.who
    match why:
        case "wrong_password":
            return f"Somebody typed a wrong password {f'for {account} ' if account else ''}on {told.device}"
        case "wrong_pin" | "pin_locked" | "password_needed" if account:
            return f"Somebody typed {PIN_WORDS[why]} on {told.device}, where {account} was at work"
        case "wrong_pin" | "pin_locked" | "password_needed":
            return f"Somebody typed {PIN_WORDS[why]} on {told.device}"
        case "clock_back":
            return f"The clock of {told.device} was set back"
        case "forged_command":
            return f"{told.device} was told something that the office never said, and did not obey"
        case "audit_broken":
            return f"The rows of {told.device}'s own audit do not hold together: look at it, and seal it"
        case "window_left":
            return f"{told.who} left Daybook's window on {told.device}"
    return f"{told.who} was refused on {told.device}: {told.why}"


def _disowned(told: Told) -> str:
    now = ". Families can see it: look at it now" if told.group.concerns == "published" else ""
    return f"{told.who} says that an entry of their session on {told.device} is not theirs{now}"


SENTENCES: dict[str, Callable[[Told], str]] = {
    "login_refused": _login,
    "login_slowed": lambda told: f"Passwords were guessed on {told.device} until it had to wait",
    "device_unknown": lambda told: f"A device that is not the nursery's called {told.who}",
    "device_revoked_called": lambda told: f"{told.device}, which is closed, called",
    "pairing_refused": lambda told: f"A wrong pairing code came {told.who}",
    "action_refused": _action,
    "kiosk_refused": lambda told: f"{told.who} was refused at {told.device}: {told.why}",
    "decision_refused": lambda told: f"{told.who} was refused a decision on an entry: {told.why}",
    "staff_change_refused": lambda told: f"{told.who} was refused a change of staff access: {told.why}",
    "device_step_refused": lambda told: f"{told.who} was refused a step against a device: {told.why}",
    "portal_sign_in_refused": lambda told: f"Somebody failed to sign in to the families' pages {told.who}",
    "change_refused": lambda told: f"{told.who} tried to change what families only read",
    "picture_refused": lambda told: f"{told.who} asked for a picture that is not their family's",
    "addresses_guessed": lambda told: f"{told.who} tried many addresses that lead nowhere",
    "written_without_lease": lambda told: f"{told.who} wrote on {told.device} without having signed it out",
    "entry_disowned": _disowned,
    "tablet_refused": _tablet,
    "dev_seq_fork": lambda told: f"{told.device} used its numbers twice: its data may have been copied",
}
WHATS = {
    "login_refused": "Log in",
    "login_slowed": "Log in",
    "device_unknown": "Unknown device",
    "device_revoked_called": "Closed device",
    "pairing_refused": "Pair a device",
    "kiosk_refused": "Kiosk",
    "decision_refused": "Decide on an entry",
    "staff_change_refused": "Change staff access",
    "device_step_refused": "Step against a device",
    "portal_sign_in_refused": "Sign in to the families' pages",
    "change_refused": "Change in the families' pages",
    "picture_refused": "Another family's picture",
    "addresses_guessed": "Addresses that lead nowhere",
    "written_without_lease": "Wrote without holding the tablet",
    "entry_disowned": "“Not mine”",
    "tablet_refused": "At the tablet",
    "dev_seq_fork": "Numbers used twice",
}


def _row(told: Told) -> RefusalRow:
    group = told.group
    action = ACTIONS.get(Action(group.why), "") if group.what == "action_refused" and group.why in set(Action) else ""
    return RefusalRow(
        at=group.last_at,
        who=told.who,
        device=told.device,
        what=action.capitalize() or WHATS.get(group.what, "Refused"),
        why=WHYS["not_allowed"] if action else told.why,
        count=group.count,
    )


def _named(groups: Sequence[Refused]) -> list[Told]:
    """Put names to ids, in three questions."""
    names = _Names(groups)
    return [
        Told(group=group, who=names.of(group.who), device=names.device(group.device or group.who), other=names.person(group.concerns))
        for group in groups
    ]


class _Names:
    """The names of everybody in some groups, asked once."""

    def __init__(self, groups: Sequence[Refused]) -> None:
        ids = {key for group in groups for text in (group.who, group.device, group.concerns) if (key := _id(text))}
        self._staff = {row.pk: row.full_name for row in Staff.objects.filter(pk__in=ids)}
        self._parents = {row.pk: f"{row.full_name} (a parent)" for row in Parent.objects.filter(pk__in=ids)}
        self._devices = dict(Device.objects.filter(pk__in=ids).values_list("pk", "name"))

    def of(self, text: str) -> str:
        """Whoever the audit names; from where, when only the address is known."""
        kind, _, rest = text.partition(":")
        if kind == "address":
            return f"from {rest or 'an unknown address'}"
        key = _id(text)
        return (self._staff.get(key) or self._parents.get(key) or SOMEBODY) if key else SOMEBODY

    def person(self, text: str) -> str:
        key = _id(text)
        return self._staff.get(key, "") if key else ""

    def device(self, text: str) -> str:
        key = _id(text)
        return self._devices.get(key, "a device") if key else ""


def _id(text: str) -> UUID | None:
    """The id in "staff:…" or in a bare id."""
    return uuid_or_none(text.rpartition(":")[2]) if text else None
