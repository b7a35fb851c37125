"""Sealed files that no row means: left by whoever was killed between a file and its row, and destroyed when they are a day old.

A file that is being written is younger, and one that is put again counts as new. Whoever is killed here leaves the rest to the next day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import Model, QuerySet

from domain.lifecycle import MediaState
from server.audit import trail
from server.audit.models import AuditEntry
from server.custody.models import ConditionPhoto
from server.jobs.backup import folder as backup_folder
from server.jobs.models import Backup
from server.journal.models import HomePicture
from server.media.arriving import Busy, only_writer
from server.media.blobs import is_older
from server.media.chest import chest
from server.media.models import MarkedClip, Media

OLD = timedelta(days=1)
RESTORED_LIFE = timedelta(days=90)  # by then every tablet that was on a shelf has pushed again

# What lies in the store, by model: the field that names its folder, and those that name a file in it.
MEANT: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Media: ("child_id", ("sha256", "served_sha256", "poster_sha256")),
    MarkedClip: ("media__child_id", ("sha256",)),
    HomePicture: ("child_id", ("sha256",)),
    ConditionPhoto: ("id", ("sha256",)),
}


def destroy_leftovers(now: datetime) -> int:
    """Destroy every sealed file that is a day old and that no row means; returns how many. The audit says it for each folder first.

    Nothing happens for a while after a restore: what arrived after the backup has its row only when its tablet has pushed again.
    """
    if _was_restored(now):
        return 0
    before = now - OLD
    gone = sum(_destroy(owner, unmeant(owner, old), before) for owner, old in chest().blobs.put_before(before))
    return gone + chest().blobs.drop_drafts(before) + _drop_parts(before) + _drop_copies(before)


def unmeant(owner: UUID, contents: Iterable[str]) -> list[str]:
    """Those of a folder's contents that no row means."""
    wanted = list(contents)
    if not wanted:
        return []
    meant = {name for model, (whose, names) in MEANT.items() for row in _rows(model, whose, owner).values_list(*names) for name in row}
    return [sha256 for sha256 in wanted if sha256 not in meant]


def _rows(model: type[Model], whose: str, owner: UUID) -> QuerySet[Model]:
    rows = model._default_manager.filter(**{whose: owner})
    return rows.filter(destroyed_at=None) if model is HomePicture else rows


def _destroy(owner: UUID, contents: list[str], before: datetime) -> int:
    if not contents:
        return 0
    trail.record("leftovers_destroyed", about=owner, detail={"files": len(contents)})
    return sum(chest().blobs.delete_old(owner, sha256, before) for sha256 in contents)


def _drop_parts(before: datetime) -> int:
    """What began to arrive for a picture that is here by now, was refused, or is not promised any more."""
    old = {UUID(path.stem): path for path in chest().arriving.glob("*.part") if is_older(path, before)}
    awaited = Media.objects.filter(pk__in=old, state=MediaState.EXPECTED.value).values_list("pk", flat=True)
    return sum(_drop_part(media_id, old[media_id]) for media_id in old.keys() - set(awaited))


def _drop_part(media_id: UUID, path: Path) -> bool:
    try:
        with only_writer(media_id):
            path.unlink(missing_ok=True)
            return True
    except Busy:
        return False


def _drop_copies(before: datetime) -> int:
    """The database's copies and drafts of a backup that was killed."""
    old = [path for path in backup_folder().glob(".*") if is_older(path, before)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _was_restored(now: datetime) -> bool:
    """Whether the database was put back, or a backup lies here that it does not know: it is put back and nobody has said so yet."""
    since = now - RESTORED_LIFE
    if AuditEntry.objects.filter(what="server_restored", at__gte=since.isoformat()).exists():
        return True
    known = set(Backup.objects.values_list("name", flat=True))
    return any(path.name not in known and not is_older(path, since) for path in backup_folder().glob("[!.]*.sealed"))
