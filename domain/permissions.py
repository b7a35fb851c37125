"""Who may do what, where: role × action × station. The desktop asks before it draws, the server asks for every call (L2, L9, C6, C18)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """A person's role in the setting."""

    MANAGER = "manager"
    DEPUTY = "deputy"
    ROOM_LEADER = "room_leader"
    PRACTITIONER = "practitioner"
    BANK = "bank"
    PARENT = "parent"


class Station(StrEnum):
    """Where the person is."""

    ROOM = "room"
    OFFICE = "office"
    KIOSK = "kiosk"
    PORTAL = "portal"


class Action(StrEnum):
    """What the person wants to do."""

    LOG_IN = "log_in"
    CHANGE_PASSWORD = "change_password"  # noqa: S105 - the name of an action
    REPORT_FAULT = "report_fault"
    CAPTURE = "capture"
    HAND_IN = "hand_in"
    SEE_CHILDREN = "see_children"
    SEE_QUEUE = "see_queue"
    MODERATE = "moderate"
    REVIEW_HOME_PICTURES = "review_home_pictures"  # say who is in what a family sent, before it can be approved
    SEE_CONSENTS = "see_consents"  # each adult's answers, and what a withdrawal did
    RECORD_CONSENT = "record_consent"  # from a signed paper, or a spoken withdrawal
    INSPECT_COVERING = "inspect_covering"  # who was covered for whom, why and by which rule
    SEE_BOARD = "see_board"  # which tablet is in whose hands
    TAKE_TABLET = "take_tablet"  # hold a tablet: sign it out to oneself, hand it on, bring it back
    RUN_DAY = "run_day"  # open and close the day, sign in what another left, report damage and loss
    MANAGE_DEVICES = "manage_devices"  # pair, revoke, seal, release
    SEE_CUSTODY = "see_custody"  # who had what when, and the damage ledger
    DECIDE_DAMAGE = "decide_damage"  # charge or not, deliberate or not
    MANAGE_STAFF = "manage_staff"  # create, suspend, change the role, reset
    MANAGE_AGREEMENTS = "manage_agreements"
    SEE_REFUSALS = "see_refusals"
    READ_JOURNAL = "read_journal"
    COMMENT = "comment"
    ADD_FROM_HOME = "add_from_home"
    ANSWER_CONSENT = "answer_consent"


LEADS = frozenset({Role.MANAGER, Role.DEPUTY})
REGULARS = LEADS | {Role.ROOM_LEADER, Role.PRACTITIONER}
STAFF = REGULARS | {Role.BANK}
PARENTS = frozenset({Role.PARENT})

ALLOWED: dict[tuple[Station, Action], frozenset[Role]] = {
    (Station.ROOM, Action.LOG_IN): STAFF,
    (Station.ROOM, Action.CHANGE_PASSWORD): STAFF,
    (Station.ROOM, Action.REPORT_FAULT): STAFF,
    (Station.ROOM, Action.CAPTURE): STAFF,
    (Station.ROOM, Action.HAND_IN): STAFF,
    (Station.ROOM, Action.SEE_CHILDREN): STAFF,
    (Station.OFFICE, Action.LOG_IN): LEADS,
    (Station.OFFICE, Action.CHANGE_PASSWORD): LEADS,
    (Station.OFFICE, Action.REPORT_FAULT): LEADS,
    (Station.OFFICE, Action.SEE_CHILDREN): LEADS,
    (Station.OFFICE, Action.SEE_QUEUE): LEADS,
    (Station.OFFICE, Action.MODERATE): LEADS,
    (Station.OFFICE, Action.REVIEW_HOME_PICTURES): LEADS,
    (Station.OFFICE, Action.SEE_CONSENTS): LEADS,
    (Station.OFFICE, Action.RECORD_CONSENT): LEADS,
    (Station.OFFICE, Action.INSPECT_COVERING): LEADS,
    (Station.OFFICE, Action.SEE_BOARD): LEADS,
    (Station.OFFICE, Action.MANAGE_DEVICES): LEADS,
    (Station.OFFICE, Action.SEE_CUSTODY): LEADS,
    (Station.OFFICE, Action.DECIDE_DAMAGE): LEADS,
    (Station.OFFICE, Action.MANAGE_STAFF): LEADS,
    (Station.OFFICE, Action.MANAGE_AGREEMENTS): LEADS,
    (Station.OFFICE, Action.SEE_REFUSALS): LEADS,
    (Station.KIOSK, Action.LOG_IN): REGULARS,  # whoever opens the office; cover staff take a tablet there, they do not run it
    (Station.KIOSK, Action.CHANGE_PASSWORD): STAFF,
    (Station.KIOSK, Action.REPORT_FAULT): STAFF,
    (Station.KIOSK, Action.SEE_BOARD): REGULARS,
    (Station.KIOSK, Action.TAKE_TABLET): STAFF,
    (Station.KIOSK, Action.RUN_DAY): REGULARS,
    (Station.PORTAL, Action.LOG_IN): PARENTS,
    (Station.PORTAL, Action.READ_JOURNAL): PARENTS,
    (Station.PORTAL, Action.COMMENT): PARENTS,
    (Station.PORTAL, Action.ADD_FROM_HOME): PARENTS,
    (Station.PORTAL, Action.ANSWER_CONSENT): PARENTS,
    (Station.PORTAL, Action.REPORT_FAULT): PARENTS,
}


def may(role: Role, action: Action, station: Station) -> bool:
    """Whether the role may do that there; what the matrix does not name is refused."""
    return role in ALLOWED.get((station, action), frozenset())
