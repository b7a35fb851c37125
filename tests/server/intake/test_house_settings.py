"""The house as the office sets it: every field, what needs a reason, what is refused, and who is told (C6, C38)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from domain.wire import FactKind
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.registry.models import HouseChangeRow, Nursery
from server.registry.nursery import today
from tests.server.devices import OFFICE, Caller, Office, Tablet

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def office(demo: DemoSeed) -> Office:
    Nursery.objects.update(fences_hours=True, opens="00:00", closes="23:59", weekdays="0123456", grace_minutes=30)
    return Office()


def now(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = office.get(f"{OFFICE}/house").json()
    return found


def change(office: Office, reason: str = "", **fields: Any) -> Any:
    return office.post(f"{OFFICE}/house", {"house": now(office) | fields, "reason": reason})


def test_what_closes_a_fence_needs_no_reason_and_reaches_the_tablets(office: Office) -> None:
    tablet = Tablet()
    _, cursor = tablet.everything()
    day = today(Nursery.objects.get(), timezone.now()).replace(year=2031).isoformat()

    answer = change(office, grace_minutes=10, closure_dates=[day, day], networks=[], phone=" 01632 960000 ")

    assert answer.status_code == 200 and answer.json()["closure_dates"] == [day] and answer.json()["phone"] == "01632 960000"
    (site,) = [told for told in tablet.everything(cursor)[0] if told.kind is FactKind.SITE]
    assert site.body is not None and (site.body["grace_minutes"], site.body["closure_dates"]) == (10, [day])


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"fences_hours": False}, "fences_hours"),
        ({"grace_minutes": 31}, "grace_minutes"),
        ({"networks": ["Nursery-Secure", "Cafe"]}, "networks"),
        ({"closure_dates": []}, "closure_dates"),
        ({"opens": "06:00"}, "opens"),
        ({"closes": "20:00"}, "closes"),
        ({"weekdays": [0, 1, 2, 3, 4, 5]}, "weekdays"),
    ],
)
def test_c6_what_opens_a_fence_needs_a_reason_and_is_written_down(office: Office, fields: dict[str, Any], name: str) -> None:
    Nursery.objects.update(
        opens="07:30", closes="18:00", weekdays="01234", closure_dates='["2031-12-25"]', fences_hours=name == "fences_hours"
    )
    if name == "fences_hours":
        Nursery.objects.update(opens="00:00", closes="23:59", weekdays="0123456")
    before = Nursery.objects.values().get()

    assert change(office, **fields).json()["code"] == "reason_needed" and Nursery.objects.values().get() == before
    assert change(office, "the boiler and Amelia", **fields).status_code == 200

    row, kept = AuditEntry.objects.get(what="house_changed"), HouseChangeRow.objects.get()
    assert json.loads(row.detail)["weaker"] == [name] and "Amelia" not in row.detail and kept.reason == "the boiler and Amelia"


def test_what_stays_as_it_was_is_no_change(office: Office) -> None:
    assert change(office).status_code == 200

    assert not HouseChangeRow.objects.exists() and not AuditEntry.objects.filter(what="house_changed").exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"opens": "19:00", "closes": "07:00"},
        {"opens": "08:00", "closes": "08:00"},
        {"opens": "24:00"},
        {"closes": "8 pm"},
        {"weekdays": []},
        {"weekdays": [7]},
        {"closure_dates": ["2026-02-30"]},
        {"closure_dates": ["2026-01-01"] * 401},
        {"grace_minutes": 241},
        {"grace_minutes": -1},
        {"networks": ["x" * 121]},
        {"networks": [""]},
        {"phone": "0" * 41},
        {"more": 1},
    ],
)
def test_what_is_no_house_is_not_set(office: Office, fields: dict[str, Any]) -> None:
    before = Nursery.objects.values().get()

    assert change(office, "because", **fields).status_code == 422 and Nursery.objects.values().get() == before


def test_l9_only_the_manager_and_the_deputy_at_the_office(office: Office) -> None:
    kiosk = Caller("KIOSK-1")
    kiosk.log_in("ruth.adeyemi")

    assert kiosk.get(f"{OFFICE}/house").status_code == 403
    assert kiosk.post(f"{OFFICE}/house", {"house": now(office)}).status_code == 403
