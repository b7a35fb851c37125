"""The permission matrix over HTTP, every cell: role × action × station (L2, L9, C6, C35). Refused is refused aloud, and written down."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from domain import wire
from domain.permissions import ALLOWED, STAFF, Action, Role, Station, may
from server.accounts.models import Staff
from server.accounts.sessions import start_session
from server.audit.models import AuditEntry, Hushed
from server.config.demo import DemoSeed
from server.config.demo_cast import PASSWORD
from server.custody.leases import sign_out
from server.intake.kiosk_proofs import proof_of
from tests.server.devices import DEVICE, OFFICE, Caller, Tablet, new_id, staff

pytestmark = pytest.mark.usefixtures("demo")
KIOSK = "/api/kiosk/v1"
PEOPLE = {
    Role.MANAGER: "ruth.adeyemi",
    Role.DEPUTY: "tom.hughes",
    Role.ROOM_LEADER: "ellis.grant",
    Role.PRACTITIONER: "sam.morris",
    Role.BANK: "kit.doyle",
    Role.PARENT: "amelia.parent@example.org",
}
# No request goes with these: a picture is taken on the tablet alone, and families cannot comment yet. A door that is built belongs below.
WITHOUT_A_DOOR = {
    Action.CAPTURE,
    Action.COMMENT,
}


@dataclass
class Place:
    """A station with a person at it. passwords: what they are by now."""

    station: Station
    caller: Caller | None  # None: a browser, at the families' pages
    role: Role = Role.MANAGER
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def username(self) -> str:
        return PEOPLE[self.role]

    @property
    def person(self) -> Staff | None:
        return staff(self.username) if self.role in STAFF else None

    def ask(self, method: str, path: str, message: Any = None) -> Any:
        client, headers = (self.caller.client, self.caller.headers()) if self.caller else (Client(), {})
        body = json.dumps(message) if message is not None else ""
        return client.generic(method, path, body, "application/json", headers=headers, secure=True)

    def come(self, role: Role) -> None:
        """The person is at work here, however they came: a role may have changed since they logged in."""
        self.role = role
        if self.caller is None:
            return
        self.caller.session, now, person = "", datetime.now(UTC), self.person
        if person is None:
            return
        if self.station is Station.ROOM:
            sign_out(self.caller.device, person, now + timedelta(hours=8), now=now - timedelta(hours=1))
        self.caller.session = start_session(person, self.caller.device.pk, now, is_kiosk=self.station is Station.KIOSK).token


Ask = Callable[[Place], Any]


def log_in(place: Place) -> Any:
    if place.caller is None:
        return Client().post("/sign-in", {"email": place.username, "password": PASSWORD}, secure=True, follow=True)
    password = place.passwords.get(place.username, PASSWORD)
    return place.ask("POST", f"{DEVICE}/login", {"username": place.username, "password": password})


def change_password(place: Place) -> Any:
    old, new = place.passwords.get(place.username, PASSWORD), f"seven wet umbrellas {len(place.passwords)}"
    answer = place.ask("POST", f"{DEVICE}/password", {"username": place.username, "old": old, "new": new})
    if answer.status_code == 200:
        place.passwords[place.username] = new
    return answer


def read_journal(place: Place) -> Any:
    client = Client()
    client.post("/sign-in", {"email": place.username, "password": PASSWORD}, secure=True)
    return client.get("/journal/", secure=True)


def answer_consent(place: Place) -> Any:
    client = Client()
    client.post("/sign-in", {"email": place.username, "password": PASSWORD}, secure=True)
    return client.get("/consents/", secure=True)


def add_from_home(place: Place) -> Any:
    client = Client()
    client.post("/sign-in", {"email": place.username, "password": PASSWORD}, secure=True)
    return client.post("/add/", {"text": "She laughs.", "do": "keep"}, headers={"X-Requested-With": "daybook"}, secure=True)


def take_tablet(place: Place) -> Any:
    """Choose a PIN with a proof: cover staff may, though somebody else runs the board."""
    if place.caller is not None and place.station is Station.KIOSK and place.person is not None:
        proof = proof_of(place.caller.device, place.person, "password")
        opener = staff(PEOPLE[Role.ROOM_LEADER])
        place.caller.session = start_session(opener, place.caller.device.pk, datetime.now(UTC), is_kiosk=True).token
        return place.ask("POST", f"{KIOSK}/pin", {"proof": proof, "pin": "4826"})
    return place.ask("POST", f"{KIOSK}/pin", {"proof": "x", "pin": "4826"})


def hand_in(place: Place) -> Any:
    if place.caller is None:
        return place.ask("POST", f"{DEVICE}/push", {"operations": []})
    tablet: Tablet = object.__new__(Tablet)
    tablet.__dict__.update(place.caller.__dict__)
    tablet.holder = place.person or staff("sam.morris")
    actor = str(place.person.pk) if place.person else new_id()
    body = tablet.entry_body("Amelia") | {"author_id": actor}
    operation = tablet.operation("entry", body["id"], "create", body, actor=actor)
    place.caller.seq = tablet.seq
    answer = tablet.post(f"{DEVICE}/push", {"operations": [operation]})
    if answer.json()["results"][0]["outcome"] == wire.Outcome.QUARANTINED.value:
        answer.status_code = 403  # an operation is refused by name, not by status: the tablet must keep it
    return answer


@dataclass(frozen=True)
class Door:
    """One call that an action goes through, and the station that it belongs to; None = to every device."""

    action: Action
    home: Station | None
    ask: Ask


def office(action: Action, method: str, path: str, message: Any = None) -> Door:
    return Door(action, Station.OFFICE, lambda place: place.ask(method, f"{OFFICE}/{path}", message))


def kiosk(action: Action, method: str, path: str, message: Any = None) -> Door:
    return Door(action, Station.KIOSK, lambda place: place.ask(method, f"{KIOSK}/{path}", message))


NOBODY = new_id()
ANSWER = {
    "adult_id": NOBODY,
    "purpose": "own_journal",
    "answer": False,
    "evidence": "spoken",
    "signed_on": "2026-11-19",
    "typed_name": "A walk",
}
DOORS = (
    Door(Action.LOG_IN, None, log_in),
    Door(Action.LOG_IN, Station.PORTAL, log_in),
    Door(Action.CHANGE_PASSWORD, None, change_password),
    Door(Action.HAND_IN, None, hand_in),
    Door(Action.READ_JOURNAL, Station.PORTAL, read_journal),
    Door(Action.ADD_FROM_HOME, Station.PORTAL, add_from_home),
    Door(Action.TAKE_TABLET, Station.KIOSK, take_tablet),
    office(Action.REPORT_FAULT, "POST", "fault", {"note": ""}),
    kiosk(Action.REPORT_FAULT, "POST", "fault", {"note": ""}),
    kiosk(Action.SEE_BOARD, "GET", "board"),
    kiosk(Action.RUN_DAY, "GET", f"gone/{NOBODY}"),
    kiosk(Action.RUN_DAY, "POST", "day/reopen", {"reason": "a walk"}),
    office(Action.SEE_QUEUE, "GET", "queue"),
    office(Action.SEE_QUEUE, "GET", f"entries/{NOBODY}"),
    office(Action.MODERATE, "POST", f"entries/{NOBODY}/decision", {"action": "approve", "version": 1}),
    office(Action.REVIEW_HOME_PICTURES, "GET", f"home-pictures/{NOBODY}"),
    office(Action.REVIEW_HOME_PICTURES, "POST", f"home-pictures/{NOBODY}/marks", {"regions": []}),
    office(Action.REVIEW_HOME_PICTURES, "POST", f"home-pictures/{NOBODY}/discard", {}),
    office(Action.SEE_BOARD, "GET", "board"),
    office(Action.MANAGE_DEVICES, "GET", "devices"),
    office(Action.MANAGE_DEVICES, "POST", "devices", {"name": "T-02", "station": "portal"}),
    office(Action.MANAGE_DEVICES, "POST", f"devices/{NOBODY}/code"),
    office(Action.MANAGE_DEVICES, "POST", f"devices/{NOBODY}/step", {"step": "seal", "reason": "a walk"}),
    office(Action.SEE_CUSTODY, "GET", "hands"),
    office(Action.SEE_CUSTODY, "GET", f"devices/{NOBODY}/hands"),
    office(Action.SEE_CUSTODY, "GET", f"devices/{NOBODY}/gone"),
    office(Action.SEE_CUSTODY, "GET", f"photos/{NOBODY}"),
    office(Action.DECIDE_DAMAGE, "GET", "damage"),
    office(Action.DECIDE_DAMAGE, "POST", f"damage/{NOBODY}/step", {"step": "close"}),
    office(Action.MANAGE_STAFF, "GET", "staff"),
    office(Action.MANAGE_STAFF, "POST", "staff", {"username": "x.y", "first_name": "X", "last_name": "Y", "role": "parent"}),
    office(Action.MANAGE_STAFF, "POST", f"staff/{NOBODY}/step", {"change": "suspend", "reason": "a walk"}),
    office(Action.MANAGE_AGREEMENTS, "GET", "agreements"),
    office(Action.MANAGE_AGREEMENTS, "POST", "agreements", {"text": " " * 30}),
    Door(Action.ANSWER_CONSENT, Station.PORTAL, answer_consent),
    office(Action.SEE_CONSENTS, "GET", "consents"),
    office(Action.SEE_CONSENTS, "GET", f"consents/{NOBODY}"),
    office(Action.SEE_CONSENTS, "GET", "rechecks"),
    office(Action.RECORD_CONSENT, "POST", f"consents/{NOBODY}/answers", ANSWER),
    office(Action.RECORD_CONSENT, "POST", f"consents/{NOBODY}/keep-out", {"is_kept_out": True}),
    office(Action.RECORD_CONSENT, "POST", f"rechecks/{NOBODY}/seen"),
    office(Action.INSPECT_COVERING, "GET", "covering"),
    office(Action.INSPECT_COVERING, "GET", f"covering/{NOBODY}"),
    office(Action.SEE_REFUSALS, "GET", "refusals"),
    office(Action.SEE_REFUSALS, "POST", "refusals/seen", {"up_to": 0}),
)
# What belongs to a device, not to a person: its feed (`SEE_CHILDREN`), and the lock screen's way to report a fault.
OF_THE_DEVICE = {Action.SEE_CHILDREN}
REFUSED = (401, 403)
SILENT = (302,)  # a browser that nobody signed in with is led to the door; there is nobody to write down
WRITTEN = {
    "action_refused",
    "device_unknown",
    "kiosk_refused",
    "login_refused",
    "operation_quarantined",
    "portal_sign_in_refused",
    "session_unknown",
}


def doors_of(action: Action, station: Station) -> list[Door]:
    """The calls by which the action is tried there: its own, or where it has none, those of everywhere else."""
    doors = [door for door in DOORS if door.action is action]
    own = [door for door in doors if door.home is station or (door.home is None and station is not Station.PORTAL)]
    return own or doors


def faults_of(place: Place, action: Action) -> Iterator[str]:
    """What is wrong with one cell."""
    for door in doors_of(action, place.station):
        place.come(place.role)
        before = AuditEntry.objects.count() + sum(Hushed.objects.values_list("count", flat=True))
        answer = door.ask(place)
        allowed, cell = may(place.role, action, place.station), f"{place.role.value} {action.value} at {place.station.value}"
        if allowed and (answer.status_code in (*REFUSED, *SILENT) or answer.status_code == 500):
            yield f"{cell}: allowed, and answered {answer.status_code} {answer.content[:200]!r}"
        if not allowed and answer.status_code not in (*REFUSED, *SILENT):
            yield f"{cell}: refused, and answered {answer.status_code}"
        if not allowed and answer.status_code in REFUSED:
            yield from unwritten(place, cell, before)


def unwritten(place: Place, cell: str, before: int) -> Iterator[str]:
    """What the audit lacks of a refusal: that it was, who, on which device, what."""
    after = AuditEntry.objects.count() + sum(Hushed.objects.values_list("count", flat=True))
    if after == before:
        yield f"{cell}: refused, and not written down"
    row = AuditEntry.objects.filter(what__in=WRITTEN).order_by("-seq").first()
    if row is None or not row.who.partition(":")[2]:
        yield f"{cell}: nobody is named"
    elif place.caller is not None and json.loads(row.detail).get("device") != str(place.caller.device.pk):
        yield f"{cell}: the device is not named"


def place_at(station: Station) -> Place:
    match station:
        case Station.ROOM:
            return Place(station, Tablet())
        case Station.OFFICE:
            return Place(station, Caller("OFFICE-1"))
        case Station.KIOSK:
            return Place(station, Caller("KIOSK-1"))
        case Station.PORTAL:
            return Place(station, None)


@pytest.mark.parametrize("station", list(Station))
@pytest.mark.parametrize("role", list(Role))
def test_every_cell_answers_as_the_matrix_says(demo: DemoSeed, station: Station, role: Role) -> None:
    place = place_at(station)
    place.role = role
    actions = [action for action in Action if action not in WITHOUT_A_DOOR | OF_THE_DEVICE]
    if station in (Station.ROOM, Station.PORTAL):
        actions.remove(Action.REPORT_FAULT)  # at a tablet and in the families' pages nobody need be logged in to report one
    if station is not Station.PORTAL:  # a browser at the office is the families' pages too: there is no other call
        actions = [action for action in actions if action not in (Action.READ_JOURNAL, Action.ADD_FROM_HOME, Action.ANSWER_CONSENT)]

    assert [fault for action in actions for fault in faults_of(place, action)] == []


def test_every_action_has_a_door_or_a_reason(demo: DemoSeed) -> None:
    assert {door.action for door in DOORS} == set(Action) - WITHOUT_A_DOOR - OF_THE_DEVICE


@pytest.mark.parametrize("station", [Station.ROOM, Station.OFFICE, Station.KIOSK])
def test_children_come_to_stations_where_somebody_may_see_them(demo: DemoSeed, station: Station) -> None:
    caller = place_at(station).caller
    assert caller is not None

    sees = any(change.kind is wire.FactKind.CHILD for change in caller.everything()[0])

    assert sees == bool(ALLOWED.get((station, Action.SEE_CHILDREN)))


def test_c35_a_refusal_says_who_with_which_role_where_and_what(demo: DemoSeed) -> None:
    place = place_at(Station.OFFICE)
    place.come(Role.PRACTITIONER)

    assert place.ask("GET", f"{OFFICE}/staff").status_code == 403

    row = AuditEntry.objects.get(what="action_refused")
    assert (row.who, row.about) == (f"staff:{staff('sam.morris').pk}", f"{OFFICE}/staff")
    assert place.caller is not None
    assert json.loads(row.detail) == {
        "action": "manage_staff",
        "device": str(place.caller.device.pk),
        "role": "practitioner",
        "station": "office",
    }
