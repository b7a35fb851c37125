from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from domain.consent import Purpose
from server.accounts.models import Parent
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal import preparing
from server.journal.models import Rendition
from server.journal.pictures import PictureNotReady, prepare, served_bytes
from server.media.chest import chest
from server.media.models import Media
from server.registry.consents import record_answer
from tests.server.devices import HEIGHT, WIDTH, Tablet, child, picture, region

FACE = (200, 64, 232, 96)
MIDDLE = (216, 80)
CORNERS = ((172, 36), (259, 36), (172, 123), (259, 123))  # of the cover, outside the drawing's disc


def arrive(regions: list[dict[str, Any]], journal: str = "Amelia", content: bytes = b"") -> Rendition:
    """A picture that was handed in and uploaded."""
    tablet = Tablet()
    promised = tablet.rendition(journal, regions=regions, content=content)
    tablet.hand_in(journal, pictures=[promised])
    assert tablet.upload(promised, content).status_code == 204
    return Rendition.objects.select_related("media").get(pk=promised["id"])


def colour(jpeg: bytes, at: tuple[int, int] = MIDDLE) -> tuple[int, ...]:
    return tuple(Image.open(io.BytesIO(jpeg)).convert("RGB").getpixel(at))  # type: ignore[arg-type]


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 24


@pytest.mark.usefixtures("demo")
class TestServing:
    def test_what_is_served_is_a_new_file_of_the_same_size(self) -> None:
        rendition = arrive([region(names="Amelia")])

        served = served_bytes(rendition)

        assert served != picture() and Image.open(io.BytesIO(served)).size == (WIDTH, HEIGHT)
        assert near(colour(served), colour(picture()))

    def test_nothing_is_served_before_the_bytes_arrived(self) -> None:
        tablet = Tablet()
        promised = tablet.rendition("Amelia")
        tablet.hand_in("Amelia", pictures=[promised])

        with pytest.raises(PictureNotReady):
            served_bytes(Rendition.objects.get(pk=promised["id"]))

    def test_a_face_that_the_server_covers_further_is_covered_in_what_is_served(self) -> None:
        content = picture(3)
        forbidden = arrive([region(FACE, names="Noah")], content=content)

        served = served_bytes(forbidden)

        corners = {colour(served, corner) for corner in CORNERS}
        assert all(near(one, other) for one in corners for other in corners), "one pastel field where the noise was"
        outside = (20, 200)
        assert near(colour(served, outside), colour(content, outside))

    def test_a_consent_that_is_withdrawn_covers_at_the_very_next_view(self) -> None:
        rendition = arrive([region(names="Amelia"), region(FACE, names="Isla")])
        bare = served_bytes(rendition)
        assert near(colour(bare), colour(picture()))
        old = Media.objects.get(pk=rendition.pk).served_sha256

        mother, now = Parent.objects.get(email="isla.parent@example.org"), timezone.now()
        record_answer(mother, child("Isla"), Purpose.OTHER_JOURNALS, False, typed_name="Fiona", recorded_by="staff:1", now=now)
        covered = served_bytes(Rendition.objects.select_related("media").get(pk=rendition.pk))

        corners = {colour(covered, corner) for corner in CORNERS}
        assert all(near(one, other) for one in corners for other in corners)
        assert AuditEntry.objects.filter(what="covered_further", about=str(rendition.pk)).count() == 1
        folder = chest().data / "media" / str(child("Amelia").id)
        assert not (folder / f"{old}.sealed").exists(), "the barer file is gone"

    def test_l20_a_face_that_the_tablet_only_called_covered_is_covered_in_what_is_served(self) -> None:
        content = picture(3)
        rendition = arrive([region(FACE)], content=content)  # the promise says covered; the pixels were never touched

        served = served_bytes(rendition)

        corners = {colour(served, corner) for corner in CORNERS}
        assert all(near(one, other) for one in corners for other in corners)
        assert near(colour(served, (20, 200)), colour(content, (20, 200)))

    def test_a_file_that_another_entry_of_the_child_still_shows_stays_servable(self) -> None:
        first = arrive([region(names="Amelia"), region(FACE, names="Isla")])
        tablet = Tablet()
        promised = tablet.rendition("Amelia", regions=[region(names="Amelia")])
        tablet.hand_in("Amelia", pictures=[promised])
        assert tablet.create_media(promised).json()["is_complete"], "the store has these bytes of this child"
        second = Rendition.objects.select_related("media").get(pk=promised["id"])
        assert served_bytes(first) == served_bytes(second)
        mother, now = Parent.objects.get(email="isla.parent@example.org"), timezone.now()

        record_answer(mother, child("Isla"), Purpose.OTHER_JOURNALS, False, typed_name="Fiona", recorded_by="staff:1", now=now)
        served_bytes(Rendition.objects.select_related("media").get(pk=first.pk))

        assert served_bytes(Rendition.objects.select_related("media").get(pk=second.pk))

    def test_an_allowance_given_later_uncovers_nothing(self) -> None:
        rendition = arrive([region(FACE, names="Noah")])
        first = served_bytes(rendition)
        father, now = Parent.objects.get(email="noah.parent2@example.org"), timezone.now()
        record_answer(father, child("Noah"), Purpose.OTHER_JOURNALS, True, typed_name="Daniel", recorded_by="staff:1", now=now)

        assert served_bytes(Rendition.objects.get(pk=rendition.pk)) == first

    def test_the_thread_beside_the_requests_prepares_what_arrived_and_what_was_left_over(self) -> None:
        rendition = arrive([region(names="Amelia")])
        assert rendition.pk in preparing.left_over()

        preparing.prepare_all()

        assert rendition.pk not in preparing.left_over()
        assert Media.objects.get(pk=rendition.pk).served_sha256


class TestUndecodable:
    def test_a_picture_whose_pixels_cannot_be_decoded_is_refused_and_never_served(self, demo: DemoSeed) -> None:
        broken = bytearray(picture())
        table = broken.index(b"\xff\xc4") + 5
        broken[table : table + 16] = b"\xfe" * 16  # right markers, right size, and a code table that cannot be
        rendition = arrive([region(names="Amelia")], content=bytes(broken))

        with pytest.raises(PictureNotReady):
            prepare(rendition, timezone.now())

        assert Media.objects.get(pk=rendition.pk).state == "refused"
        assert AuditEntry.objects.filter(what="picture_refused").count() == 1


def test_a_childs_picture_cannot_be_opened_with_another_childs_key(demo: DemoSeed) -> None:
    from server.media.sealing import SealBroken

    rendition = arrive([region(names="Amelia")])
    keys, blobs, amelia = chest().keys, chest().blobs, child("Amelia").id

    assert blobs.open(amelia, keys.child(amelia), rendition.media.sha256) == picture()
    with pytest.raises(SealBroken):
        blobs.open(amelia, keys.child(child("Noah").id), rendition.media.sha256)
