from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections

from domain.wire import MAX_BATCH_BYTES, Outcome
from server.audit.models import AuditEntry
from server.audit.trail import verify
from server.config.demo import DemoSeed
from server.intake.models import Op
from server.journal.bodies import body_of
from server.journal.models import Entry, EntryVersion, WipeReport
from server.registry.models import Child
from tests.server.devices import DEVICE, Tablet, child, new_id, picture, region, staff

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


def audited(what: str) -> int:
    return AuditEntry.objects.filter(what=what).count()


class TestOutcomes:
    def test_an_entry_is_applied_and_waits_for_moderation(self, tablet: Tablet) -> None:
        entry_id, result = tablet.hand_in("Amelia", "Noah", next_step="Cups.")

        assert result.outcome is Outcome.APPLIED and result.seq > 0
        entry = Entry.objects.get(pk=entry_id)
        assert entry.state == "waiting" and entry.author is not None and entry.author.username == "sam.morris"
        assert entry.journals.count() == 2
        assert Child.objects.get(first_name="Noah").last_next_step == "Cups."

    def test_the_same_operation_again_is_a_duplicate_with_the_first_sequence(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia")
        operation = tablet.operation("entry", body["id"], "create", body)

        first, second = tablet.push(operation)[0], tablet.push(operation)[0]

        assert (second.outcome, second.seq) == (Outcome.DUPLICATE, first.seq)
        assert Entry.objects.count() == 1

    def test_the_same_id_with_other_content_is_a_mismatch_and_the_first_stays(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia")
        operation = tablet.operation("entry", body["id"], "create", body)
        tablet.push(operation)

        other = tablet.operation("entry", body["id"], "create", body | {"text": "Other."}, op_id=operation["op_id"])

        assert tablet.push(other)[0].outcome is Outcome.MISMATCH
        assert body_of(Entry.objects.get()).text == body["text"]
        assert audited("operation_mismatch") == 1

    def test_another_devices_operation_id_is_a_mismatch(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia")
        operation = tablet.operation("entry", body["id"], "create", body)
        tablet.push(operation)

        assert Tablet("T-01").push(operation)[0].outcome is Outcome.MISMATCH

    def test_a_wipe_report_of_an_unknown_picture_is_deferred_and_applied_when_it_is_known(self, tablet: Tablet) -> None:
        promised = tablet.rendition("Amelia")
        report = {"id": promised["id"], "sha256": promised["sha256"], "wiped_at": datetime.now(UTC).isoformat()}
        wiped = tablet.operation("rendition", promised["id"], "wiped", report)
        assert tablet.push(wiped)[0].outcome is Outcome.DEFERRED

        tablet.hand_in("Amelia", pictures=[promised])

        assert tablet.push(wiped)[0].outcome is Outcome.APPLIED
        assert tablet.push(wiped)[0].outcome is Outcome.DUPLICATE
        assert WipeReport.objects.get().sha256 == promised["sha256"]
        assert audited("rendition_wiped") == 1

    def test_a_wipe_of_other_bytes_than_the_server_holds_is_an_alarm(self, tablet: Tablet) -> None:
        promised = tablet.rendition("Amelia")
        tablet.hand_in("Amelia", pictures=[promised])
        report = {"id": promised["id"], "sha256": "0" * 64, "wiped_at": datetime.now(UTC).isoformat()}

        tablet.push(tablet.operation("rendition", promised["id"], "wiped", report))

        assert audited("wipe_of_other_bytes") == 1

    def test_a_quarantined_operation_stays_so_however_often_it_comes(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia", text="   ")
        operation = tablet.operation("entry", body["id"], "create", body)

        results = [tablet.push(operation)[0] for _ in range(2)]

        assert {(result.outcome, result.reason) for result in results} == {(Outcome.QUARANTINED, "missing_text")}
        assert not Entry.objects.exists() and audited("operation_quarantined") == 1

    def test_one_bad_operation_never_blocks_the_others(self, tablet: Tablet) -> None:
        good, bad, last = (tablet.entry_body("Amelia") for _ in range(3))
        operations = [
            tablet.operation("entry", good["id"], "create", good),
            tablet.operation("entry", bad["id"], "create", bad | {"children": [new_id()]}),
            tablet.operation("entry", new_id(), "explode", {}) | {"hash": "0" * 64},
            tablet.operation("entry", last["id"], "create", last),
        ]

        outcomes = [result.outcome for result in tablet.push(*operations)]

        assert outcomes == [Outcome.APPLIED, Outcome.QUARANTINED, Outcome.QUARANTINED, Outcome.APPLIED]
        assert Entry.objects.count() == 2

    def test_r6_c16_an_amendment_is_a_new_version_and_goes_back_to_moderation(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia")
        tablet.push(tablet.operation("entry", body["id"], "create", body))
        Entry.objects.update(state="returned")

        result = tablet.push(tablet.operation("entry", body["id"], "amend", body | {"text": "Amelia fills the jug."}, base_ver=1))[0]

        entry = Entry.objects.get()
        assert (result.outcome, entry.state, entry.version) == (Outcome.APPLIED, "waiting", 2)
        assert [json.loads(version.body)["text"] for version in EntryVersion.objects.order_by("number")] == [
            "Amelia pours the water slowly.",
            "Amelia fills the jug.",
        ]

    def test_an_amendment_of_an_older_version_is_kept_as_a_conflict(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia")
        tablet.push(tablet.operation("entry", body["id"], "create", body))
        tablet.push(tablet.operation("entry", body["id"], "amend", body, base_ver=1))

        result = tablet.push(tablet.operation("entry", body["id"], "amend", body | {"text": "Mine."}, base_ver=1))[0]

        assert result.outcome is Outcome.CONFLICT_KEPT
        assert EntryVersion.objects.count() == 3

    def test_an_amendment_that_came_before_its_entry_is_deferred(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia")

        assert tablet.push(tablet.operation("entry", body["id"], "amend", body))[0].outcome is Outcome.DEFERRED


class TestWhoWroteIt:
    def test_an_entry_under_another_persons_name_is_quarantined(self, tablet: Tablet) -> None:
        _, result = tablet.hand_in("Amelia", author_id=str(staff("jo.patel").id))

        assert (result.outcome, result.reason) == (Outcome.QUARANTINED, "not_the_author")

    def test_a_suspended_author_is_quarantined(self, tablet: Tablet) -> None:
        type(tablet.holder).objects.filter(pk=tablet.holder.pk).update(is_active=False)

        assert tablet.hand_in("Amelia")[1].reason == "unknown_actor"

    def test_an_entry_of_somebody_who_does_not_hold_the_tablet_is_taken_and_seen(self, tablet: Tablet) -> None:
        tablet.holder = staff("jo.patel")

        assert tablet.hand_in("Amelia")[1].outcome is Outcome.APPLIED
        assert audited("written_without_lease") == 1

    def test_a_child_who_left_is_no_child_for_an_entry(self, tablet: Tablet) -> None:
        Child.objects.filter(first_name="Freya").update(is_active=False)

        assert tablet.hand_in("Amelia", "Freya")[1].reason == "unknown_child"

    def test_an_entry_of_the_future_and_an_unknown_area_are_quarantined(self, tablet: Tablet) -> None:
        tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()

        assert tablet.hand_in("Amelia", happened_at=tomorrow)[1].reason == "missing_happened_at"
        assert tablet.hand_in("Amelia", areas=["alchemy"])[1].reason == "missing_areas"
        assert tablet.hand_in("Amelia", framework="../../etc/passwd", areas=["mathematics"])[1].reason == "missing_areas"
        assert tablet.hand_in("Amelia", areas=["mathematics"])[1].outcome is Outcome.APPLIED


class TestSequence:
    def test_a_gap_raises_an_alarm_and_the_operation_is_taken(self, tablet: Tablet) -> None:
        tablet.hand_in("Amelia")
        tablet.seq += 3

        assert tablet.hand_in("Amelia")[1].outcome is Outcome.APPLIED
        assert (audited("dev_seq_gap"), audited("dev_seq_fork")) == (1, 0)

    def test_a_number_used_twice_is_a_cloned_tablet(self, tablet: Tablet) -> None:
        tablet.hand_in("Amelia")
        tablet.seq = 0

        assert tablet.hand_in("Amelia")[1].outcome is Outcome.APPLIED
        assert (audited("dev_seq_gap"), audited("dev_seq_fork")) == (0, 1)

    def test_operations_in_order_raise_none(self, tablet: Tablet) -> None:
        for _ in range(3):
            tablet.hand_in("Amelia")

        assert (audited("dev_seq_gap"), audited("dev_seq_fork")) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_the_same_push_twice_at_once_makes_one_entry(tablet: Tablet) -> None:
    body = tablet.entry_body("Amelia")
    operation, outcomes = tablet.operation("entry", body["id"], "create", body), list[Outcome]()

    def push() -> None:
        outcomes.append(tablet.push(operation)[0].outcome)
        connections.close_all()

    threads = [threading.Thread(target=push) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [Outcome.APPLIED, Outcome.DUPLICATE]
    assert Entry.objects.count() == 1 and verify() is None


class TestShape:
    @pytest.mark.parametrize(
        "body",
        [b"", b"[]", b"{}", b"null", b'{"operations": 1}', b'{"operations": [1]}', b'{"operations": [], "x": 1}', b"\xff", b"[" * 9999],
    )
    def test_what_is_no_push_is_refused(self, tablet: Tablet, body: bytes) -> None:
        answer = tablet.client.generic("POST", f"{DEVICE}/push", body, "application/json", headers=tablet.headers(), secure=True)

        assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"

    def test_too_large_a_batch_is_refused_before_it_is_read(self, tablet: Tablet) -> None:
        body = b'{"operations": ["' + b"x" * MAX_BATCH_BYTES + b'"]}'

        assert (
            tablet.client.generic("POST", f"{DEVICE}/push", body, "application/json", headers=tablet.headers(), secure=True).status_code
            == 413
        )

    def test_more_than_five_hundred_operations_are_refused(self, tablet: Tablet) -> None:
        assert tablet.post(f"{DEVICE}/push", {"operations": [{}] * 501}).status_code == 413

    @pytest.mark.parametrize(
        "wrong",
        [
            {"extra": 1},
            {"dev_seq": 0},
            {"dev_seq": 1 << 60},
            {"dev_seq": "x"},
            {"offset_ms": 10**30},
            {"kind": "child"},
            {"action": "delete"},
            {"captured_at": "yesterday"},
            {"captured_at": "2026-11-19T10:00:00"},
            {"body": []},
            {"hash": "0" * 64},
            {"actor": "sam"},
        ],
    )
    def test_a_wrong_field_quarantines_the_operation_alone(self, tablet: Tablet, wrong: dict[str, Any]) -> None:
        body = tablet.entry_body("Amelia")
        operation = tablet.operation("entry", body["id"], "create", body) | wrong

        assert tablet.push(operation)[0].outcome is Outcome.QUARANTINED
        assert not Entry.objects.exists()

    def test_an_operation_without_an_id_is_refused_whole(self, tablet: Tablet) -> None:
        assert tablet.post(f"{DEVICE}/push", {"operations": [{"op_id": "x"}]}).status_code == 400

    @pytest.mark.parametrize("wrong", [{"extra": "x"}, {"wellbeing": 6}, {"children": []}, {"text": "x" * 4001}, {"id": "x"}])
    def test_a_body_with_unknown_or_wrong_fields_is_quarantined(self, tablet: Tablet, wrong: dict[str, Any]) -> None:
        body = tablet.entry_body("Amelia")

        result = tablet.push(tablet.operation("entry", body["id"], "create", body | wrong))[0]

        assert (result.outcome, result.reason) == (Outcome.QUARANTINED, "body")

    @pytest.mark.parametrize(
        "text",
        [
            "'); DROP TABLE journal_entry; --",
            "<script>alert('x')</script>",
            "zero\x00byte",
            "{{ 7*7 }} ${7*7} %s",
            "\u202eright to left",
            "👩‍👧 é ł",
        ],
    )
    def test_planted_text_is_kept_as_it_was_written_and_does_nothing(self, tablet: Tablet, text: str) -> None:
        entry_id, result = tablet.hand_in("Amelia", text=text, title=text[:40], next_step=text)

        assert result.outcome is Outcome.APPLIED
        assert body_of(Entry.objects.get(pk=entry_id)).text == text
        assert Op.objects.get().body.isascii()

    def test_a_lone_surrogate_is_quarantined_and_harmless(self, tablet: Tablet) -> None:
        body = tablet.entry_body("Amelia") | {"text": "\ud800"}
        operation = tablet.operation("entry", body["id"], "create", body)

        assert tablet.push(operation)[0].outcome is Outcome.QUARANTINED


class TestPictures:
    def test_a_picture_for_a_journal_outside_the_entry_is_quarantined(self, tablet: Tablet) -> None:
        _, result = tablet.hand_in("Amelia", pictures=[tablet.rendition("Noah")])

        assert (result.outcome, result.reason) == (Outcome.QUARANTINED, "picture_of_foreign_journal")

    def test_a_picture_without_any_region_needs_the_word_that_no_child_is_visible(self, tablet: Tablet) -> None:
        unsaid = tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia", regions=[])])[1]
        said = tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia", regions=[], no_child_said=True)])[1]

        assert (unsaid.outcome, unsaid.reason) == (Outcome.QUARANTINED, "picture_not_reviewed")
        assert said.outcome is Outcome.APPLIED

    def test_a_picture_that_no_detector_looked_at_is_quarantined(self, tablet: Tablet) -> None:
        assert tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia", detector="")])[1].reason == "picture_not_reviewed"

    def test_l19_a_picture_that_is_kept_in_a_new_version_cannot_be_told_anew(self, tablet: Tablet) -> None:
        face = region()
        body = tablet.entry_body("Amelia", pictures=[tablet.rendition("Amelia", regions=[face])])
        tablet.push(tablet.operation("entry", body["id"], "create", body))
        told = body | {"renditions": [body["renditions"][0] | {"regions": [], "no_child_said": True}]}

        result = tablet.push(tablet.operation("entry", body["id"], "amend", told, base_ver=1))[0]

        assert (result.outcome, result.reason) == (Outcome.QUARANTINED, "picture_known")

    def test_another_entrys_picture_cannot_be_taken_over(self, tablet: Tablet) -> None:
        promised = tablet.rendition("Amelia")
        tablet.hand_in("Amelia", pictures=[promised])

        assert tablet.hand_in("Amelia", pictures=[promised])[1].reason == "picture_known"
        assert (
            Tablet("T-01").hand_in("Amelia", pictures=[promised | {"reviewed_by": str(staff("sam.morris").id)}])[1].reason
            == "picture_known"
        )

    def test_a_quarantined_entry_leaves_no_picture_to_upload(self, tablet: Tablet) -> None:
        promised = tablet.rendition("Noah")
        tablet.hand_in("Amelia", pictures=[promised])

        assert tablet.create_media(promised).status_code == 404
        assert child("Noah").entries.count() == 0 and picture()
