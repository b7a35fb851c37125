from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from domain.wire import FactKind
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal.models import Entry, EntryStep
from server.registry.models import Device, Nursery
from tests.server.devices import DEVICE, OFFICE, Caller, Office, Tablet, child, new_id, region

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


def audited(what: str) -> int:
    return AuditEntry.objects.filter(what=what).count()


class TestQueue:
    def test_what_is_due_first_is_at_the_top(self, tablet: Tablet, office: Office) -> None:
        observation, _ = tablet.hand_in("Amelia")
        snapshot, result = tablet.hand_in("Zoë", kind="snapshot", text="Zoë sings.")

        assert result.reason == ""
        assert [item.id for item in office.queue().items] == [snapshot, observation]

    def test_an_entry_comes_with_the_names_that_must_not_stand_in_it(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia", "Noah", pictures=[tablet.rendition("Amelia")])

        entry = office.entry(entry_id)

        assert [fact.first_name for fact in entry.children] == ["Amelia", "Noah"]
        assert "Zoë" in entry.other_names and "Leo" in entry.other_names
        assert not {"Amelia", "Noah"} & set(entry.other_names)
        assert not entry.item.media_complete and entry.author is not None and entry.author.username == "sam.morris"

    def test_pictures_are_served_from_memory_and_each_view_is_written_down(self, tablet: Tablet, office: Office) -> None:
        promised = tablet.rendition("Amelia", [region(names="Amelia")])
        tablet.hand_in("Amelia", pictures=[promised])
        assert office.get(f"{OFFICE}/media/{promised['id']}").status_code == 409

        tablet.upload(promised)
        answer = office.get(f"{OFFICE}/media/{promised['id']}")

        assert answer["Content-Type"] == "image/jpeg" and answer["Cache-Control"] == "no-store"
        assert answer.content.startswith(b"\xff\xd8") and audited("picture_viewed") == 1

    def test_an_unknown_id_is_not_found(self, office: Office) -> None:
        for path in (f"entries/{new_id()}", "entries/x", f"media/{new_id()}", "media/..%2f..", "entries/x/decision/y"):
            assert office.get(f"{OFFICE}/{path}").status_code == 404


class TestWhoMay:
    @pytest.mark.parametrize("path", ["queue", "entries/x", "media/x"])
    def test_without_a_session_the_office_shows_nothing(self, demo: DemoSeed, path: str) -> None:
        answer = Office(None).get(f"{OFFICE}/{path}")

        assert answer.status_code == 401 and answer.json()["code"] == "session_over"
        assert audited("session_unknown") == 1

    def test_a_practitioner_at_a_tablet_cannot_approve_and_it_is_written_down(self, tablet: Tablet) -> None:
        entry_id, _ = tablet.hand_in("Amelia")
        tablet.log_in("sam.morris")

        answer = tablet.post(f"{OFFICE}/entries/{entry_id}/decision", {"action": "approve", "version": 1})

        assert answer.status_code == 403 and answer.json()["code"] == "not_allowed"
        row = AuditEntry.objects.get(what="action_refused")
        assert row.who == f"staff:{tablet.holder.id}" and str(tablet.device.id) in row.detail and "moderate" in row.detail
        assert Entry.objects.get().state == "waiting"

    def test_a_managers_session_at_a_tablet_is_not_the_office(self, office: Office) -> None:
        tablet = Tablet("T-02", "ruth.adeyemi")
        assert tablet.log_in("ruth.adeyemi").status_code == 200

        assert tablet.get(f"{OFFICE}/queue").status_code == 403

    def test_a_session_of_the_office_does_not_open_on_another_device(self, office: Office) -> None:
        stranger = Caller("KIOSK-1")
        stranger.session = office.session

        assert stranger.get(f"{OFFICE}/queue").status_code == 401

    def test_c6_a_session_is_over_when_the_nursery_closes(self, office: Office) -> None:
        assert office.get(f"{OFFICE}/queue").status_code == 200
        Nursery.objects.update(fences_hours=True, weekdays="")

        answer = office.get(f"{OFFICE}/queue")

        assert (answer.status_code, answer.json()["code"]) == (401, "session_over")

    def test_l14_who_logs_in_on_a_second_device_is_logged_out_of_the_first(self, office: Office) -> None:
        assert Tablet("T-01", holder="ruth.adeyemi").log_in("ruth.adeyemi").json()["ended_elsewhere"] == "OFFICE-1"

        assert office.get(f"{OFFICE}/queue").status_code == 401
        assert [command["reason"] for command in office.get(f"{DEVICE}/hello").json()["commands"]] == ["Ruth Adeyemi logged in on T-01."]

    def test_a_tablets_token_without_schema_or_with_a_revoked_device_gets_nothing(self, office: Office) -> None:
        Device.objects.filter(pk=office.device.pk).update(revoked_at=timezone.now())

        assert office.get(f"{OFFICE}/queue").json()["code"] == "device_revoked"


class TestDecision:
    def test_approving_publishes_and_tells_the_tablet(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia")
        _, cursor = tablet.everything()

        answer = office.decide(entry_id, "approve", office.entry(entry_id).item.version)

        assert answer.json() == {"state": "published", "version": 2}
        told = [change.body for change in tablet.everything(cursor)[0] if change.kind is FactKind.ENTRY]
        assert told[0] is not None and (told[0]["state"], told[0]["decided_by"]) == ("published", "Ruth")
        assert audited("entry_published") == 1

    @pytest.mark.parametrize(
        ("decision", "code"),
        [
            ({"action": "return", "version": 1}, "no_reason"),
            ({"action": "remove", "version": 1}, "no_reason"),
            ({"action": "remove", "version": 1, "reason": "A face is bare."}, "no_reason"),
            ({"action": "return", "version": 1, "reason": "x" * 700}, "too_long"),
        ],
    )
    def test_a_decision_that_a_rule_refuses_changes_nothing_and_is_written_down(
        self, tablet: Tablet, office: Office, decision: dict[str, Any], code: str
    ) -> None:
        entry_id, _ = tablet.hand_in("Amelia")

        answer = office.post(f"{OFFICE}/entries/{entry_id}/decision", decision)

        assert answer.status_code == 403 and answer.json()["code"] == code
        assert Entry.objects.get().state == "waiting" and audited("decision_refused") == 1

    def test_nobody_approves_their_own_entry_but_the_other_manager_does(self, office: Office) -> None:
        tablet = Tablet("T-02", "ruth.adeyemi")
        entry_id, _ = tablet.hand_in("Amelia")

        own = office.decide(entry_id, "approve", 1)
        office.log_in("tom.hughes")
        other = office.decide(entry_id, "approve", 1)

        assert own.status_code == 403 and own.json()["code"] == "own_entry"
        assert other.status_code == 200

    def test_an_entry_whose_picture_is_missing_cannot_be_approved_until_it_is_here(self, tablet: Tablet, office: Office) -> None:
        promised = tablet.rendition("Amelia")
        entry_id, _ = tablet.hand_in("Amelia", pictures=[promised])

        early = office.decide(entry_id, "approve", 1)
        tablet.upload(promised)
        later = office.decide(entry_id, "approve", 1)

        assert early.json()["code"] == "media_missing" and later.status_code == 200

    def test_removing_with_reason_and_category_keeps_the_entry_sealed(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia")

        answer = office.decide(entry_id, "remove", 1, reason="Not kind.", category="dignity")

        assert answer.json()["state"] == "removed"
        entry = Entry.objects.get()
        assert (entry.reason, entry.category, entry.versions.count()) == ("Not kind.", "dignity", 1)

    def test_an_unknown_action_category_or_field_is_refused(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia")

        assert office.decide(entry_id, "remove", 1, reason="x", category="spite").status_code == 422
        assert office.decide(entry_id, "delete", 1).status_code == 422
        assert office.decide(entry_id, "approve", 1, force=True).status_code == 422

    def test_a_decision_on_an_entry_that_moved_is_refused(self, tablet: Tablet, office: Office) -> None:
        body = tablet.entry_body("Amelia")
        tablet.push(tablet.operation("entry", body["id"], "create", body))
        seen = office.entry(body["id"]).item.version
        tablet.push(tablet.operation("entry", body["id"], "amend", body | {"text": "Other."}, base_ver=1))

        assert office.decide(body["id"], "approve", seen).json()["code"] == "entry_moved"
        assert office.decide(body["id"], "approve", seen + 1).status_code == 200
        assert office.decide(body["id"], "approve", seen + 2).json()["code"] == "entry_moved"

    def test_the_moderator_takes_the_last_step_back_within_minutes(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia")
        office.decide(entry_id, "approve", 1)

        assert office.decide(entry_id, "undo", 2).json() == {"state": "waiting", "version": 3}
        assert [step.event for step in EntryStep.objects.order_by("id")] == ["approve", "undo"]

    def test_nobody_else_takes_it_back_and_not_after_ten_minutes(self, tablet: Tablet, office: Office) -> None:
        entry_id, _ = tablet.hand_in("Amelia")
        office.decide(entry_id, "approve", 1)
        Entry.objects.update(decided_at=timezone.now() - timedelta(minutes=11))
        late = office.decide(entry_id, "undo", 2)
        Entry.objects.update(decided_at=timezone.now())
        office.log_in("tom.hughes")

        assert late.json()["code"] == office.decide(entry_id, "undo", 2).json()["code"] == "undo_over"

    def test_a_fault_reported_at_the_office_is_under_the_managers_name(self, office: Office) -> None:
        assert office.post(f"{OFFICE}/fault", {"note": "A parent phoned."}).status_code == 204
        assert AuditEntry.objects.get(what="privacy_fault").who.startswith("staff:")
        assert office.post(f"{OFFICE}/fault", {"note": "x", "extra": 1}).status_code == 422

    def test_hello_says_no_more_than_the_protocol(self, office: Office) -> None:
        assert office.get(f"{DEVICE}/hello").json()["lease"] is None and child("Amelia")
