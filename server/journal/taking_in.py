"""Taking in what a tablet hands in: asked again by the server's rules, then written as one version with its pictures."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from domain.entries import EntryKind, is_late, missing
from domain.ids import ChildId
from domain.lifecycle import EntryEvent, EntryState
from domain.moderation import due_at
from domain.permissions import Action, Role, Station, may
from domain.sound import voices_in
from domain.wire import EntryBody, FactKind, Outcome, canonical
from domain.wire import Rendition as WireRendition
from domain.wire.clips import WireClip
from server.accounts.models import Staff
from server.audit import trail
from server.audit.texts import plain
from server.journal.bodies import clip_of, regions_of
from server.journal.concerned import note_concerned
from server.journal.gate import Forbidden, body_refusal, forbidden, named_children
from server.journal.lives import advance
from server.journal.models import Entry, EntryChild, EntryVersion, Rendition
from server.media.models import Media
from server.registry.children import in_reach, may_be_written_of, note_entry
from server.registry.consents import consent_facts
from server.registry.feed import announce
from server.registry.frameworks import area_ids, is_known
from server.registry.models import Child, Device
from server.registry.nursery import the_nursery, zone


class Quarantine(Exception):
    """The operation is kept for a person to look at, and nothing of it is applied. reason: a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def take_in(body: EntryBody, device: Device, actor: Staff, *, written_at: datetime, now: datetime) -> Outcome:
    """A new entry, with the pictures that it promises. written_at: when it was handed in, by the tablet's corrected clock.

    Raises Quarantine. In the caller's transaction.
    """
    if Entry.objects.filter(pk=body.id).exists():
        raise Quarantine("entry_known")
    reach = in_reach(device, written_at)
    children = _checked(body, device, actor, reach, written_at)
    happened_at, nursery = body.happened_at, the_nursery()
    entry = Entry.objects.create(
        id=UUID(body.id),
        kind=body.kind.value,
        author=actor,
        device=device,
        happened_at=happened_at,
        handed_in_at=now,
        due_at=due_at(body.kind, happened_at.astimezone(zone(nursery)), nursery.closes),
        is_late=is_late(happened_at, written_at),
    )
    _write_version(entry, body, actor, children, reach, now)
    trail.record("entry_taken_in", who=trail.staff_name(actor.id), about=entry.id, device=device.id)
    return Outcome.APPLIED


def amend(body: EntryBody, base_version: int, device: Device, actor: Staff, *, written_at: datetime, now: datetime) -> Outcome | None:
    """A new version: back to moderation (R6). None while the entry itself has not arrived. Raises Quarantine.

    A version that was written on an older one is kept as well, and marked: nobody's words are lost.
    """
    entry = Entry.objects.select_for_update().filter(pk=body.id, device=device).first()
    if entry is None:
        return None
    if entry.author_id != actor.id or entry.is_disowned or entry.state == EntryState.REMOVED.value:
        raise Quarantine("not_amendable")
    # A new version of the same moment is no new entry: a snapshot may be reworded the day after (L31).
    reach = in_reach(device, written_at) | frozenset(entry.journals.values_list("child_id", flat=True))
    children = _checked(body, device, actor, reach, body.happened_at if body.happened_at == entry.happened_at else written_at)
    overtaken = base_version not in (0, entry.version)
    entry.version += 1
    entry.revision += 1
    entry.happened_at = body.happened_at
    entry.save(update_fields=["version", "revision", "happened_at"])
    if entry.state != EntryState.WAITING.value:
        advance(entry, EntryEvent.AMEND, actor, now)
    _write_version(entry, body, actor, children, reach, now)
    trail.record("entry_amended", who=trail.staff_name(actor.id), about=entry.id, device=device.id, detail={"version": entry.version})
    return Outcome.CONFLICT_KEPT if overtaken else Outcome.APPLIED


def _checked(body: EntryBody, device: Device, actor: Staff, reach: Collection[UUID], written_at: datetime) -> list[Child]:
    """The children of the entry, when every rule lets it in. reach: the children about whom this device may write."""
    if (
        body.kind is EntryKind.FROM_HOME
        or body.author_id != str(actor.id)
        or not may(Role(actor.role), Action.HAND_IN, Station(device.station))
    ):
        raise Quarantine("not_the_author")
    day = body.happened_at.astimezone(zone(the_nursery())).date()
    order = {UUID(child): position for position, child in enumerate(body.children)}
    found = sorted(Child.objects.filter(pk__in=order), key=lambda child: order[child.pk])  # as the author named them
    children = [child for child in found if child.pk in reach and may_be_written_of(child, day)]
    if len(children) != len(set(body.children)):
        raise Quarantine("unknown_child")
    for reason in missing(body.words(), photos=body.photos, areas=area_ids(body.framework), now=written_at):
        raise Quarantine(f"missing_{reason.field}")
    if not is_known(body.framework):
        raise Quarantine("unknown_framework")
    if (why := body_refusal(body)) is not None:
        raise Quarantine(why)
    return children


def _write_version(entry: Entry, body: EntryBody, actor: Staff, children: list[Child], reach: Collection[UUID], now: datetime) -> None:
    EntryVersion.objects.create(
        entry=entry,
        number=entry.version,
        body=canonical(body.model_dump(mode="json")).decode(),
        written_by=actor,
        received_at=now,
    )
    if entry.version > 1:
        EntryChild.objects.filter(entry=entry).delete()
    EntryChild.objects.bulk_create(EntryChild(entry=entry, child=child, happened_at=entry.happened_at) for child in children)
    for position, rendition in enumerate(body.renditions):
        _expect(entry, rendition, body.clip_of(rendition.photo_id), position, reach, now)
    for child in children:
        note_entry(child, body.kind, entry.happened_at, body.next_step)
    announce(FactKind.ENTRY, entry.pk, device=entry.device_id)


def _expect(entry: Entry, sent: WireRendition, clip: WireClip | None, position: int, reach: Collection[UUID], now: datetime) -> None:
    """Write down a promised picture or clip, and what the server will take away of it."""
    known = Rendition.objects.filter(pk=sent.id).select_related("media").first()
    if known is not None:
        _carry_over(known, entry, sent, clip)
        return
    if not Staff.objects.filter(pk=sent.reviewed_by).exists():
        raise Quarantine("unknown_reviewer")
    newly = _forbidden(sent, clip, reach, now)
    media = Media.objects.create(
        id=UUID(sent.id),
        child_id=UUID(sent.child_id),
        sha256=sent.sha256,
        bytes=sent.bytes,
        width=sent.width,
        height=sent.height,
        is_clip=clip is not None,
    )
    made = Rendition.objects.create(
        id=media.id,
        entry=entry,
        version=entry.version,
        position=position,
        child_id=media.child_id,
        media=media,
        photo_id=UUID(sent.photo_id),
        regions=json.dumps([region.model_dump(mode="json") for region in sent.regions]),
        no_child_said=sent.no_child_said,
        reviewed_by_id=UUID(sent.reviewed_by),
        rule_version=sent.rule_version,
        detector=plain(sent.detector, 200),
        covered_further=json.dumps(newly.region_ids),
        clip=_kept(clip),
        crop=json.dumps(sent.crop) if sent.crop is not None else "",
        has_sound=sent.has_sound,
        silenced_at=now if newly.heard else None,
    )
    note_concerned(made)


def _kept(clip: WireClip | None) -> str:
    return canonical(clip.model_dump(mode="json")).decode() if clip is not None else ""


def _clip_of(known: Rendition) -> WireClip | None:
    """As a value: an earlier release wrote fewer fields."""
    return clip_of(known) if known.clip else None


def _carry_over(known: Rendition, entry: Entry, sent: WireRendition, clip: WireClip | None) -> None:
    """A picture of an earlier version that the new one keeps. Another entry's, other bytes or other faces are a forgery or a bug."""
    same = (known.entry_id, known.media.sha256, str(known.child_id)) == (entry.pk, sent.sha256, sent.child_id)
    is_told_anew = regions_of(known) != sent.regions or known.has_sound != sent.has_sound or _clip_of(known) != clip
    if not same or is_told_anew:
        raise Quarantine("picture_known")
    known.version = entry.version
    known.save(update_fields=["version"])


def _forbidden(sent: WireRendition, clip: WireClip | None, reach: Collection[UUID], now: datetime) -> Forbidden:
    """What the server's facts forbid and the tablet let through: the stricter answer wins, and the audit says so.

    A child who cannot be on this tablet's screen was not recognised by anybody there: nothing is known of that child here.
    """
    heard = map(ChildId, clip.heard if clip is not None else ())
    voices = voices_in(heard, [region.region() for region in sent.regions]) if sent.has_sound else ()
    people = {UUID(child) for child in (sent.child_id, *named_children(sent.regions), *voices)}.intersection(reach)
    newly = forbidden(sent.child_id, sent.regions, (), voices, consent_facts(people, now), now)
    if newly:
        why = {decision.region.id: decision.why.value for decision in newly.seen}
        trail.record("rule_disagreed", about=sent.id, detail={"covered_further": why, "silenced": list(newly.heard)})
    if newly.heard:
        trail.record("silenced", about=sent.id, detail={"voices": list(newly.heard)})
    return newly
