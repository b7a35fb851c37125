"""R10: a family's video passes the gate track by track, beside the requests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from domain.boxes import Box
from imaging.video_values import ClipTooLong, FaceLeftUncoveredAt
from server.config.demo import DemoSeed
from server.journal.from_home import looking, sending
from server.journal.from_home.asking import ask
from server.journal.from_home.clips import add_clip
from server.journal.models import Entry, HomePicture, Rendition
from server.journal.pictures import poster_bytes, served_bytes
from server.media.chest import chest
from server.portal.adding import added
from server.portal.adding_files import Arrived, is_clip
from tests.imaging.clips import moving
from tests.imaging.pictures import Placed, opened
from tests.server.devices import OFFICE, Office, child
from tests.server.moving import heard_clip_of
from tests.server.portal.journals import parent

pytestmark = pytest.mark.usefixtures("demo")
CLIP = heard_clip_of(moving(10, [lambda _: Placed(90, 90, 50), lambda _: Placed(230, 90, 50)], 320, 180))
LEFT, RIGHT = (70, 60, 110, 120), (210, 60, 250, 120)


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


@pytest.fixture
def sent(demo: DemoSeed) -> HomePicture:
    """Amelia's mother sends a video of two children; it is not looked at yet."""
    mother, now = parent("amelia.parent"), timezone.now()
    draft = sending.begin(mother, child("Amelia"), None, now)
    sending.keep_words(draft, title="", text="Amelia sings.", day="", now=now)
    add_clip(draft, "Singing.webm", CLIP, now)
    return sending.send(mother, child("Amelia"), draft.pk, now).home_pictures.get()


def work(picture: HomePicture) -> HomePicture:
    ask(picture)
    looking.work_all()
    return HomePicture.objects.get(pk=picture.pk)


def marks(office: Office, picture: HomePicture) -> Any:
    """The left face is Amelia's, and nothing is said of the other."""
    told = [
        one | ({"says": "child", "child_id": str(child("Amelia").pk)} if one["box"][0] < 160 else {}) for one in json.loads(picture.found)
    ]
    return office.post(f"{OFFICE}/home-pictures/{picture.pk}/marks", {"regions": told})


def hidden_in(jpeg: bytes, where: tuple[int, int, int, int]) -> bool:
    """Whether that part of frame 5 shows something else than the clip as it came."""
    x0, y0, x1, y1 = where
    clear = opened(chest().worker.video_frame(CLIP, 5, (), max_side=1280))
    return bool(abs(clear.astype(int) - opened(jpeg).astype(int))[y0:y1, x0:x1].mean() > 12)


def differs(content: bytes, where: tuple[int, int, int, int]) -> bool:
    x0, y0, x1, y1 = where
    before, now = (opened(chest().worker.video_frame(clip, 5, (), max_side=1280))[y0:y1, x0:x1].astype(int) for clip in (CLIP, content))
    return bool(abs(before - now).mean() > 12)


def test_a_video_is_answered_face_by_face_covered_and_approved(office: Office, sent: HomePicture) -> None:
    entry_id = str(sent.entry_id)
    assert office.queue().items[0].has_clips and office.get(f"{OFFICE}/home-pictures/{sent.pk}").json()["code"] == "looking"

    looked = work(sent)
    told = office.entry(entry_id).home_pictures[0]
    assert (told.is_clip, told.frames, told.width, told.height) == (True, 10, 320, 180)
    assert {one.box[0] < 160 for one in told.regions} == {True, False}
    for query in ({"region": told.regions[0].id}, {"frame": 3}, {"frame": 99}, {}):
        shown = office.get(f"{OFFICE}/home-pictures/{sent.pk}", **query)
        assert shown["Content-Type"] == "image/jpeg" and opened(shown.content).shape == (180, 320, 3)
    moment = office.get(f"{OFFICE}/home-pictures/{sent.pk}", frame=5).content
    assert hidden_in(moment, LEFT) and hidden_in(moment, RIGHT), "nobody is seen before somebody said who it is"

    answer = marks(office, looked)
    assert (answer.status_code, answer.json()["is_reviewed"]) == (200, False)
    assert office.decide(entry_id, "approve", 1).json()["code"] == "home_not_reviewed"
    covered = work(looked)
    assert covered.reviewed_at is not None and office.decide(entry_id, "approve", 1).status_code == 200

    rendition = Rendition.objects.get()
    served = served_bytes(rendition)
    assert served.startswith(b"\x1aE\xdf\xa3") and poster_bytes(rendition).startswith(b"\xff\xd8")
    assert differs(served, RIGHT) and not differs(served, LEFT)
    heard = [chest().worker.video_measure(clip).has_sound for clip in (CLIP, served)]
    assert heard == [True, False], "nobody says who is heard in what a family sends"
    assert HomePicture.objects.get().destroyed_at is not None


def test_what_the_last_look_finds_is_covered_throughout(office: Office, sent: HomePicture, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = {"photo_id": str(sent.pk), "frames": 10, "duration_ms": 400, "tracks": []}
    HomePicture.objects.update(look="done", clip=json.dumps(clip))
    cover, asked = chest().worker.video_cover, []

    def twice(content: bytes, tracks: Any, seen: Any, drawn: Any) -> Any:
        asked.append([each.region for each in drawn])
        if len(asked) == 1:
            raise FaceLeftUncoveredAt(0.2, [Box(*RIGHT)])
        return cover(content, tracks, seen, drawn, check=False)

    monkeypatch.setattr(chest().worker, "video_cover", twice)
    message = {"regions": [], "no_child_said": True}
    assert office.post(f"{OFFICE}/home-pictures/{sent.pk}/marks", message).status_code == 200

    assert work(HomePicture.objects.get()).reviewed_at is not None
    assert asked[0] == [] and len(asked[1]) == 1
    assert [one["source"] for one in json.loads(Rendition.objects.get().regions)] == ["drawn"]
    assert differs(served_bytes(Rendition.objects.get()), RIGHT)


def test_a_video_that_cannot_be_read_to_the_end_is_held(office: Office, sent: HomePicture, monkeypatch: pytest.MonkeyPatch) -> None:
    def long(*_arguments: Any) -> None:
        raise ClipTooLong

    monkeypatch.setattr(chest().worker, "video_tracks", long)

    assert work(sent).look == "failed"
    assert marks(office, sent).json()["code"] == "looking"
    looking.work_all()
    assert office.decide(str(sent.entry_id), "approve", 1).json()["code"] == "home_not_reviewed"


def test_a_file_that_only_says_it_is_a_video_is_refused_with_a_sentence(demo: DemoSeed) -> None:
    mother, now = parent("amelia.parent"), timezone.now()
    draft = sending.begin(mother, child("Amelia"), None, now)
    false = (b"\0\0\0\x18ftypisom" + bytes(2000), b"\x1aE\xdf\xa3" + bytes(2000), CLIP[:200])

    refused = added(mother, draft, [Arrived("film.mp4", data, is_clip=True) for data in false])

    assert all(is_clip(data) for data in false) and len(refused) == 3 and all(one.what for one in refused)
    assert not HomePicture.objects.exists() and not Entry.objects.exists()
