"""Who stands at the kiosk (L15, C32): PIN, password, agreement, and proofs that are over, another kiosk's or another person's."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core import signing

from server.accounts.models import Staff
from server.accounts.pins import has_pin, release_pin
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.config.demo_cast import PASSWORD, PIN
from tests.server.custody.kiosk import KIOSK, Kiosk, refusals, second_kiosk, tablet
from tests.server.devices import DEVICE, Office, new_id, staff

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def kiosk(demo: DemoSeed) -> Kiosk:
    return Kiosk()


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_the_right_pin_proves_the_person(kiosk: Kiosk) -> None:
    answer = kiosk.prove("sam.morris").json()

    assert answer["staff"]["first_name"] == "Sam" and answer["staff"]["holds"] == str(tablet("T-02").pk)
    assert answer["agreement"] is None and not answer["must_choose_pin"]


def test_wrong_pins_say_how_many_are_left_until_the_password_is_asked(kiosk: Kiosk) -> None:
    answers = [kiosk.prove("jo.patel", "7391") for _ in range(5)]

    assert [code_of(answer) for answer in answers] == [(403, "wrong_pin")] * 4 + [(403, "password_needed")]
    assert "4 tries" in answers[0].json()["detail"] and "One try" in answers[3].json()["detail"]
    assert code_of(kiosk.prove("jo.patel", PIN)) == (403, "password_needed")
    assert refusals("wrong_pin") == 4
    row = AuditEntry.objects.filter(what="kiosk_refused").latest("seq")
    assert row.who == f"staff:{staff('jo.patel').id}" and row.about == f"{KIOSK}/prove" and str(kiosk.device.pk) in row.detail


def test_the_password_opens_the_pin_again_and_ten_wrong_ones_lock_it(kiosk: Kiosk) -> None:
    for _ in range(5):
        kiosk.prove("jo.patel", "7391")
    assert kiosk.prove("jo.patel", PASSWORD, "password").status_code == 200
    for _ in range(4):
        assert code_of(kiosk.prove("jo.patel", "7391")) == (403, "wrong_pin")

    assert code_of(kiosk.prove("jo.patel", "7391")) == (403, "pin_locked")

    assert code_of(kiosk.prove("jo.patel", PIN)) == (403, "pin_locked")
    assert code_of(kiosk.prove("jo.patel", PASSWORD, "password")) == (403, "pin_locked")
    release_pin(staff("jo.patel"))
    assert kiosk.prove("jo.patel").status_code == 200


def test_a_guesser_of_passwords_must_wait(kiosk: Kiosk) -> None:
    for _ in range(5):
        assert code_of(kiosk.prove("jo.patel", "not the password", "password")) == (403, "wrong_password")

    slow = kiosk.prove("jo.patel", PASSWORD, "password")

    assert code_of(slow) == (429, "slow_down") and int(slow.headers["Retry-After"]) >= 1


def test_who_is_suspended_proves_nothing(kiosk: Kiosk) -> None:
    Staff.objects.filter(username="jo.patel").update(is_active=False)

    assert code_of(kiosk.prove("jo.patel")) == (403, "suspended")
    assert refusals("suspended") == 1


def test_a_newcomer_types_the_password_signs_and_chooses_a_pin(kiosk: Kiosk) -> None:
    assert code_of(kiosk.prove("kit.doyle")) == (403, "password_needed")
    first = kiosk.prove("kit.doyle", PASSWORD, "password").json()
    assert first["must_choose_pin"] and first["agreement"]["version"] == 3

    weak = kiosk.ask("/pin", {"proof": first["proof"], "pin": "1234"})
    assert code_of(weak) == (422, "weak_pin") and "in a row" in weak.json()["detail"] and not has_pin(staff("kit.doyle"))
    second = kiosk.ask("/pin", {"proof": first["proof"], "pin": "7391"}).json()
    other_name = {"proof": second["proof"], "version": 3, "typed_name": "Jo Patel"}
    assert code_of(kiosk.ask("/agreement", other_name)) == (422, "not_signed")
    third = kiosk.ask("/agreement", other_name | {"typed_name": "kit doyle"}).json()

    assert not third["must_choose_pin"] and third["agreement"] is None
    assert kiosk.prove("kit.doyle", "7391").status_code == 200
    assert kiosk.ask("/sign-out", {"proof": third["proof"]} | kiosk.about("T-01")).status_code == 200


def test_a_pin_is_changed_after_the_password_only(kiosk: Kiosk) -> None:
    by_pin, by_password = kiosk.proof("jo.patel"), kiosk.prove("jo.patel", PASSWORD, "password").json()["proof"]

    assert code_of(kiosk.ask("/pin", {"proof": by_pin, "pin": "7391"})) == (403, "password_needed")
    assert kiosk.ask("/pin", {"proof": by_password, "pin": "7391"}).status_code == 200

    assert kiosk.prove("jo.patel", "7391").status_code == 200 and kiosk.prove("jo.patel").status_code == 403


def test_a_proof_lasts_two_minutes(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    proof, later = kiosk.proof("jo.patel"), time.time() + 121
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    answer = kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-01"))

    assert code_of(answer) == (403, "proof_over") and refusals("proof_over") == 1
    assert kiosk.card("T-01").standing == "in"


def test_a_proof_holds_at_its_own_kiosk_only(kiosk: Kiosk) -> None:
    second_kiosk()
    other = Kiosk("tom.hughes", "KIOSK-2")

    answer = other.ask("/sign-out", {"proof": kiosk.proof("jo.patel")} | kiosk.about("T-01"))

    assert code_of(answer) == (403, "proof_over")


@pytest.mark.parametrize("proof", ["", "x", "\x00", "a:b:c", "é" * 5000])
def test_what_is_no_proof_is_refused(kiosk: Kiosk, proof: str) -> None:
    assert code_of(kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-01"))) == (403, "proof_over")


def test_another_signature_of_this_server_is_no_proof(kiosk: Kiosk) -> None:
    facts = {"kiosk": str(kiosk.device.pk), "staff": str(staff("ruth.adeyemi").id), "by": "pin"}

    answer = kiosk.ask("/sign-out", {"proof": signing.dumps(facts, salt="something else")} | kiosk.about("T-01"))

    assert code_of(answer) == (403, "proof_over")


def test_anothers_proof_does_not_hand_on_what_is_not_theirs(kiosk: Kiosk) -> None:
    answer = kiosk.transfer("T-02", "nia.rowe", "jo.patel")

    assert code_of(answer) == (403, "not_holder") and "Sam Morris" in answer.json()["detail"]


def test_suspended_between_proof_and_step_nothing_is_taken(kiosk: Kiosk) -> None:
    proof = kiosk.proof("jo.patel")
    Staff.objects.filter(username="jo.patel").update(is_active=False)

    assert code_of(kiosk.ask("/sign-out", {"proof": proof} | kiosk.about("T-01"))) == (403, "suspended")


def test_nobody_is_proved_under_an_id_that_is_nobodys(kiosk: Kiosk) -> None:
    assert kiosk.ask("/prove", {"staff_id": new_id(), "by": "pin", "secret": PIN}).status_code == 404
    assert kiosk.ask("/prove", {"staff_id": "x", "by": "pin", "secret": PIN}).status_code == 422
    assert kiosk.ask("/prove", {"staff_id": str(staff("jo.patel").id), "by": "face", "secret": PIN}).status_code == 422


def test_the_kiosks_session_ends_no_tablets_and_no_offices_session(demo: DemoSeed) -> None:
    office = Office("ruth.adeyemi")

    Kiosk("ruth.adeyemi")

    assert office.get("/api/office/v1/queue").status_code == 200


def test_cover_staff_do_not_open_the_kiosk(demo: DemoSeed) -> None:
    kiosk = Kiosk(None)

    assert code_of(kiosk.post(f"{DEVICE}/login", {"username": "kit.doyle", "password": PASSWORD})) == (403, "not_here")
