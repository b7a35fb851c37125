"""Pictures at every moment of their life, and a drawing process that paints grey fields and can be told what happens meanwhile."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw

from domain.boxes import Box
from domain.consent import Evidence, Purpose
from domain.lifecycle import EntryState
from imaging.values import CoveredPicture, DetectorUnavailable
from server.accounts.models import Parent
from server.journal.consenting import answer
from server.journal.models import Entry, RecheckCase, Rendition
from server.journal.moderating import decide
from server.journal.pictures import prepare
from server.media.chest import chest
from tests.server.devices import Tablet, child, picture, region, staff

FACE, OTHER_FACE = (200, 64, 232, 96), (40, 160, 72, 192)
MIDDLE, OTHER_MIDDLE = (216, 80), (56, 176)
GREY = (90, 90, 90)


class Painter:
    """The imaging process without its detector. meanwhile: is called once, while the next picture is being drawn."""

    def __init__(self) -> None:
        self.fails, self.drawn = False, 0
        self.meanwhile: Callable[[], object] | None = None

    def rewrite(self, jpeg: bytes) -> CoveredPicture:
        return self.cover(jpeg, [], [], check=False)

    def cover(self, jpeg: bytes, boxes: Sequence[Box], seen: Sequence[Box], **_options: Any) -> CoveredPicture:
        if self.fails:
            raise DetectorUnavailable("the test said so")
        happens, self.meanwhile = self.meanwhile, None
        if happens is not None:
            happens()
        self.drawn += 1
        image = Image.open(io.BytesIO(jpeg)).convert("RGB")
        for box in boxes:
            ImageDraw.Draw(image).rectangle((box.x0, box.y0, box.x1 - 1, box.y1 - 1), fill=GREY)
        written = io.BytesIO()
        image.save(written, "JPEG", quality=95)
        return CoveredPicture(written.getvalue(), *image.size, hashlib.sha256(written.getvalue()).hexdigest())

    def close(self) -> None:
        """Nothing runs."""


@pytest.fixture
def painter(demo: object) -> Any:
    """In the place of the imaging process for one test."""
    beside, painter = chest().__dict__.pop("worker", None), Painter()
    chest().__dict__["worker"] = painter
    yield painter
    del chest().__dict__["worker"]
    if beside is not None:
        chest().__dict__["worker"] = beside


def promised(*journals: str, faces: dict[str, tuple[int, int, int, int]] | None = None, seed: int = 0) -> list[Rendition]:
    """A photo of these children's faces, handed in for these journals, one rendition each, and arrived."""
    tablet, content = Tablet(), picture(seed)
    faces = {"Isla": FACE} if faces is None else faces
    sent = [
        tablet.rendition(journal, regions=[region(box, names=name) for name, box in faces.items()], content=content) for journal in journals
    ]
    tablet.hand_in(*journals, pictures=sent)
    assert all(tablet.upload(each, content).status_code in (204, 409) for each in sent)
    return [fresh(each["id"]) for each in sent]


def published(*journals: str, **options: Any) -> list[Rendition]:
    """The same, approved: families can see it."""
    renditions = promised(*journals, **options)
    approve(renditions[0].entry)
    return [fresh(rendition.pk) for rendition in renditions]


def approve(entry: Entry) -> EntryState:
    entry.refresh_from_db()
    return decide(entry, "approve", entry.revision, staff("ruth.adeyemi"), timezone.now())


def prepared(rendition: Rendition) -> Rendition:
    prepare(rendition, timezone.now())
    return fresh(rendition.pk)


def fresh(rendition_id: UUID | str) -> Rendition:
    return Rendition.objects.select_related("media", "entry").get(pk=rendition_id)


def parent(email: str) -> Parent:
    return Parent.objects.get(email=f"{email}@example.org")


def say(email: str, name: str, says: bool, purpose: Purpose = Purpose.OTHER_JOURNALS) -> RecheckCase | None:
    """A parent's answer in the portal; the case that it began."""
    adult, before = parent(email), set(RecheckCase.objects.values_list("pk", flat=True))
    who = f"parent:{adult.pk}"
    answer(adult, child(name), purpose, says, evidence=Evidence.PORTAL, typed_name=adult.full_name, recorded_by=who, now=timezone.now())
    return RecheckCase.objects.exclude(pk__in=before).first()


def withdraw_isla() -> RecheckCase:
    case = say("isla.parent", "Isla", says=False)
    assert case is not None
    return case


def is_grey(rendition: Rendition, at: tuple[int, int] = MIDDLE) -> bool:
    """Whether that place is covered in the file that is served."""
    media = fresh(rendition.pk).media
    jpeg = chest().blobs.open(media.child_id, chest().keys.child(media.child_id), media.served_sha256)
    found = Image.open(io.BytesIO(jpeg)).convert("RGB").getpixel(at)
    return isinstance(found, tuple) and max(abs(one - grey) for one, grey in zip(found, GREY, strict=True)) < 12
