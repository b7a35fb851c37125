from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from domain.permissions import Station
from server.audit.models import AuditEntry, Hushed
from server.config.demo import DemoSeed
from server.registry.models import Device, PairingCode, Room
from server.registry.pairing import create_device, new_code, revoke
from tests.server.devices import DEVICE, Caller, Tablet

pytestmark = pytest.mark.usefixtures("demo")


def pair(code: str, address: str = "10.0.0.9") -> Any:
    return Client().post(f"{DEVICE}/pair", {"code": code}, content_type="application/json", secure=True, REMOTE_ADDR=address)


def test_the_managers_code_pairs_a_new_device_once() -> None:
    code = create_device("T-07", Station.ROOM, Room.objects.get(name="Caterpillars"))

    first, second = pair(code), pair(code)

    assert first.status_code == 200 and first.json()["device_name"] == "T-07"
    assert second.status_code == 403 and second.json()["code"] == "wrong_code"
    assert AuditEntry.objects.filter(what="pairing_refused").count() == 1


def test_a_code_may_be_typed_in_small_letters_and_without_its_dash(demo: DemoSeed) -> None:
    assert pair(demo.codes["T-03"].lower().replace("-", " ")).status_code == 200


def test_a_code_is_over_after_ten_minutes() -> None:
    code = create_device("T-07", Station.ROOM)
    PairingCode.objects.update(expires_at=PairingCode.objects.latest("id").expires_at - timedelta(minutes=10))

    assert pair(code).status_code == 403


def test_a_new_code_makes_the_older_one_void() -> None:
    old = create_device("T-07", Station.ROOM)
    new = new_code(Device.objects.get(name="T-07"))

    assert (pair(old).status_code, pair(new).status_code) == (403, 200)


def test_a_guesser_must_wait_and_others_need_not(demo: DemoSeed) -> None:
    answers = [pair(f"WRONG{number}WRONG").status_code for number in range(7)]

    assert answers[:5] == [403] * 5 and answers[5:] == [429, 429]
    assert pair(demo.codes["T-03"], "10.0.0.10").status_code == 200


@pytest.mark.parametrize("code", ["' OR 1=1 --", "<script>alert(1)</script>", "ÄÖÜ" * 10, "\x00" * 8, "      "])
def test_a_planted_code_is_only_a_wrong_one(code: str) -> None:
    assert pair(code).status_code == 403


def test_neither_code_nor_token_is_kept() -> None:
    code = create_device("T-07", Station.ROOM)
    token = pair(code).json()["token"]

    kept = str(list(Device.objects.values())) + str(list(PairingCode.objects.values())) + str(list(AuditEntry.objects.values()))
    assert token not in kept and code.replace("-", "") not in kept


def test_a_device_name_is_given_once() -> None:
    with pytest.raises(IntegrityError):
        create_device("T-01", Station.ROOM)


class TestWhoIsAnswered:
    def test_a_revoked_device_is_told_so_and_nothing_else_and_it_is_written_down(self) -> None:
        tablet = Tablet()
        assert tablet.get(f"{DEVICE}/hello").status_code == 200

        revoke(tablet.device, by="staff:1")

        for answer in (tablet.get(f"{DEVICE}/hello"), tablet.get(f"{DEVICE}/changes"), tablet.post(f"{DEVICE}/push", {"operations": []})):
            assert answer.status_code == 401 and answer.json()["code"] == "device_revoked"
        assert AuditEntry.objects.filter(what="device_revoked_called").count() == 1  # one a minute: the next will tell of the others
        assert Hushed.objects.get().count == 2

    @pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic c2FtOng="])
    def test_a_stranger_is_unknown(self, header: str) -> None:
        answer = Client().get(f"{DEVICE}/hello", headers={"Authorization": header}, secure=True)

        assert answer.status_code == 401 and answer.json()["code"] == "device_unknown"
        assert answer["Content-Type"] == "application/problem+json"
        assert AuditEntry.objects.filter(what="device_unknown").count() == 1

    @pytest.mark.parametrize("schema", ["0", "2", "", "x", "-1", "1.0", "٣", "9" * 500])
    def test_a_program_of_another_schema_must_be_updated(self, schema: str) -> None:
        tablet = Tablet()
        answer = tablet.client.get(f"{DEVICE}/hello", headers=tablet.headers() | {"Daybook-Schema": schema}, secure=True)

        assert answer.status_code == 426 and answer.json()["code"] == "schema"

    def test_a_token_paired_again_replaces_the_old_one(self) -> None:
        old = Tablet("T-02")
        new = Caller("T-02")

        assert old.get(f"{DEVICE}/hello").status_code == 401
        assert new.get(f"{DEVICE}/hello").status_code == 200

    @pytest.mark.parametrize("path", ["%00", "x%00y", "..%2f..%2fetc", "%ff", "'--", "<script>"])
    def test_a_planted_address_is_only_a_missing_one(self, path: str) -> None:
        tablet = Tablet()

        assert tablet.get(f"{DEVICE}/media/{path}/receipt").status_code == 404
        assert Client().get(f"{DEVICE}/media/{path}/receipt", secure=True).status_code in (401, 404)
