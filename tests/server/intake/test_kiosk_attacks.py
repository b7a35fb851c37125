"""Tricks at the kiosk: proofs shown again, counts run against, somebody else's word; each is refused, written down, and changes nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import signing

from domain.permissions import Role
from domain.pins import PinStanding
from domain.staffing import StaffChange
from server.accounts import access, pins
from server.accounts.models import Staff
from server.audit.models import AuditEntry, Hushed
from server.config.demo import DemoSeed
from server.config.demo_cast import PASSWORD, PIN
from server.custody.commands import waiting_for
from server.custody.models import Lease, SeenLogin
from server.intake.kiosk_proofs import SALT
from tests.server.custody.kiosk import KIOSK, Kiosk, refusals, second_kiosk, tablet
from tests.server.devices import DEVICE, OFFICE, Caller, Office, Tablet, new_id, staff

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def kiosk(demo: DemoSeed) -> Kiosk:
    return Kiosk()


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def change(username: str, what: StaffChange, **other: Any) -> None:
    access.change(staff(username).pk, what, staff("ruth.adeyemi"), role=other.get("role"), reason="for a test", now=datetime.now(UTC))


class TestProofs:
    def test_c40_a_proof_is_spent_by_its_step(self, kiosk: Kiosk) -> None:
        proof = kiosk.proof("jo.patel")
        assert kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-01")).status_code == 200

        assert code_of(kiosk.ask("/sign-in", {"proof": proof} | kiosk.about("T-01"))) == (403, "proof_over")
        assert code_of(kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-03"))) == (403, "proof_over")
        assert kiosk.card("T-01").standing == "out" and refusals("proof_over") == 2

    def test_the_same_step_asked_again_is_answered_again(self, kiosk: Kiosk) -> None:
        message = {"proof": kiosk.proof("jo.patel")} | kiosk.about("T-01")

        assert [kiosk.ask("/sign-out", message).status_code for _ in range(3)] == [200, 200, 200]
        assert Lease.objects.filter(device=tablet("T-01")).count() == 1

    def test_a_step_that_was_refused_gives_it_back(self, kiosk: Kiosk) -> None:
        proof = kiosk.proof("jo.patel")
        assert code_of(kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-05"))) == (403, "out_of_use")

        assert kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-01")).status_code == 200

    def test_one_that_was_renewed_is_spent_with_the_first(self, kiosk: Kiosk) -> None:
        first = kiosk.prove("jo.patel", PASSWORD, "password").json()["proof"]
        second = kiosk.ask("/pin", {"proof": first, "pin": "7391"}).json()["proof"]
        assert kiosk.ask("/sign-out", {"proof": second} | kiosk.about("T-01")).status_code == 200

        assert code_of(kiosk.ask("/sign-out", {"proof": first} | kiosk.about("T-03"))) == (403, "proof_over")

    def test_one_is_not_renewed_for_ever(self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
        proof, started = kiosk.prove("jo.patel", PASSWORD, "password").json()["proof"], datetime.now(UTC)
        for minute in range(1, 10):
            monkeypatch.setattr("django.core.signing.time.time", lambda then=started.timestamp() + 60 * minute: then)
            monkeypatch.setattr("server.intake.kiosk_proofs.timezone.now", lambda then=started + timedelta(minutes=minute): then)
            proof = kiosk.ask("/pin", {"proof": proof, "pin": "7391"}).json()["proof"]

        monkeypatch.setattr("server.intake.kiosk_proofs.timezone.now", lambda: started + timedelta(seconds=605))
        assert code_of(kiosk.ask("/pin", {"proof": proof, "pin": "7391"})) == (403, "proof_over")

    @pytest.mark.parametrize("what", [StaffChange.RESET_PIN, StaffChange.RESET_PASSWORD, StaffChange.CHANGE_ROLE])
    def test_c36_what_was_proved_before_a_reset_proves_nothing(self, kiosk: Kiosk, what: StaffChange) -> None:
        proof = kiosk.proof("jo.patel")
        change("jo.patel", what, role=Role.ROOM_LEADER)

        assert code_of(kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-01"))) == (403, "proof_over")
        assert code_of(kiosk.ask("/pin", {"proof": proof, "pin": "7391"})) == (403, "proof_over")
        assert kiosk.card("T-01").standing == "in"

    def test_suspended_and_opened_again_the_old_one_is_over(self, kiosk: Kiosk) -> None:
        proof = kiosk.proof("jo.patel")
        change("jo.patel", StaffChange.SUSPEND)
        change("jo.patel", StaffChange.REOPEN)

        assert code_of(kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-01"))) == (403, "proof_over")

    def test_none_of_another_kiosk_is_heard_by_any_call(self, kiosk: Kiosk) -> None:
        second_kiosk()
        other, proof = Kiosk("tom.hughes", "KIOSK-2"), kiosk.proof("ruth.adeyemi")
        asked = [
            ("/pin", {"proof": proof, "pin": "7391"}),
            ("/agreement", {"proof": proof, "version": 3, "typed_name": "Ruth Adeyemi"}),
            ("/sign-in", {"proof": proof} | kiosk.about("T-02")),
            ("/transfer", {"from_proof": proof, "to_proof": proof} | kiosk.about("T-02")),
            ("/day/close", {"locked_by": proof, "second": proof}),
            ("/attest", {"proof": proof}),
            ("/spot-check", {"proof": proof, "device_id": kiosk.about("T-02")["device_id"], "text": "", "is_fine": True}),
        ]

        assert {code_of(other.ask(*each)) for each in asked} == {(403, "proof_over")}

    def test_the_day_is_not_closed_by_one_person_twice_or_by_what_is_spent(self, kiosk: Kiosk) -> None:
        kiosk.sign_in("T-02", "sam.morris", slot=2, is_light_on=True, reason="late from the garden")
        for step in ("children_out", "accidents_told", "on_the_dock"):
            kiosk.ask("/day/tick", {"step": step, "is_done": True})
        one, again, other = kiosk.proof("ruth.adeyemi"), kiosk.proof("ruth.adeyemi"), kiosk.proof("kit.doyle")
        kiosk.ask("/spot-check", {"proof": again, "device_id": kiosk.about("T-02")["device_id"], "text": "", "is_fine": True})

        assert code_of(kiosk.ask("/day/close", {"locked_by": one, "second": one})) == (409, "second_initial")
        assert code_of(kiosk.ask("/day/close", {"locked_by": one, "second": kiosk.proof("ruth.adeyemi")})) == (409, "second_initial")
        assert code_of(kiosk.ask("/day/close", {"locked_by": again, "second": other})) == (403, "proof_over")
        assert code_of(kiosk.ask("/day/close", {"locked_by": other, "second": one})) == (403, "not_allowed")
        assert kiosk.ask("/day/close", {"locked_by": one, "second": other}).status_code == 200
        assert code_of(kiosk.ask("/day/reopen", {"reason": " "})) == (422, "reason_needed")

    def test_an_unsigned_or_older_shape_is_no_proof(self, kiosk: Kiosk) -> None:
        old = signing.dumps({"kiosk": str(kiosk.device.pk), "staff": str(staff("jo.patel").pk), "by": "pin"}, salt=SALT)

        assert code_of(kiosk.ask("/sign-out", {"proof": old} | kiosk.about("T-01"))) == (403, "proof_over")


class TestPins:
    def lock(self, kiosk: Kiosk) -> None:
        for _ in range(5):
            kiosk.prove("jo.patel", "9173")
        kiosk.prove("jo.patel", PASSWORD, "password")
        for _ in range(5):
            kiosk.prove("jo.patel", "9173")

    def test_l15_no_password_goes_round_the_lock(self, kiosk: Kiosk) -> None:
        early = kiosk.prove("jo.patel", PASSWORD, "password").json()["proof"]
        self.lock(kiosk)

        assert code_of(kiosk.prove("jo.patel", PASSWORD, "password")) == (403, "pin_locked")
        kiosk.ask("/pin", {"proof": early, "pin": "7391"})
        change_own = {"username": "jo.patel", "old": PASSWORD, "new": "quiet otters hum at noon"}
        kiosk.post(f"{DEVICE}/password", change_own)
        assert code_of(kiosk.prove("jo.patel", "7391")) == (403, "pin_locked")
        assert pins.pin_standing(staff("jo.patel")) is PinStanding.LOCKED

    def test_another_kiosk_counts_on(self, kiosk: Kiosk) -> None:
        second_kiosk()
        other = Kiosk("tom.hughes", "KIOSK-2")
        for each in (kiosk, other, kiosk, other, kiosk):
            each.prove("jo.patel", "9173")

        assert code_of(other.prove("jo.patel", PIN)) == (403, "password_needed")

    def test_ones_right_pin_forgives_nobody_elses(self, kiosk: Kiosk) -> None:
        for _ in range(4):
            kiosk.prove("jo.patel", "9173")
        kiosk.prove("nia.rowe")

        assert kiosk.prove("jo.patel", "9173").json()["code"] == "password_needed"

    def test_the_same_pin_as_anothers_is_taken_without_a_word(self, kiosk: Kiosk) -> None:
        proof = kiosk.prove("jo.patel", PASSWORD, "password").json()["proof"]
        pins.set_pin(staff("nia.rowe"), "7391", datetime.now(UTC))

        assert kiosk.ask("/pin", {"proof": proof, "pin": "7391"}).status_code == 200
        assert staff("jo.patel").pin_hash != staff("nia.rowe").pin_hash


class TestSessions:
    def test_a_suspended_opener_runs_no_board(self, kiosk: Kiosk) -> None:
        change("ellis.grant", StaffChange.SUSPEND)

        for path in ("/board", f"/gone/{tablet('T-02').pk}", f"/photos/{new_id()}"):
            assert code_of(kiosk.get(f"{KIOSK}{path}")) == (401, "session_over")
        assert code_of(kiosk.ask("/day/tick", {"step": "children_out", "is_done": True})) == (401, "session_over")
        assert code_of(kiosk.prove("jo.patel")) == (401, "session_over")

    def test_an_opener_who_became_cover_staff_runs_no_board(self, kiosk: Kiosk) -> None:
        change("ellis.grant", StaffChange.CHANGE_ROLE, role=Role.BANK)

        assert code_of(kiosk.get(f"{KIOSK}/board")) == (403, "not_allowed")

    def test_a_session_is_its_own_devices_alone(self, kiosk: Kiosk) -> None:
        office, room = Office(), Tablet()
        room.log_in("sam.morris")
        for thief, victim, path in (
            (kiosk, office, f"{OFFICE}/staff"),
            (office, kiosk, f"{KIOSK}/board"),
            (room, office, f"{OFFICE}/staff"),
            (room, kiosk, f"{KIOSK}/board"),
        ):
            own, thief.session = thief.session, victim.session
            assert code_of(thief.get(path)) == (401, "session_over")
            thief.session = own
            assert code_of(thief.get(path)) == (403, "not_allowed")


class TestReports:
    def says(self, name: str, username: str, since: datetime) -> Any:
        caller = Caller(name)
        return caller.post(f"{DEVICE}/report", {"logged_in": str(staff(username).pk), "logged_in_since": since.isoformat()})

    def test_l14_no_device_ends_anybodys_work_by_its_word_alone(self, kiosk: Kiosk) -> None:
        room, now = Tablet(), datetime.now(UTC)
        room.log_in("sam.morris")
        room.post(f"{DEVICE}/report", {"logged_in": str(staff("sam.morris").pk), "logged_in_since": now.isoformat()})

        assert self.says("T-03", "sam.morris", now + timedelta(minutes=5)).status_code == 204
        room.post(f"{DEVICE}/report", {"logged_in": str(staff("sam.morris").pk), "logged_in_since": now.isoformat()})

        assert room.post(f"{OFFICE}/fault", {}).json()["code"] == "not_allowed"  # its session goes on
        assert waiting_for(tablet("T-02")) == ()
        assert [command.kind.value for command in waiting_for(tablet("T-03"))] == ["end_session"]

    def test_a_log_in_of_tomorrow_is_of_now(self, kiosk: Kiosk) -> None:
        self.says("T-03", "sam.morris", datetime.now(UTC) + timedelta(days=300))

        since = tablet("T-03").report.logged_in_since
        assert since is not None and since <= datetime.now(UTC)

    def test_nobody_elses_session_ends_with_a_stale_word(self, kiosk: Kiosk) -> None:
        self.says("T-03", "sam.morris", datetime.now(UTC) - timedelta(hours=3))
        jo = Tablet("T-03", "jo.patel")
        jo.log_in("jo.patel")
        sam = Tablet()
        sam.log_in("sam.morris")
        sam.post(f"{DEVICE}/report", {"logged_in": str(staff("sam.morris").pk), "logged_in_since": datetime.now(UTC).isoformat()})

        assert waiting_for(tablet("T-03")) == () and jo.get(f"{OFFICE}/staff").json()["code"] == "not_allowed"

    @pytest.mark.parametrize(
        "lie",
        [
            {"battery": -1},
            {"battery": 101},
            {"waiting": -5},
            {"children": -1},
            {"command_seq": -1},
            {"logged_in": "sam"},
            {"logged_in_since": "0001-01-01T00:00:00+00:00"},
            {"notes": ["x" * 201]},
            {"more": 1},
        ],
    )
    def test_what_cannot_be_is_not_taken(self, kiosk: Kiosk, lie: dict[str, Any]) -> None:
        assert Caller("T-03").post(f"{DEVICE}/report", lie).status_code == 422

    def test_huge_numbers_are_cut_and_invented_moments_are_few(self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("server.custody.reports.LOG_INS_A_DAY", 3)
        caller, now = Caller("T-03"), datetime.now(UTC)
        huge = {"waiting": 10**30, "originals": 1 << 80, "children": 1 << 63, "command_seq": 1 << 70, "clock_skew_s": -(1 << 70)}

        assert caller.post(f"{DEVICE}/report", huge).status_code == 204
        for second in range(6):
            self_said = {"logged_in": str(staff("jo.patel").pk), "logged_in_since": (now - timedelta(seconds=second)).isoformat()}
            assert caller.post(f"{DEVICE}/report", self_said).status_code == 204
        assert SeenLogin.objects.filter(device=tablet("T-03")).count() == 3


class TestSheets:
    def test_the_sheet_with_childrens_names_is_for_what_is_gone_and_is_written_down(self, kiosk: Kiosk) -> None:
        path = f"{KIOSK}/gone/{tablet('T-02').pk}"
        assert code_of(kiosk.get(path)) == (409, "wrong_place")

        damage = {"kind": "theft", "text": "The bag was taken"}
        kiosk.ask("/damage", kiosk.about("T-02") | {"noticed": "while_out", "damage": damage, "revoke": True})

        assert kiosk.get(path).json()["children"] and AuditEntry.objects.filter(what="gone_sheet_read").count() == 1

    def test_c44_nothing_is_said_to_be_closed_that_is_not(self, kiosk: Kiosk) -> None:
        damage = {"kind": "liquid", "text": "Tea"}

        answer = kiosk.ask("/damage", kiosk.about("T-03") | {"noticed": "in_cabinet", "damage": damage, "revoke": True})

        assert answer.json()["say"] == "Reported: T-03." and tablet("T-03").revoked_at is None


class TestFloods:
    def test_a_kiosk_that_asks_without_end_fills_no_audit(self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("server.audit.hush.BURST", 5)
        session, kiosk.session = kiosk.session, "none"
        for _ in range(20):
            kiosk.get(f"{KIOSK}/board")
        kiosk.session = session
        for _ in range(20):
            kiosk.ask("/attest", {"proof": "none"})
            kiosk.get(f"{OFFICE}/staff")
            kiosk.post(f"{DEVICE}/login", {"username": "nobody", "password": "guess"})

        for what in ("session_unknown", "kiosk_refused", "action_refused", "login_refused"):
            assert AuditEntry.objects.filter(what=what).count() == 5, what

    def test_what_was_not_told_is_counted_into_the_next(self, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("server.audit.hush.BURST", 5)
        for _ in range(12):
            kiosk.ask("/attest", {"proof": "none"})
        Hushed.objects.update(told_at=datetime.now(UTC) - timedelta(minutes=2))

        kiosk.ask("/attest", {"proof": "none"})

        last = AuditEntry.objects.filter(what="kiosk_refused").latest("seq")
        assert json.loads(last.detail)["count"] == 8


def test_who_exists_is_not_told_by_the_time_it_takes(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    def encode(self: object, password: str, salt: str) -> str:
        hashed.append(salt)
        return "argon2$x"

    def verify(self: object, password: str, encoded: str) -> bool:
        hashed.append(encoded)
        return False

    monkeypatch.setattr("server.config.settings_test.QuickArgon2.encode", encode)
    monkeypatch.setattr("server.config.settings_test.QuickArgon2.verify", verify)
    for username in ("sam.morris", "nobody", "kit.doyle"):
        kiosk.post(f"{DEVICE}/login", {"username": username, "password": "guess"})

    assert len(hashed) == 3  # one piece of work each


def test_an_ended_persons_id_tells_nothing_more_than_that_it_is_closed(kiosk: Kiosk) -> None:
    Staff.objects.filter(username="jo.patel").update(is_active=False)

    assert code_of(kiosk.prove("jo.patel")) == code_of(kiosk.prove("jo.patel", "9173")) == (403, "suspended")
