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
    CAPTURE = "capture"
    HAND_IN = "hand_in"
    SEE_CHILDREN = "see_children"
    SEE_QUEUE = "see_queue"
    MODERATE = "moderate"
    MANAGE_DEVICES = "manage_devices"
    SIGN_TABLETS = "sign_tablets"
    READ_JOURNAL = "read_journal"
    COMMENT = "comment"
    REPORT_FAULT = "report_fault"


LEADS = frozenset({Role.MANAGER, Role.DEPUTY})
STAFF = LEADS | {Role.ROOM_LEADER, Role.PRACTITIONER, Role.BANK}
PARENTS = frozenset({Role.PARENT})

ALLOWED: dict[tuple[Station, Action], frozenset[Role]] = {
    (Station.ROOM, Action.LOG_IN): STAFF,
    (Station.ROOM, Action.CAPTURE): STAFF,
    (Station.ROOM, Action.HAND_IN): STAFF,
    (Station.ROOM, Action.SEE_CHILDREN): STAFF,
    (Station.ROOM, Action.REPORT_FAULT): STAFF,
    (Station.OFFICE, Action.LOG_IN): LEADS,
    (Station.OFFICE, Action.SEE_CHILDREN): LEADS,
    (Station.OFFICE, Action.SEE_QUEUE): LEADS,
    (Station.OFFICE, Action.MODERATE): LEADS,
    (Station.OFFICE, Action.MANAGE_DEVICES): LEADS,
    (Station.OFFICE, Action.REPORT_FAULT): LEADS,
    (Station.KIOSK, Action.LOG_IN): STAFF,
    (Station.KIOSK, Action.SIGN_TABLETS): STAFF,
    (Station.KIOSK, Action.REPORT_FAULT): STAFF,
    (Station.PORTAL, Action.LOG_IN): PARENTS,
    (Station.PORTAL, Action.READ_JOURNAL): PARENTS,
    (Station.PORTAL, Action.COMMENT): PARENTS,
    (Station.PORTAL, Action.REPORT_FAULT): PARENTS,
}


def may(role: Role, action: Action, station: Station) -> bool:
    """Whether the role may do that there; what the matrix does not name is refused."""
    return role in ALLOWED.get((station, action), frozenset())
