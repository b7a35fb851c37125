"""What a tablet noticed without the server reaches the manager in our own words; faults become incidents; nothing else is taken."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from domain.wire import Outcome
from domain.wire.people import DeviceList, Refusals
from server.audit.hush import BURST
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.custody.board import board
from server.registry.models import Incident
from tests.server.devices import OFFICE, Office, Tablet, new_id, staff

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


def said(what: str, who: str = "unknown", **other: Any) -> dict[str, Any]:
    """As `app.sync.telling` sends it."""
    row = {"what": what, "who": who, "at": datetime.now(UTC).isoformat(), "seq": 7, "detail": {}}
    return {"noticed": row | other}


def tell(tablet: Tablet, *bodies: dict[str, Any]) -> list[Outcome]:
    return [result.outcome for result in tablet.push(*(tablet.operation("audit", new_id(), "note", body) for body in bodies))]


def sentences() -> tuple[str, ...]:
    return Refusals.model_validate_json(Office().get(f"{OFFICE}/refusals").content).sentences


def rows(what: str = "tablet_refused") -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(what=what))


def test_c6_a_refusal_without_the_server_is_written_down_and_told(tablet: Tablet) -> None:
    jo = str(staff("jo.patel").pk)

    assert tell(tablet, said("log_in.refused", jo, detail={"code": "held_by_someone_else"})) == [Outcome.APPLIED]

    (row,) = rows()
    assert row.who == f"staff:{jo}" and json.loads(row.detail)["device"] == str(tablet.device.pk)
    assert json.loads(row.detail)["why"] == "held_by_someone_else"
    assert sentences() == ("Jo Patel was refused on T-02: held by somebody else",)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (said("log_in.wrong_password"), "Somebody typed a wrong password on T-02, 3 times"),
        (said("pin.refused", detail={"code": "PinWrong"}), "Somebody typed a wrong PIN on T-02, 3 times"),
        (said("pin.refused", detail={"code": "PinLocked"}), "Somebody typed ten wrong PINs on T-02, 3 times"),
        (said("log_in.refused", detail={"code": "clock_back"}), "The clock of T-02 was set back, 3 times"),
        (said("clock.set_back"), "The clock of T-02 was set back, 3 times"),
        (said("log_in.refused", detail={"code": "outside_hours"}), "Somebody was refused on T-02: outside opening hours, 3 times"),
        (
            said("command.refused", detail={"seq": 9, "kind": "seal", "why": "signature"}),
            "T-02 was told something that the office never said, and did not obey, 3 times",
        ),
        (
            said("audit.broken", "device", detail={"seq": 17}),
            "The rows of T-02's own audit do not hold together: look at it, and seal it, 3 times",
        ),
        (said("window.left"), "Somebody left Daybook's window on T-02, 3 times"),
        (said("something.refused", detail={"code": "of a later tablet"}), "Somebody was refused on T-02: refused, 3 times"),
    ],
)
def test_each_kind_has_a_sentence_and_equal_ones_are_counted(tablet: Tablet, body: dict[str, Any], sentence: str) -> None:
    assert tell(tablet, body, body, body) == [Outcome.APPLIED] * 3

    assert sentences() == (sentence,)


def test_a_wrong_password_is_somebodys_and_names_the_account(tablet: Tablet) -> None:
    tell(tablet, said("log_in.wrong_password", str(staff("sam.morris").pk)))

    assert sentences() == ("Somebody typed a wrong password for Sam Morris on T-02",)


def test_whom_nobody_knows_is_the_device(tablet: Tablet) -> None:
    tell(tablet, said("log_in.refused", new_id()), said("log_in.refused", "Amelia Fox"))

    assert {row.who for row in rows()} == {f"device:{tablet.device.pk}"}


def test_a_broken_audit_is_an_alarm_on_the_board_and_in_the_list(tablet: Tablet) -> None:
    tell(tablet, said("audit.broken", "device", detail={"seq": 17}))

    listed = DeviceList.model_validate_json(Office().get(f"{OFFICE}/devices").content)
    (alarm,) = next(row.alarms for row in listed.devices if row.name == "T-02")
    assert alarm.startswith("The rows of its own audit") and f"T-02: {alarm}" in board(timezone.now()).anomalies


def test_no_word_of_a_tablet_reaches_the_audit(tablet: Tablet) -> None:
    tell(tablet, said("amelia_fox.refused", "Amelia Fox", detail={"code": "Amelia Fox", "why": "Amelia Fox", "PinWrong": "Amelia Fox"}))
    tell(tablet, {"fault": "Amelia Fox is in Noah's picture"}, {"what": "Amelia Fox"})

    assert not AuditEntry.objects.filter(detail__icontains="amelia").exists()
    assert not AuditEntry.objects.filter(about__icontains="amelia").exists()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"what": "unlocked"},
        {"noticed": None},
        {"noticed": "log_in.refused"},
        {"noticed": {}},
        said("log_in.refused") | {"fault": "both"},
        said("log_in.refused", seq=-1),
        said("log_in.refused", seq=1 << 60),
        said("log_in.refused", at="yesterday"),
        said("log_in.refused", at="9999-12-31T23:59:59+00:00"),
        said("log_in.refused", at=(datetime.now(UTC) + timedelta(days=40)).isoformat()),
        said("log_in.refused", at="2026-11-19T10:00:00"),
        said("log in\x00"),
        said("." * 60),
        said("log_in.refused", "x" * 61),
        said("log_in.refused", detail=[]),
        said("log_in.refused", detail={str(number): number for number in range(50)}),
        said("log_in.refused", more="fields"),
        {"fault": None},
        {"fault": ["a"]},
        {"fault": "x" * 2001},
        {"fault": "\ud800" * 3000},
        {"noticed": {"what": "x" * 30_000}},
    ],
)
def test_what_is_no_note_is_quarantined_and_writes_nothing(tablet: Tablet, body: dict[str, Any]) -> None:
    assert tell(tablet, body) == [Outcome.QUARANTINED]

    assert rows() == [] and not Incident.objects.exists()


def test_l21_a_fault_told_later_is_one_incident_however_often_it_is_sent(tablet: Tablet) -> None:
    operation = tablet.operation("audit", new_id(), "note", {"fault": "I saw the wrong child"})

    outcomes = [tablet.push(operation)[0].outcome for _ in range(3)]

    assert outcomes == [Outcome.APPLIED, Outcome.DUPLICATE, Outcome.DUPLICATE]
    (incident,) = Incident.objects.all()
    assert (incident.note, incident.reported_by, incident.device_id) == (
        "I saw the wrong child",
        f"staff:{tablet.holder.pk}",
        tablet.device.pk,
    )
    (row,) = rows("privacy_fault")
    assert row.about == str(incident.pk) and "wrong child" not in row.detail


@pytest.mark.parametrize("text", ["", "ä" * 2000, "\x00 and more", "😀" * 900])
def test_a_fault_with_strange_words_is_kept_plain(tablet: Tablet, text: str) -> None:
    assert tell(tablet, {"fault": text}) == [Outcome.APPLIED]

    assert Incident.objects.count() == 1


def test_a_fault_of_nobodys_is_the_devices(tablet: Tablet) -> None:
    tablet.push(tablet.operation("audit", new_id(), "note", {"fault": ""}, actor=new_id()))

    assert Incident.objects.get().reported_by == f"device:{tablet.device.pk}"


def test_a_storm_is_bounded_and_counted(tablet: Tablet) -> None:
    body = said("log_in.wrong_password")
    for _ in range(3):
        tell(tablet, *[body] * 100)

    assert len(rows()) == BURST
