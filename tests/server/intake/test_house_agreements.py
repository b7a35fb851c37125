"""The staff agreement at the office: published, and signed by whom."""

from __future__ import annotations

from typing import Any

import pytest

from domain.wire.people import Agreements
from server.accounts import house_agreements
from server.accounts.models import Staff, StaffAgreement, StaffSignature
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from tests.server.conftest import WORKING_DAY
from tests.server.devices import OFFICE, Office, staff

pytestmark = pytest.mark.usefixtures("demo")
TEXT = "I use the tablet for the nursery's work only, and my login is mine alone."


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    StaffSignature.objects.all().delete()
    StaffAgreement.objects.all().delete()
    return Office()


def publish(office: Office, text: str = TEXT) -> Agreements:
    return Agreements.model_validate_json(office.post(f"{OFFICE}/agreements", {"text": text}).content)


def test_a_new_version_is_missing_everybodys_name(office: Office) -> None:
    (version,) = publish(office).versions

    assert (version.version, version.text, version.signed) == (1, TEXT, ())
    assert "Sam Morris" in version.missing and len(version.missing) == Staff.objects.count()
    assert AuditEntry.objects.get(what="staff_agreement_published").who == f"staff:{staff('ruth.adeyemi').pk}"


def test_names_move_as_they_sign_and_leavers_are_not_waited_for(office: Office) -> None:
    publish(office)
    house_agreements.sign(staff("sam.morris"), 1, "Sam Morris", WORKING_DAY)
    Staff.objects.filter(username="jo.patel").update(is_active=False)

    (version,) = Agreements.model_validate_json(office.get(f"{OFFICE}/agreements").content).versions

    assert version.signed == ("Sam Morris",)
    assert not {"Sam Morris", "Jo Patel"} & set(version.missing)


def test_the_newest_stands_first_and_the_old_signatures_stay(office: Office) -> None:
    publish(office)
    house_agreements.sign(staff("sam.morris"), 1, "Sam Morris", WORKING_DAY)

    newest, oldest = publish(office, TEXT + " And I report what I see.").versions

    assert (newest.version, newest.signed, oldest.signed) == (2, (), ("Sam Morris",))


@pytest.mark.parametrize(
    "message", [{"text": "short"}, {"text": " " * 40}, {"text": "x" * 20_001}, {"text": 7}, {}, {"text": TEXT, "version": 9}]
)
def test_what_is_no_agreement_is_refused(office: Office, message: dict[str, Any]) -> None:
    assert office.post(f"{OFFICE}/agreements", message).status_code == 422
    assert not StaffAgreement.objects.exists()
