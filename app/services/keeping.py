"""The one transaction of a hand-in: entry, renditions, operation and audit come, the originals' keys and the draft go."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from app.services.clip_covering import ClipTooMuch
from app.services.handed import Handed, made_rendition
from app.services.originals import destroy_original
from app.services.own import refuse_disowned
from app.storage import audit, crash, drafts, entries, facts, later, outbox, photos, regions, renditions
from app.storage.database import Connection, transaction
from app.storage.entries import EntryRow
from app.storage.renditions import RenditionRow
from app.storage.vault import Vault
from domain.consent import ConsentFacts
from domain.covering import decide, to_cover_further
from domain.entries import title_of
from domain.errors import KnownError
from domain.ids import ChildId, PhotoId, RegionId
from domain.lifecycle import PhotoEvent, RenditionState
from domain.sound import voices_in, who_must_be_silent
from domain.wire import MAX_BATCH_BYTES, EntryBody, OpKind
from domain.wire.clips import WireClip

ROOM_BYTES = 64 << 10  # of a push around its one operation, and what a returned entry's words may grow by
PERMISSION_CHANGED = "A permission changed while it was being handed in. It is being covered further."
PERMISSION_TO_HEAR_CHANGED = "A permission changed while it was being handed in. Its sound is being taken away."


class PhotoChanged(KnownError):
    """Somebody marked a face while the entry was being handed in."""

    def __init__(self, photo_id: PhotoId) -> None:
        super().__init__("A photo changed while it was being handed in. Look at it again, then hand it in.")
        self.photo_id = photo_id


class DraftChanged(KnownError):
    """The entry was written on, or a photo came to it, while it was being handed in."""

    def __init__(self) -> None:
        super().__init__("This entry changed while it was being handed in. Look at it again, then hand it in.")


def keep(connection: Connection, vault: Vault, handed: Handed, framework: str) -> None:
    """Write a hand-in whose pictures are sealed already, all or nothing. Raises PhotoChanged, DraftChanged, Disowned, ClipTooMuch."""
    rows = [made_rendition(handed, made, decided) for made in handed.made for decided in made.plan.journals]
    body = body_of(handed, rows, framework)
    refuse_too_large(body)
    with transaction(connection):
        refuse_changed(connection, handed)
        destroy_originals(connection, vault, handed)
        for made in handed.made:
            vault.record(connection, made.sealed, handed.at)
        entries.add(connection, EntryRow(body=body, handed_in_at=handed.at))
        keep_renditions(connection, rows, body, handed.at)
        tell(connection, handed, body)
        drafts.delete(connection, handed.draft.id)
        crash.point("hand_in.rows_written")
    crash.point("hand_in.committed")


def refuse_too_large(body: EntryBody) -> None:
    """Raises ClipTooMuch when the tracks of its clips make the operation larger than one push may be."""
    if body.clips and len(body.model_dump_json()) > MAX_BATCH_BYTES - ROOM_BYTES:
        raise ClipTooMuch


def destroy_originals(connection: Connection, vault: Vault, handed: Handed) -> None:
    """Move every original to its end. Raises PhotoChanged when its marks are no longer those that it was covered by."""
    for photo, found in handed.originals:
        if photos.read(connection, photo.id) != photo or regions.of_photo(connection, photo.id) != found:
            raise PhotoChanged(photo.id)
        photos.advance(connection, photo.id, photo.state, PhotoEvent.HAND_IN, handed.at)
        destroy_original(connection, vault, photo)


def refuse_changed(connection: Connection, handed: Handed) -> None:
    """Raises DraftChanged when words or photos came, or the draft was deleted, since the hand-in began: they would go with the draft.

    A wish that is done goes with it; one that was taken back or refused in the last moment is not done. Raises Disowned when the author
    said meanwhile that it is not theirs: minutes of covering are enough for that (L16).
    """
    if handed.is_wished and not later.is_waiting(connection, handed.draft.id):
        raise DraftChanged
    refuse_disowned(connection, handed.draft.id)
    later.take_back(connection, handed.draft.id)
    now = drafts.read(connection, handed.draft.id)
    if now is None or dataclasses.replace(now, updated_at=handed.draft.updated_at) != handed.draft:
        raise DraftChanged


def keep_renditions(connection: Connection, rows: Sequence[RenditionRow], body: EntryBody, now: datetime) -> None:
    """Queue the renditions. The permissions are read once more, for another lane may have pulled since the covers were decided."""
    consent = facts.consent(connection)
    for row in rows:
        reason = why_held(row, body.clip_of(row.photo_id), consent, now)
        renditions.add(connection, held(row, reason) if reason else row)


def why_held(row: RenditionRow, clip: WireClip | None, consent: ConsentFacts, now: datetime) -> str:
    """Why it may not go as it is by these permissions; "" = it may."""
    if not covers_enough(row, consent, now):
        return PERMISSION_CHANGED
    return "" if is_quiet_enough(row, clip, consent, now) else PERMISSION_TO_HEAR_CHANGED


def covers_enough(row: RenditionRow, consent: ConsentFacts, now: datetime) -> bool:
    """Whether everything is covered that must be by these permissions."""
    decisions = decide(row.child_id, [region.region() for region in row.manifest.regions], consent, now)
    return not to_cover_further((RegionId(region.id) for region in row.manifest.regions if region.covered), decisions)


def is_quiet_enough(row: RenditionRow, clip: WireClip | None, consent: ConsentFacts, now: datetime) -> bool:
    """Whether nobody is heard in it who may not be by these permissions."""
    if clip is None or not row.manifest.has_sound:
        return True
    voices = voices_in((ChildId(child) for child in clip.heard), (region.region() for region in row.manifest.regions))
    return not who_must_be_silent(voices, row.child_id, consent, now)


def held(row: RenditionRow, reason: str) -> RenditionRow:
    """The rendition, kept back until it is written anew."""
    return dataclasses.replace(row, state=RenditionState.HELD, hold_reason=reason)


def tell(connection: Connection, handed: Handed, body: EntryBody) -> None:
    """Queue the operation, and say in the audit what happened."""
    author = handed.session.staff_id
    outbox.add(
        connection,
        kind=OpKind.ENTRY,
        entity_id=body.id,
        action="create",
        actor=author,
        captured_at=handed.at,
        body=body.model_dump(mode="json"),
    )
    detail = {"renditions": len(body.renditions)}
    audit.append(connection, at=handed.at, who=author, what="entry.handed_in", about=body.id, detail=detail)


def body_of(handed: Handed, rows: Sequence[RenditionRow], framework: str) -> EntryBody:
    """The entry as it goes to the server. Its id is the draft's, so that a repeated hand-in is the same entry."""
    draft = handed.draft
    return EntryBody(
        id=draft.id,
        kind=draft.kind,
        children=draft.children,
        author_id=handed.session.staff_id,
        happened_at=draft.happened_at,
        title=title_of(draft.words()),
        text=draft.text.strip(),
        next_step=draft.next_step.strip(),
        framework=framework,
        areas=draft.areas,
        wellbeing=draft.wellbeing,
        involvement=draft.involvement,
        renditions=tuple(row.manifest for row in rows),
        clips=handed.clips,
    )
