"""What Amelia's mother sends, and what a reviewer at the office says of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from domain.covering import Source
from domain.wire.home import HomeRegion
from server.config.demo import DemoSeed
from server.journal.from_home import sending
from server.journal.from_home.files import add_picture
from server.journal.models import Entry, HomePicture
from server.media.chest import chest
from tests.imaging.pictures import Placed, jpeg, opened, scene
from tests.server.devices import OFFICE, Office, child, new_id
from tests.server.portal.journals import parent

LEFT, RIGHT = (80, 120, 150, 200), (220, 120, 290, 200)  # where faces may be told to be
AMELIA_AND_NOAH = jpeg(scene(480, 320, [Placed(115, 160, 56), Placed(255, 160, 56)])[0])  # the net finds these two, and nothing else
EMPTY_ROOM = jpeg(scene(480, 320, [])[0])


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


def send(*contents: bytes, text: str = "Amelia waters her sunflower.", looked: bool = True) -> Entry:
    """Amelia's mother sends these pictures. looked: in each, two faces were found, or none in the empty room."""
    mother, amelia, now = parent("amelia.parent"), child("Amelia"), timezone.now()
    draft = sending.begin(mother, amelia, None, now)
    sending.keep_words(draft, title="", text=text, day="", now=now)
    for number, content in enumerate(contents):
        picture = add_picture(draft, f"{number}.jpg", content, now)
        if looked:
            found = () if content == EMPTY_ROOM else (region(LEFT), region(RIGHT))
            HomePicture.objects.filter(pk=picture.pk).update(look="done", found=json.dumps([one.model_dump(mode="json") for one in found]))
    return sending.send(mother, amelia, draft.pk, now)


def region(box: tuple[int, int, int, int], **other: Any) -> HomeRegion:
    return HomeRegion(**{"id": new_id(), "box": box, "source": Source.FACE, **other})


def said(picture: HomePicture, *names: str | None, **other: Any) -> dict[str, Any]:
    """What a reviewer says of the found regions, in order; None = nothing."""
    regions = []
    for one, name in zip(json.loads(HomePicture.objects.get(pk=picture.pk).found), names, strict=True):
        regions.append(one | ({"says": "child", "child_id": str(child(name).pk)} if name else {}))
    return {"regions": regions, "no_child_said": False} | other


def marks(office: Office, picture: HomePicture, message: dict[str, Any]) -> Any:
    return office.post(f"{OFFICE}/home-pictures/{picture.pk}/marks", message)


def is_face(content: bytes, box: tuple[int, int, int, int]) -> bool:
    """Whether the pixels there are still those that came."""
    x0, y0, x1, y1 = box
    before, now = opened(AMELIA_AND_NOAH)[y0:y1, x0:x1].astype(int), opened(content)[y0:y1, x0:x1].astype(int)
    return bool(abs(before - now).mean() < 12)


def is_here(picture: HomePicture) -> bool:
    return chest().blobs.verify(picture.child_id, chest().keys.child(picture.child_id), picture.sha256)


@pytest.fixture
def all_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last look finds nothing more: what the detector sees in these drawings of heads is not tried here."""
    cover = chest().worker.cover
    monkeypatch.setattr(chest().worker, "cover", lambda content, boxes, seen, check=True: cover(content, boxes, seen, check=False))
