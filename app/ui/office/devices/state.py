"""What the devices' presenter knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from app.ui.office.devices.screen import DeviceDetail, DevicesScreen, PairingPart
from app.ui.office.devices.steps import dangers_of, deeds_of
from app.ui.office.parts.screen import Cell, FactLine, ListPart, RowLine, TableRow, found
from app.ui.office.parts.state import ListedState, stage_of
from app.ui.office.parts.wording import STANDING_CHIPS, STATION_WORDS, ago, hand_words, moment, things
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import ChipFact
from domain.permissions import Station
from domain.wire.devices import CommandKind
from domain.wire.people import DeviceList, DeviceRow, Hands, HandsRow, PairingShown

ORDERS = ("Alarms first", "By name", "By room", "Last seen first")
ICONS = {Station.ROOM: "tablet", Station.OFFICE: "monitor", Station.KIOSK: "house"}
TOLD = {
    CommandKind.END_SESSION: "It was told to end the session, and does so at its next contact.",
    CommandKind.SEAL: "It was told to seal itself, and does so at its next contact.",
    CommandKind.RELEASE: "It was told that it is released, and hears it at its next contact.",
    CommandKind.DESTROY: "It was told to forget every key, and does so at its next contact.",
}
SINGLE = (ChipFact("Not paired", "qr-code", Tone.QUIET), ChipFact("Closed", "circle-x", Tone.BAD), ChipFact("Sealed", "lock", Tone.WARN))
NOT_PAIRED, CLOSED, SEALED = SINGLE
WORKING = ChipFact("In use", "circle-check", Tone.OK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A pairing line that is shown, for the device of that name."""

    name: str
    shown: PairingShown
    error: str = ""
    busy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesState(ListedState):
    """All that can change. `hands` are the histories that came, by device."""

    known: DeviceList | None = None
    hands: Mapping[str, Hands] = field(default_factory=dict)
    order: str = ORDERS[0]
    pairing: Pairing | None = None

    @property
    def rows(self) -> tuple[DeviceRow, ...]:
        """Every device that is known."""
        return self.known.devices if self.known else ()

    @property
    def subject(self) -> DeviceRow | None:
        """The chosen device."""
        return next((row for row in self.rows if row.id == self.chosen), None)

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The devices of the list."""
        return tuple(row.id for row in shown_rows(self))


def screen_of(state: DevicesState, me: str, zone: ZoneInfo, now: datetime) -> DevicesScreen:
    """The screen for this state. me: full name of whoever looks."""
    row = state.subject
    return DevicesScreen(
        around=state.around(stage_of(row, state.known)),
        list=ListPart(
            rows=tuple(line_of(each, each.id == state.chosen, zone, now) for each in shown_rows(state)),
            search=state.search,
            order=state.order,
            none="No device bears that name.",
        ),
        detail=detail_of(row, state, me, zone, now) if row is not None else None,
        ask=state.ask,
        pairing=pairing_of(state, now),
    )


def shown_rows(state: DevicesState) -> tuple[DeviceRow, ...]:
    """The devices that the search leaves, in the chosen order."""
    rows = [row for row in state.rows if found(searched_of(row), state.search)]
    keys = {
        "Alarms first": lambda row: (not row.alarms, not row.destroy_asked_by, row.name.casefold()),
        "By name": lambda row: row.name.casefold(),
        "By room": lambda row: (row.room_name.casefold() or "~", row.name.casefold()),
        "Last seen first": lambda row: -(row.last_seen_at.timestamp() if row.last_seen_at else 0),
    }
    return tuple(sorted(rows, key=keys[state.order]))


def searched_of(row: DeviceRow) -> str:
    """What the find field looks through."""
    holder = row.tablet.holder_name if row.tablet else ""
    return " ".join((row.name, row.asset_tag, STATION_WORDS.get(row.station, ""), row.room_name, row.logged_in, holder, chip_of(row).word))


def line_of(row: DeviceRow, is_chosen: bool, zone: ZoneInfo, now: datetime) -> RowLine:
    """One card: where it stands and when it was seen."""
    where = row.room_name or STATION_WORDS.get(row.station, "")
    seen = f"seen {ago(row.last_seen_at, zone, now)}" if row.is_paired else row.asset_tag or "waits to be paired"
    chip = ChipFact("Look here", "triangle-alert", Tone.BAD) if row.alarms else chip_of(row)
    return RowLine(
        id=row.id, title=row.name, line=f"{where} · {seen}", chip=chip, icon=ICONS.get(row.station, "tablet"), is_chosen=is_chosen
    )


def chip_of(row: DeviceRow) -> ChipFact:
    """The device's standing in one word."""
    if row.is_revoked:
        return STANDING_CHIPS[row.tablet.standing] if row.tablet and row.tablet.standing.value == "lost" else CLOSED
    if not row.is_paired:
        return NOT_PAIRED
    if row.is_sealed:
        return SEALED
    return STANDING_CHIPS[row.tablet.standing] if row.tablet else WORKING


def detail_of(row: DeviceRow, state: DevicesState, me: str, zone: ZoneInfo, now: datetime) -> DeviceDetail:
    """The device in the middle."""
    hands = state.hands.get(row.id)
    parts = (STATION_WORDS.get(row.station, ""), row.room_name, row.asset_tag)
    is_closed = row.is_revoked and chip_of(row) != CLOSED
    return DeviceDetail(
        title=row.name,
        line=" · ".join(part for part in parts if part),
        chips=(chip_of(row), *((CLOSED,) if is_closed else ())),
        alarms=tuple(sentence(alarm) for alarm in row.alarms),
        told=TOLD[row.pending] if row.pending else "",
        facts=facts_of(row, zone, now),
        deeds=deeds_of(row),
        dangers=dangers_of(row, me),
        hands=None if hands is None else tuple(hand_row(hand, number, zone, now) for number, hand in enumerate(hands.rows)),
        hands_note="Nobody has had it yet." if hands is not None and not hands.rows else "",
    )


def facts_of(row: DeviceRow, zone: ZoneInfo, now: datetime) -> tuple[FactLine, ...]:
    """What is known of it; what is not known says so."""
    lines = [
        FactLine("Last seen", ago(row.last_seen_at, zone, now)),
        FactLine("Logged in", row.logged_in or "nobody"),
        FactLine("Waiting to be sent", things(row.waiting), Tone.WARN if row.waiting else None),
    ]
    if (card := row.tablet) is not None:
        battery = "not known" if card.battery is None else f"{card.battery} %" + (", charging" if card.is_charging else "")
        due = f", due {moment(card.due_at, zone, now)}" if card.due_at else ""
        lines.append(FactLine("In whose hands", f"{card.holder_name}{due}" if card.holder_name else "nobody’s"))
        lines.append(FactLine("Battery", battery))
        if card.note:
            lines.append(FactLine("Note", card.note))
    if row.destroy_asked_by:
        lines.append(FactLine("Destroying asked by", row.destroy_asked_by, Tone.BAD))
    return tuple(lines)


def hand_row(hand: HandsRow, number: int, zone: ZoneInfo, now: datetime, *, with_device: bool = False) -> TableRow:
    """One step of a history. A step that does not stand says so."""
    text = hand.text if hand.stands else f"Does not stand: two kiosks at once. {hand.text}".strip()
    cells = [
        Cell(words=moment(hand.at, zone, now), order=-hand.at.timestamp()),
        Cell(words=hand_words(hand.what)),
        Cell(words=hand.who),
        Cell(words=text, is_quiet=True),
    ]
    if with_device:
        cells.insert(1, Cell(words=hand.device_name))
    return TableRow(id=str(number), cells=tuple(cells))


def pairing_of(state: DevicesState, now: datetime) -> PairingPart | None:
    """The pairing sheet; the device's own word that it is paired ends it."""
    pairing = state.pairing
    if pairing is None:
        return None
    row = next((each for each in state.rows if each.id == pairing.shown.device_id), None)
    seconds = max(0, int((pairing.shown.expires_at - now).total_seconds()))
    left = f"{seconds // 60} min {seconds % 60:02} s left" if seconds else ""
    is_paired = row is not None and row.is_paired and not row.is_revoked
    title = f"{pairing.name} is paired" if is_paired else f"Pair {pairing.name}"
    return PairingPart(title=title, line=pairing.shown.line, left=left, is_paired=is_paired, error=pairing.error, busy=pairing.busy)


def sentence(words: str) -> str:
    """Words as a sentence: "its numbers were used twice" begins with a capital and ends with a stop."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else ".")
