"""What can be changed about somebody's access, as a table: the words of each change and what will follow from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from app.ui.office.parts.screen import CHOICE, WORDS, Ask, AskChoice, AskField, Deed
from app.ui.roles import ROLE_WORDS
from app.ui.widgets.buttons import Kind
from domain.permissions import Role
from domain.staffing import STAFF_SENTENCES, StaffChange, StaffRefusal
from domain.wire.people import StaffRow, StaffStep

FIRST, LAST, USERNAME = "first", "last", "username"
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "æ": "ae", "’": "", "'": "", " ": "-"})
ROLES = tuple((role.value, words) for role, words in ROLE_WORDS.items())


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One change: its button, the sheet's title, and one sentence of what will follow."""

    button: str
    icon: str
    title: str
    follows: str
    done: str
    is_danger: bool = False


CHANGES = {
    StaffChange.CHANGE_ROLE: ChangeWords(
        "Change role", "user-check",
        "Which role has {name} now?",
        "It holds from the next log-in on; a session that is open ends.",
        "{name} has another role.",
    ),
    StaffChange.RESET_PIN: ChangeWords(
        "Reset PIN", "key-round",
        "Why is {name}’s PIN reset?",
        "The old PIN is forgotten. {name} chooses a new one at the kiosk, with the password. Nobody else sees it.",
        "{name} chooses a new PIN at the kiosk.",
    ),
    StaffChange.RESET_PASSWORD: ChangeWords(
        "Reset password", "lock-open",
        "Why is {name}’s password reset?",
        "You get a password that opens once. {name} then chooses another.",
        "{name} has a new first password.",
    ),
    StaffChange.SUSPEND: ChangeWords(
        "Suspend", "ban",
        "Why is {name} suspended?",
        "Sessions end at once, and tablets let go of the key. What was written stays.",
        "{name} is suspended.", is_danger=True,
    ),
    StaffChange.REOPEN: ChangeWords(
        "Reopen", "undo-2",
        "Why is {name} let in again?",
        "{name} can log in again, first online.",
        "{name} can log in again.",
    ),
    StaffChange.END: ChangeWords(
        "End access", "log-out",
        "Why does {name} leave?",
        "Access ends today and for good. Entries keep the name; coming back means being added again.",
        "{name} works here no more.", is_danger=True,
    ),
}  # fmt: skip
PLAIN = (StaffChange.CHANGE_ROLE, StaffChange.RESET_PIN, StaffChange.RESET_PASSWORD, StaffChange.REOPEN)
Refusals = Callable[[StaffStep], tuple[StaffRefusal, ...]]


def deeds_of(row: StaffRow, refusals: Refusals) -> tuple[Deed, ...]:
    """The changes that take nothing away; one that the rules refuse rests with its sentence."""
    offered = [change for change in PLAIN if is_offered(change, row)]
    return tuple(_deed(change, row, refusals) for change in offered)


def dangers_of(row: StaffRow, refusals: Refusals) -> tuple[Deed, ...]:
    """The changes that close access."""
    return tuple(_deed(change, row, refusals) for change in (StaffChange.SUSPEND, StaffChange.END) if is_offered(change, row))


def is_offered(change: StaffChange, row: StaffRow) -> bool:
    """Whether the change means anything for somebody who stands like this."""
    if row.has_ended:
        return False
    if change is StaffChange.REOPEN:
        return not row.is_active
    if change is StaffChange.RESET_PIN:
        return row.has_pin
    return row.is_active or change is StaffChange.END


def ask_for(change: StaffChange, row: StaffRow) -> Ask:
    """The sheet before a change."""
    words = CHANGES[change]
    roles = (
        (AskChoice("New role", tuple(role for role in ROLES if role[0] != row.role.value)),) if change is StaffChange.CHANGE_ROLE else ()
    )
    return Ask(
        id=f"{change.value} {row.id}",
        title=words.title.format(name=row.first_name),
        sentence=words.follows.format(name=row.first_name),
        choices=roles,
        words="Reason",
        words_hint="A few words. They are kept in the history.",
        button=words.button,
        icon=words.icon,
        is_danger=words.is_danger,
    )


def ask_new() -> Ask:
    """The sheet for somebody new."""
    return Ask(
        id="new staff",
        title="Add somebody",
        sentence="You get a password that opens once. They choose their own, and a PIN at the kiosk.",
        fields=(
            AskField(key=FIRST, label="First name", icon="user"),
            AskField(key=LAST, label="Last name", icon="user"),
            AskField(key=USERNAME, label="User name", icon="key-round", hint="first.last", limit=80),
        ),
        choices=(AskChoice("Role", ROLES, value=Role.PRACTITIONER.value),),
        button="Add",
        icon="user-plus",
    )


def suggested_username(first: str, last: str, taken: frozenset[str]) -> str:
    """ "sam.morris" from Sam Morris, in plain letters; with a number while somebody else has it."""
    plain = ".".join(part for part in (plain_letters(first), plain_letters(last)) if part)
    if not plain or plain not in taken:
        return plain
    return next(name for number in range(2, 100) if (name := f"{plain}{number}") not in taken)


def plain_letters(name: str) -> str:
    """A name as a user name may hold it: lower case, a to z, digits and hyphens."""
    bare = unicodedata.normalize("NFKD", name.strip().translate(LETTERS)).encode("ascii", "ignore").decode().casefold()
    return "".join(letter for letter in bare if letter.isalnum() or letter == "-").strip("-")


def field_of(refusal: str) -> str:
    """Where a refusal is said: at the field that it speaks of, else below all."""
    if refusal == "username_taken":
        return USERNAME
    return WORDS if refusal == StaffRefusal.NO_REASON.value else CHOICE if refusal == StaffRefusal.MANAGER_ONLY.value else ""


def _deed(change: StaffChange, row: StaffRow, refusals: Refusals) -> Deed:
    """Asked with a reason and the same role, so that only what no sheet could mend makes it rest."""
    words = CHANGES[change]
    found = refusals(StaffStep(change=change, role=None if change is StaffChange.CHANGE_ROLE else row.role, reason="later"))
    kind = Kind.DANGER if words.is_danger else Kind.SECONDARY
    return Deed(key=change.value, words=words.button, icon=words.icon, kind=kind, missing=STAFF_SENTENCES[found[0]] if found else "")
