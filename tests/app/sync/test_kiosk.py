"""The kiosk's line: which door each question knocks at, what it carries, and what a refusal becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from app.services.at_kiosk import KioskDesk
from app.sync.failures import NetworkError
from app.sync.kiosk import HttpKioskDesk
from app.sync.transport import Transport
from domain import wire
from domain.damage import DamageKind, Noticed
from domain.tablet_day import ClosingStep
from domain.wire import kiosk
from tests import cast
from tests.app.ui.kiosk.desk import Desk, device
from tests.model.door import Door

DONE = kiosk.Done(say="Done.")
BOARD, PROOF = Desk().board(), kiosk.Proof(proof="p", staff=Desk().staff[0])
DAMAGE = kiosk.NewDamage(kind=DamageKind.LIQUID, text="Juice")
ID, PHOTO = device(1), cast.id_of(7)


@dataclass
class Wire:
    """What would go over the line, and what comes back."""

    answer: bytes = b""
    status: int = 200
    asked: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def request(self, method: str, url: str, **options: Any) -> requests.Response:
        self.asked.append(f"{method} {url.split('/api/')[1]}")
        self.headers, self.body = options["headers"], options["data"] or b""
        response = requests.Response()
        response.status_code, response._content = self.status, self.answer
        return response


@pytest.fixture
def line(transport: Transport, monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()
    monkeypatch.setattr(transport.line._session, "request", wire.request)
    return wire


@pytest.fixture
def desk(transport: Transport) -> KioskDesk:
    return HttpKioskDesk(transport, lambda: "the session")


Call = Callable[[KioskDesk], object]
POSTS: tuple[tuple[str, Call, wire.Message, wire.Message], ...] = tuple(
    (path, call, message, answer)
    for path, name, message, answer in (
        ("prove", "prove", kiosk.Prove(staff_id=cast.SAM, by="pin", secret="4826"), PROOF),
        ("pin", "choose_pin", kiosk.ChoosePin(proof="p", pin="5937"), PROOF),
        ("agreement", "sign_agreement", kiosk.SignAgreement(proof="p", version=3, typed_name="Sam Morris"), PROOF),
        ("sign-out", "sign_out", kiosk.SignOut(proof="p", device_id=ID, version=1), DONE),
        ("transfer", "transfer", kiosk.Transfer(from_proof="p", to_proof="q", device_id=ID, version=1), DONE),
        ("sign-in", "sign_in", kiosk.SignIn(device_id=ID, version=1, slot=2, reason="Found"), DONE),
        ("damage", "file_damage", kiosk.FileDamage(device_id=ID, version=1, noticed=Noticed.IN_CABINET, damage=DAMAGE), DONE),
        ("found", "found", kiosk.Found(device_id=ID, version=1, where="On a shelf"), DONE),
        ("day/open", "open_day", kiosk.OpenDay(checks=(kiosk.OpenCheck(device_id=ID, is_here=True),)), DONE),
        ("day/tick", "tick", kiosk.Tick(step=ClosingStep.ON_THE_DOCK, is_done=True), BOARD),
        ("day/close", "close_day", kiosk.CloseDay(locked_by="p", second="q"), DONE),
        ("day/reopen", "reopen_day", kiosk.ReopenDay(reason="A tablet is needed"), DONE),
        ("called", "called", kiosk.Called(device_id=ID, text="on the way"), DONE),
        ("attest", "attest", kiosk.Attest(proof="p"), DONE),
        ("spot-check", "spot_check", kiosk.SpotCheck(proof="p", device_id=ID, text="", is_fine=True), DONE),
    )
    for call in [lambda desk, name=name, message=message: getattr(desk, name)(message)]
)


@pytest.mark.parametrize(("path", "call", "message", "answer"), POSTS, ids=[path for path, *_ in POSTS])
def test_each_step_knocks_at_its_own_door_with_the_session(
    line: Wire, desk: KioskDesk, path: str, call: Call, message: wire.Message, answer: wire.Message
) -> None:
    line.answer = answer.model_dump_json().encode()

    heard = call(desk)

    assert heard == answer
    assert line.asked == [f"POST kiosk/v1/{path}"]
    assert line.headers["Daybook-Session"] == "the session"
    assert type(message).model_validate_json(line.body) == message


def test_board_report_and_sheet_are_read(line: Wire, desk: KioskDesk) -> None:
    line.answer = BOARD.model_dump_json().encode()
    assert desk.board() == BOARD

    report = Desk().damage(PHOTO)
    line.answer = report.model_dump_json().encode()
    assert desk.damage(PHOTO) == report

    sheet = Desk().gone(ID)
    line.answer = sheet.model_dump_json().encode()
    assert desk.gone(ID) == sheet
    assert line.asked == ["GET kiosk/v1/board", f"GET kiosk/v1/damage/{PHOTO}", f"GET kiosk/v1/gone/{ID}"]


def test_a_picture_goes_and_comes_as_its_bytes(line: Wire, desk: KioskDesk) -> None:
    line.status = 204
    desk.send_photo(PHOTO, b"jpeg")
    assert (line.asked[-1], line.headers["Content-Type"], line.body) == (f"PUT kiosk/v1/photos/{PHOTO}", "image/jpeg", b"jpeg")

    line.status, line.answer = 200, b"jpeg"
    assert desk.photo(PHOTO) == b"jpeg"


def test_a_fault_is_told(line: Wire, desk: KioskDesk) -> None:
    line.status = 204

    desk.report_fault("I saw a child")

    assert line.asked == ["POST kiosk/v1/fault"] and b"I saw a child" in line.body


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (403, "wrong_pin", True),
        (409, "moved", True),
        (422, "reason_needed", True),
        (422, "person_in_picture", True),
        (429, "slow_down", False),
    ],
)
def test_a_refusal_carries_its_code_and_the_servers_sentence(line: Wire, desk: KioskDesk, status: int, code: str, permanent: bool) -> None:
    line.status = status
    line.answer = wire.Problem(title=code, status=status, detail="The server's own sentence.", code=code).model_dump_json().encode()

    with pytest.raises(NetworkError) as caught:
        desk.sign_out(kiosk.SignOut(proof="p", device_id=ID, version=1))

    error = caught.value
    assert (error.status, error.code, error.permanent, error.sentence) == (status, code, permanent, "The server's own sentence.")


def test_an_answer_that_is_no_board_is_a_network_error(line: Wire, desk: KioskDesk) -> None:
    line.answer = b"{}"

    with pytest.raises(NetworkError) as caught:
        desk.board()

    assert caught.value.code == "not_understood"


def test_it_is_the_pinned_line_that_is_used(door: Door, desk: KioskDesk) -> None:
    with pytest.raises(NetworkError):
        desk.board()

    assert door.asked == ["GET /api/kiosk/v1/board"]
