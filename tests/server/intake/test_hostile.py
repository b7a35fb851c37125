"""One operation that cannot be kept never stands in the way of the others, whatever a stranger wrote into it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.wire import Outcome
from server.config.demo import DemoSeed
from server.journal.models import Entry
from tests.server.devices import DEVICE, Tablet, new_id, region

pytestmark = pytest.mark.usefixtures("demo")

FIRST_DAY, LAST_DAY = "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


def with_a_good_one(tablet: Tablet, *bad: dict[str, Any]) -> list[Outcome]:
    """The outcomes of the bad operations, after a good one was taken beside them."""
    good = tablet.entry_body("Amelia")
    results = tablet.push(*bad, tablet.operation("entry", good["id"], "create", good))
    assert results[-1].outcome is Outcome.APPLIED
    assert str(Entry.objects.get().pk) == good["id"]
    return [result.outcome for result in results[:-1]]


@pytest.mark.parametrize("moment", [FIRST_DAY, LAST_DAY, "1899-01-01T00:00:00Z"])
def test_moments_outside_of_any_nurserys_life(tablet: Tablet, moment: str) -> None:
    body = tablet.entry_body("Amelia")
    bad = [
        tablet.operation("entry", body["id"], "create", body, captured_at=moment),
        tablet.operation("entry", body["id"], "create", body | {"happened_at": moment}),
        tablet.operation("rendition", body["id"], "wiped", {"id": body["id"], "sha256": "0" * 64, "wiped_at": moment}),
        tablet.operation("audit", new_id(), "note", {"what": "x"}, captured_at=moment),
    ]

    assert with_a_good_one(tablet, *bad) == [Outcome.QUARANTINED] * 4


@pytest.mark.parametrize("number", [-1, 1 << 31, 1 << 63, 10**400])
def test_numbers_that_no_column_holds(tablet: Tablet, number: int) -> None:
    pictures = [
        tablet.rendition("Amelia", rule_version=number),
        tablet.rendition("Amelia", regions=[region() | {"box": [0, 0, abs(number) * 10**320, abs(number) * 10**320]}]),
    ]
    bodies = [tablet.entry_body("Amelia", pictures=[picture]) for picture in pictures]

    outcomes = with_a_good_one(tablet, *(tablet.operation("entry", body["id"], "create", body) for body in bodies))

    assert outcomes == [Outcome.QUARANTINED] * 2


def test_json_of_any_depth_gets_an_answer(tablet: Tablet) -> None:
    for depth in range(150, 1100, 25):
        operation = tablet.operation("audit", new_id(), "note", {})
        text = json.dumps({"operations": [operation | {"body": "DEEP"}]}).replace('"DEEP"', '{"x":' * depth + "1" + "}" * depth)
        answer = tablet.client.generic("POST", f"{DEVICE}/push", text, "application/json", headers=tablet.headers(), secure=True)

        assert answer.status_code in (200, 400)


def test_a_framework_with_an_endless_name_is_no_framework(tablet: Tablet) -> None:
    bodies = [tablet.entry_body("Amelia", framework=name) for name in ("x" * 5000, "a\x00b", "../eyfs-2025")]

    outcomes = with_a_good_one(tablet, *(tablet.operation("entry", body["id"], "create", body) for body in bodies))

    assert outcomes == [Outcome.QUARANTINED] * 3
