"""The people of the demo nursery. All of them are made up."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.consent import Scope
from domain.permissions import Role, Station

MANAGER = "ruth.adeyemi"
PASSWORD = "Demo-Daybook-2026"  # noqa: S105  (the demo holds nobody's data, and says its password itself)
ROOMS = ("Caterpillars", "Ladybirds", "Butterflies")


@dataclass(frozen=True, slots=True)
class StaffPart:
    """A member of staff; the user name is first.last."""

    first: str
    last: str
    role: Role

    @property
    def username(self) -> str:
        """How they log in."""
        return f"{self.first}.{self.last}".lower()


@dataclass(frozen=True, slots=True)
class ChildPart:
    """A child: months of age on the day, key person's user name, what the family allows. here: comes on the day.

    asked_voice: the family signed the form after it asked about the voice.
    """

    first: str
    last: str
    months: int
    key_person: str = "jo.patel"
    scope: Scope = Scope.ALL
    allergies: tuple[str, ...] = ()
    here: bool = True
    observed: bool = True  # has an observation this week
    snapshot: bool = True  # has a snapshot today
    from_home: int = 0
    next_step: str = ""
    is_new: bool = False
    asked_voice: bool = True
    is_kept_out: bool = False  # by the nursery, whatever was signed
    avatar: int = 0  # digits, from the right: hair, hair colour, skin, shirt, field; 0 = any


@dataclass(frozen=True, slots=True)
class ParentPart:
    """A parent and the child's first name.

    others, voice: the answers on other children's journals and on the voice, when they differ from what the child's scope lets expect.
    on_paper: they signed at the nursery.
    """

    email: str
    first: str
    last: str
    child: str
    relation: str = "Mother"
    others: bool | None = None
    voice: bool | None = None
    signed: bool = True
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class DevicePart:
    """A device of the nursery; room: by name. slot, battery (percent): of a tablet on the dock in the morning; cracked_by: user name."""

    name: str
    station: Station
    room: str | None = None
    holder: str | None = field(default=None)  # user name of who signed it out
    slot: int | None = None
    battery: int | None = None
    cracked_by: str | None = None


STAFF = (
    StaffPart("Sam", "Morris", Role.PRACTITIONER),
    StaffPart("Jo", "Patel", Role.PRACTITIONER),
    StaffPart("Kit", "Doyle", Role.BANK),
    StaffPart("Ruth", "Adeyemi", Role.MANAGER),
    StaffPart("Tom", "Hughes", Role.DEPUTY),
    StaffPart("Ellis", "Grant", Role.ROOM_LEADER),
    StaffPart("Nia", "Rowe", Role.PRACTITIONER),
    StaffPart("Bea", "Lindqvist", Role.PRACTITIONER),
)

CATERPILLARS = (
    ChildPart(
        "Amelia", "Kowalska", 29, "sam.morris", from_home=2, next_step="Cups of three sizes, words for full and empty.", avatar=10000
    ),
    ChildPart("Noah", "Bennett", 31, "sam.morris", Scope.OWN_ONLY, observed=False, next_step="Taking turns on the slide.", avatar=11111),
    ChildPart("Zoë", "Öztürk", 26, next_step="New songs with actions.", avatar=32322),
    ChildPart(
        "Łukasz", "Wiśniewski", 33, "sam.morris", allergies=("Egg",), from_home=2, next_step="Building a bridge that stands.", avatar=33001
    ),
    ChildPart("Ayaan", "Shah", 24, scope=Scope.NONE, is_kept_out=True, avatar=24223),
    ChildPart("Isla", "Murray", 28, snapshot=False, avatar=25046),
    ChildPart("Mohammed", "Rahman", 30, allergies=("Nuts",), observed=False, avatar=16234),
    ChildPart("Freya", "Davies", 25, avatar=47015),
    ChildPart("Oluwaseun", "Adebayo", 32, scope=Scope.OWN_ONLY, avatar=18424),
    ChildPart("Mei-Lin", "Chen", 22, scope=Scope.NONE, is_new=True, observed=False, avatar=29129),
    ChildPart("George", "Palmer", 34, observed=False, asked_voice=False, avatar=34051),
    ChildPart("Priya", "Nair", 27, snapshot=False, avatar=48325),
    ChildPart("Harper", "Thomas", 23, here=False, avatar=50057),
    ChildPart("Teddy", "Jones", 20, here=False, avatar=51044),
)
LADYBIRDS = (
    ChildPart("Leo", "Fisher", 14, "nia.rowe"),
    ChildPart("Ava", "Singh", 12, "nia.rowe", Scope.OWN_ONLY),
    ChildPart("Jakub", "Zając", 16, "nia.rowe", allergies=("Milk",)),
    ChildPart("Maya", "Osei", 10, "nia.rowe"),
    ChildPart("Finn", "Byrne", 15, "nia.rowe", observed=False),
    ChildPart("Sofia", "Rossi", 13, "nia.rowe", here=False),
)
BUTTERFLIES = (
    ChildPart("Ella", "Hart", 41, "bea.lindqvist"),
    ChildPart("Yusuf", "Demir", 45, "bea.lindqvist"),
    ChildPart("Chloé", "Martin", 39, "bea.lindqvist", Scope.OWN_ONLY),
    ChildPart("Arjun", "Mehta", 44, "bea.lindqvist", observed=False),
    ChildPart("Poppy", "Clarke", 47, "bea.lindqvist", allergies=("Sesame",)),
    ChildPart("Samuel", "Okafor", 42, "bea.lindqvist"),
    ChildPart("Ruby", "Walsh", 40, "bea.lindqvist", here=False),
)
CHILDREN = {"Caterpillars": CATERPILLARS, "Ladybirds": LADYBIRDS, "Butterflies": BUTTERFLIES}

# Amelia's mother, Noah's separated parents who disagree, Isla's mother who withdraws at one o'clock, Mei-Lin's who has signed nothing yet.
PARENTS = (
    ParentPart("amelia.parent@example.org", "Karolina", "Kowalska", "Amelia"),
    ParentPart("noah.parent@example.org", "Grace", "Bennett", "Noah", others=True),
    ParentPart("noah.parent2@example.org", "Daniel", "Price", "Noah", "Father", others=False, voice=False, on_paper=True),
    ParentPart("lukasz.parent@example.org", "Marta", "Wiśniewska", "Łukasz"),
    ParentPart("ayaan.parent@example.org", "Sana", "Shah", "Ayaan"),
    ParentPart("isla.parent@example.org", "Fiona", "Murray", "Isla"),
    ParentPart("meilin.parent@example.org", "Wei", "Chen", "Mei-Lin", signed=False),
)

DEVICES = (
    DevicePart("T-01", Station.ROOM, "Caterpillars", slot=1, battery=84),
    DevicePart("T-02", Station.ROOM, "Caterpillars", holder="sam.morris", slot=2, battery=95),
    DevicePart("T-03", Station.ROOM, "Ladybirds", slot=3, battery=91),
    DevicePart("T-04", Station.ROOM, "Ladybirds", slot=4, battery=22),
    DevicePart("T-05", Station.ROOM, "Butterflies", slot=5, battery=76, cracked_by="bea.lindqvist"),
    DevicePart("T-06", Station.ROOM, "Butterflies", slot=6, battery=88),
    DevicePart("OFFICE-1", Station.OFFICE),
    DevicePart("KIOSK-1", Station.KIOSK),
)

PIN = "4826"  # at the kiosk, for everybody who has one
NEW_AT_KIOSK = "kit.doyle"  # chooses a PIN and signs the staff agreement there
OPENS_OFFICE = "ellis.grant"

STAFF_AGREEMENT_VERSION = 3
STAFF_AGREEMENT = """\
This agreement is between you and the nursery. It says how you use the nursery's tablets and what you keep to yourself.

1. Only the nursery's tablets. You use no phone or tablet of your own for children's pictures or records, at work or at home.

2. In your hands. The tablet that you sign out is in your possession until you sign it in. You hand it on at the kiosk and nowhere else.

3. For work only. You do not change the tablet, add anything to it, or use it for yourself. It goes back on the dock, and never goes home.

4. Yours alone. You tell nobody your password or your PIN, and you log out when you put the tablet down.

5. If it breaks or goes missing, you say so at once. Damage in your period is looked at with you; a repair may be charged, and you may \
answer before it is decided.

6. What you see stays here. You share nothing about a child with anybody but the staff and managers who work with that child.

By typing your name you sign this agreement. We keep your name, the moment and this text.
"""

AGREEMENT_VERSION = 3
AGREEMENT = """\
This agreement is between you and the nursery. It says how we both look after the children in Daybook.

1. Only for your family. The journal and the diary are for you and the people you live with. You do not share your password, and you do \
not pass on, post or print for others a picture in which another child or a member of staff can be seen.

2. Children are covered with care. We cover the face of every child whose family has not agreed to be seen in your child's journal. You \
do not try to find out who is behind a cover.

3. We read before we show. A manager reads every entry before it appears. What you send from home is read in the same way.

4. You add, you do not change. You can comment and send pictures from home. What the staff wrote stays as it was written; if something \
is wrong, tell us and we correct it, and the correction is kept beside it.

5. You can change your mind. You can withdraw a photo permission at any time, as easily as you gave it. You can end your access to \
Daybook at any time; the journal stays safe with us, and you can have a copy.

6. If you see something that is not yours, press Privacy fault or phone us at once. You do not look further, and you keep no copy.

7. We keep the journal while your child is with us. When your child leaves, we hand it to you and delete it by the times in our \
retention rules, which you can ask for.

By typing your name you sign this agreement. We keep your name, the moment and this text.
"""
