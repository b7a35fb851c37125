"""A clip on the server: drawn anew beside the requests, searched once, shown to nobody before, and covered further like a picture."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from PIL import Image

from domain.boxes import Box
from domain.consent import Purpose
from domain.covering import Why
from domain.lifecycle import EntryState
from domain.wire.clips import unpacked
from imaging.values import DetectorUnavailable, Tier
from imaging.video_values import FaceLeftUncoveredAt, Track
from server.accounts.models import Parent
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal import preparing
from server.journal.bodies import clip_of
from server.journal.clip_marks import entry_moved, is_marked, make_mark, marked_clip
from server.journal.clips import FaceInClip, poster_frame
from server.journal.covering_record import covering_record
from server.journal.models import Rendition
from server.journal.pictures import PictureNotReady, poster_bytes, served_bytes
from server.media.chest import chest
from server.media.models import MarkedClip, Media
from server.portal.cards import covers_in
from server.registry.consents import record_answer
from tests.server.devices import Tablet, child, region
from tests.server.moving import LEFT, RIGHT, arrive, clip, clip_with_a_head, moves, promise

pytestmark = pytest.mark.usefixtures("demo")
CORNER = (144, 80, 160, 96)
HEAD = (66, 34, 94, 66)  # where it is on the third frame
MARK = "Kept for one family · 7F3A"


@pytest.fixture
def drawn(demo: DemoSeed) -> Rendition:
    """A clip of Amelia and Isla, both seen, drawn and searched."""
    rendition = arrive([region(LEFT, names="Amelia"), region(RIGHT, names="Isla")])
    preparing.prepare_all()
    return fresh(rendition)


def fresh(rendition: Rendition) -> Rendition:
    return Rendition.objects.select_related("media").get(pk=rendition.pk)


def frame(webm: bytes, number: int = 3) -> Any:
    """The pixels of one frame."""
    return np.asarray(Image.open(io.BytesIO(chest().worker.video_frame(webm, number, (), max_side=1280))).convert("RGB"), np.int16)


def differs(one: bytes, other: bytes, where: tuple[int, int, int, int]) -> bool:
    """Whether the two clips show something else there."""
    box = Box(*where)
    parts = [frame(webm)[box.y0 : box.y1, box.x0 : box.x1] for webm in (one, other)]
    return bool(np.abs(parts[0] - parts[1]).mean() > 12)


def edges(track: dict[str, Any]) -> set[tuple[int, int, int, int]]:
    """Where that face is."""
    return {(box.x0, box.y0, box.x1, box.y1) for box in unpacked(track["boxes"])}


def say(first_name: str, answer: bool) -> None:
    """What that child's mother says of other children's journals."""
    mother, now = Parent.objects.get(email=f"{first_name.lower()}.parent@example.org"), timezone.now()
    record_answer(mother, child(first_name), Purpose.OTHER_JOURNALS, answer, typed_name="Fiona Murray", recorded_by="staff:1", now=now)


def files(rendition: Rendition) -> set[str]:
    """The sealed files of the rendition's child."""
    return {path.stem for path in (chest().data / "media" / str(rendition.child_id)).glob("*.sealed")}


def test_nobody_is_shown_a_clip_before_it_was_drawn_and_searched() -> None:
    rendition = arrive()

    with pytest.raises(PictureNotReady, match="being prepared"):
        served_bytes(rendition)

    assert rendition.pk in preparing.left_over(), "a restart finds it"
    preparing.prepare_all()
    served = served_bytes(fresh(rendition))
    assert rendition.pk not in preparing.left_over()
    assert served != clip() and fresh(rendition).looked_at is not None
    assert chest().worker.video_measure(served).width == 160
    assert differs(served, clip(), RIGHT), "the cover that the tablet only promised is drawn"
    assert not differs(served, clip(), LEFT)
    assert poster_frame(rendition) == 3 and Image.open(io.BytesIO(poster_bytes(fresh(rendition)))).size == (160, 96)


def test_a_consent_that_is_withdrawn_takes_the_clip_away_until_it_is_covered_further(drawn: Rendition) -> None:
    bare, poster, before = served_bytes(drawn), poster_bytes(drawn), fresh(drawn).media
    make_mark(drawn, MARK, timezone.now())
    copy = MarkedClip.objects.get().sha256
    say("Isla", False)

    for opened in (served_bytes, poster_bytes):
        with pytest.raises(PictureNotReady):
            opened(fresh(drawn))
    assert not files(drawn) & {before.served_sha256, before.poster_sha256, copy}, "whatever shows more is destroyed at once"
    assert not MarkedClip.objects.exists()

    preparing.prepare_all()
    covered = served_bytes(fresh(drawn))
    assert differs(covered, bare, RIGHT) and not differs(covered, bare, LEFT)
    assert poster_bytes(fresh(drawn)) != poster
    assert AuditEntry.objects.filter(what="covered_further", about=str(drawn.pk)).count() == 1
    say("Isla", True)
    assert served_bytes(fresh(drawn)) == covered, "an allowance given later uncovers nothing"


def test_a_withdrawal_while_the_clip_is_drawn_serves_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    rendition = arrive([region(LEFT, names="Amelia"), region(RIGHT, names="Isla")])
    second, cover, served = json.loads(rendition.regions)[1]["id"], chest().worker.video_cover, []

    def meanwhile(*given: Any, **named: Any) -> Any:
        made = cover(*given, **named)
        served.append((fresh(rendition).media.served_sha256, named["seen"]))
        Rendition.objects.filter(pk=rendition.pk).update(covered_further=json.dumps([second]))
        return made

    monkeypatch.setattr(chest().worker, "video_cover", meanwhile)
    preparing.prepare_all()

    assert served == [("", [0, 1]), ("", [0])], "the first is thrown away, and the clip drawn again"
    assert fresh(rendition).media.served_sha256


def test_a_face_that_no_tablet_listed_is_covered_kept_apart_and_told_of() -> None:
    rendition = arrive([region(CORNER, source="drawn", why="drawn", cover=list(CORNER))], content=clip_with_a_head())

    preparing.prepare_all()

    seen = fresh(rendition)
    assert differs(served_bytes(seen), clip_with_a_head(), HEAD) and seen.face_at_s is None
    found, tracks = json.loads(seen.found_here), json.loads(seen.tracks_here)
    assert len(found) == 1 and found[0]["source"] == "face" and Box(*found[0]["box"]).overlap(Box(*HEAD)) > 0.4
    assert [track["region_id"] for track in tracks] == [found[0]["id"]] and tuple(found[0]["box"]) in edges(tracks[0])
    told = AuditEntry.objects.get(what="face_found_here", about=str(seen.pk))
    assert json.loads(told.detail) == {"boxes": [found[0]["box"]]}
    record = covering_record(seen.entry, timezone.now())
    (told_of,) = [each for each in record.pictures[0].regions if each.covered_later_at is not None]
    assert (told_of.why, told_of.covered_later_at) == (Why.NOBODY_SAID, seen.looked_at) and covers_in(seen) == 2
    assert any(step.what.startswith("The server found a face that nobody had listed in Amelia") for step in record.steps)


def test_what_was_found_is_noted_before_anything_is_served_and_covered_in_every_later_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    rendition, asked = arrive(), list[tuple[bool, list[int], int]]()
    cover, frame_of = chest().worker.video_cover, chest().worker.video_frame
    corner = Track(0, Tier.MAYBE, 1, 2, (Box(*CORNER),) * 4)

    def finding(received: bytes, tracks: Any, *, check: bool, **named: Any) -> Any:
        asked.append((check, named["seen"], len(tracks)))
        return replace(cover(received, tracks, check=False, **named), added=(corner,) if len(asked) == 1 else ())

    def dying(*given: Any, **named: Any) -> Any:
        raise DetectorUnavailable("the power went")

    monkeypatch.setattr(chest().worker, "video_cover", finding)
    monkeypatch.setattr(chest().worker, "video_frame", dying)
    preparing.prepare_all()
    stopped = fresh(rendition)
    assert stopped.looked_at is None and not stopped.media.served_sha256
    assert [each["source"] for each in json.loads(stopped.found_here)] == ["maybe"]

    monkeypatch.setattr(chest().worker, "video_frame", frame_of)
    preparing.ask(rendition.pk)
    preparing.prepare_all()
    Media.objects.filter(pk=rendition.pk).update(served_sha256="")
    preparing.ask(rendition.pk)
    preparing.prepare_all()

    assert asked == [(True, [0], 2), (True, [0], 3), (False, [0], 3)]
    assert fresh(rendition).found_here == stopped.found_here and differs(served_bytes(fresh(rendition)), clip(), CORNER)


def test_a_clip_whose_own_covers_hide_no_face_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    rendition = arrive()

    def found(*given: Any, **named: Any) -> Any:
        raise FaceLeftUncoveredAt(0.2, [Box(*LEFT)])

    monkeypatch.setattr(chest().worker, "video_cover", found)
    preparing.prepare_all()

    held = fresh(rendition)
    assert held.face_at_s == 0.2 and not held.media.served_sha256 and held.pk not in preparing.left_over()
    with pytest.raises(FaceInClip, match=r"found in this video at 0\.2 seconds.*Return the entry"):
        served_bytes(held)
    assert AuditEntry.objects.get(what="clip_held").about == str(held.pk)
    assert "keeps it from everybody" in covering_record(held.entry, timezone.now()).steps[-1].what


def test_a_clip_that_was_held_before_is_searched_anew() -> None:
    migration, rendition = import_module("server.journal.migrations.0010_search_held_anew"), arrive()
    Rendition.objects.update(face_at_s=0.2, looked_at=timezone.now())

    migration.search_anew(apps, SimpleNamespace(connection=connection))

    assert rendition.pk in preparing.left_over() and fresh(rendition).looked_at is None


def test_a_named_face_holds_nothing() -> None:
    box = (52, 26, 108, 68)  # wherever the head walks
    rendition = arrive([region(box, names="Amelia")], content=clip_with_a_head())

    preparing.prepare_all()

    assert served_bytes(fresh(rendition))


def test_a_clip_of_other_frames_than_promised_is_refused() -> None:
    rendition = arrive(frames=7)

    preparing.prepare_all()

    assert fresh(rendition).media.state == "refused"


def test_a_clip_that_cannot_be_decoded_is_refused_and_never_served() -> None:
    broken = bytearray(clip())
    for at in range(len(broken) - 600, len(broken)):
        broken[at] = 0xFF  # right elements, right frame heads, and no picture
    rendition = arrive(content=bytes(broken))

    preparing.prepare_all()

    state = fresh(rendition).media
    assert state.state == "refused" or differs(served_bytes(fresh(rendition)), clip(), RIGHT)


def test_a_familys_copy_is_made_once_kept_sealed_and_destroyed_with_its_entry(drawn: Rendition) -> None:
    assert marked_clip(drawn, MARK, timezone.now()) is None
    preparing.prepare_all()

    marked = marked_clip(fresh(drawn), MARK, timezone.now())
    make_mark(fresh(drawn), MARK, timezone.now())

    assert marked is not None and differs(marked, served_bytes(fresh(drawn)), (40, 70, 160, 96))
    copy = MarkedClip.objects.get()
    assert copy.sha256 in files(drawn) and copy.mark == MARK
    assert not is_marked(drawn, "Kept for one family · 0000"), "each family has its own"
    drawn.entry.state = EntryState.REMOVED.value
    entry_moved(drawn.entry)
    assert copy.sha256 not in files(drawn) and not MarkedClip.objects.exists()
    assert served_bytes(fresh(drawn))


def test_a_copy_that_was_overtaken_is_not_kept(drawn: Rendition, monkeypatch: pytest.MonkeyPatch) -> None:
    mark, before = chest().worker.video_mark, files(drawn)

    def meanwhile(*given: Any, **named: Any) -> Any:
        made = mark(*given, **named)
        Media.objects.filter(pk=drawn.pk).update(served_sha256="")
        return made

    monkeypatch.setattr(chest().worker, "video_mark", meanwhile)
    with pytest.raises(PictureNotReady):
        make_mark(drawn, MARK, timezone.now())

    assert not MarkedClip.objects.exists() and files(drawn) <= before


def test_an_amended_entry_keeps_its_clip_and_another_track_is_a_forgery() -> None:
    tablet = Tablet()
    promised = promise(tablet, "Amelia")
    body = tablet.entry_body("Amelia", pictures=[promised], clips=[moves(promised)])
    push = [tablet.push(tablet.operation("entry", body["id"], "create", body))[0]]

    push += tablet.push(tablet.operation("entry", body["id"], "amend", body | {"text": "Amelia pours again."}, base_ver=1))
    forged = body | {"clips": [moves(promised, duration_ms=600)]}
    push += tablet.push(tablet.operation("entry", body["id"], "amend", forged, base_ver=2))

    assert [(result.outcome.value, result.reason) for result in push] == [
        ("applied", ""),
        ("applied", ""),
        ("quarantined", "picture_known"),
    ]
    assert clip_of(Rendition.objects.get()).frames == 6
