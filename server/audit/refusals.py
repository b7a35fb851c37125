"""What was refused since the manager last looked: equal tries together, the newest first. Ids and codes; names are put to them above."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from server.audit import trail
from server.audit.models import AuditEntry, AuditHead, SeenMark

REFUSALS = frozenset({
    "login_refused",
    "login_slowed",
    "device_unknown",
    "device_revoked_called",
    "pairing_refused",
    "action_refused",
    "kiosk_refused",
    "decision_refused",
    "staff_change_refused",
    "device_step_refused",
    "portal_sign_in_refused",
    "change_refused",
    "addresses_guessed",
    "written_without_lease",
    "entry_disowned",
    "dev_seq_fork",
    "tablet_refused",
})  # fmt: skip
OF_PARENTS = "picture_refused"  # also what the server says of a bad upload: only a parent's is a refusal
READ_AT_MOST = 5000
GROUPS_AT_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Equal tries: who tried what on which device ("" = unknown), why it was refused, whom else it concerns, how often, and when last.

    why: a code. concerns: the holder of the tablet, the account that was tried, or the state of an entry.
    """

    what: str
    who: str
    device: str
    why: str
    concerns: str
    count: int
    last_at: datetime


def refused(after: int) -> tuple[Refused, ...]:
    """The groups of rows whose `seq` is larger than `after`; at most the newest two hundred."""
    found: dict[tuple[str, ...], Refused] = {}
    for one in _tries(after):
        key = (one.what, one.who, one.device, one.why, one.concerns)
        known = found.get(key)
        if known is not None:
            found[key] = replace(known, count=known.count + one.count)
        elif len(found) < GROUPS_AT_MOST:
            found[key] = one
    return tuple(found.values())


def last_seq() -> int:
    """The newest row of the audit."""
    return AuditHead.objects.filter(pk=1).values_list("seq", flat=True).first() or 0


def seen() -> SeenMark | None:
    """Up to where the refusals were read, and when; None = never."""
    return SeenMark.objects.order_by("-up_to", "-pk").first()


@transaction.atomic
def mark_seen(up_to: int, by: str, now: datetime) -> None:
    """The manager has read them up to that row. What came since they looked stays unread; a mark never goes back."""
    before, end = seen(), last_seq()
    if not (before.up_to if before else 0) < up_to <= end:
        return
    SeenMark.objects.create(up_to=up_to, by=by, at=now)
    trail.record("refusals_seen", who=by, about=up_to)


def _tries(after: int) -> Iterator[Refused]:
    """The rows, the newest first."""
    wanted = Q(what__in=REFUSALS) | Q(what=OF_PARENTS, who__startswith="parent:")
    for row in AuditEntry.objects.filter(wanted, seq__gt=after).order_by("-seq")[:READ_AT_MOST]:
        detail = json.loads(row.detail)
        yield Refused(
            what=row.what,
            who=row.who,
            device=str(detail.get("device") or ""),
            why=_code(detail.get("why") or detail.get("action") or ""),
            concerns=str(detail.get("holder") or detail.get("account") or detail.get("state") or ""),
            count=int(detail.get("count") or 1),
            last_at=datetime.fromisoformat(row.at),
        )


def _code(why: object) -> str:
    return str(why[0] if isinstance(why, list) and why else why)
