"""A device that was closed, and a device at the wrong door: every address of the protocol, found by itself, says no and writes it down."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from domain.permissions import Station
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.intake.urls import api
from server.registry import pairing
from tests.server.devices import Caller, Office, Tablet, new_id

pytestmark = pytest.mark.usefixtures("demo")
WITHOUT_A_DEVICE = {("POST", "/api/device/v1/pair")}
STILL_HEARD = {("GET", "/api/device/v1/commands")}
MEDIA_BYTES = [(method, f"/api/device/v1/media/{new_id()}") for method in ("HEAD", "PATCH")]
OWN = {Station.KIOSK: "/api/kiosk/", Station.OFFICE: "/api/office/"}


def doors() -> Iterator[tuple[str, str]]:
    """Every method and address, with made-up ids."""
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    yield method, re.sub(r"\{[^}]*\}", new_id(), f"/api{prefix}{path}".replace("//", "/"))
    yield from MEDIA_BYTES


ALL = sorted(set(doors()) - WITHOUT_A_DEVICE)


def test_all_doors_were_found() -> None:
    assert len(ALL) > 45 and {part for _, path in ALL for part in [path.split("/")[2]]} == {"device", "kiosk", "office"}


@pytest.mark.parametrize("name", ["T-02", "KIOSK-1", "OFFICE-1"])
def test_c10_a_closed_device_hears_its_commands_and_nothing_else(demo: DemoSeed, name: str) -> None:
    caller = Office() if name == "OFFICE-1" else Tablet() if name == "T-02" else Caller(name)
    if name != "OFFICE-1":
        caller.log_in("sam.morris" if name == "T-02" else "ellis.grant")
    pairing.revoke(caller.device, by="server")

    heard = {door for door in ALL if caller.raw(door[0], door[1], b"{}").status_code != 401}

    assert heard == STILL_HEARD
    assert AuditEntry.objects.filter(what="device_revoked_called").exists()


def test_c10_without_a_token_nothing_is_heard(demo: DemoSeed) -> None:
    caller = Caller("T-01")
    caller.paired = caller.paired.model_copy(update={"token": "made-up"})

    assert {door for door in ALL if caller.raw(door[0], door[1], b"{}").status_code != 401} == set()


@pytest.mark.parametrize("station", [Station.ROOM, Station.KIOSK, Station.OFFICE])
def test_c32_every_other_stations_door_is_closed_to_a_device_with_somebody_at_it(demo: DemoSeed, station: Station) -> None:
    caller = {Station.ROOM: Tablet, Station.OFFICE: Office}.get(station, lambda: Caller("KIOSK-1"))()
    caller.log_in({Station.ROOM: "sam.morris", Station.OFFICE: "ruth.adeyemi"}.get(station, "ruth.adeyemi"))
    foreign = [door for door in ALL if not door[1].startswith((OWN.get(station, "-"), "/api/device/"))]

    answers = {}
    for method, path in foreign:
        answer = caller.client.generic(method, path, b"{}", "application/json", headers=caller.headers(), secure=True)
        answers[method, path] = answer.status_code

    assert set(answers.values()) <= {403, 404, 422} and all(status == 403 for (method, _), status in answers.items() if method == "GET")
