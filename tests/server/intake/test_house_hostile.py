"""Whatever is sent to the office's calls, the answer is one of the protocol's, and nothing is changed that was not understood."""

from __future__ import annotations

import json
from typing import Any

import pytest

from server.accounts.models import Staff, StaffAgreement, StaffChangeRow
from server.config.demo import DemoSeed
from server.registry.models import Device
from tests.server.devices import DEVICE, NOBODY, OFFICE, Office, staff

pytestmark = pytest.mark.usefixtures("demo")
PATHS = (
    "staff",
    f"staff/{NOBODY}/step",
    "devices",
    f"devices/{NOBODY}/step",
    f"damage/{NOBODY}/step",
    "agreements",
    "refusals/seen",
)
BODIES = (b"", b"null", b"[]", b"7", b'"x"', b"{", b"\xff\xfe", b'{"a":' * 3000, b"[" * 100_000, b"{}" + b" " * 100_000, b'{"a":1,"a":2}')


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    return Office()


def send(office: Office, path: str, body: bytes) -> Any:
    return office.client.generic("POST", f"{OFFICE}/{path}", body, "application/json", headers=office.headers(), secure=True)


@pytest.mark.parametrize("path", PATHS)
def test_what_is_no_message_is_answered_and_changes_nothing(office: Office, path: str) -> None:
    before = (Staff.objects.count(), Device.objects.count(), StaffAgreement.objects.count())

    codes = {send(office, path, body).status_code for body in BODIES}

    assert codes <= {400, 404, 413, 422}
    assert (Staff.objects.count(), Device.objects.count(), StaffAgreement.objects.count()) == before


@pytest.mark.parametrize("words", ["\ud800", "a\udfffb", "\x00", "\u202e\u2066", "x" * 299 + "\x00", "'; DROP TABLE accounts_staff; --"])
def test_words_that_no_column_holds_are_refused_or_kept_plain(office: Office, words: str) -> None:
    messages = {
        f"staff/{staff('jo.patel').pk}/step": {"change": "suspend", "reason": words},
        "staff": {"username": "ada.okoro", "first_name": words, "last_name": "Okoro", "role": "bank", "reason": words},
        "devices": {"name": words, "station": "room", "asset_tag": words},
        "agreements": {"text": "I keep my login to myself. " + words},
    }

    answers = [send(office, path, json.dumps(message).encode()) for path, message in messages.items()]

    assert all(answer.status_code in (200, 400, 403, 422, 503) for answer in answers)
    assert not any("\x00" in row.reason for row in StaffChangeRow.objects.all())
    for path in ("staff", "devices", "agreements", "refusals"):
        assert office.get(f"{OFFICE}/{path}").status_code == 200


@pytest.mark.parametrize("session", ["", "x", "é" * 10, "a" * 5000, "' OR 1=1 --"])
def test_no_made_up_session_opens_anything(office: Office, session: str) -> None:
    headers = office.headers() | {"Daybook-Session": session}

    for path in ("staff", "devices", "refusals", "hands", "board"):
        assert office.client.get(f"{OFFICE}/{path}", headers=headers, secure=True).status_code == 401


def test_a_session_of_another_device_is_none_here(office: Office) -> None:
    other = Office("tom.hughes")
    headers = office.headers() | {"Authorization": f"Bearer {other.paired.token}"}

    assert office.client.get(f"{OFFICE}/staff", headers=headers, secure=True).status_code == 401


@pytest.mark.parametrize(
    "message", [{}, {"username": "sam.morris"}, {"username": "x" * 81, "old": "a", "new": "b"}, {"username": 7, "old": 7, "new": 7}]
)
def test_no_other_wish_for_a_password_is_understood(office: Office, message: dict[str, Any]) -> None:
    assert office.post(f"{DEVICE}/password", message).status_code == 422


@pytest.mark.parametrize("username", ["sam.morris\x00", "\ud800", "SAM.MORRIS", "", "%s%s%n", "sam.morris' --"])
def test_no_strange_name_changes_a_password(office: Office, username: str) -> None:
    body = json.dumps({"username": username, "old": "Demo-Daybook-2026", "new": "seven wet umbrellas"}).encode()
    answer = office.client.generic("POST", f"{DEVICE}/password", body, "application/json", headers=office.headers(), secure=True)

    assert answer.status_code in (400, 403, 422)
