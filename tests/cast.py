"""One cast of people everywhere: Hazel Lane Nursery, the room Caterpillars, and those who work and grow there. Nobody of them exists."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from domain.consent import Scope
from domain.ids import ChildId, DeviceId, RoomId, StaffId
from domain.permissions import Role, Station
from domain.wire import ChildFact, RoomFact, SiteFact, StaffFact


def id_of(number: int) -> str:
    """A fixed id: the same person has the same in every test."""
    return f"01999999-0000-7000-8000-{number:012d}"


NOW = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)  # a Thursday morning, in the garden
TODAY = NOW.date()
PASSWORD = "Demo-Daybook-2026"

SITE_ID = id_of(1)
CATERPILLARS = RoomId(id_of(11))
LADYBIRDS = RoomId(id_of(12))
TABLET = DeviceId(id_of(21))
OFFICE_PC = DeviceId(id_of(22))

SAM = StaffId(id_of(101))  # key person
JO = StaffId(id_of(102))
RUTH = StaffId(id_of(103))  # manager
TOM = StaffId(id_of(104))  # deputy

AMELIA = ChildId(id_of(201))  # all consents
NOAH = ChildId(id_of(202))  # own journal only
ZOE = ChildId(id_of(203))
LUKASZ = ChildId(id_of(204))  # egg allergy
AYAAN = ChildId(id_of(205))  # no picture anywhere
ISLA = ChildId(id_of(206))

SITE = SiteFact(
    id=SITE_ID, name="Hazel Lane Nursery", timezone="Europe/London", opens="07:30", closes="18:00", networks=("Nursery-Secure",)
)
ROOMS = (RoomFact(id=CATERPILLARS, name="Caterpillars"), RoomFact(id=LADYBIRDS, name="Ladybirds"))


def staff(id: StaffId, first: str, last: str, role: Role) -> StaffFact:
    """A member of staff."""
    return StaffFact(id=id, username=f"{first}.{last}".lower(), first_name=first, last_name=last, role=role)


STAFF = (
    staff(SAM, "Sam", "Morris", Role.PRACTITIONER),
    staff(JO, "Jo", "Patel", Role.PRACTITIONER),
    staff(RUTH, "Ruth", "Adeyemi", Role.MANAGER),
    staff(TOM, "Tom", "Hughes", Role.DEPUTY),
)


def child(id: ChildId, first: str, initial: str, scope: Scope, key_person: StaffId = SAM, allergies: tuple[str, ...] = ()) -> ChildFact:
    """A child of Caterpillars who is in today until 16:30."""
    return ChildFact(
        id=id,
        first_name=first,
        last_initial=initial,
        room_id=CATERPILLARS,
        key_person_id=key_person,
        scope=scope,
        allergies=allergies,
        session_start="08:00",
        session_end=time(16, 30).strftime("%H:%M"),
    )


CHILDREN = (
    child(AMELIA, "Amelia", "K.", Scope.ALL),
    child(NOAH, "Noah", "B.", Scope.OWN_ONLY),
    child(ZOE, "Zoë", "Ö.", Scope.ALL, JO),
    child(LUKASZ, "Łukasz", "W.", Scope.ALL, JO, ("egg",)),
    child(AYAAN, "Ayaan", "S.", Scope.NONE),
    child(ISLA, "Isla", "M.", Scope.ALL, JO),
)

ROLES = {person.id: person.role for person in STAFF}
STATION = Station.ROOM
LEASE_SINCE, LEASE_UNTIL = NOW - timedelta(hours=2, minutes=40), NOW + timedelta(hours=8)
