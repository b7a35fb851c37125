"""Every office call on the line: its method, its place, the session in its head, and what the answer becomes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from app.sync.failures import NetworkError
from app.sync.office_house import HttpHouseDesk
from app.sync.transport import Transport
from domain import wire
from domain.permissions import Role, Station
from domain.staffing import StaffChange
from domain.wire import people
from tests import cast
from tests.app.ui.office.house_desk import MemoryDesk, some_staff
from tests.model.door import Door

ID = cast.TABLET


@dataclass
class HeardLine:
    """A line that keeps what was called and answers what it is told."""

    answer: Any = None
    heard: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    body: wire.Message | None = None
    params: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, **rest: Any) -> requests.Response:
        self.heard.append((method, path, rest["headers"]))
        self.body, self.params = rest.get("message"), rest.get("params", {})
        answer = requests.Response()
        answer.status_code = 200
        answer._content = self.answer if isinstance(self.answer, bytes) else self.answer.model_dump_json().encode()
        return answer


@dataclass
class Lined:
    """What the desk asks of a transport."""

    line: HeardLine


MEMORY = MemoryDesk(some_staff()[0])
STEP = people.StaffStep(change=StaffChange.SUSPEND, reason="x")
NEW_STAFF = people.NewStaff(username="lena.b", first_name="Lena", last_name="B", role=Role.BANK)
NEW_DEVICE = people.NewDevice(name="T-07", station=Station.ROOM)
SHOWN = people.PairingShown(device_id=ID, line="daybook x", expires_at=cast.NOW)
FIRST = people.FirstPassword(staff_id=ID, password="p")
CALLS: list[tuple[str, str, Callable[[HttpHouseDesk], object], wire.Message]] = [
    ("GET", "devices", lambda desk: desk.devices(), MEMORY.devices()),
    ("POST", "devices", lambda desk: desk.new_device(NEW_DEVICE), SHOWN),
    ("POST", f"devices/{ID}/code", lambda desk: desk.new_code(ID), SHOWN),
    ("POST", f"devices/{ID}/step", lambda desk: desk.device_step(ID, people.DeviceStep(step="seal", reason="x")), MEMORY.rows[0]),
    ("GET", f"devices/{ID}/hands", lambda desk: desk.hands(ID), MEMORY.all_hands()),
    ("GET", "hands", lambda desk: desk.all_hands(), MEMORY.all_hands()),
    ("GET", f"devices/{ID}/gone", lambda desk: desk.gone(ID), MEMORY.gone(ID)),
    ("GET", "board", lambda desk: desk.board(), MEMORY.board()),
    ("GET", "damage", lambda desk: desk.damage(), MEMORY.damage()),
    ("POST", f"damage/{ID}/step", lambda desk: desk.damage_step(ID, people.DamageStep(step="close", text="x")), MEMORY.cases[0]),
    ("GET", "staff", lambda desk: desk.staff(), MEMORY.staff()),
    ("POST", "staff", lambda desk: desk.new_staff(NEW_STAFF), FIRST),
    ("POST", f"staff/{ID}/step", lambda desk: desk.staff_step(ID, STEP), FIRST),
    ("GET", "agreements", lambda desk: desk.agreements(), MEMORY.agreements()),
    ("POST", "agreements", lambda desk: desk.new_agreement(people.NewAgreement(text="x" * 30)), MEMORY.agreements()),
    ("GET", "refusals", lambda desk: desk.refusals(everything=True), MEMORY.refusals(everything=True)),
    ("POST", "refusals/seen", lambda desk: desk.seen(people.Seen(up_to=3)), MEMORY.refusals(everything=True)),
]


@pytest.mark.parametrize(("method", "path", "call", "answer"), CALLS, ids=[f"{method} {path}" for method, path, _, _ in CALLS])
def test_every_call_goes_to_its_place_with_the_session(
    method: str, path: str, call: Callable[[HttpHouseDesk], object], answer: wire.Message
) -> None:
    line = HeardLine(answer)
    desk = HttpHouseDesk(Lined(line), lambda: "a-session")  # type: ignore[arg-type]  # what it asks of a transport is its line

    came = call(desk)

    assert came == answer
    assert line.heard == [(method, f"/api/office/v1/{path}", {"Daybook-Session": "a-session"})]


@pytest.mark.parametrize(("everything", "said"), [(True, "1"), (False, "0")])
def test_refusals_say_whether_all_are_wanted(everything: bool, said: str) -> None:
    line = HeardLine(MEMORY.refusals(everything=True))

    HttpHouseDesk(Lined(line), lambda: "s").refusals(everything=everything)  # type: ignore[arg-type]

    assert line.params == {"all": said}


def test_a_photo_is_its_bytes() -> None:
    line = HeardLine(b"\xff\xd8jpeg")

    assert HttpHouseDesk(Lined(line), lambda: "s").photo(ID) == b"\xff\xd8jpeg"  # type: ignore[arg-type]
    assert line.heard[0][1] == f"/api/office/v1/photos/{ID}"


def test_an_answer_that_makes_no_sense_is_a_network_error() -> None:
    line = HeardLine(json.dumps({"devices": "many"}).encode())

    with pytest.raises(NetworkError) as caught:
        HttpHouseDesk(Lined(line), lambda: "s").devices()  # type: ignore[arg-type]
    assert caught.value.code == "not_understood"


def test_a_refusal_comes_with_its_code_and_sentence(door: Door, transport: Transport) -> None:
    with pytest.raises(NetworkError) as caught:
        HttpHouseDesk(transport, lambda: "s").devices()

    assert (caught.value.status, caught.value.code, caught.value.permanent) == (404, "no_such_place", True)
    assert door.asked == ["GET /api/office/v1/devices"]
