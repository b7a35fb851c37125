"""“Not mine”: an author's word that somebody else wrote an entry in their session (L16). It waits for a manager; nothing is taken away."""

from __future__ import annotations

from uuid import UUID

from server.accounts.models import Staff
from server.audit import trail
from server.journal.models import Entry
from server.journal.taking_in import Quarantine
from server.registry.models import Device


def disown(entry_id: UUID, device: Device, actor: Staff) -> bool:
    """Mark the entry; False while it has not arrived. Raises Quarantine for another's entry. In the caller's transaction.

    A published one stays in its journals until a manager has looked: whoever wrote it, a family has read it. The audit row, with the
    state, is what the manager is shown.
    """
    entry = Entry.objects.select_for_update().filter(pk=entry_id, device=device).first()
    if entry is None:
        return False
    if entry.author_id != actor.pk:
        raise Quarantine("not_the_author")
    if not entry.is_disowned:
        entry.is_disowned = True
        entry.revision += 1  # a moderator who looked before decides anew
        entry.save(update_fields=["is_disowned", "revision"])
        trail.record("entry_disowned", who=trail.staff_name(actor.pk), about=entry.pk, device=device.pk, detail={"state": entry.state})
    return True
