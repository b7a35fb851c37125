"""Ways around a silence that were tried: bytes that say one thing and are another, entries that go and come back, files left behind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from commands.clear_bytes import needles_in, search
from domain.consent import Purpose
from domain.moderation import RemovalCategory
from server.journal import preparing
from server.journal.clip_marks import make_mark, marked_clip
from server.journal.models import Rendition
from server.journal.moderating import decide
from server.journal.pictures import PictureNotReady, served_bytes
from server.journal.voices import is_heard, voices_of
from server.media.chest import chest
from tests.server.devices import Tablet, new_id, region, staff
from tests.server.journal.rechecks import approve, fresh, say
from tests.server.journal.sounding import expected, ids, published, served_sound, sounding
from tests.server.moving import LEFT, moves, promise, sounding_clip

pytestmark = pytest.mark.usefixtures("demo")
MARK = "Kept for one family · 7F3A"


def withdraw(name: str = "Isla") -> None:
    say(f"{name.lower()}.parent", name, says=False, purpose=Purpose.VOICE)


def is_audible(webm: bytes) -> bool:
    return bool(chest().worker.video_measure(webm).has_sound)


def arrived(promised: dict[str, Any], **said: Any) -> Rendition:
    """Handed in, uploaded with sound in its bytes, drawn."""
    tablet = Tablet()
    _, result = tablet.hand_in("Amelia", pictures=[promised], clips=[moves(promised, **said)])
    assert result.outcome.value == "applied", result
    Rendition.objects.filter(pk=promised["id"]).update(looked_at=timezone.now())
    assert tablet.upload(promised, sounding_clip()).status_code == 204
    preparing.prepare_all()
    return fresh(promised["id"])


@pytest.mark.parametrize("said", [{}, {"has_sound": True, "heard": ()}], ids=["nothing", "of the video alone"])
def test_sound_of_which_the_rendition_says_nothing_is_served_to_nobody_and_marked_for_nobody(said: dict[str, Any]) -> None:
    rendition = arrived(promise(Tablet(), "Amelia", [region(LEFT)], content=sounding_clip()), **said)

    make_mark(rendition, MARK, timezone.now())

    copy = marked_clip(fresh(rendition.pk), MARK, timezone.now())
    assert copy is not None and not is_audible(copy) and not is_audible(served_bytes(rendition))


def test_no_file_of_the_server_holds_a_clear_sound_while_it_arrives_is_drawn_marked_and_silenced() -> None:
    needles, rendition, tablet = needles_in("the sound", sounding_clip()), published(heard=ids("Isla")), Tablet()
    half = expected("Isla", heard=ids("Isla"), tablet=tablet)
    tablet.create_media({"id": str(half.pk), "sha256": half.media.sha256, "bytes": half.media.bytes})
    assert tablet.send(str(half.pk), 0, sounding_clip()[: half.media.bytes // 2]).status_code == 204
    make_mark(rendition, MARK, timezone.now())
    assert list(search([chest().data], needles)) == []

    withdraw()
    preparing.prepare_all()

    assert served_sound(rendition) is False and list(search([chest().data], needles)) == []


def test_c21_an_entry_that_was_removed_when_the_voice_went_comes_back_silent() -> None:
    rendition, ruth = published(heard=ids("Isla")), staff("ruth.adeyemi")
    make_mark(rendition, MARK, timezone.now())
    entry = rendition.entry
    decide(entry, "remove", entry.revision, ruth, timezone.now(), reason="A mistake", category=RemovalCategory.OTHER)

    withdraw()
    decide(entry, "undo", entry.revision, ruth, timezone.now())

    with pytest.raises(PictureNotReady):
        marked_clip(fresh(rendition.pk), MARK, timezone.now())
    preparing.prepare_all()
    assert not is_audible(served_bytes(fresh(rendition.pk)))


def test_c21_a_video_that_one_version_left_out_comes_back_silent_in_the_next() -> None:
    tablet = Tablet()
    promised = sounding(tablet, "Amelia")
    body = tablet.entry_body("Amelia", pictures=[promised], clips=[moves(promised, has_sound=True, heard=ids("Isla"))])
    tablet.push(tablet.operation("entry", body["id"], "create", body))
    Rendition.objects.filter(pk=promised["id"]).update(looked_at=timezone.now())
    tablet.upload(promised, sounding_clip())
    preparing.prepare_all()
    assert served_sound(fresh(promised["id"])) is True

    tablet.push(tablet.operation("entry", body["id"], "amend", body | {"renditions": [], "clips": []}, base_ver=1))
    withdraw()
    (back,) = tablet.push(tablet.operation("entry", body["id"], "amend", body, base_ver=2))
    assert back.outcome.value == "applied"

    with pytest.raises(PictureNotReady):
        served_bytes(fresh(promised["id"]))
    preparing.prepare_all()
    approve(fresh(promised["id"]).entry)
    assert not is_audible(served_bytes(fresh(promised["id"])))


def test_ids_that_are_doubled_or_spelt_otherwise_make_nobody_heard() -> None:
    (isla,) = ids("Isla")

    twice, otherwise = expected(heard=[isla, isla]), UUID(isla)
    assert voices_of(twice) == (isla,) and is_heard(twice)
    for spelling in (str(otherwise).upper(), otherwise.hex):
        tablet = Tablet()
        promised = sounding(tablet, "Amelia")
        _, result = tablet.hand_in("Amelia", pictures=[promised], clips=[moves(promised, has_sound=True, heard=[spelling])])
        known = Rendition.objects.filter(pk=promised["id"]).first()
        assert known is None or not is_heard(known), result
    withdraw()
    assert not is_heard(fresh(twice.pk))


def test_a_photo_has_no_sound() -> None:
    tablet = Tablet()
    photo = tablet.rendition("Amelia") | {"has_sound": True}
    beside = promise(tablet, "Amelia", [region(LEFT)])

    _, alone = tablet.hand_in("Amelia", pictures=[photo])
    _, with_a_video = tablet.hand_in("Amelia", pictures=[photo | {"id": new_id()}, beside], clips=[moves(beside, has_sound=True)])

    assert {alone.reason, with_a_video.reason} == {"sound_without_clip"}
