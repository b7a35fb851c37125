"""After a played day: no PIN, password, token, proof, code or child's name in the audit, in a log or in an error's words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from domain.wire.people import FirstPassword
from server.audit.models import AuditEntry, Hushed
from server.config.demo import DemoSeed
from server.config.demo_cast import PASSWORD, PIN
from server.registry.models import Child, Incident
from server.registry.pairing import new_code
from tests.server.custody.kiosk import Kiosk, tablet
from tests.server.devices import DEVICE, OFFICE, Office, Tablet, new_id, staff

pytestmark = pytest.mark.usefixtures("demo")
OWN, WRONG, TYPED = "quiet otters hum at noon", "9173-not-the-pin", "Rosebud-in-the-wrong-field"


class Listener:
    """Hears every answer of some callers and keeps the words of those that refuse."""

    def __init__(self, *callers: Any) -> None:
        self.refusals: list[str] = []
        for caller in callers:
            caller.client.request = self._hearing(caller.client.request)

    def _hearing(self, request: Any) -> Any:
        def heard(**environ: Any) -> Any:
            answer = request(**environ)
            if answer.status_code >= 400:
                self.refusals.append(answer.content.decode())
            return answer

        return heard


def play(office: Office, kiosk: Kiosk, room: Tablet) -> Iterator[str]:
    """Everything that anybody types or is given in a day; yields what must never be found again."""
    first = FirstPassword.model_validate_json(office.post(f"{OFFICE}/staff/{staff('nia.rowe').pk}/step", reset()).content).password
    yield first
    yield new_code(tablet("T-06"))
    kiosk.prove("jo.patel", WRONG)
    kiosk.prove("jo.patel", WRONG, "password")
    proof = kiosk.prove("jo.patel", PASSWORD, "password").json()["proof"]
    yield proof
    kiosk.ask("/pin", {"proof": proof, "pin": "1234"})
    kiosk.ask("/pin", {"proof": proof, "pin": "739146"})
    kiosk.ask("/agreement", {"proof": proof, "version": 9, "typed_name": TYPED})
    kiosk.sign_out("T-01", "sam.morris")
    kiosk.sign_in("T-02", "sam.morris", reason="Amelia Fox held it", damage={"kind": "liquid", "text": "Noah's milk"})
    kiosk.ask("/sign-out", {"proof": proof[:-2] + "xx"} | kiosk.about("T-03"))
    kiosk.post("/api/kiosk/v1/fault", {"note": "Amelia Fox is in Noah's picture"})
    room.log_in(TYPED, OWN)
    room.log_in("sam.morris", TYPED)
    room.post(f"{DEVICE}/password", {"username": "sam.morris", "old": PASSWORD, "new": "short"})
    room.hand_in("Amelia", text="Amelia pours water")
    room.push(
        room.operation("audit", new_id(), "note", {"fault": "Amelia again"}), room.operation("entry", new_id(), "create", {"a": "Amelia"})
    )
    room.push(room.operation("audit", new_id(), "note", {"noticed": {"what": "amelia.refused", "who": "Amelia"}}))
    room.post(f"{DEVICE}/report", {"notes": ["Amelia was here"], "battery": "Amelia"})
    room.post(f"{DEVICE}/report", {"notes": ["Amelia was here"]})
    office.post(f"{DEVICE}/password", {"username": "ruth.adeyemi", "old": PASSWORD, "new": OWN})
    yield from (office.session, kiosk.session, office.paired.token, kiosk.paired.token, room.paired.token)


def reset() -> dict[str, str]:
    return {"change": "reset_password", "reason": "Amelia's mother saw it"}


def test_l14_nothing_that_was_typed_or_given_is_found_again(demo: DemoSeed, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    office, kiosk, room = Office(), Kiosk(), Tablet()
    heard = Listener(office, kiosk, room)

    secrets = {*play(office, kiosk, room), PASSWORD, OWN, WRONG, TYPED, f'"{PIN}"', "739146"}

    children = {name for child in Child.objects.all() for name in (child.first_name, f"{child.first_name} {child.last_name}")}
    assert len(heard.refusals) >= 9 and "Forbidden" in caplog.text and Incident.objects.count() == 2 and len(children) > 20
    places = {
        "audit": "\n".join(str(row) for row in AuditEntry.objects.values_list("who", "what", "about", "detail")),
        "hushed": "\n".join(Hushed.objects.values_list("key", flat=True)),
        "log": "\n".join(line for line in caplog.text.splitlines() if "django.db.backends" not in line),
        "refusals": "\n".join(heard.refusals),
    }
    found = [(place, secret) for place, text in places.items() for secret in secrets | children if secret and secret in text]
    assert found == []
