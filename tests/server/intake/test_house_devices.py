"""Devices at the office (C10, C44): paired by a line, closed, sealed, and destroyed only when two managers want it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from domain.pairing import read_pairing
from domain.wire.people import DeviceList, DeviceRow, PairingShown
from server.accounts.models import Staff
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.config.tls import certificates
from server.custody.commands import waiting_for
from server.registry.models import Device
from tests.server.devices import DEVICE, NOBODY, OFFICE, Office, Tablet, staff

pytestmark = pytest.mark.usefixtures("demo", "authority")


@pytest.fixture
def authority() -> Iterator[str]:
    """The server's own certificates, as its first start makes them."""
    assert settings.DAYBOOK_DATA is not None
    yield certificates(settings.DAYBOOK_DATA / "tls", ["127.0.0.1"]).ca_sha256


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


def row(office: Office, name: str) -> DeviceRow:
    found = DeviceList.model_validate_json(office.get(f"{OFFICE}/devices").content)
    return next(device for device in found.devices if device.name == name)


def step(office: Office, device: Device, what: str, reason: str = "agreed") -> Any:
    return office.post(f"{OFFICE}/devices/{device.pk}/step", {"step": what, "reason": reason})


def told(device: Device) -> list[str]:
    device.refresh_from_db()
    return [word.kind for word in waiting_for(device)]


class TestPairing:
    def test_a_new_device_is_shown_its_line_once(self, office: Office, authority: str) -> None:
        answer = office.post(f"{OFFICE}/devices", {"name": "T-07", "station": "room", "asset_tag": "HL-0107", "room_id": room_id(office)})
        shown = PairingShown.model_validate_json(answer.content)
        line = read_pairing(shown.line)

        assert line.ca_sha256 == authority and line.server_url.startswith("https://")
        assert row(office, "T-07").asset_tag == "HL-0107" and not row(office, "T-07").is_paired
        paired = office.client.post(f"{DEVICE}/pair", {"code": line.code}, content_type="application/json", secure=True)
        assert paired.json()["device_id"] == shown.device_id and row(office, "T-07").is_paired

    def test_the_line_names_the_server_as_devices_call_it(self, office: Office, settings: Settings) -> None:
        settings.ALLOWED_HOSTS = ["*", "daybook.nursery.local"]

        shown = office.post(f"{OFFICE}/devices", {"name": "T-07", "station": "room"}).json()

        assert read_pairing(shown["line"]).server_url == "https://daybook.nursery.local:443"

    @pytest.mark.parametrize(
        ("other", "status", "code"),
        [
            ({"name": "T-02"}, 409, "name_taken"),
            ({"name": "  "}, 422, "name"),
            ({"name": "\x00"}, 422, "name"),
            ({"station": "portal"}, 422, "station"),
            ({"station": "pantry"}, 422, "shape"),
            ({"room_id": "01999999-0000-7000-8000-000000000000"}, 422, "room"),
        ],
    )
    def test_what_is_no_device_is_refused(self, office: Office, other: dict[str, Any], status: int, code: str) -> None:
        before = Device.objects.count()
        answer = office.post(f"{OFFICE}/devices", {"name": "T-07", "station": "room"} | other)

        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert Device.objects.count() == before

    def test_a_fresh_code_voids_the_one_before(self, office: Office) -> None:
        made = office.post(f"{OFFICE}/devices", {"name": "T-07", "station": "room"}).json()
        again = office.post(f"{OFFICE}/devices/{made['device_id']}/code", {}).json()

        codes = [read_pairing(shown["line"]).code for shown in (made, again)]
        answers = [office.client.post(f"{DEVICE}/pair", {"code": code}, content_type="application/json", secure=True) for code in codes]
        assert [answer.status_code for answer in answers] == [403, 200]

    def test_a_closed_device_comes_back_by_a_code_that_was_made_after(self, office: Office) -> None:
        tablet = Tablet("T-03", holder="nia.rowe")
        step(office, tablet.device, "revoke", "it was lost")
        code = read_pairing(office.post(f"{OFFICE}/devices/{tablet.device.pk}/code", {}).json()["line"]).code

        paired = office.client.post(f"{DEVICE}/pair", {"code": code}, content_type="application/json", secure=True)

        assert paired.status_code == 200 and not row(office, "T-03").is_revoked
        assert told(tablet.device) == []  # the seal was for the old keys
        assert tablet.get(f"{DEVICE}/hello").json()["code"] == "device_unknown"


class TestClosing:
    def test_c10_a_revoked_tablet_is_answered_nothing_but_told_to_seal(self, office: Office) -> None:
        tablet = Tablet()
        tablet.log_in("sam.morris")

        assert step(office, tablet.device, "revoke", "stolen").json()["is_revoked"] is True

        assert tablet.get(f"{DEVICE}/changes").json()["code"] == "device_revoked"
        assert tablet.log_in("sam.morris").status_code == 401
        assert [word["kind"] for word in tablet.get(f"{DEVICE}/commands").json()["commands"]] == ["seal"]
        assert row(office, "T-02").logged_in == ""

    def test_a_sealed_tablet_opens_for_nobody_until_it_is_released(self, office: Office) -> None:
        tablet = Tablet()
        step(office, tablet.device, "seal", "to be looked at")
        refused = tablet.log_in("sam.morris")
        tablet.post(f"{DEVICE}/report", {"command_seq": 1})
        sealed = row(office, "T-02").is_sealed

        step(office, tablet.device, "release")

        assert refused.json()["code"] == "sealed" and sealed
        assert told(tablet.device) == ["release"] and row(office, "T-02").pending == "release"
        assert tablet.log_in("sam.morris").status_code == 200

    def test_a_session_can_be_ended_from_the_office(self, office: Office) -> None:
        tablet = Tablet()
        tablet.log_in("sam.morris")
        assert row(office, "T-02").logged_in == "Sam Morris"

        step(office, tablet.device, "end_session")

        assert told(tablet.device) == ["end_session"] and row(office, "T-02").logged_in == ""

    def test_out_of_use_and_back(self, office: Office) -> None:
        device = Device.objects.get(name="T-06")

        assert step(office, device, "out_of_use", "the case is loose").json()["is_out_of_use"] is True
        assert step(office, device, "back_in_use").json()["is_out_of_use"] is False
        assert step(office, Device.objects.get(name="KIOSK-1"), "out_of_use").json()["code"] == "no_tablet"

    @pytest.mark.parametrize("what", ["revoke", "seal", "ask_destroy", "out_of_use"])
    def test_these_want_a_reason(self, office: Office, what: str) -> None:
        assert step(office, Tablet().device, what, " ").json()["code"] == "reason_needed"

    def test_nobody_closes_the_device_they_work_at(self, office: Office) -> None:
        assert step(office, office.device, "revoke").json()["code"] == "own_device"
        assert office.post(f"{OFFICE}/devices/{office.device.pk}/code", {}).json()["code"] == "own_device"
        assert AuditEntry.objects.filter(what="device_step_refused").exists()

    def test_a_device_that_was_never_paired_hears_nothing(self, office: Office) -> None:
        assert step(office, Device.objects.get(name="T-06"), "seal").json()["code"] == "not_paired"

    @pytest.mark.parametrize("what", ["format", "", "DESTROY", "confirm_destroy; seal"])
    def test_no_other_step_is_known(self, office: Office, what: str) -> None:
        assert step(office, Tablet().device, what).status_code == 422

    @pytest.mark.parametrize("who", ["x", "0", "' OR 1=1", NOBODY])
    def test_no_device_is_no_device(self, office: Office, who: str) -> None:
        for path in ("step", "code"):
            assert office.post(f"{OFFICE}/devices/{who}/{path}", {"step": "seal", "reason": "x"}).status_code == 404
        for path in ("hands", "gone"):
            assert office.get(f"{OFFICE}/devices/{who}/{path}").status_code == 404


class TestDestroying:
    def test_it_takes_two(self, office: Office) -> None:
        tablet = Tablet()
        asked = step(office, tablet.device, "ask_destroy", "it will never come back").json()
        alone = step(office, tablet.device, "confirm_destroy")
        office.log_in("tom.hughes")

        second = step(office, tablet.device, "confirm_destroy")

        assert asked["destroy_asked_by"] == "Ruth Adeyemi" and alone.json()["code"] == "second_manager"
        assert second.status_code == 200 and told(tablet.device) == ["destroy"]
        assert tablet.get(f"{DEVICE}/hello").json()["code"] == "device_revoked"

    def test_nothing_is_destroyed_that_nobody_asked_for(self, office: Office) -> None:
        tablet = Tablet()

        assert step(office, tablet.device, "confirm_destroy").json()["code"] == "not_asked"
        assert told(tablet.device) == []

    def test_a_wish_of_yesterday_or_of_somebody_suspended_does_not_count(self, office: Office) -> None:
        tablet = Tablet()
        for change in ({"destroy_asked_at": timezone.now() - timedelta(days=1)}, {"destroy_asked_by": staff("kit.doyle")}):
            office.log_in("ruth.adeyemi")
            step(office, tablet.device, "ask_destroy", "gone")
            Device.objects.filter(pk=tablet.device.pk).update(**change)
            Staff.objects.filter(username="kit.doyle").update(is_active=False)
            office.log_in("tom.hughes")

            assert step(office, tablet.device, "confirm_destroy").json()["code"] == "not_asked"
        assert told(tablet.device) == []


class TestTheList:
    def test_a_copied_folder_and_a_gap_are_alarms_until_it_is_paired_anew(self, office: Office) -> None:
        tablet = Tablet()
        tablet.hand_in("Amelia")
        tablet.seq = 0
        tablet.hand_in("Amelia")
        tablet.seq = 9
        tablet.hand_in("Amelia")

        alarms = row(office, "T-02").alarms
        assert len(alarms) == 2 and any("used twice" in alarm for alarm in alarms)
        assert told(tablet.device) == []  # a person decides what follows

        Tablet()
        assert row(office, "T-02").alarms == ()

    def test_a_broken_audit_that_a_tablet_tells_of_is_an_alarm(self, office: Office) -> None:
        tablet = Tablet()
        tablet.post(f"{DEVICE}/report", {"waiting": 3, "notes": ["audit broken at 17", "the window was left"]})

        assert row(office, "T-02").alarms == ("audit broken at 17",) and row(office, "T-02").waiting == 3

    def test_its_questions_do_not_grow_with_the_devices(
        self, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(30):
            Device.objects.create(name=f"X-{number}", station="room", paired_at=timezone.now())

        with django_assert_max_num_queries(30):
            assert office.get(f"{OFFICE}/devices").status_code == 200

    @pytest.mark.parametrize(("path", "most"), [("hands", 12), ("board", 40), ("damage", 14), ("agreements", 12), ("refusals?all=1", 16)])
    def test_no_page_of_the_office_asks_without_bound(
        self, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries, path: str, most: int
    ) -> None:
        with django_assert_max_num_queries(most):
            assert office.get(f"{OFFICE}/{path}").status_code == 200


def room_id(office: Office) -> str:
    return str(office.get(f"{OFFICE}/devices").json()["rooms"][0]["id"])
