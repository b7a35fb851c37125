"""Whatever is sent to the kiosk's calls, the answer is a sentence and the book stays as it was."""

from __future__ import annotations

from typing import Any

import pytest

from server.config.demo import DemoSeed
from server.custody.models import Hand
from tests.server.custody.kiosk import KIOSK, Kiosk, tablet
from tests.server.devices import DEVICE, NOBODY, Caller, new_id

pytestmark = pytest.mark.usefixtures("demo")
HUGE, ZERO, LONE = "x" * 1_000_000, "a\x00b", "\ud800"


@pytest.fixture
def kiosk(demo: DemoSeed) -> Kiosk:
    return Kiosk()


@pytest.mark.parametrize("device_id", ["office", NOBODY])
@pytest.mark.parametrize("path", ["/sign-out", "/sign-in", "/damage", "/found", "/called"])
def test_a_tablet_that_is_none_is_not_found(kiosk: Kiosk, path: str, device_id: str) -> None:
    found = str(tablet("OFFICE-1").pk) if device_id == "office" else device_id
    damage = {"kind": "liquid", "text": "Tea"}
    messages: dict[str, dict[str, Any]] = {
        "/sign-out": {"proof": kiosk.proof("jo.patel"), "version": 1},
        "/sign-in": {"version": 1},
        "/damage": {"version": 1, "noticed": "in_cabinet", "damage": damage},
        "/found": {"version": 1, "where": "Here"},
        "/called": {"text": "Called"},
    }

    assert kiosk.ask(path, messages[path] | {"device_id": found}).status_code == 404
    assert kiosk.get(f"{KIOSK}/gone/{found}").status_code == 404
    assert kiosk.get(f"{KIOSK}/damage/{found}").status_code == 404


@pytest.mark.parametrize("version", [-1, 0, 1 << 70, 99])
def test_a_version_from_nowhere_moves_nothing(kiosk: Kiosk, version: int) -> None:
    answer = kiosk.sign_out("T-01", "jo.patel", version=version)

    assert answer.status_code == 409 and kiosk.card("T-01").standing == "in"


@pytest.mark.parametrize("text", [HUGE, ZERO, LONE])
def test_words_of_any_kind(kiosk: Kiosk, text: str) -> None:
    calls = {
        "/called": {"device_id": str(tablet("T-02").pk), "text": text},
        "/damage": kiosk.about("T-01") | {"noticed": "in_cabinet", "damage": {"kind": "liquid", "text": text}},
        "/day/reopen": {"reason": text},
        "/prove": {"staff_id": new_id(), "by": "password", "secret": text},
        "/fault": {"note": text[:3]},
    }
    for path, message in calls.items():
        assert kiosk.ask(path, message).status_code < 500, path

    assert "\x00" not in "".join(Hand.objects.values_list("text", flat=True))
    assert kiosk.board()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b"\xff\xfe", b'{"proof": 1}'])
def test_what_is_no_message(kiosk: Kiosk, body: bytes) -> None:
    for path in ("sign-out", "transfer", "prove", "day/open"):
        answer = kiosk.client.post(f"{KIOSK}/{path}", body, content_type="application/json", headers=kiosk.headers(), secure=True)
        assert 400 <= answer.status_code < 500


def test_unknown_kinds_of_damage_do_not_exist(kiosk: Kiosk) -> None:
    report = {"noticed": "in_cabinet", "damage": {"kind": "curse", "text": "x"}}

    assert kiosk.ask("/damage", kiosk.about("T-01") | report).status_code == 422


@pytest.mark.parametrize(
    "facts",
    [
        {"battery": 101},
        {"battery": -1},
        {"waiting": -1},
        {"logged_in": "x"},
        {"logged_in_since": "0001-01-01T00:00:00+23:59"},
        {"notes": ["x" * 201]},
        {"surprise": 1},
    ],
)
def test_a_report_that_cannot_be(demo: DemoSeed, facts: dict[str, Any]) -> None:
    assert Caller("T-01").post(f"{DEVICE}/report", facts).status_code == 422


@pytest.mark.parametrize(
    "facts",
    [
        {"waiting": 10**400, "originals": 1 << 63},
        {"command_seq": 1 << 80, "clock_skew_s": -(10**300)},
        {"notes": ["\x00 zero", "\ud800"] * 200},
        {"logged_in": new_id()},
    ],
)
def test_a_report_of_strange_size_is_kept_within_its_columns(kiosk: Kiosk, facts: dict[str, Any]) -> None:
    assert Caller("T-01").post(f"{DEVICE}/report", facts).status_code in (204, 422)

    assert kiosk.card("T-01").name == "T-01"


def test_a_stranger_hears_no_commands(demo: DemoSeed) -> None:
    room = Caller("T-01")
    room.paired = room.paired.model_copy(update={"token": "another"})

    assert room.get(f"{DEVICE}/commands").status_code == 401
