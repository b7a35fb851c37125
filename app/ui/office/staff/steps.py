"""What can be changed about somebody's access, as a table: the words of each change and what will follow from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from pydantic import ValidationError

from app.ui.office.parts.screen import CHOICE, NO_REASON, WORDS, Answer, Ask, AskChoice, AskField, Deed
from app.ui.office.parts.step_words import StepWords
from app.ui.roles import ROLE_WORDS
from domain.permissions import Role
from domain.staffing import STAFF_SENTENCES, StaffChange, StaffRefusal
from domain.wire.people import FirstPassword, NewStaff, StaffRow, StaffStep

FIRST, LAST, USERNAME = "first", "last", "username"
NEW = "new staff"
BAD_USERNAME = "Three letters or more: a to z, digits, dot, hyphen. It begins with a letter or digit."
LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "æ": "ae", "’": "", "'": "", " ": "-"})
ROLES = tuple((role.value, words) for role, words in ROLE_WORDS.items())


CHANGES = {
    StaffChange.CHANGE_ROLE: StepWords(
        "Change role", "user-check",
        "Which role has {name} now?",
        "It holds from the next log-in on; a session that is open ends.",
        "{name} has another role.",
    ),
    StaffChange.RESET_PIN: StepWords(
        "Reset PIN", "key-round",
        "Why is {name}’s PIN reset?",
        "The old PIN is forgotten. {name} chooses a new one at the kiosk, with the password. Nobody else sees it.",
        "{name} chooses a new PIN at the kiosk.",
    ),
    StaffChange.RESET_PASSWORD: StepWords(
        "Reset password", "lock-open",
        "Why is {name}’s password reset?",
        "You get a password that opens once. {name} then chooses another.",
        "{name} has a new first password.",
    ),
    StaffChange.SUSPEND: StepWords(
        "Suspend", "ban",
        "Why is {name} suspended?",
        "Sessions end at once, and tablets let go of the key. What was written stays.",
        "{name} is suspended.", is_danger=True,
    ),
    StaffChange.REOPEN: StepWords(
        "Reopen", "undo-2",
        "Why is {name} let in again?",
        "{name} can log in again, first online.",
        "{name} can log in again.",
    ),
    StaffChange.END: StepWords(
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
    """The sheet before a change; a new role is chosen there."""
    hint = "A few words. They are kept in the history."
    ask = CHANGES[change].ask(f"{change.value} {row.id}", words="Reason", hint=hint, name=row.first_name)
    roles = tuple(role for role in ROLES if role[0] != row.role.value)
    return replace(ask, choices=(AskChoice("New role", roles),)) if change is StaffChange.CHANGE_ROLE else ask


def ask_new() -> Ask:
    """The sheet for somebody new."""
    return Ask(
        id=NEW,
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


def sentences_of(reasons: Sequence[StaffRefusal]) -> dict[str, str]:
    """The sheet's sentences, by the part that each speaks of; of two for one part, the weightier."""
    sentences: dict[str, str] = {}
    for each in reasons:
        sentences.setdefault(field_of(each.value), STAFF_SENTENCES[each])
    return sentences


def missing_of_change(change: StaffChange, answer: Answer) -> dict[str, str]:
    """What is missing for a change, by part; "" = nothing."""
    needs_role = change is StaffChange.CHANGE_ROLE and not answer.of(CHOICE)
    return {CHOICE: "Choose the new role." if needs_role else "", WORDS: "" if answer.of(WORDS) else NO_REASON}


def missing_of_new(answer: Answer) -> dict[str, str]:
    """What is missing for somebody new, by part; "" = nothing."""
    asked = {FIRST: "Write the first name.", LAST: "Write the last name.", CHOICE: "Choose a role."}
    return {key: "" if answer.of(key) else sentence for key, sentence in asked.items()}


def new_staff(answer: Answer) -> NewStaff | None:
    """The message; None = the user name cannot be one."""
    try:
        return NewStaff(username=answer.of(USERNAME), first_name=answer.of(FIRST), last_name=answer.of(LAST), role=Role(answer.of(CHOICE)))
    except ValidationError:
        return None


def added_row(staff: NewStaff, answer: FirstPassword) -> StaffRow:
    """How somebody new stands in the list, until the server is asked again."""
    return StaffRow(
        id=answer.staff_id,
        username=staff.username,
        first_name=staff.first_name,
        last_name=staff.last_name,
        role=staff.role,
        is_active=True,
        has_pin=False,
        must_change_password=True,
        has_signed=False,
    )


def _deed(change: StaffChange, row: StaffRow, refusals: Refusals) -> Deed:
    """Asked with a reason and the same role, so that only what no sheet could mend makes it rest."""
    found = refusals(StaffStep(change=change, role=None if change is StaffChange.CHANGE_ROLE else row.role, reason="later"))
    return CHANGES[change].deed(change.value, STAFF_SENTENCES[found[0]] if found else "")
