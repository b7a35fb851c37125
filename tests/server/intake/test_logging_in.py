from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain import wire
from server.accounts.models import Staff
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.config.demo_cast import PASSWORD
from server.intake.logins import log_in
from server.intake.problems import Refused
from server.registry.models import Nursery
from tests.server.devices import DEVICE, Caller, Office, Tablet, staff

pytestmark = pytest.mark.usefixtures("demo")


def why(code: str) -> int:
    return AuditEntry.objects.filter(what="login_refused", detail__contains=f'"{code}"').count()


def test_the_holder_logs_in_and_gets_the_same_share_each_time() -> None:
    tablet = Tablet()

    first = wire.LoginAnswer.model_validate_json(tablet.log_in("sam.morris").content)
    second = wire.LoginAnswer.model_validate_json(tablet.log_in("sam.morris").content)

    assert first.staff.username == "sam.morris"
    assert first.share == second.share and len(base64.urlsafe_b64decode(first.share)) == 32
    assert first.session != second.session


def test_another_tablet_gets_another_share() -> None:
    one, other = Tablet("T-02"), Tablet("T-01")

    assert one.log_in("sam.morris").json()["share"] != other.log_in("sam.morris").json()["share"]


def test_the_next_holder_gets_the_share_that_opens_the_same_store() -> None:
    first = Tablet().log_in("sam.morris").json()["share"]

    assert Tablet(holder="kit.doyle").log_in("kit.doyle").json()["share"] == first


def test_somebody_elses_tablet_is_refused_with_the_holders_name() -> None:
    answer = Tablet().log_in("jo.patel")

    assert answer.status_code == 403 and answer.json()["code"] == "held_by_someone_else"
    assert "Sam" in answer.json()["detail"] and why("held_by_someone_else") == 1


def test_a_tablet_that_nobody_signed_out_opens_for_nobody() -> None:
    assert Caller("T-06").log_in("sam.morris").json()["code"] == "nobody_holds_it"


@pytest.mark.parametrize(("username", "password"), [("sam.morris", "wrong"), ("nobody", PASSWORD), ("sam.morris\x00", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(username: str, password: str) -> None:
    answer = Tablet().log_in(username, password)

    assert answer.status_code == 403 and answer.json()["code"] == "wrong_login"
    assert answer.json()["detail"] == "That user name and password do not go together."
    assert why("wrong_login") == 1


def test_the_sixth_guess_must_wait_even_with_the_right_password() -> None:
    tablet = Tablet()
    for _ in range(5):
        tablet.log_in("sam.morris", "wrong")

    answer = tablet.log_in("sam.morris")

    assert answer.status_code == 429 and int(answer["Retry-After"]) in range(1, 7)
    assert AuditEntry.objects.filter(what="login_slowed").count() == 1


def test_a_suspended_person_is_told_so() -> None:
    tablet = Tablet()
    Staff.objects.filter(username="sam.morris").update(is_active=False)

    assert tablet.log_in("sam.morris").json()["code"] == "suspended"


def test_a_practitioner_cannot_log_in_at_the_office() -> None:
    assert Office(None).log_in("sam.morris").json()["code"] == "not_here"


@pytest.mark.parametrize(("hour", "opens"), [(5, False), (8, True), (18, True), (21, False)])
def test_r1_c6_staff_log_in_in_opening_hours_only(hour: int, opens: bool) -> None:
    Nursery.objects.update(fences_hours=True)
    office = Office(None)
    request = wire.LoginRequest(username="ruth.adeyemi", password=PASSWORD)

    def attempt() -> str:
        try:
            return log_in(office.device, request, datetime(2026, 11, 19, hour, 15, tzinfo=UTC)).staff.username
        except Refused as refused:
            return refused.code

    assert attempt() == ("ruth.adeyemi" if opens else "outside_hours")


def test_hello_tells_a_lease_that_the_pinned_key_signed() -> None:
    tablet = Tablet()

    hello = wire.Hello.model_validate_json(tablet.get(f"{DEVICE}/hello").content)

    assert hello.lease is not None and hello.lease.holder_id == str(staff("sam.morris").id)
    lease = hello.lease
    signed = wire.lease_bytes(
        device_id=lease.device_id, holder_id=lease.holder_id, holder_name=lease.holder_name, since=lease.since, until=lease.until
    )
    key = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(tablet.paired.signing_key))
    key.verify(base64.urlsafe_b64decode(lease.signature), signed)


def test_a_fault_can_be_reported_from_the_lock_screen(demo: DemoSeed) -> None:
    from server.registry.models import Incident

    tablet = Tablet()

    assert tablet.post(f"{DEVICE}/fault", {"note": "A face is bare."}).status_code == 204

    assert Incident.objects.get().note == "A face is bare."
    row = AuditEntry.objects.get(what="privacy_fault")
    assert "bare" not in row.detail and row.who == f"device:{tablet.device.id}"
