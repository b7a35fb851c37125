"""A new nursery's first day, through the calls alone: from the paper with the first password to a tablet in somebody's hands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from domain import wire
from domain.pairing import read_pairing
from domain.wire.people import Agreements, FirstPassword, PairingShown
from server.config.first_start import FirstStart, set_up
from server.config.tls import certificates
from server.registry.models import Nursery
from tests.server.devices import DEVICE, OFFICE

pytestmark = pytest.mark.django_db
KIOSK = "/api/kiosk/v1"
OWN = "quiet otters hum at noon"
TEXT = "I use the tablet for the nursery alone, and keep my password to myself."


class Pc:
    """A device that knows nothing but the code it was shown."""

    def __init__(self, code: str) -> None:
        self.client, self.session = Client(), ""
        answer = self.client.post(f"{DEVICE}/pair", {"code": code}, content_type="application/json", secure=True)
        assert answer.status_code == 200, answer.content
        self.paired = wire.PairAnswer.model_validate_json(answer.content)

    def ask(self, path: str, message: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.paired.token}", "Daybook-Schema": "1", "Daybook-Session": self.session}
        if message is None:
            return self.client.get(path, headers=headers, secure=True)
        return self.client.post(path, message, content_type="application/json", headers=headers, secure=True)

    def log_in(self, username: str, password: str) -> wire.LoginAnswer:
        answer = self.ask(f"{DEVICE}/login", {"username": username, "password": password})
        assert answer.status_code == 200, answer.content
        found = wire.LoginAnswer.model_validate_json(answer.content)
        self.session = found.session
        return found

    def choose(self, username: str, old: str, new: str) -> wire.LoginAnswer:
        answer = self.ask(f"{DEVICE}/password", {"username": username, "old": old, "new": new})
        assert answer.status_code == 200, answer.content
        found = wire.LoginAnswer.model_validate_json(answer.content)
        self.session = found.session or self.session
        return found


def a_device(office: Pc, name: str, station: str) -> Pc:
    """Made at the office, and paired by the line that it shows."""
    shown = PairingShown.model_validate_json(office.ask(f"{OFFICE}/devices", {"name": name, "station": station}).content)
    return Pc(read_pairing(shown.line).code)


@pytest.fixture
def first() -> FirstStart:
    found = set_up("Pebble Lane", "Ruth", "Adeyemi")
    Nursery.objects.update(fences_hours=False)  # this test runs at any hour
    return found


def test_c36_the_paper_opens_nothing_but_the_choice_of_an_own_password(first: FirstStart) -> None:
    office = Pc(first.office_code)

    assert office.log_in(first.username, first.password).must_change_password
    for path in ("/staff", "/devices", "/queue", "/agreements"):
        assert office.ask(f"{OFFICE}{path}").json()["code"] == "password_first"

    assert not office.choose(first.username, first.password, OWN).must_change_password
    assert office.ask(f"{OFFICE}/staff").status_code == 200
    assert office.ask(f"{DEVICE}/login", {"username": first.username, "password": first.password}).status_code == 403


@pytest.fixture
def authority(settings: Settings) -> Iterator[None]:
    """The server's own authority, whose certificate the pairing line names."""
    certificates(settings.DAYBOOK_DATA / "tls", ["127.0.0.1"])
    yield
    shutil.rmtree(settings.DAYBOOK_DATA / "tls")


@pytest.mark.usefixtures("authority")
def test_a_new_nursery_comes_to_its_first_tablet(first: FirstStart) -> None:
    office = Pc(first.office_code)
    office.log_in(first.username, first.password)
    office.choose(first.username, first.password, OWN)

    newcomer = {"username": "jo.patel", "first_name": "Jo", "last_name": "Patel", "role": "practitioner", "reason": "starts today"}
    password = FirstPassword.model_validate_json(office.ask(f"{OFFICE}/staff", newcomer).content).password
    kiosk, tablet = a_device(office, "KIOSK-1", "kiosk"), a_device(office, "T-01", "room")
    published = Agreements.model_validate_json(office.ask(f"{OFFICE}/agreements", {"text": TEXT}).content)
    assert published.versions[0].missing == ("Jo Patel", "Ruth Adeyemi")

    kiosk.log_in(first.username, OWN)
    opened = kiosk.ask(f"{KIOSK}/day/open", {"checks": [{"device_id": tablet.paired.device_id, "is_here": True}]})
    assert opened.json()["say"] == "The day is open."

    board = kiosk.ask(f"{KIOSK}/board").json()
    jo = next(person for person in board["staff"] if person["first_name"] == "Jo")
    proof = kiosk.ask(f"{KIOSK}/prove", {"staff_id": jo["id"], "by": "password", "secret": password}).json()
    assert proof["must_choose_pin"] and proof["agreement"]["text"] == TEXT
    proof = kiosk.ask(f"{KIOSK}/pin", {"proof": proof["proof"], "pin": "4826"}).json()
    proof = kiosk.ask(f"{KIOSK}/agreement", {"proof": proof["proof"], "version": 1, "typed_name": "Jo Patel"}).json()
    card = board["tablets"][0]
    out = kiosk.ask(f"{KIOSK}/sign-out", {"proof": proof["proof"], "device_id": card["device_id"], "version": card["version"]})
    assert out.status_code == 200 and out.json()["say"].startswith("T-01 is yours, Jo.")

    assert tablet.log_in("jo.patel", password).must_change_password
    own = tablet.choose("jo.patel", password, "seven grey geese in a row")
    assert own.staff.login_version == 1 and not own.must_change_password
    lease = wire.Hello.model_validate_json(tablet.ask(f"{DEVICE}/hello").content).lease
    assert lease is not None and lease.holder_name == "Jo Patel"
