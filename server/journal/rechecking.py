"""When a permission becomes stricter: which pictures it forbids as they are, and covering those further (L19, C21, C22).

Within the change's own transaction every such picture loses what is served of it, so that nobody is shown it from the commit on. Then a
thread beside the requests draws the covers, and writes down what became of each picture. Rows that an earlier process left are its first.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import close_old_connections, connection, transaction
from django.db.models import F
from django.utils import timezone

from domain.consent import Permission
from domain.lifecycle import EntryEvent, EntryState, MediaState
from domain.wire.consents import Became
from imaging.values import DetectorUnavailable
from server.audit import trail
from server.journal.books import books_with
from server.journal.concerned import concerned_ids, concerning
from server.journal.gate import Forbidden
from server.journal.lives import advance
from server.journal.models import Entry, RecheckCase, RecheckRow, Rendition
from server.journal.pictures import PictureNotReady, is_clip, newly_forbidden, prepare
from server.journal.served import drop_files, forbidden_in
from server.media.chest import chest
from server.media.models import MarkedClip, Media
from server.registry.consents import consent_facts, permission_of
from server.registry.feed import hold_counter, last_seq
from server.registry.models import Child

RETRY_S = 15  # the drawing process is down, or a clip is being drawn: within the minute that families are promised
IDLE_S = 60  # another process of this server may have written rows
LIVING = (EntryState.PUBLISHED.value, EntryState.WAITING.value, EntryState.RETURNED.value)
PULLED = "A permission changed, and a picture of this entry cannot be covered further."
BATCH = 500  # rows of one question
Touched = Sequence[tuple[Rendition, Forbidden]]  # pictures, each with what is to be covered, or silenced, now
log = logging.getLogger("daybook.rechecking")

_wanted = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def begin(child: Child, before: Permission, what: str, by: str, now: datetime) -> RecheckCase | None:
    """Write down, and stop serving, what is not permitted of the child any more; None when nothing less is allowed than `before`.

    what: a sentence for the manager; by: as the audit names who changed it. In the caller's transaction, after the change, while it holds
    the feed's counter and has written nothing into the audit yet.
    """
    if not permission_of(child.pk).allows_less_than(before):
        return None
    touched = _touched_by(child, now)
    books = books_with(rendition.pk for rendition, newly in touched if newly.seen)  # of a clip, a book holds what is seen
    case = _case(child, what[:300], books, now, is_empty=not touched)
    barer = _stop_serving(touched, now)
    rows = [
        RecheckRow(case=case, rendition=rendition, is_silence=not newly.seen, barer=" ".join(barer[rendition.media_id]))
        for rendition, newly in touched
    ]
    RecheckRow.objects.bulk_create(rows, batch_size=BATCH)
    covered = [(rendition.pk, {"regions": list(newly.region_ids)}) for rendition, newly in touched if newly.seen]
    silenced = [(rendition.pk, {"voices": list(newly.heard)}) for rendition, newly in touched if newly.heard]
    trail.record_all("covered_further", covered, who=by)
    trail.record_all("silenced", silenced, who=by)
    trail.record("recheck_begun", who=by, about=child.pk, detail={"case": str(case.pk), "pictures": len(touched)})
    transaction.on_commit(_wanted.set)
    return case


def _case(child: Child, what: str, books: int, now: datetime, *, is_empty: bool) -> RecheckCase:
    """A new case. One without a picture replaces the last that said the same, unless a manager saw it.

    Whoever says yes and no a hundred times must not push the cases with pictures off the manager's list.
    """
    same = RecheckCase.objects.filter(child=child, what=what, seen_at=None, rows=None).first() if is_empty else None
    case = same or RecheckCase(child=child, what=what)
    case.at, case.seq, case.books = now, last_seq(), books
    case.save()
    return case


def _touched_by(child: Child, now: datetime) -> Touched:
    """The living pictures that concern the child and that today's facts forbid as they are; and what is forbidden."""
    living = concerning(child).filter(version=F("entry__version"), entry__state__in=LIVING)
    found = list(
        living.select_for_update(of=("self",)).select_related("media").order_by("pk")
    )  # in one order: two changes at once wait for each other, they do not block each other
    facts = consent_facts({person for rendition in found for person in concerned_ids(rendition)}, now)
    touched = ((rendition, forbidden_in(rendition, facts, now)) for rendition in found)
    return [(rendition, newly) for rendition, newly in touched if newly]


def _stop_serving(touched: Touched, now: datetime) -> dict[UUID, list[str]]:
    """Ask for these covers and silences for good, and point to no file until they are drawn; returns the barer files by picture.

    Those by SHA-256. By the hundred, for a child of four years is in thousands of pictures, and every tablet waits for this transaction.
    """
    for rendition, newly in touched:
        rendition.covered_further = json.dumps([*json.loads(rendition.covered_further), *newly.region_ids])
        rendition.silenced_at = now if newly.heard else rendition.silenced_at
    Rendition.objects.bulk_update([rendition for rendition, _ in touched], ["covered_further", "silenced_at"], batch_size=BATCH)
    wanted, barer = [rendition.media_id for rendition, _ in touched], dict[UUID, list[str]]()
    for some in (wanted[at : at + BATCH] for at in range(0, len(wanted), BATCH)):
        for media in Media.objects.select_for_update().filter(pk__in=some).order_by("pk"):
            barer[media.pk] = [sha256 for sha256 in (media.served_sha256, media.poster_sha256) if sha256]
        copies = MarkedClip.objects.filter(media__in=some)
        for media_id, sha256 in copies.values_list("media_id", "sha256"):
            barer[media_id].append(sha256)
        copies.delete()
        Media.objects.filter(pk__in=some).update(served_sha256="", poster_sha256="")
    return barer


def work() -> int:
    """Take up every open row once, photos before clips and what families read before the rest; returns how many stay open."""
    rows = list(RecheckRow.objects.filter(became=Became.WAITING.value).select_related("rendition__entry", "rendition__media"))
    for row in sorted(rows, key=_turn):
        try:
            _take_up(row)
        except Exception:
            log.exception("picture %s could not be covered further", row.rendition_id)  # a bug, but the next picture is not to blame
            if not connection.in_atomic_block:
                connection.close()
    return RecheckRow.objects.filter(became=Became.WAITING.value).count()


def start() -> None:
    """Begin to work in a thread of this process, with what an earlier process left."""
    global _thread
    with _starting:
        if _thread is None:
            _thread = threading.Thread(target=_work, name="rechecking", daemon=True)
            _thread.start()


def was_covered_later(entry: Entry, child: Child) -> bool:
    """Whether a picture of the entry in that child's journal was covered further after families could see it."""
    later = {"rendition__entry": entry, "rendition__child": child, "rendition__version": entry.version}
    return RecheckRow.objects.filter(became=Became.COVERED.value, **later).exists()


def _work() -> None:
    while True:
        _wanted.clear()
        close_old_connections()
        try:
            left = work()
        except Exception:
            log.exception("pictures could not be covered further")  # the database is away: it is asked again
            connection.close()
            left = 1
        _wanted.wait(RETRY_S if left else IDLE_S)


def _turn(row: RecheckRow) -> tuple[bool, bool, int]:
    return is_clip(row.rendition), row.rendition.entry.state != EntryState.PUBLISHED.value, row.pk


def _take_up(row: RecheckRow) -> None:
    """Destroy the barer files, draw the covers, write down what became of it; a row that cannot be settled yet stays open."""
    rendition, now = row.rendition, timezone.now()
    drop_files(rendition.media.child_id, row.barer.split())
    try:
        prepare(rendition, now)
    except PictureNotReady:
        pass  # what became of it is on its rows
    except DetectorUnavailable as error:
        log.warning("picture %s waits: %s", rendition.pk, error.reason)
    fresh = Rendition.objects.select_related("media", "entry").get(pk=rendition.pk)
    is_sound = _is_ready(fresh, now) or _is_sound(fresh.media)  # reads a whole file, so outside of the transaction below
    if _became(fresh, fresh.entry, is_sound, now) is not Became.WAITING:
        _settle(row.pk, fresh, is_sound, timezone.now())


@transaction.atomic
def _settle(row_id: int, rendition: Rendition, is_sound: bool, now: datetime) -> None:
    """Write down what became of it, by the state in which its entry is now; a published one that cannot be covered is pulled."""
    hold_counter()
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=rendition.entry_id)
    rendition = Rendition.objects.select_related("media").get(pk=rendition.pk)
    became = _became(rendition, entry, is_sound, now)
    if became is Became.WAITING:
        return
    RecheckRow.objects.filter(pk=row_id).update(became=became.value, at=now, barer="")
    if became is Became.PULLED:
        advance(entry, EntryEvent.PULL, None, now, reason=PULLED)
        trail.record("entry_pulled", about=entry.pk, detail={"picture": str(rendition.pk)})


def _became(rendition: Rendition, entry: Entry, is_sound: bool, now: datetime) -> Became:
    """What can be said of the picture now; WAITING while it is still to be drawn."""
    is_published = entry.state == EntryState.PUBLISHED.value
    if rendition.version != entry.version or entry.state == EntryState.REMOVED.value:
        return Became.NOT_SHOWN
    if _is_ready(rendition, now):
        return Became.COVERED if is_published else Became.NOT_SHOWN
    if rendition.media.state == MediaState.EXPECTED.value:
        return Became.NOT_SHOWN  # it is covered when it arrives
    if rendition.face_at_s is not None or not is_sound:
        return Became.PULLED if is_published else Became.NOT_SHOWN
    return Became.WAITING


def _is_ready(rendition: Rendition, now: datetime) -> bool:
    media = rendition.media
    is_drawn = media.state == MediaState.RECEIVED.value and bool(media.served_sha256) and rendition.face_at_s is None
    return is_drawn and not newly_forbidden(rendition, now)


def _is_sound(media: Media) -> bool:
    """Whether there is something to draw on: the bytes that arrived were not refused, and still lie there as they were."""
    if media.state != MediaState.RECEIVED.value:
        return False
    return chest().blobs.verify(media.child_id, chest().keys.child(media.child_id), media.sha256)
