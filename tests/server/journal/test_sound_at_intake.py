"""Sound at the server's door: refused where no video has it, and silent from the first where the server's facts forbid it (C21, L19)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.utils import timezone

from domain.sound import voices_in, who_must_be_silent
from domain.wire.covering_record import CoveringRecord
from server.audit.models import AuditEntry
from server.journal.models import Rendition
from server.journal.voices import is_heard, voices_of
from server.registry.consents import consent_facts
from tests.contract.sound import SoundCase, sound_cases
from tests.server.devices import NOBODY, OFFICE, Office, Tablet, child
from tests.server.journal.rechecks import fresh
from tests.server.journal.sounding import expected, ids, sounding
from tests.server.journal.test_gate import keep_scope
from tests.server.moving import moves

pytestmark = pytest.mark.usefixtures("demo")
NOW = datetime(2026, 11, 19, 13, tzinfo=UTC)
FRESH = [case for case in sound_cases() if case.facts_age.total_seconds() < 16 * 3600]


@pytest.mark.parametrize("case", FRESH, ids=lambda case: case.name)
def test_the_servers_own_facts_give_the_cases_answers(case: SoundCase) -> None:
    for child_id, scope in case.scopes.items():
        keep_scope(child_id, scope, voice=child_id in case.voices)
    voices = voices_in(case.heard, case.regions)
    facts = consent_facts({UUID(each) for each in (case.journal, *voices)}, NOW)

    assert who_must_be_silent(voices, case.journal, facts, NOW) == case.silenced_by


def test_sound_that_everybody_agreed_to_comes_in() -> None:
    rendition = expected(heard=ids("Isla"), seen="Amelia")

    assert is_heard(rendition) and set(voices_of(rendition)) == set(ids("Isla", "Amelia"))
    assert not AuditEntry.objects.filter(what__in=("rule_disagreed", "silenced")).exists()


@pytest.mark.parametrize("heard", ["Noah", "George", "Ayaan", "Leo", NOBODY], ids=lambda heard: heard[:6])
def test_c21_sound_that_the_servers_facts_forbid_comes_in_silent_and_is_written_down(heard: str) -> None:
    """Leo is of another room: nobody there could say that it is his voice."""
    voice = heard if heard == NOBODY else str(child(heard).pk)

    rendition = expected(heard=[*ids("Amelia"), voice])

    assert rendition.has_sound and rendition.silenced_at is not None
    row = AuditEntry.objects.get(what="rule_disagreed", about=str(rendition.pk))
    assert json.loads(row.detail) == {"covered_further": {}, "silenced": [voice]}


def test_a_child_who_is_named_counts_as_heard() -> None:
    assert not is_heard(expected(heard=[], seen="Noah"))


def test_l19_the_sound_goes_into_the_journals_in_which_everybody_may_be_heard() -> None:
    tablet = Tablet()
    promised = [sounding(tablet, "Amelia"), sounding(tablet, "Oluwaseun")]
    promised[1]["photo_id"], promised[1]["regions"] = promised[0]["photo_id"], promised[0]["regions"]

    tablet.hand_in("Amelia", "Oluwaseun", pictures=promised, clips=[moves(promised[0], has_sound=True, heard=ids("Oluwaseun"))])

    assert [is_heard(fresh(each["id"])) for each in promised] == [False, True], "Oluwaseun is seen and heard in the own journal only"


@pytest.mark.parametrize("clips", ["none", "silent"])
def test_sound_without_a_video_that_has_it_is_refused(clips: str) -> None:
    tablet = Tablet()
    promised = sounding(tablet, "Amelia")

    _, result = tablet.hand_in("Amelia", pictures=[promised], clips=[] if clips == "none" else [moves(promised, has_sound=False)])

    assert (result.outcome.value, result.reason) == ("quarantined", "sound_without_clip")


def test_an_amended_entry_keeps_its_video_and_cannot_tell_its_sound_anew() -> None:
    tablet = Tablet()
    promised = sounding(tablet, "Amelia")
    moving = moves(promised, has_sound=True, heard=ids("Isla"))
    body = tablet.entry_body("Amelia", pictures=[promised], clips=[moving])
    tablet.push(tablet.operation("entry", body["id"], "create", body))
    told = [
        body | {"text": "Amelia pours again."},
        body | {"clips": [moving | {"heard": ids("Amelia")}]},
        body | {"renditions": [promised | {"has_sound": False}]},
    ]

    pushed = [tablet.push(tablet.operation("entry", body["id"], "amend", each, base_ver=1))[0].reason for each in told]

    assert pushed == ["", "picture_known", "picture_known"]


def test_a_video_that_an_earlier_release_took_in_is_still_the_same() -> None:
    tablet = Tablet()
    promised = sounding(tablet, "Amelia") | {"has_sound": False}
    body = tablet.entry_body("Amelia", pictures=[promised], clips=[moves(promised)])
    tablet.push(tablet.operation("entry", body["id"], "create", body))
    kept = json.loads(Rendition.objects.get(pk=promised["id"]).clip)
    del kept["heard"]
    Rendition.objects.filter(pk=promised["id"]).update(clip=json.dumps(kept))

    (result,) = tablet.push(tablet.operation("entry", body["id"], "amend", body | {"text": "Amelia pours again."}, base_ver=1))

    assert result.outcome.value == "applied"


def test_the_office_learns_who_is_heard_and_that_the_server_took_the_sound_away() -> None:
    office, tablet = Office(), Tablet()
    rendition = expected(heard=ids("Isla"), seen="Amelia", tablet=tablet)

    entry = office.entry(str(rendition.entry_id))
    assert entry.body.renditions[0].has_sound and list(entry.body.clips[0].heard) == ids("Isla")
    assert [fact.first_name for fact in entry.children] == ["Amelia", "Isla"]

    Rendition.objects.filter(pk=rendition.pk).update(silenced_at=timezone.now())
    assert not office.entry(str(rendition.entry_id)).body.renditions[0].has_sound


def test_the_record_says_who_was_heard_and_since_when_nobody_is() -> None:
    office, silenced = Office(), expected(heard=ids("Noah"), seen="Amelia")

    record = CoveringRecord.model_validate_json(office.get(f"{OFFICE}/covering/{silenced.entry_id}").content)

    (picture,) = record.pictures
    assert (picture.has_sound, picture.heard, picture.silenced_at) == (True, ("Noah B.", "Amelia K."), silenced.silenced_at)
    assert record.steps[-1].what == "The sound of a video in Amelia K.'s journal was taken away"
