"""Adding to the audit, and proving that nobody edited it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from domain.audit import AuditRow, first_broken, hash_of
from server.audit.models import AuditEntry, AuditHead
from server.audit.texts import plain

SYSTEM = "server"
BATCH = 500  # rows of one insertion


def record(what: str, *, who: str = SYSTEM, about: object = "", device: object = "", detail: Mapping[str, Any] | None = None) -> None:
    """Add one row, in the caller's transaction when there is one. Ids and codes only: never a name, a text or a pixel."""
    record_all(what, [(about, {**(detail or {}), **({"device": str(device)} if device else {})})], who=who)


def record_all(what: str, facts: Iterable[tuple[object, Mapping[str, Any]]], *, who: str = SYSTEM) -> None:
    """Add a row for each (about, detail) that somebody did at once: as many questions for thousands as for one."""
    told = [(plain(str(about), 120), json.dumps(detail, sort_keys=True, ensure_ascii=True, default=str)) for about, detail in facts]
    with transaction.atomic(savepoint=False):
        head = AuditHead.objects.select_for_update().filter(pk=1).first()
        if head is None:
            AuditHead.objects.get_or_create(pk=1)
            head = AuditHead.objects.select_for_update().get(pk=1)
        entries = []
        for about, detail in told:
            row = {"at": timezone.now().isoformat(), "who": plain(who, 120), "what": what, "about": about, "detail": detail}
            seq, previous = head.seq + 1, head.hash
            head.seq, head.hash = seq, hash_of(previous=previous, seq=seq, **row)
            entries.append(AuditEntry(seq=seq, previous=previous, hash=head.hash, **row))
        AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
        head.save()


def verify() -> int | None:
    """The `seq` of the first row that was edited, moved or follows a lost one; one past the last when the newest are gone; None = sound.

    A last row that was put in the place of another is found by the head, which keeps the hash of the right one.
    """
    broken = first_broken(rows())
    if broken is not None:
        return broken
    head, last = AuditHead.objects.filter(pk=1).first(), AuditEntry.objects.order_by("-seq").first()
    found, expected = last.seq if last else 0, head.seq if head else 0
    if last is not None and head is not None and found == expected and last.hash != head.hash:
        return found
    return None if found == expected else found + 1


def rows() -> Iterator[AuditRow]:
    """The chain from its start."""
    for entry in AuditEntry.objects.order_by("seq").iterator(chunk_size=2000):
        yield AuditRow(
            seq=entry.seq,
            at=entry.at,
            who=entry.who,
            what=entry.what,
            about=entry.about,
            detail=entry.detail,
            previous=entry.previous,
            hash=entry.hash,
        )


def staff_name(staff_id: object) -> str:
    """How the audit names a member of staff."""
    return f"staff:{staff_id}"


def parent_name(parent_id: object) -> str:
    """How the audit names a parent."""
    return f"parent:{parent_id}"


def device_name(device_id: object) -> str:
    """How the audit names a device."""
    return f"device:{device_id}"


def address_name(address: str) -> str:
    """How the audit names somebody of whom only the address is known."""
    return f"address:{address}"
