"""What can be done to a device, as a table: the words of each step and what will follow from it."""

from __future__ import annotations

from app.ui.office.parts.screen import Answer, Ask, AskChoice, AskField, Deed
from app.ui.office.parts.step_words import StepWords
from app.ui.widgets.buttons import Kind
from domain.permissions import Station
from domain.wire.people import DeviceRow, NewDevice, RoomRow

NAME, TAG, STATION, ROOM = "name", "tag", "station", "room"
NEW, CODE = "new device", "code"


STEPS = {
    "end_session": StepWords(
        "End session", "log-out", "End the session on {name}?", "{who} is logged out at its next contact. What waits is sent first.",
        "{name} logs out at its next contact.",
    ),
    "seal": StepWords(
        "Seal", "lock", "Why is {name} sealed?", "At its next contact it logs out, and no password opens it until you release it. "
        "What waits stays safe on it.", "{name} is sealed at its next contact.",
    ),
    "release": StepWords(
        "Release", "lock-open", "Why is {name} released?", "A password opens it again, and its wrong PINs are forgotten.",
        "{name} is released at its next contact.",
    ),
    "out_of_use": StepWords(
        "Out of use", "ban", "Why is {name} out of use?", "Nobody can take it at the kiosk until you put it back.", "{name} is out of use.",
    ),
    "back_in_use": StepWords(
        "Back in use", "undo-2", "Why is {name} back in use?", "It can be taken at the kiosk again.", "{name} is back in use.",
    ),
    "revoke": StepWords(
        "Close for good", "circle-x", "Why is {name} closed for good?", "The server answers it nothing from now on, and it seals itself "
        "at its next contact. It must be paired anew to come back.", "{name} is closed.", True,
    ),
    "ask_destroy": StepWords(
        "Ask to destroy", "trash-2", "Why is {name} destroyed?", "Nothing happens until the other manager confirms it. Then every key "
        "on it is forgotten, and what it has not sent is gone: {waiting}.", "The other manager can confirm it now.", True,
    ),
    "confirm_destroy": StepWords(
        "Confirm destroying", "trash-2", "Why do you confirm it for {name}?", "{asker} asked for it. At its next contact every key on it "
        "is forgotten, and what it has not sent is gone: {waiting}.", "{name} is destroyed at its next contact.", True,
    ),
}  # fmt: skip


def deed(step: str, missing: str = "") -> Deed:
    """The button of a step. missing: why it rests."""
    return STEPS[step].deed(step, missing)


def deeds_of(row: DeviceRow) -> tuple[Deed, ...]:
    """The ordinary steps that make sense for a device as it stands."""
    deeds = []
    if not row.is_paired and not row.is_revoked:
        deeds.append(Deed(key=CODE, words="New code", icon="qr-code", kind=Kind.TINT))
    if row.logged_in and row.is_paired and not row.is_revoked:
        deeds.append(deed("end_session"))
    if row.is_paired and not row.is_revoked:
        deeds.append(deed("release" if row.is_sealed else "seal"))
        if not row.is_sealed and row.station is Station.ROOM:
            deeds.append(deed("release"))
    if row.station is Station.ROOM:
        deeds.append(deed("back_in_use" if row.is_out_of_use else "out_of_use"))
    if row.is_revoked:
        deeds.append(Deed(key=CODE, words="Pair it anew", icon="qr-code", kind=Kind.TINT))
    return tuple(deeds)


def dangers_of(row: DeviceRow, me: str) -> tuple[Deed, ...]:
    """The steps that nothing takes back; they stand apart. me: full name of whoever looks."""
    found = [] if row.is_revoked or not row.is_paired else [deed("revoke")]
    if row.is_paired and row.destroy_asked_by:
        own = row.destroy_asked_by == me
        found.append(deed("confirm_destroy", "You asked for it. The other manager confirms it." if own else ""))
    elif row.is_paired:
        found.append(deed("ask_destroy"))
    return tuple(found)


def ask_for(step: str, row: DeviceRow) -> Ask:
    """The sheet before a step."""
    waiting = "how much, nobody knows" if row.waiting is None else "nothing" if not row.waiting else f"{row.waiting} waiting"
    said = {"name": row.name, "who": row.logged_in or "Whoever is at work", "asker": row.destroy_asked_by, "waiting": waiting}
    return STEPS[step].ask(f"{step} {row.id}", words="Reason", hint="A few words. They are kept in its history.", **said)


def ask_new(rooms: tuple[RoomRow, ...]) -> Ask:
    """The sheet for a new device."""
    return Ask(
        id=NEW,
        title="Pair a new device",
        sentence="You get a line that is good for ten minutes and one device.",
        fields=(
            AskField(key=NAME, label="Name", hint="T-07", icon="tablet", limit=120),
            AskField(key=TAG, label="Asset tag", hint="as on its sticker; may be empty", icon="ticket", limit=40),
        ),
        choices=(
            AskChoice("Where it stands", tuple((each.value, words) for each, words in PLACES), STATION, Station.ROOM.value),
            AskChoice("Room, for a room tablet", tuple((room.id, room.name) for room in rooms), ROOM),
        ),
        button="Show its line",
        icon="qr-code",
    )  # fmt: skip


PLACES = ((Station.ROOM, "Room tablet"), (Station.KIOSK, "Kiosk"), (Station.OFFICE, "Office PC"))


def station_of(answer: Answer) -> Station:
    """Where a new device shall stand."""
    return Station(answer.of(STATION) or Station.ROOM.value)


def missing_of(answer: Answer, *, has_rooms: bool) -> dict[str, str]:
    """What is missing for a new device, by field; "" = nothing. has_rooms: there is one to choose."""
    needs_room = has_rooms and station_of(answer) is Station.ROOM
    return {
        NAME: "" if answer.of(NAME) else "Give it a name, as on its sticker.",
        ROOM: "Choose its room." if needs_room and not answer.of(ROOM) else "",
    }


def device_of(answer: Answer) -> NewDevice:
    """The message; only a room tablet has a room."""
    station = station_of(answer)
    room = answer.of(ROOM) or None if station is Station.ROOM else None
    return NewDevice(name=answer.of(NAME), asset_tag=answer.of(TAG), station=station, room_id=room)
