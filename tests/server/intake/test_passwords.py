"""A new password is chosen on the device: the old one proves, a weak one is refused, guessing is slowed (L14, C36)."""

from __future__ import annotations

from typing import Any

import pytest

from server.accounts.models import Staff
from server.accounts.passwords import password_refusal
from server.audit.models import AuditEntry
from server.config.demo_cast import PASSWORD
from tests.server.devices import DEVICE, Caller, Office, Tablet, staff

pytestmark = pytest.mark.usefixtures("demo")
NEW = "seven wet umbrellas"


def change(caller: Caller, new: str = NEW, old: str = PASSWORD, username: str = "sam.morris") -> Any:
    return caller.post(f"{DEVICE}/password", {"username": username, "old": old, "new": new})


def test_the_new_one_opens_and_the_old_one_does_not() -> None:
    tablet = Tablet()
    answer = change(tablet)

    assert answer.status_code == 200 and answer.json()["share"] and answer.json()["session"]
    assert tablet.log_in("sam.morris").json()["code"] == "wrong_login"
    assert tablet.log_in("sam.morris", NEW).status_code == 200


def test_a_wrong_old_one_counts_as_a_try() -> None:
    tablet = Tablet()
    answers = [change(tablet, old=f"guess number {number}") for number in range(6)]

    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert tablet.log_in("sam.morris").status_code == 429
    assert staff("sam.morris").password.startswith("argon2")


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (PASSWORD, "same_password"),
        ("too little", "weak_password"),
        ("Liverpool-2026", "weak_password"),
        ("nursery 123456", "weak_password"),
        ("12345678901", "weak_password"),
        ("sam.morris 2026", "weak_password"),
        ("I am Sam Morris!", "weak_password"),
        ("MorrisSam-at-work", "weak_password"),
        ("123456789012", "weak_password"),
        ("passwordpassword", "weak_password"),
        ("aaaaaaaaaaaaaaaa", "weak_password"),
        ("daybook-daybook", "weak_password"),
        ("\x00" * 14, "weak_password"),
    ],
)
def test_a_weak_one_is_refused_with_a_sentence(new: str, code: str) -> None:
    answer = change(Tablet(), new)

    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert answer.json()["detail"].endswith(".")
    assert not any(new in row.detail for row in AuditEntry.objects.all())


@pytest.mark.parametrize("new", ["quiet otters hum", "пять мокрых зонтов", "z!9qLw#4mT8x", "samba in the rain", "password of the sea"])
def test_a_good_one_is_taken_in_any_alphabet(new: str) -> None:
    assert password_refusal(Staff.objects.get(username="sam.morris"), PASSWORD, new) is None


def test_it_changes_only_where_the_person_may_log_in() -> None:
    assert change(Tablet(), username="jo.patel").json()["code"] == "held_by_someone_else"
    assert change(Caller("OFFICE-1")).json()["code"] == "not_here"
    Staff.objects.filter(username="sam.morris").update(is_active=False)
    assert change(Tablet()).json()["code"] == "suspended"


def test_at_the_kiosk_somebody_elses_board_stays_theirs() -> None:
    kiosk = Caller("KIOSK-1")
    kiosk.log_in("ellis.grant")

    answer = change(kiosk, username="kit.doyle")

    assert answer.status_code == 200 and (answer.json()["session"], answer.json()["share"]) == ("", "")
    assert kiosk.get("/api/kiosk/v1/board").status_code == 200


def test_whoever_runs_the_kiosk_gets_a_fresh_session() -> None:
    kiosk = Caller("KIOSK-1")
    kiosk.log_in("ellis.grant")

    kiosk.session = change(kiosk, username="ellis.grant").json()["session"]

    assert kiosk.get("/api/kiosk/v1/board").status_code == 200


def test_l14_a_login_elsewhere_ends_the_first_and_names_it() -> None:
    office = Office()
    tablet = Tablet("T-01", holder="ruth.adeyemi")

    answer = tablet.log_in("ruth.adeyemi").json()

    assert answer["ended_elsewhere"] == "OFFICE-1"
    assert [word["kind"] for word in office.get(f"{DEVICE}/hello").json()["commands"]] == ["end_session"]
    assert tablet.log_in("ruth.adeyemi").json()["ended_elsewhere"] == ""


def test_the_kiosk_ends_nobodys_session_elsewhere() -> None:
    office = Office()

    assert Caller("KIOSK-1").log_in("ruth.adeyemi").json()["ended_elsewhere"] == ""
    assert office.get("/api/office/v1/queue").status_code == 200
