"""The digest of refusals: sentences with names, counted, kept until a manager has read them; never what somebody typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from domain.wire.people import Refusals
from server.audit import trail
from server.audit.refusals import OF_PARENTS, REFUSALS
from server.config.demo import DemoSeed
from server.config.demo_cast import PASSWORD
from server.intake.house_refusals import SENTENCES, WHATS
from tests.server.devices import DEVICE, OFFICE, Caller, Office, Tablet, new_id, staff

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


def digest(office: Office, query: str = "") -> Refusals:
    return Refusals.model_validate_json(office.get(f"{OFFICE}/refusals{query}").content)


def test_equal_tries_are_one_sentence_with_their_number(office: Office) -> None:
    tablet = Tablet()
    for _ in range(2):
        tablet.log_in("jo.patel")

    found = digest(office)

    assert found.sentences == ("Jo Patel tried to log in on T-02, held by Sam Morris, 2 times",)
    (row,) = found.rows
    assert (row.who, row.device, row.what, row.why, row.count) == ("Jo Patel", "T-02", "Log in", "held by Sam Morris", 2)


def test_a_wrong_password_names_the_account_and_never_what_was_typed(office: Office) -> None:
    tablet = Tablet()
    tablet.log_in("sam.morris", "my secret is Rosebud")
    tablet.log_in("Rosebud-in-the-wrong-field", PASSWORD)

    shown = office.get(f"{OFFICE}/refusals").content.decode()

    assert digest(office).sentences == (
        "Somebody tried to log in on T-02, with a user name that nobody has",
        "Somebody tried to log in as Sam Morris on T-02, with a wrong password",
    )
    assert "Rosebud" not in shown and PASSWORD not in shown


def test_every_kind_of_refusal_has_its_words(office: Office) -> None:
    tablet, who = Tablet(), trail.staff_name(staff("sam.morris").pk)
    parent = trail.parent_name(new_id())
    for what in (*REFUSALS, OF_PARENTS):
        named = parent if what in (OF_PARENTS, "change_refused", "addresses_guessed") else who
        trail.record(what, who=named, device=tablet.device.pk, detail={"why": "a_code_of_later"})

    found = digest(office)

    assert len(found.sentences) == len(REFUSALS) + 1 and all(found.sentences)
    assert set(SENTENCES) == REFUSALS | {OF_PARENTS} == set(WHATS) | {"action_refused"}
    assert not any("_" in sentence for sentence in found.sentences)


def test_what_strangers_try_is_told_with_where_they_came_from(office: Office) -> None:
    stranger = Client()
    for _ in range(3):
        stranger.get(f"{DEVICE}/hello", headers={"Authorization": "Bearer x"}, secure=True)
    stranger.post(f"{DEVICE}/pair", {"code": "AAAAA-AAAAA"}, content_type="application/json", secure=True)
    stranger.post("/sign-in", {"email": "amelia.parent@example.org", "password": "no"}, secure=True)

    assert digest(office).sentences == (
        "Somebody failed to sign in to the families' pages from 127.0.0.1",
        "A wrong pairing code came from 127.0.0.1",
        "A device that is not the nursery's called from 127.0.0.1",
    )


def test_what_was_seen_is_gone_from_the_digest_and_stays_in_the_rows(office: Office) -> None:
    tablet = Tablet()
    tablet.log_in("jo.patel")
    read = digest(office)
    tablet.log_in("kit.doyle")  # while the manager reads

    answer = Refusals.model_validate_json(office.post(f"{OFFICE}/refusals/seen", {"up_to": read.up_to}).content)

    assert read.since is None and answer.since is not None
    assert answer.sentences == ("Kit Doyle tried to log in on T-02, held by Sam Morris",) == digest(office).sentences
    assert [row.who for row in digest(office).rows] == ["Kit Doyle"]
    assert [row.who for row in digest(office, "?all=1").rows] == ["Kit Doyle", "Jo Patel"]


@pytest.mark.parametrize("up_to", [-1, 0, 10**9, 1 << 62])
def test_a_mark_is_never_set_before_or_behind_what_there_is(office: Office, up_to: int) -> None:
    Tablet().log_in("jo.patel")

    assert office.post(f"{OFFICE}/refusals/seen", {"up_to": up_to}).status_code == 200

    assert digest(office).sentences and digest(office).since is None


@pytest.mark.parametrize("message", [{}, {"up_to": "all"}, {"up_to": None}, {"up_to": 1.5}, {"up_to": 1, "everything": True}])
def test_no_other_mark_is_understood(office: Office, message: dict[str, Any]) -> None:
    assert office.post(f"{OFFICE}/refusals/seen", message).status_code == 422
    assert office.get(f"{OFFICE}/refusals?all=2").status_code == 422


def test_a_mark_never_goes_back(office: Office) -> None:
    tablet = Tablet()
    tablet.log_in("jo.patel")
    first = digest(office).up_to
    tablet.log_in("kit.doyle")
    office.post(f"{OFFICE}/refusals/seen", {"up_to": digest(office).up_to})

    office.post(f"{OFFICE}/refusals/seen", {"up_to": first})

    assert digest(office).sentences == ()


def test_a_refused_action_is_told_in_words(office: Office) -> None:
    office.log_in("ruth.adeyemi")
    room = Tablet()
    room.log_in("sam.morris")
    room.get(f"{OFFICE}/staff")
    kiosk = Caller("KIOSK-1")
    kiosk.log_in("kit.doyle")

    assert digest(office).sentences == (
        "Kit Doyle tried to log in on KIOSK-1, which is not theirs to use",
        "Sam Morris tried to change staff access on T-02, and may not",
    )
    assert digest(office).rows[1].what == "Change staff access"


def test_the_rows_are_bounded_though_a_thousand_things_were_tried(office: Office) -> None:
    for number in range(250):
        trail.record("device_unknown", who=trail.address_name(f"10.0.{number}.1"))

    found = digest(office)

    assert len(found.rows) == 200 and found.rows[0].at <= datetime.now(UTC)
