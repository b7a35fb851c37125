"""What a family sends from home: a draft that survives, one entry when it is sent, and its own again until somebody decided (L5, C17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from domain.entries import CLIPS_LIMIT, TEXT_LIMIT, TITLE_LIMIT, EntryKind, EntryText, Missing, missing
from domain.errors import KnownError
from domain.ids import ChildId
from domain.lifecycle import EntryEvent, EntryState
from domain.moderation import due_at
from domain.wire import EntryBody, canonical
from server.accounts.models import Parent
from server.audit import trail
from server.audit.texts import plain
from server.journal.from_home.files import destroy_originals, drop_rendition, hand_over
from server.journal.lives import advance
from server.journal.models import Entry, EntryChild, EntryVersion, HomeDraft, HomePicture, HomeTally
from server.registry.children import may_be_written_of
from server.registry.feed import announce_child
from server.registry.models import Child
from server.registry.nursery import the_nursery, today, zone

DRAFT_LIFE = timedelta(days=14)  # a forgotten draft holds faces that nobody has covered
ENTRIES_A_DAY, FILES_A_DAY, BYTES_A_DAY = 20, 60, 600 << 20
KEPT_FACTOR = 4  # a text that is too long is kept as typed, up to so many times its limit


class NotReady(KnownError):
    """It cannot be sent as it is. reasons: never empty; each names its field."""

    def __init__(self, reasons: Sequence[Missing]) -> None:
        super().__init__(reasons[0].sentence)
        self.reasons = tuple(reasons)


class DraftGone(KnownError):
    """It was sent, or thrown away, in another window."""

    def __init__(self) -> None:
        super().__init__("This was sent before, or taken away in another window. Look below at what you sent.")


class EnoughToday(KnownError):
    """More than one family sends on a day."""

    def __init__(self) -> None:
        super().__init__("That is as much as we can take from one person on a day. What is here stays; send the rest tomorrow.")


class AlreadyDecided(KnownError):
    """It is not the family's alone any more."""

    def __init__(self) -> None:
        super().__init__("Somebody at the nursery has decided on it since. Phone us if it must not stay.")


def draft_of(parent: Parent, child: Child) -> HomeDraft | None:
    """What this parent has begun to write about the child."""
    return HomeDraft.objects.filter(parent=parent, child=child).first()


def begin(parent: Parent, child: Child, wanted: UUID | None, now: datetime) -> HomeDraft:
    """The parent's draft; a new one under the id that the form was given, unless anything has it. Raises DraftGone when it was sent."""
    if wanted is not None and Entry.objects.filter(pk=wanted, contributor=parent).exists():
        raise DraftGone
    known = draft_of(parent, child)
    if known is not None:
        return known
    is_free = wanted is not None and not Entry.objects.filter(pk=wanted).exists() and not HomeDraft.objects.filter(pk=wanted).exists()
    own_id = {"id": wanted} if is_free else {}
    try:
        with transaction.atomic():
            return HomeDraft.objects.create(**own_id, parent=parent, child=child, changed_at=now)
    except IntegrityError:  # the same form twice at the same moment
        again = draft_of(parent, child)
        if again is None:
            raise DraftGone from None
        return again


def keep_words(draft: HomeDraft, *, title: str, text: str, day: str, now: datetime) -> None:
    """Keep what was typed, right or wrong."""
    draft.title, draft.text = plain(title, TITLE_LIMIT * KEPT_FACTOR), plain(text.replace("\r\n", "\n"), TEXT_LIMIT * KEPT_FACTOR)
    draft.day, draft.changed_at = plain(day, 40), now
    draft.save(update_fields=["title", "text", "day", "changed_at"])


@transaction.atomic
def count(parent: Parent, now: datetime, *, files: int = 0, size: int = 0, entries: int = 0) -> None:
    """Add to what the parent sent today. Raises EnoughToday before it is too much."""
    row, _ = HomeTally.objects.get_or_create(parent=parent, day=today(the_nursery(), now))
    HomeTally.objects.filter(pk=row.pk).update(files=F("files") + files, bytes=F("bytes") + size, entries=F("entries") + entries)
    row.refresh_from_db()
    if row.files > FILES_A_DAY or row.bytes > BYTES_A_DAY or row.entries > ENTRIES_A_DAY:
        raise EnoughToday  # and the sum stays as it was


def day_of(draft: HomeDraft, now: datetime) -> date | None:
    """The day that was chosen, today when none was; None for what is no day."""
    if not draft.day.strip():
        return today(the_nursery(), now)
    try:
        return date.fromisoformat(draft.day.strip())
    except ValueError:
        return None


def missing_now(draft: HomeDraft, child: Child, now: datetime) -> tuple[Missing, ...]:
    """Why it cannot be sent yet; empty = it can."""
    day = day_of(draft, now)
    wrong_day = _wrong_day(day, child, now)
    clips = draft.pictures.filter(is_clip=True).count()
    too_many = [Missing("photos", f"Keep {CLIPS_LIMIT} videos at most.")] if clips > CLIPS_LIMIT else []
    words = _text(draft, child, now if day is None else moment_of(day, now))
    by_rule = [reason for reason in missing(words, photos=draft.pictures.count(), areas=(), now=now) if reason.field != "happened_at"]
    return (*by_rule, *too_many, *wrong_day)


def moment_of(day: date, now: datetime) -> datetime:
    """When it happened, as far as a day says: now for today, else noon."""
    here = zone(the_nursery())
    return now if day == now.astimezone(here).date() else datetime.combine(day, time(12), here)


@transaction.atomic
def send(parent: Parent, child: Child, draft_id: UUID, now: datetime) -> Entry:
    """Make the draft an entry in the moderation queue; its id is the draft's, so that it is sent once.

    Raises DraftGone, NotReady, EnoughToday.
    """
    draft = HomeDraft.objects.select_for_update().filter(pk=draft_id, parent=parent, child=child).first()
    if draft is None:
        raise DraftGone
    reasons, day = missing_now(draft, child, now), day_of(draft, now)
    if reasons or day is None:
        raise NotReady(reasons)
    count(parent, now, entries=1)
    entry = _entry(draft, moment_of(day, now), now)
    pictures = HomePicture.objects.filter(draft=draft).update(draft=None, entry=entry)
    draft.delete()
    trail.record("home_entry_sent", who=trail.parent_name(parent.pk), about=entry.pk, detail={"pictures": pictures})
    return entry


def sent_by(parent: Parent, child: Child) -> QuerySet[Entry]:
    """What this parent sent about the child and did not take back, the newest first."""
    own = Entry.objects.filter(contributor=parent, journals__child=child)
    return own.exclude(state=EntryState.REMOVED.value, decided_by=None).order_by("-handed_in_at", "-id")


def take_back(parent: Parent, entry_id: UUID, now: datetime) -> None:
    """The family has it out of the queue again, for good. Raises AlreadyDecided."""
    with transaction.atomic():
        entry = _own_undecided(parent, entry_id)
        _remove(entry, now)
    destroy_originals(entry, now)


def write_again(parent: Parent, entry_id: UUID, child: Child, now: datetime) -> HomeDraft:
    """What came back becomes a draft again, with its pictures; a draft that is there already is added to. Raises AlreadyDecided."""
    with transaction.atomic():
        entry = _own_undecided(parent, entry_id)
        body = EntryBody.model_validate_json(entry.versions.get(number=entry.version).body)
        draft = begin(parent, child, None, now)
        text = "\n\n".join(part for part in (draft.text.strip(), body.text) if part)
        day = draft.day or f"{entry.happened_at.astimezone(zone(the_nursery())):%Y-%m-%d}"
        keep_words(draft, title=draft.title or body.title, text=text, day=day, now=now)
        hand_over(entry.home_pictures.filter(destroyed_at=None), draft)
        _remove(entry, now)
    destroy_originals(entry, now)
    return draft


def note_home_entry(entry: Entry) -> None:
    """Tell the rooms how many entries from home were published since the child was last observed (L6). In the caller's transaction."""
    if entry.contributor_id is None:
        return
    for child in Child.objects.filter(entries__entry=entry):
        published = Entry.objects.filter(kind=EntryKind.FROM_HOME.value, state=EntryState.PUBLISHED.value, journals__child=child)
        since = published if child.last_observed_at is None else published.filter(decided_at__gt=child.last_observed_at)
        child.from_home = since.count()
        child.save(update_fields=["from_home"])
        announce_child(child)


def _own_undecided(parent: Parent, entry_id: UUID) -> Entry:
    entry = Entry.objects.select_for_update().filter(pk=entry_id, contributor=parent).first()
    if entry is None or entry.state not in (EntryState.WAITING.value, EntryState.RETURNED.value):
        raise AlreadyDecided
    return entry


def _remove(entry: Entry, now: datetime) -> None:
    if entry.state == EntryState.RETURNED.value:
        advance(entry, EntryEvent.AMEND, None, now)
    advance(entry, EntryEvent.REMOVE, None, now)
    for picture in entry.home_pictures.all():
        drop_rendition(picture)
    trail.record("home_entry_taken_back", who=trail.parent_name(entry.contributor_id), about=entry.pk)


def _text(draft: HomeDraft, child: Child, happened_at: datetime) -> EntryText:
    return EntryText(
        kind=EntryKind.FROM_HOME, children=(ChildId(str(child.pk)),), happened_at=happened_at, title=draft.title, text=draft.text
    )


def _wrong_day(day: date | None, child: Child, now: datetime) -> Sequence[Missing]:
    if day is None:
        return [Missing("happened_at", "Choose the day on which it happened.")]
    if day > today(the_nursery(), now):
        return [Missing("happened_at", "This day is still to come. Choose today or an earlier day.")]
    if day < child.born_on or not may_be_written_of(child, day):
        return [Missing("happened_at", f"This day does not belong in {child.first_name}'s journal. Choose another.")]
    return []


def _entry(draft: HomeDraft, happened_at: datetime, now: datetime) -> Entry:
    nursery, kind = the_nursery(), EntryKind.FROM_HOME
    entry = Entry.objects.create(
        id=draft.pk,
        kind=kind.value,
        contributor=draft.parent,
        happened_at=happened_at,
        handed_in_at=now,
        due_at=due_at(kind, now, nursery.closes),  # a week from now: families tell of last summer, too
    )
    body = EntryBody(
        id=str(entry.pk),
        kind=kind,
        children=(str(draft.child_id),),
        author_id=str(draft.parent_id),
        happened_at=happened_at,
        title=draft.title.strip(),
        text=draft.text.strip(),
        framework=nursery.framework,
    )
    EntryVersion.objects.create(entry=entry, number=1, body=canonical(body.model_dump(mode="json")).decode(), received_at=now)
    EntryChild.objects.create(entry=entry, child_id=draft.child_id, happened_at=happened_at)
    return entry
