"""The sound of a clip before hand-in: silent until its author says who is heard."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.services.clip_sound import HearRefused
from app.services.session import NotAllowed
from app.storage import audit, facts, photos
from app.storage.database import transaction
from domain.boxes import Box
from domain.consent import FACTS_LIFE, Scope
from domain.covering import Says
from domain.ids import ChildId, PhotoId
from domain.lifecycle import PhotoState
from domain.wire import FactKind
from domain.wire.clips import MAX_HEARD
from imaging.recorded import ClipRecording
from imaging.video_values import Span
from tests import cast
from tests.app.services.sounding import SoundingImaging, loud
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.clips import FRAME_S, clip, moving_face

LEFT, RIGHT = Box(100, 100, 160, 170), Box(400, 100, 460, 170)
QUIET = clip(moving_face("amelia", *(LEFT,) * 10), moving_face("noah", *(RIGHT,) * 5, first=5))
LOUD = loud(QUIET)


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[Tablet]:
    tablet = Tablet(tmp_path, worker=SoundingImaging())
    tablet.learn()
    tablet.allow_voices(cast.AMELIA, cast.NOAH, cast.AYAAN)
    yield tablet
    tablet.close()


def heard_in(tablet: Tablet, photo_id: PhotoId) -> tuple[ChildId, ...] | None:
    """Who is heard, as the review shows it."""
    return tablet.clips.clip(photo_id, tablet.session).heard


def part(first: int, end: int) -> Span:
    """The part with the frames [first, end)."""
    return Span(first * FRAME_S, end * FRAME_S)


def test_c22_a_recording_with_sound_stays_silent_until_a_person_says_who_is_heard(tablet: Tablet) -> None:
    photo_id = tablet.reviewed_clip(tablet.draft(), LOUD, cast.AMELIA, None)
    before = tablet.clips.clip(photo_id, tablet.session)
    assert (before.has_sound, before.heard) == (True, None)

    said = tablet.clips.hear(photo_id, (cast.NOAH, cast.AMELIA, cast.NOAH), tablet.session)

    assert said == dataclasses.replace(before, heard=(cast.NOAH, cast.AMELIA)) and said.state is PhotoState.REVIEWED
    assert tablet.clips.hear(photo_id, (), tablet.session).heard == ()
    assert tablet.clips.hear(photo_id, None, tablet.session).heard is None
    rows = [row for row in audit.rows(tablet.connection) if row.what == "clip.heard_said"]
    assert [json.loads(row.detail) for row in rows] == [
        {"heard": 2, "is_silent": False},
        {"heard": 0, "is_silent": False},
        {"heard": 0, "is_silent": True},
    ]


def test_nothing_is_said_of_the_sound_of_a_silent_recording(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), QUIET)

    with pytest.raises(HearRefused, match="recorded without sound"):
        tablet.clips.hear(photo_id, (), tablet.session)

    assert not tablet.clips.clip(photo_id, tablet.session).has_sound


def test_l18_nobody_is_heard_whom_this_tablet_does_not_know_and_what_was_said_stays(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), LOUD)
    tablet.clips.hear(photo_id, (cast.AMELIA,), tablet.session)
    many = [ChildId(cast.id_of(1000 + number)) for number in range(MAX_HEARD + 1)]
    with transaction(tablet.connection):
        for child in many:
            facts.put(tablet.connection, FactKind.CHILD, child, 1, {**cast.CHILDREN[0].model_dump(mode="json"), "id": child})

    with pytest.raises(HearRefused, match="not on this tablet"):
        tablet.clips.hear(photo_id, (cast.NOAH, ChildId(cast.id_of(999))), tablet.session)
    with pytest.raises(HearRefused, match="No more than 60"):
        tablet.clips.hear(photo_id, many, tablet.session)

    assert heard_in(tablet, photo_id) == (cast.AMELIA,)


def test_c21_who_was_heard_and_then_left_this_tablet_stays_heard(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), LOUD)
    tablet.clips.hear(photo_id, (cast.NOAH, cast.AMELIA), tablet.session)
    with transaction(tablet.connection):
        facts.remove(tablet.connection, FactKind.CHILD, cast.NOAH)

    assert tablet.clips.hear(photo_id, (cast.AMELIA,), tablet.session).heard == (cast.AMELIA, cast.NOAH)  # no list offers Noah any more
    assert tablet.clips.silenced_by(photo_id, cast.AMELIA, tablet.session) == (cast.NOAH,)
    assert tablet.clips.hear(photo_id, (cast.NOAH, cast.AMELIA), tablet.session).heard == (cast.NOAH, cast.AMELIA)  # a step taken back
    assert tablet.clips.hear(photo_id, None, tablet.session).heard is None


def test_l16_nobody_says_who_is_heard_in_anothers_clip(tablet: Tablet) -> None:
    photo_id, other = tablet.clip(tablet.draft(), LOUD), session_of(cast.JO)

    with pytest.raises(NotAllowed):
        tablet.clips.hear(photo_id, (), other)
    with pytest.raises(NotAllowed):
        tablet.clips.silenced_by(photo_id, cast.AMELIA, other)


def test_c21_who_forbids_the_sound_is_told_for_each_journal(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(cast.AMELIA, cast.NOAH), LOUD)
    _, right = tablet.clip_regions(photo_id)
    tablet.clips.hear(photo_id, (cast.AMELIA,), tablet.session)
    assert tablet.clips.silenced_by(photo_id, cast.AMELIA, tablet.session) == ()

    tablet.reviewing.say([right.id], Says.CHILD, cast.ZOE, tablet.session)

    assert tablet.clips.silenced_by(photo_id, cast.AMELIA, tablet.session) == (cast.ZOE,)  # who is named counts as heard
    tablet.clips.trim(photo_id, part(0, 5), tablet.session)  # and is not in this part
    assert tablet.clips.silenced_by(photo_id, cast.AMELIA, tablet.session) == ()
    assert tablet.clips.silenced_by(photo_id, cast.NOAH, tablet.session) == (cast.AMELIA,)
    tablet.clock.now += FACTS_LIFE + timedelta(minutes=1)
    assert tablet.clips.silenced_by(photo_id, cast.AMELIA, tablet.session) == (cast.AMELIA,)


def test_a_part_that_comes_back_is_silent_until_somebody_has_listened_to_it(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), LOUD)
    tablet.clips.hear(photo_id, (cast.AMELIA,), tablet.session)

    assert tablet.clips.trim(photo_id, part(1, 8), tablet.session).heard == (cast.AMELIA,)
    assert tablet.clips.trim(photo_id, part(2, 8), tablet.session).heard == (cast.AMELIA,)
    assert tablet.clips.trim(photo_id, part(1, 7), tablet.session).heard is None
    tablet.clips.hear(photo_id, (), tablet.session)
    assert tablet.clips.trim(photo_id, None, tablet.session).heard is None


def test_what_was_heard_comes_out_of_the_vault_for_its_author_alone(tablet: Tablet) -> None:
    film, pcm = ClipRecording(320, 192), bytes(range(240)) * 8
    film.add(b"\xff\xd8\xff\xd9", 1.0)
    film.hear(pcm, 1.0)
    fake_id = tablet.clip(tablet.draft(), LOUD)
    fake = photos.read(tablet.connection, fake_id)
    assert fake is not None
    with transaction(tablet.connection):
        sealed = tablet.vault.seal(tablet.connection, film.finish(), tablet.clock())
        loud, silent = (PhotoId(cast.id_of(number)) for number in (5, 6))
        photos.add(tablet.connection, dataclasses.replace(fake, id=loud, file_id=sealed))
        photos.add(tablet.connection, dataclasses.replace(fake, id=silent, file_id=sealed, has_sound=False))

    assert tablet.clips.pcm(loud, tablet.session) == pcm
    assert tablet.clips.pcm(silent, tablet.session) is None
    with pytest.raises(NotAllowed):
        tablet.clips.pcm(loud, session_of(cast.JO))


def test_who_may_be_heard_somewhere_is_told_for_the_camera(tablet: Tablet) -> None:
    assert tablet.clips.may_be_heard(tablet.session) == {cast.AMELIA, cast.NOAH}  # Ayaan may be in no picture

    tablet.set_scope(cast.NOAH, Scope.OWN_ONLY)  # as the cast has him: his voice was never agreed to
    assert tablet.clips.may_be_heard(tablet.session) == {cast.AMELIA}
    tablet.clock.now += FACTS_LIFE + timedelta(minutes=1)
    assert tablet.clips.may_be_heard(tablet.session) == frozenset()
