"""Clips on the same way as pictures: promised, uploaded, proved, and opened by the office once they were drawn and searched."""

from __future__ import annotations

import pytest

from server.accounts.models import Parent
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal import preparing
from server.journal.family_marks import family_mark
from server.journal.models import Rendition
from server.media.models import MarkedClip, Media
from tests.server.devices import OFFICE, Office, Tablet, picture
from tests.server.moving import clip, moves, promise


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


def test_a_clip_is_proved_at_its_last_byte_and_shown_to_the_office_when_it_is_drawn(tablet: Tablet) -> None:
    promised, office = promise(tablet, "Amelia"), Office()
    entry, _ = tablet.hand_in("Amelia", pictures=[promised], clips=[moves(promised)])
    assert tablet.upload(promised, clip()).status_code == 204 and tablet.receipt(promised["id"]).status_code == 200
    address = f"{OFFICE}/media/{promised['id']}"

    early, revision = office.get(address), office.entry(entry).item.version
    refused = office.decide(entry, "approve", revision)
    waits = office.queue().items[0]
    preparing.prepare_all()
    shown, drawn = office.get(address), office.queue().items[0]

    assert (early.status_code, early.json()["code"]) == (409, "not_ready") and "being prepared" in early.json()["detail"]
    assert (refused.status_code, refused.json()["code"]) == (403, "media_missing")
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (200, "video/webm", "no-store")
    assert AuditEntry.objects.filter(what="picture_viewed", about=promised["id"]).count() == 1
    assert waits.has_clips and (waits.media_complete, drawn.media_complete) == (False, True)
    Rendition.objects.filter(pk=promised["id"]).update(face_at_s=3.2)
    Media.objects.update(served_sha256="")
    held = office.get(address)
    assert (held.status_code, held.json()["code"]) == (409, "face_found") and "at 3.2 seconds" in held.json()["detail"]
    assert office.decide(entry, "approve", revision).status_code == 403, "a held clip is in no journal"
    assert not office.entry(entry).item.media_complete


def test_the_families_copies_are_made_when_the_entry_is_published(tablet: Tablet) -> None:
    promised, office = promise(tablet, "Amelia"), Office()
    entry, _ = tablet.hand_in("Amelia", pictures=[promised], clips=[moves(promised)])
    tablet.upload(promised, clip())
    preparing.prepare_all()

    assert office.decide(entry, "approve", office.entry(entry).item.version).status_code == 200
    preparing.prepare_all()

    mother = Parent.objects.get(email="amelia.parent@example.org")
    assert [copy.mark for copy in MarkedClip.objects.all()] == [family_mark(mother.pk)]


def test_a_picture_is_no_clip_and_a_clip_is_no_picture(tablet: Tablet) -> None:
    still, moving = promise(tablet, "Amelia", content=picture()), promise(tablet, "Amelia", photo_id=promise(tablet, "Amelia")["photo_id"])
    assert tablet.hand_in("Amelia", pictures=[still], clips=[moves(still)])[1].outcome.value == "applied"
    assert tablet.hand_in("Amelia", pictures=[moving])[1].outcome.value == "applied"

    assert tablet.upload(still, picture()).status_code == tablet.upload(moving, clip()).status_code == 422


def test_a_clip_without_its_tracks_is_quarantined(tablet: Tablet) -> None:
    promised = promise(tablet, "Amelia")

    _, result = tablet.hand_in("Amelia", pictures=[promised], clips=[moves(promised, tracks=[])])

    assert (result.outcome.value, result.reason) == ("quarantined", "tracks_wrong")
