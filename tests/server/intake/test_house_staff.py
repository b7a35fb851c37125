"""Staff access at the office (L9, L10, L14): who may change what, and what each change does at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from domain import wire
from domain.wire.people import FirstPassword, StaffList, StaffRow
from server.accounts.models import Staff, StaffChangeRow
from server.accounts.pins import has_pin, set_pin
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.config.demo_cast import PASSWORD
from server.custody.commands import waiting_for
from tests.server.conftest import WORKING_DAY
from tests.server.devices import DEVICE, OFFICE, Caller, Office, Tablet, staff

pytestmark = pytest.mark.usefixtures("demo")
OWN = "quiet otters hum at noon"


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


def step(office: Office, username: str, change: str, reason: str = "agreed with Ruth", **other: Any) -> Any:
    return office.post(f"{OFFICE}/staff/{staff(username).pk}/step", {"change": change, "reason": reason} | other)


def new(office: Office, **other: Any) -> Any:
    message = {"username": "ada.okoro", "first_name": "Ada", "last_name": "Okoro", "role": "practitioner", "reason": "starts on Monday"}
    return office.post(f"{OFFICE}/staff", message | other)


def row(office: Office, username: str) -> StaffRow:
    found = StaffList.model_validate_json(office.get(f"{OFFICE}/staff").content)
    return next(person for person in found.staff if person.username == username)


class TestNewPeople:
    def test_a_first_password_opens_nothing_but_the_way_to_ones_own(self, office: Office) -> None:
        first = FirstPassword.model_validate_json(new(office, username="dee.marsh", role="deputy").content)
        pc = Caller("OFFICE-1")
        login = pc.log_in("dee.marsh", first.password)

        assert login.json()["must_change_password"] and row_of_queue(pc) == (403, "password_first")

        changed = pc.post(f"{DEVICE}/password", {"username": "dee.marsh", "old": first.password, "new": OWN})
        pc.session = changed.json()["session"]
        assert not changed.json()["must_change_password"] and row_of_queue(pc)[0] == 200
        assert pc.log_in("dee.marsh", first.password).status_code == 403

    def test_the_password_is_shown_once_and_kept_nowhere(self, office: Office) -> None:
        first = FirstPassword.model_validate_json(new(office).content)

        assert len(first.password) == 19 and first.password.count("-") == 3
        assert first.password not in office.get(f"{OFFICE}/staff").content.decode()
        assert not any(first.password in entry.detail for entry in AuditEntry.objects.all())
        assert first.password not in Staff.objects.get(username="ada.okoro").password

    def test_a_new_person_is_told_to_every_device(self, office: Office) -> None:
        tablet = Tablet()
        _, cursor = tablet.everything()

        new(office)

        (change,), _ = tablet.everything(cursor)
        assert change.kind is wire.FactKind.STAFF and change.body is not None and change.body["username"] == "ada.okoro"

    @pytest.mark.parametrize(
        ("other", "status", "code"),
        [
            ({"username": "sam.morris"}, 409, "username_taken"),
            ({"role": "parent"}, 422, "role"),
            ({"username": "Ada Okoro"}, 422, "shape"),
            ({"username": "../etc"}, 422, "shape"),
            ({"first_name": " \x00 "}, 422, "name"),
            ({"last_name": "x" * 121}, 422, "shape"),
            ({"is_active": True}, 422, "shape"),
        ],
    )
    def test_what_is_no_person_is_refused(self, office: Office, other: dict[str, Any], status: int, code: str) -> None:
        before = Staff.objects.count()
        answer = new(office, **other)

        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert Staff.objects.count() == before

    def test_a_name_of_any_letters_is_kept(self, office: Office) -> None:
        assert new(office, first_name="Zoë 🌻", last_name="O’Öztürk-Łuk\x00").status_code == 200

        assert Staff.objects.get(username="ada.okoro").full_name == "Zoë 🌻 O’Öztürk-Łuk"

    def test_a_deputy_makes_no_manager(self, demo: DemoSeed) -> None:
        answer = new(Office("tom.hughes"), role="manager")

        assert (answer.status_code, answer.json()["code"]) == (403, "manager_only")


class TestSuspending:
    def test_l10_their_session_ends_their_tablet_is_told_and_no_login_is_heard(self, office: Office) -> None:
        tablet = Tablet()
        assert tablet.log_in("sam.morris").status_code == 200

        answer = step(office, "sam.morris", "suspend", "left the keys in the door")

        assert answer.status_code == 200 and answer.json()["password"] == ""
        assert [(word.kind, word.reason) for word in waiting_for(tablet.device)] == [
            ("end_session", "Access is closed. Bring this tablet to the office.")
        ]
        assert tablet.log_in("sam.morris").json()["code"] == "suspended"

    def test_a_tablet_that_they_hold_is_told_though_they_never_logged_in_online(self, office: Office) -> None:
        tablet = Tablet()

        step(office, "sam.morris", "suspend")

        assert [word.kind for word in waiting_for(tablet.device)] == ["end_session"]

    def test_every_device_learns_it_from_the_feed(self, office: Office) -> None:
        tablet = Tablet("T-03", holder="nia.rowe")
        _, cursor = tablet.everything()

        step(office, "sam.morris", "suspend")

        (change,), _ = tablet.everything(cursor)
        assert change.body is not None and change.body["username"] == "sam.morris" and change.body["is_active"] is False

    def test_reopened_they_log_in_again(self, office: Office) -> None:
        tablet = Tablet()
        step(office, "sam.morris", "suspend")
        step(office, "sam.morris", "reopen")

        assert tablet.log_in("sam.morris").status_code == 200

    def test_who_has_ended_stays_in_the_list_and_comes_back_as_somebody_new(self, office: Office) -> None:
        step(office, "sam.morris", "end")

        assert row(office, "sam.morris").has_ended and not row(office, "sam.morris").is_active
        assert step(office, "sam.morris", "reopen").json()["code"] == "has_ended"


class TestRoles:
    def test_a_new_role_counts_from_the_next_call(self, office: Office) -> None:
        deputy = Caller("OFFICE-1")
        deputy.log_in("tom.hughes")
        Staff.objects.filter(username="tom.hughes").update(role="practitioner")

        assert row_of_queue(deputy) == (403, "not_allowed")

    def test_a_role_change_names_both_roles(self, office: Office) -> None:
        assert step(office, "jo.patel", "change_role", role="room_leader").status_code == 200

        kept = StaffChangeRow.objects.get()
        assert (kept.before_role, kept.after_role) == ("practitioner", "room_leader")
        assert row(office, "jo.patel").history[0].startswith("Made room leader by Ruth Adeyemi, ")

    @pytest.mark.parametrize("other", [{}, {"role": "parent"}, {"role": "owner"}])
    def test_no_role_is_no_change(self, office: Office, other: dict[str, str]) -> None:
        assert step(office, "jo.patel", "change_role", **other).status_code == 422
        assert not StaffChangeRow.objects.exists()


class TestResets:
    def test_l14_a_reset_pin_is_chosen_anew_and_sessions_are_over(self, office: Office) -> None:
        sam, tablet = staff("sam.morris"), Tablet()
        set_pin(sam, "4826", WORKING_DAY)
        tablet.log_in("sam.morris")

        assert step(office, "sam.morris", "reset_pin", "said it aloud").status_code == 200

        assert not has_pin(staff("sam.morris")) and not row(office, "sam.morris").has_pin
        assert [word.kind for word in waiting_for(tablet.device)] == ["end_session"]

    def test_a_reset_password_voids_the_old_one(self, office: Office) -> None:
        tablet = Tablet()
        answer = step(office, "sam.morris", "reset_password")

        assert tablet.log_in("sam.morris").json()["code"] == "wrong_login"
        assert tablet.log_in("sam.morris", answer.json()["password"]).json()["must_change_password"]
        assert row(office, "sam.morris").must_change_password


class TestRefusals:
    @pytest.mark.parametrize("change", ["suspend", "end"])
    def test_l9_the_last_manager_stays(self, office: Office, change: str) -> None:
        answer = step(office, "ruth.adeyemi", change)

        assert (answer.status_code, answer.json()["code"]) == (403, "last_manager")
        assert "needs a manager" in answer.json()["detail"]

    def test_l9_nor_is_the_last_manager_given_another_role(self, office: Office) -> None:
        assert step(office, "ruth.adeyemi", "change_role", role="deputy").json()["code"] == "last_manager"

    def test_a_suspended_manager_is_no_other_manager(self, office: Office) -> None:
        Staff.objects.filter(username="tom.hughes").update(role="manager", is_active=False)

        assert step(office, "ruth.adeyemi", "end").json()["code"] == "last_manager"

    def test_a_deputy_touches_no_manager(self, demo: DemoSeed) -> None:
        deputy = Office("tom.hughes")

        for change in ("suspend", "reset_password", "reset_pin"):
            assert step(deputy, "ruth.adeyemi", change).status_code == 403

    def test_nothing_happens_without_a_reason(self, office: Office) -> None:
        assert step(office, "jo.patel", "suspend", " ").json()["code"] == "no_reason"
        assert staff("jo.patel").is_active

    def test_each_change_and_each_refusal_is_written_down_without_its_words(self, office: Office) -> None:
        step(office, "jo.patel", "suspend", "a private matter")
        step(office, "ruth.adeyemi", "end", "another private matter")

        done, refused = AuditEntry.objects.get(what="staff_suspend"), AuditEntry.objects.get(what="staff_change_refused")
        assert done.who == refused.who == f"staff:{staff('ruth.adeyemi').pk}" and done.about == str(staff("jo.patel").pk)
        assert json.loads(refused.detail)["why"] == ["last_manager", "yourself"]
        assert not AuditEntry.objects.filter(detail__contains="private").exists()
        assert StaffChangeRow.objects.get().reason == "a private matter"

    @pytest.mark.parametrize("who", ["x", "0", "' OR 1=1", "00000000-0000-7000-8000-000000000000"])
    def test_nobody_is_nobody(self, office: Office, who: str) -> None:
        assert office.post(f"{OFFICE}/staff/{who}/step", {"change": "suspend", "reason": "x"}).status_code == 404


class TestTheList:
    def test_it_says_who_holds_what_and_never_a_secret(self, office: Office) -> None:
        Tablet()
        shown = office.get(f"{OFFICE}/staff").content.decode()

        assert row(office, "sam.morris").holds == "T-02" and row(office, "ruth.adeyemi").last_login_at is not None
        assert "argon2" not in shown and PASSWORD not in shown

    def test_its_questions_do_not_grow_with_the_staff(self, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
        for number in range(30):
            Staff.objects.create(username=f"person{number}", first_name="A", last_name="B", role="bank", password="!")
            step(office, f"person{number}", "suspend")

        with django_assert_max_num_queries(16):
            office.get(f"{OFFICE}/staff")


def row_of_queue(caller: Caller) -> tuple[int, str]:
    answer = caller.get(f"{OFFICE}/queue")
    return answer.status_code, answer.json().get("code", "")
