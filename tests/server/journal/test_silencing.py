"""A voice that is withdrawn at every moment of a video's life on the server (C21, C22, L19): nobody is served its sound from then on."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from domain.consent import Purpose
from server.accounts.models import Parent
from server.audit import trail
from server.audit.models import AuditEntry
from server.journal import preparing
from server.journal.books import note_book
from server.journal.clip_marks import make_mark
from server.journal.consenting import keep_out, link_adult
from server.journal.models import RecheckCase, Rendition
from server.journal.pictures import PictureNotReady, poster_bytes, served_bytes
from server.journal.recheck_cases import recheck_list
from server.journal.rechecking import was_covered_later, work
from server.journal.voices import is_heard
from server.media.chest import chest
from server.media.models import MarkedClip
from server.registry.consents import record_answer
from tests.server.devices import Tablet, child, staff
from tests.server.journal.rechecks import approve, fresh, parent, say, withdraw_isla
from tests.server.journal.sounding import expected, has_sound, ids, published, received, served_sound, upload, waiting

pytestmark = pytest.mark.usefixtures("demo")
MARK = "Kept for one family · 7F3A"


def withdraw_voice(name: str = "Isla") -> RecheckCase:
    """In the portal."""
    case = say(f"{name.lower()}.parent", name, says=False, purpose=Purpose.VOICE)
    assert case is not None
    return case


def became(case: RecheckCase) -> Counter[str]:
    return Counter(case.rows.values_list("became", flat=True))


def finish() -> None:
    """What the threads beside the requests do."""
    work()
    preparing.prepare_all()
    assert work() == 0


class TestMoments:
    def test_c21_published_it_is_served_to_nobody_until_it_is_silent(self) -> None:
        rendition = published(heard=ids("Amelia", "Isla"))
        make_mark(rendition, MARK, timezone.now())
        barer = [rendition.media.served_sha256, MarkedClip.objects.get(mark=MARK).sha256]
        assert all(has_sound(sha256, rendition.child_id) for sha256 in barer)

        case = withdraw_voice()

        assert served_sound(rendition) is None and not MarkedClip.objects.exists()
        assert case.what == "Fiona Murray withdrew: voice in videos" and became(case) == {"waiting": 1}
        assert [row.is_silence for row in recheck_list(everything=False).cases[0].rows] == [True]
        finish()
        assert served_sound(rendition) is False and became(case) == {"covered": 1}
        assert poster_bytes(fresh(rendition.pk)).startswith(b"\xff\xd8")
        assert not {path.stem for path in (chest().data / "media" / str(rendition.child_id)).glob("*.sealed")} & set(barer)
        assert was_covered_later(rendition.entry, child("Amelia")) and trail.verify() is None

    def test_promised_it_is_drawn_silent_when_it_arrives(self) -> None:
        tablet = Tablet()
        rendition = expected(heard=ids("Isla"), tablet=tablet)

        case = withdraw_voice()
        assert work() == 0
        upload(tablet, rendition)
        preparing.prepare_all()

        assert became(case) == {"not_shown": 1} and served_sound(rendition) is False

    def test_arrived_it_is_drawn_silent(self) -> None:
        rendition = received(heard=ids("Isla"))

        case = withdraw_voice()
        finish()

        assert became(case) == {"not_shown": 1} and served_sound(rendition) is False

    def test_waiting_for_the_moderator_it_is_silent_in_what_the_approval_shows(self) -> None:
        rendition = waiting(heard=ids("Isla"))
        assert served_sound(rendition) is True

        case = withdraw_voice()
        finish()
        approve(rendition.entry)

        assert became(case) == {"not_shown": 1} and served_sound(rendition) is False

    def test_a_face_withdrawn_meanwhile_is_covered_in_the_silent_video(self) -> None:
        rendition = published(heard=ids("Isla"), seen="Zoë")

        first, second = withdraw_voice(), say("zoe.parent", "Zoë", says=False)
        finish()

        assert second is not None and became(first) == became(second) == {"covered": 1} and served_sound(rendition) is False
        assert len(json.loads(fresh(rendition.pk).covered_further)) == 1

    def test_while_it_is_drawn_what_was_drawn_is_thrown_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rendition, cover = received(heard=ids("Isla")), chest().worker.video_cover
        drawn: list[bool] = []

        def meanwhile(*given: Any, **named: Any) -> Any:
            made = cover(*given, **named)
            drawn.append(named["with_sound"])
            if len(drawn) == 1:
                withdraw_voice()
            return made

        monkeypatch.setattr(chest().worker, "video_cover", meanwhile)
        preparing.prepare_all()

        assert drawn == [True, False] and served_sound(rendition) is False


class TestWhose:
    def test_whoever_is_named_counts_as_heard(self) -> None:
        rendition = expected(heard=[], seen="Isla")

        withdraw_voice()

        assert not is_heard(fresh(rendition.pk))

    def test_l19_a_voice_goes_no_further_than_the_face(self) -> None:
        here, own = expected(heard=ids("Isla")), expected("Isla", heard=ids("Isla"))

        withdraw_isla()

        assert not is_heard(fresh(here.pk)) and is_heard(fresh(own.pk))
        assert json.loads(fresh(here.pk).covered_further) == []

    def test_videos_in_which_the_child_is_not_heard_are_left_alone(self) -> None:
        rendition = expected(heard=ids("Amelia"))

        assert not withdraw_voice().rows.exists() and is_heard(fresh(rendition.pk))

    def test_a_yes_gives_no_sound_back(self) -> None:
        rendition = expected(heard=ids("Isla"))
        withdraw_voice()

        assert say("isla.parent", "Isla", says=True, purpose=Purpose.VOICE) is None
        assert not is_heard(fresh(rendition.pk))

    def test_who_is_kept_out_is_not_heard(self) -> None:
        rendition = expected(heard=ids("Isla"))

        keep_out(child("Isla"), True, staff("ruth.adeyemi"), "", timezone.now())

        assert not is_heard(fresh(rendition.pk))

    def test_an_adult_who_appears_unsigned_silences(self) -> None:
        rendition = expected(heard=ids("Isla"))

        link_adult(parent("zoe.parent"), child("Isla"), "Father", has_responsibility=True, by="staff:1", now=timezone.now())

        assert not is_heard(fresh(rendition.pk))

    def test_books_are_not_counted_for_they_hold_what_is_seen(self) -> None:
        rendition = expected(heard=ids("Isla"))
        note_book(parent("amelia.parent"), [rendition.pk], timezone.now())

        assert withdraw_voice().books == 0


def test_the_facts_of_this_moment_are_asked_at_every_view() -> None:
    rendition, mother = published(heard=ids("Isla")), Parent.objects.get(email="isla.parent@example.org")
    record_answer(mother, child("Isla"), Purpose.VOICE, False, typed_name="Fiona Murray", recorded_by="staff:1", now=timezone.now())

    for _ in range(2):
        with pytest.raises(PictureNotReady):
            served_bytes(fresh(rendition.pk))
    preparing.prepare_all()

    assert not chest().worker.video_measure(served_bytes(fresh(rendition.pk))).has_sound
    assert AuditEntry.objects.get(what="silenced").detail == json.dumps({"voices": ids("Isla")})
    assert Rendition.objects.get(pk=rendition.pk).silenced_at is not None
