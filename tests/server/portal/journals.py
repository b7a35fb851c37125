"""Journals for the portal's tests: published entries with real sealed pictures, written as the server keeps them."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

import numpy as np

from domain.boxes import Box
from domain.covering import Says, Source, Why
from domain.entries import EntryKind
from domain.lifecycle import EntryState, MediaState
from domain.wire import EntryBody, WireRegion, canonical
from domain.wire import Rendition as WireRendition
from imaging.covers import cover
from imaging.encode import encode_jpeg
from server.accounts.models import Parent, Staff
from server.journal.concerned import note_concerned
from server.journal.models import Entry, EntryChild, EntryVersion, Rendition
from server.media.chest import chest
from server.media.models import Media
from server.registry.models import Child, Device

WIDTH, HEIGHT = 960, 640
COVERS = (Box(560, 160, 704, 336), Box(752, 192, 864, 336))
POURING = (
    "Amelia fills the blue jug right to the top and tips it slowly into the bottle. “Full now!” she says, and starts again with a "
    "smaller cup. A friend passes her the funnel. She turns it over, looks through it, and fits it on the bottle."
)


def child(first_name: str) -> Child:
    return Child.objects.get(first_name=first_name)


def parent(email: str) -> Parent:
    return Parent.objects.get(email=f"{email}@example.org")


def write(
    *children: str,
    at: datetime,
    title: str = "Full to the very top",
    text: str = POURING,
    next_step: str = "",
    areas: Sequence[str] = (),
    pictures: int = 1,
    kind: EntryKind = EntryKind.OBSERVATION,
    state: EntryState = EntryState.PUBLISHED,
    author: str = "sam.morris",
) -> Entry:
    """An entry in the journals of these children, each with its own renditions of the same photos."""
    staff, journals = Staff.objects.get(username=author), [child(name) for name in children]
    photos = [uuid.uuid4() for _ in range(pictures)]
    renditions = [wire_rendition(one, photo, staff) for one in journals for photo in photos]
    body = EntryBody(
        id=str(uuid.uuid4()),
        kind=kind,
        children=tuple(str(one.id) for one in journals),
        author_id=str(staff.id),
        happened_at=at,
        title=title,
        text=text,
        next_step=next_step,
        framework="eyfs-2025",
        areas=tuple(areas),
        renditions=tuple(renditions),
    )
    return keep(body, staff, journals, state)


def wire_rendition(journal: Child, photo_id: uuid.UUID, staff: Staff) -> WireRendition:
    """What the tablet promised of one picture."""
    jpeg = picture()
    regions = tuple(
        WireRegion(
            id=str(uuid.uuid4()),
            box=tuple(box),
            cover=tuple(box),
            source=Source.FACE,
            says=Says.NOTHING,
            child_id=None,
            covered=True,
            why=Why.NOBODY_SAID,
        )
        for box in ((one.x0, one.y0, one.x1, one.y1) for one in COVERS)
    )
    return WireRendition(
        id=str(uuid.uuid4()),
        photo_id=str(photo_id),
        child_id=str(journal.id),
        sha256=hashlib.sha256(jpeg).hexdigest(),
        bytes=len(jpeg),
        width=WIDTH,
        height=HEIGHT,
        regions=regions,
        no_child_said=False,
        reviewed_by=str(staff.id),
        rule_version=1,
        detector="centerface",
    )


def keep(body: EntryBody, staff: Staff, journals: Sequence[Child], state: EntryState) -> Entry:
    """The rows of an entry, and its sealed bytes."""
    device = Device.objects.get(name="T-02")
    moments = {"happened_at": body.happened_at, "handed_in_at": body.happened_at, "due_at": body.happened_at}
    entry = Entry.objects.create(id=body.id, kind=body.kind.value, author=staff, device=device, state=state.value, **moments)
    EntryVersion.objects.create(
        entry=entry, number=1, body=canonical(body.model_dump(mode="json")).decode(), written_by=staff, received_at=body.happened_at
    )
    for one in journals:
        EntryChild.objects.create(entry=entry, child=one, happened_at=body.happened_at)
    for position, promised in enumerate(body.renditions):
        keep_rendition(entry, promised, position, staff)
    return entry


def keep_rendition(entry: Entry, promised: WireRendition, position: int, staff: Staff) -> None:
    """One rendition: sealed under its child's key, as it is after its receipt."""
    jpeg, box = picture(), chest()
    child_id = uuid.UUID(promised.child_id)
    box.blobs.put(child_id, box.keys.child(child_id), promised.sha256, [jpeg], datetime.now(UTC))
    media = Media.objects.create(
        id=promised.id,
        child_id=child_id,
        sha256=promised.sha256,
        bytes=promised.bytes,
        width=WIDTH,
        height=HEIGHT,
        state=MediaState.RECEIVED.value,
        stored_at=entry.handed_in_at,
        served_sha256=promised.sha256,
    )
    made = Rendition.objects.create(
        id=promised.id,
        entry=entry,
        version=1,
        position=position,
        child_id=child_id,
        media=media,
        photo_id=promised.photo_id,
        regions=canonical([region.model_dump(mode="json") for region in promised.regions]).decode(),
        no_child_said=False,
        reviewed_by=staff,
        rule_version=1,
        detector=promised.detector,
    )
    note_concerned(made)


@cache
def picture() -> bytes:
    """A garden of plain colours with two covers, as JPEG."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH]
    image = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    image[:] = (204, 226, 241)
    image[HEIGHT * 3 // 5 :] = (184, 216, 156)
    image[(down - 250) ** 2 + (across - 330) ** 2 < 85**2] = (236, 200, 172)
    image[330:520, 230:430] = (217, 91, 143)
    image[470:560, 180:780] = (79, 146, 174)
    return encode_jpeg(cover(image, COVERS))
