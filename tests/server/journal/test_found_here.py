"""The server looks too: a face that a tablet did not list is covered, whatever the tablet said (L20, R9)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from domain.boxes import Box
from domain.consent import Purpose
from domain.errors import KnownError
from imaging.encode import decode_own, encode_jpeg
from imaging.values import FaceLeftUncovered
from server.accounts.models import Parent
from server.audit.models import AuditEntry
from server.journal.models import Rendition
from server.journal.pictures import prepare, served_bytes
from server.media.chest import chest
from server.media.models import Media
from server.portal.cards import covers_in
from server.registry.consents import record_answer
from tests.imaging.pictures import Placed, scene
from tests.server.devices import Tablet, child, picture, region

pytestmark = pytest.mark.usefixtures("demo")
FACE, ELSEWHERE = (72, 72, 120, 136), (240, 160, 272, 192)


@cache
def head() -> bytes:
    """A head of a person in a grey room, 320 × 240."""
    return encode_jpeg(scene(320, 240, [Placed(96, 104, 50)])[0])


def arrive(*regions: dict[str, Any], content: bytes = b"") -> Rendition:
    tablet, content = Tablet(), content or head()
    promised = tablet.rendition("Amelia", list(regions), content)
    tablet.hand_in("Amelia", pictures=[promised])
    assert tablet.upload(promised, content).status_code == 204
    return fresh(promised["id"])


def fresh(rendition_id: Any) -> Rendition:
    return Rendition.objects.select_related("media").get(pk=rendition_id)


def shows_the_face(jpeg: bytes) -> bool:
    """Whether the face's pixels are still those of the picture."""
    box = Box(*FACE)
    parts = [decode_own(each)[box.y0 : box.y1, box.x0 : box.x1].astype(np.int16) for each in (jpeg, head())]
    return bool(np.abs(parts[0] - parts[1]).mean() < 6)


def test_l20_a_face_that_a_forged_list_leaves_out_is_never_shown() -> None:
    rendition = arrive(region(ELSEWHERE))

    served = served_bytes(rendition)

    assert not shows_the_face(served)
    found = json.loads(fresh(rendition.pk).found_here)
    assert len(found) == 1 and found[0]["source"] == "face" and Box(*found[0]["box"]).overlap(Box(*FACE)) > 0.4
    row = AuditEntry.objects.get(what="face_found_here")
    assert row.about == str(rendition.pk) and json.loads(row.detail) == {"boxes": [found[0]["box"]]}
    assert covers_in(fresh(rendition.pk)) == 2
    assert fresh(rendition.pk).looked_at is not None


def test_l20_a_box_around_the_whole_picture_allows_nobody_in_it() -> None:
    rendition = arrive(region((0, 0, 320, 240), names="Amelia"))

    assert not shows_the_face(served_bytes(rendition))
    assert len(json.loads(fresh(rendition.pk).found_here)) == 1


def test_a_listed_face_stays_as_it_was_decided_and_is_covered_with_what_was_found_when_a_consent_goes() -> None:
    rendition = arrive(region(FACE, names="Amelia"), region(ELSEWHERE, names="Isla"))
    assert shows_the_face(served_bytes(rendition)) and json.loads(fresh(rendition.pk).found_here) == []
    mother = Parent.objects.get(email="isla.parent@example.org")
    isla, now = child("Isla"), timezone.now()
    record_answer(mother, isla, Purpose.OTHER_JOURNALS, False, typed_name="Fiona Murray", recorded_by="staff:1", now=now)

    covered = served_bytes(fresh(rendition.pk))

    assert shows_the_face(covered) and covers_in(fresh(rendition.pk)) == 1


def test_what_was_found_once_stays_covered_and_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rendition, looks = arrive(region(ELSEWHERE)), []
    cover = chest().worker.cover

    def noted(*given: Any, **named: Any) -> Any:
        looks.append(named["check"])
        return cover(*given, **named)

    monkeypatch.setattr(chest().worker, "cover", noted)
    prepare(rendition, timezone.now())
    Media.objects.filter(pk=rendition.pk).update(served_sha256="")

    assert not shows_the_face(served_bytes(fresh(rendition.pk)))
    assert looks == [True, True, False]


def test_a_picture_that_shows_a_face_at_every_look_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rendition = arrive(region(), content=picture(11))

    def found(jpeg: bytes, *given: Any, **named: Any) -> Any:
        raise FaceLeftUncovered([Box(10, 10, 40, 40)])

    monkeypatch.setattr(chest().worker, "cover", found)

    with pytest.raises(KnownError):
        prepare(rendition, timezone.now())
    assert Media.objects.get(pk=rendition.pk).state == "refused"
