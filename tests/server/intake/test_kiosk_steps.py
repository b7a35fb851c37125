"""Tablets out, handed on, back, damaged, gone and found, as the script's morning and afternoon have it (C37 to C45)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.wire import CommandKind, LoginAnswer
from domain.wire.kiosk import Board, DamageReport, GoneSheet
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.custody import commands
from server.custody.models import Hand
from server.registry.models import Device
from tests.server.custody.kiosk import KIOSK, Kiosk, nobody_holds, refusals, second_kiosk, tablet
from tests.server.devices import DEVICE, Caller, Office, new_id, staff

pytestmark = pytest.mark.usefixtures("demo")
CRACK = {"kind": "accidental", "text": "A new crack at the corner"}


@pytest.fixture
def kiosk(demo: DemoSeed) -> Kiosk:
    nobody_holds("T-02")
    return Kiosk()


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def done(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_tablet_goes_out_and_the_board_says_with_whom(kiosk: Kiosk) -> None:
    said = done(kiosk.sign_out("T-02", "sam.morris"))

    card = kiosk.card("T-02")
    assert said["say"].startswith("T-02 is yours, Sam. Back by ")
    assert (card.standing, card.holder_name, card.version) == ("out", "Sam Morris", 4)
    assert next(person for person in kiosk.board().staff if person.first_name == "Sam").holds == card.device_id


@pytest.mark.parametrize(
    ("name", "username", "code"),
    [
        ("T-02", "jo.patel", "already_out"),
        ("T-05", "jo.patel", "out_of_use"),
        ("T-04", "jo.patel", "low_battery"),
        ("T-01", "sam.morris", "holds_another"),
        ("T-01", "kit.doyle", "agreement"),
    ],
)
def test_refusals_of_the_morning_are_said_and_written_down(kiosk: Kiosk, name: str, username: str, code: str) -> None:
    done(kiosk.sign_out("T-02", "sam.morris"))

    answer = kiosk.sign_out(name, username)

    assert code_of(answer) == (403, code) and answer.json()["detail"].endswith(".")
    row = AuditEntry.objects.filter(what="kiosk_refused").latest("seq")
    assert row.who == f"staff:{staff(username).id}" and row.about == f"{KIOSK}/sign-out" and code in row.detail


def test_two_kiosks_at_once_one_holder_and_an_anomaly(kiosk: Kiosk) -> None:
    second_kiosk()
    other = Kiosk("tom.hughes", "KIOSK-2")
    seen = other.about("T-02")
    done(kiosk.sign_out("T-02", "sam.morris"))

    slower = other.ask("/sign-out", {"proof": other.proof("jo.patel")} | seen)

    assert code_of(slower) == (409, "moved") and "Sam Morris" in slower.json()["detail"]
    assert kiosk.card("T-02").holder_name == "Sam Morris"
    assert any("Jo Patel tried to take T-02" in sentence for sentence in kiosk.board().anomalies)
    assert Hand.objects.filter(device__name="T-02", stands=False).count() == 1 and refusals("moved") == 1


def test_lunch_handed_over_without_the_kiosk_then_with_it(kiosk: Kiosk) -> None:
    done(kiosk.sign_out("T-02", "sam.morris"))
    room = Caller("T-02")
    assert code_of(room.log_in("jo.patel")) == (403, "held_by_someone_else")

    said = done(kiosk.transfer("T-02", "sam.morris", "jo.patel"))

    assert said["say"].startswith("T-02 is with Jo now.")
    assert LoginAnswer.model_validate_json(room.log_in("jo.patel").content).staff.first_name == "Jo"
    assert code_of(room.log_in("sam.morris")) == (403, "held_by_someone_else")
    done(kiosk.transfer("T-02", "jo.patel", "sam.morris"))
    assert kiosk.card("T-02").holder_name == "Sam Morris"


def test_back_with_a_crack_and_two_things_not_sent(kiosk: Kiosk) -> None:
    room = Caller("T-01")
    done(kiosk.sign_out("T-01", "jo.patel"))
    assert room.log_in("jo.patel").status_code == 200
    assert room.post(f"{DEVICE}/report", {"waiting": 2, "originals": 0, "logged_in": str(staff("jo.patel").id)}).status_code == 204
    assert kiosk.card("T-01").is_session_open
    photo = new_id()
    assert kiosk.send_photo(photo).status_code == 204

    said = done(kiosk.sign_in("T-01", "jo.patel", slot=1, is_light_on=True, damage=CRACK | {"photos": [photo]}))

    assert said["say"] == "T-01 is back. Its session was ended. 2 not sent yet: leave it here."
    card = kiosk.card("T-01")
    assert (card.standing, card.slot, card.damage_id) == ("out_of_use", 1, said["damage_id"])
    case = DamageReport.model_validate_json(kiosk.get(f"{KIOSK}/damage/{said['damage_id']}").content)
    assert (case.holder_name, case.kind, case.photos) == ("Jo Patel", "accidental", (photo,))
    told = room.get(f"{DEVICE}/commands").json()["commands"]
    assert [command["kind"] for command in told] == ["end_session"]


def test_not_clear_it_is_kept_until_it_says_that_all_is_sent(kiosk: Kiosk) -> None:
    room = Caller("T-01")
    done(kiosk.sign_out("T-01", "jo.patel"))
    room.log_in("jo.patel")
    done(kiosk.sign_in("T-01", "jo.patel", slot=1, is_light_on=True))
    room.post(f"{DEVICE}/report", {"waiting": 2, "originals": 0})
    card = kiosk.card("T-01")
    assert (card.standing, card.waiting, card.note) == ("not_clear", 2, "2 not sent yet")
    assert code_of(kiosk.sign_out("T-01", "nia.rowe")) == (403, "not_clear")

    room.post(f"{DEVICE}/report", {"waiting": 0, "originals": 0, "command_seq": 1})

    assert kiosk.card("T-01").standing == "in"
    assert room.get(f"{DEVICE}/commands").json()["commands"] == []


def test_brought_by_somebody_else_it_needs_a_reason(kiosk: Kiosk) -> None:
    done(kiosk.sign_out("T-02", "sam.morris"))
    for bringer in (None, "jo.patel"):
        assert code_of(kiosk.sign_in("T-02", bringer, slot=2)) == (422, "reason_needed")

    done(kiosk.sign_in("T-02", None, slot=2, reason="Sam was called away"))

    row = Hand.objects.filter(what="sign_in").latest("id")
    assert row.who is not None and row.who.username == "ellis.grant" and "called away" in row.text


def test_found_damaged_at_sign_out_it_is_the_one_befores(kiosk: Kiosk) -> None:
    said = done(kiosk.sign_out("T-02", "jo.patel", damage=CRACK | {"is_usable": True}))

    case = DamageReport.model_validate_json(kiosk.get(f"{KIOSK}/damage/{said['damage_id']}").content)
    assert (case.holder_name, case.reported_by, case.noticed) == ("Sam Morris", "Jo Patel", "at_sign_out")
    assert kiosk.card("T-02").holder_name == "Jo Patel"


def test_found_unusable_at_sign_out_it_stays(kiosk: Kiosk) -> None:
    said = done(kiosk.sign_out("T-02", "jo.patel", damage=CRACK))

    assert "out of use" in said["say"] and kiosk.card("T-02").standing == "out_of_use"


def test_damaged_in_somebodys_hands_it_is_not_handed_on(kiosk: Kiosk) -> None:
    done(kiosk.sign_out("T-02", "sam.morris"))

    said = done(kiosk.transfer("T-02", "sam.morris", "jo.patel", damage=CRACK))

    card = kiosk.card("T-02")
    assert "Sign it in" in said["say"] and card.holder_name == "Sam Morris" and card.damage_id == said["damage_id"]


def test_a_refused_step_files_no_damage(kiosk: Kiosk) -> None:
    assert code_of(kiosk.sign_out("T-04", "jo.patel", damage=CRACK | {"is_usable": True})) == (403, "low_battery")

    assert kiosk.card("T-04").damage_id is None


@pytest.mark.parametrize("kind", ["loss", "theft"])
def test_loss_is_filed_with_the_tablet_closed_or_not_at_all(kiosk: Kiosk, kind: str) -> None:
    room = Caller("T-02")
    done(kiosk.sign_out("T-02", "sam.morris"))
    report = {"noticed": "while_out", "damage": {"kind": kind, "text": "Not in the garden"}}
    assert code_of(kiosk.ask("/damage", kiosk.about("T-02") | report)) == (422, "not_revoked")
    assert room.get(f"{DEVICE}/hello").status_code == 200

    done(kiosk.ask("/damage", kiosk.about("T-02") | report | {"revoke": True}))

    assert code_of(room.get(f"{DEVICE}/hello")) == (401, "device_revoked")
    assert code_of(room.post(f"{DEVICE}/report", {})) == (401, "device_revoked")
    assert [command["kind"] for command in room.get(f"{DEVICE}/commands").json()["commands"]][-1] == "seal"
    sheet = GoneSheet.model_validate_json(kiosk.get(f"{KIOSK}/gone/{tablet('T-02').pk}").content)
    assert sheet.is_revoked and sheet.holder_name == "Sam Morris" and len(sheet.children) == 14 and sheet.advice


def test_lost_and_found_again_it_waits_for_the_office(kiosk: Kiosk) -> None:
    report = {"noticed": "in_cabinet", "damage": {"kind": "loss", "text": "Gone"}, "revoke": True}
    done(kiosk.ask("/damage", kiosk.about("T-06") | report))
    assert kiosk.card("T-06").standing == "lost"

    done(kiosk.ask("/found", kiosk.about("T-06") | {"where": "Garden shed"}))

    assert kiosk.card("T-06").standing == "out_of_use"
    assert commands.pending(Device.objects.get(name="T-06")) is CommandKind.SEAL


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/day/open", {"checks": []}),
        ("/day/tick", {"step": "children_out", "is_done": True}),
        ("/day/close", {"locked_by": "", "second": ""}),
        ("/day/reopen", {"reason": "x"}),
        ("/prove", {"staff_id": new_id(), "by": "pin", "secret": "1"}),
        ("/fault", {"note": ""}),
    ],
)
def test_only_the_kiosk_is_the_kiosk(demo: DemoSeed, path: str, message: dict[str, Any]) -> None:
    office, room = Office("ruth.adeyemi"), Caller("T-02")
    assert room.log_in("sam.morris").status_code in (200, 403)
    room.session = room.session or "none"

    assert code_of(office.post(f"{KIOSK}{path}", message)) == (403, "not_allowed")
    assert room.post(f"{KIOSK}{path}", message).status_code in (401, 403)

    row = AuditEntry.objects.filter(what="action_refused", who=f"staff:{staff('ruth.adeyemi').id}").latest("seq")
    assert row.about == f"{KIOSK}{path}" and '"station": "office"' in row.detail


def test_without_anybody_at_the_kiosk_it_says_nothing(demo: DemoSeed) -> None:
    kiosk = Kiosk(None)

    assert code_of(kiosk.get(f"{KIOSK}/board")) == (401, "session_over")


def test_no_child_is_named_on_the_board(kiosk: Kiosk) -> None:
    content = kiosk.get(f"{KIOSK}/board").content.decode()

    assert Board.model_validate_json(content).tablets
    assert not [name for name in ("Amelia", "Noah", "Łukasz", "Kowalska") if name in content]


def test_a_fault_told_at_the_kiosk_is_reported(kiosk: Kiosk) -> None:
    assert kiosk.ask("/fault", {"note": "I saw another child"}).status_code == 204
