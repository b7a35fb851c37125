"""A tablet in the words of the board. Pure: a card of the server in, what is drawn out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.services.at_kiosk import short_number
from app.ui.kiosk.screen import CardDeed, CardScreen
from app.ui.theme.tokens import Tone
from app.ui.widgets.paint import isolated
from domain.tablet_day import DayState
from domain.tablets import LOW_BATTERY_PERCENT, SIGN_OUT_SENTENCES, SignOutRefusal, Standing
from domain.wire.kiosk import Board, TabletCard

# The word, its shape and its colour: never one of them alone.
WORDS: dict[Standing, tuple[str, str, Tone]] = {
    Standing.IN: ("In", "circle-check", Tone.OK),
    Standing.LOW_BATTERY: ("In, low battery", "battery-low", Tone.WARN),
    Standing.NOT_CLEAR: ("Returned, not clear", "hourglass", Tone.WARN),
    Standing.OUT: ("Out", "user-check", Tone.INFO),
    Standing.LATE: ("Late", "clock", Tone.BAD),
    Standing.OUT_OF_USE: ("Out of use", "circle-x", Tone.BAD),
    Standing.MISSING: ("Missing", "search", Tone.BAD),
    Standing.LOST: ("Lost", "triangle-alert", Tone.BAD),
}
BUTTONS: dict[Standing, tuple[CardDeed, str, str]] = {
    Standing.IN: (CardDeed.SIGN_OUT, "Sign out", "log-out"),
    Standing.LOW_BATTERY: (CardDeed.SIGN_OUT, "Sign out", "log-out"),
    Standing.NOT_CLEAR: (CardDeed.SIGN_OUT, "Sign out", "log-out"),
    Standing.OUT: (CardDeed.SIGN_IN, "Sign in", "log-in"),
    Standing.LATE: (CardDeed.SIGN_IN, "Sign in", "log-in"),
    Standing.OUT_OF_USE: (CardDeed.SEE_REPORT, "See report", "file-text"),
    Standing.MISSING: (CardDeed.FOUND, "It was found", "search"),
    Standing.LOST: (CardDeed.SEE_GONE, "See report", "file-text"),
}
HELD = frozenset({Standing.OUT, Standing.LATE})
NO_REPORT = "There is no open report. The office knows why it is out of use."


def card_screen(card: TabletCard, board: Board, zone: ZoneInfo) -> CardScreen:
    """The card as it is drawn."""
    word, icon, tone = WORDS[card.standing]
    deed, button, button_icon = BUTTONS[card.standing]
    line, second = lines_of(card, board, zone)
    return CardScreen(
        device_id=card.device_id,
        number=short_number(card.name),
        word=word,
        icon=icon,
        tone=tone,
        line=line,
        second=second,
        deed=deed,
        button=button,
        button_icon=button_icon,
        missing=missing_of(card, board),
        is_first=card.standing in HELD,
        is_late=card.standing is Standing.LATE,
    )


def lines_of(card: TabletCard, board: Board, zone: ZoneInfo) -> tuple[str, str]:
    """What stands under the word: where it is or who has it, then what follows from that."""
    holder = isolated(card.holder_name) if card.holder_name else "Somebody"
    if card.standing is Standing.OUT:
        return f"{holder} since {moment(card.since, zone)}", f"Back by {moment(card.due_at, zone)} · {unsent(card.waiting)}"
    if card.standing is Standing.LATE:
        return f"{holder}, due {moment(card.due_at, zone)}", seen(card, zone)
    if card.standing in (Standing.MISSING, Standing.LOST):
        had = f"{holder} had it" if card.holder_name else "Not in the cabinet"
        return had, seen(card, zone)
    if card.standing is Standing.OUT_OF_USE:
        return card.note or "Put aside", "Waiting for repair" if card.damage_id else "Ask the office"
    place = f"{slot(card)} · {battery(card)}"
    if card.standing is Standing.NOT_CLEAR:
        left = card.note or (unsent(card.waiting) if card.waiting else "waits for its word")
        return f"{slot(card)} · {left}", "Leave it on the dock until it is clear"
    if card.standing is Standing.LOW_BATTERY:
        return place, instead(card, board)
    return place, card.note or "Ready to take"


def missing_of(card: TabletCard, board: Board) -> str:
    """Why the card's button rests, "" = it acts."""
    if card.standing is Standing.OUT_OF_USE:
        return "" if card.damage_id else NO_REPORT
    if BUTTONS[card.standing][0] is not CardDeed.SIGN_OUT:
        return ""
    if board.day is DayState.CLOSED:
        return "The day is closed. Open it again first."
    if board.day is DayState.NOT_OPEN:
        return SIGN_OUT_SENTENCES[SignOutRefusal.DAY_NOT_OPEN]
    if card.standing is Standing.LOW_BATTERY:
        return f"{SIGN_OUT_SENTENCES[SignOutRefusal.LOW_BATTERY].split('.')[0]}. {instead(card, board)}."
    return ""


def instead(card: TabletCard, board: Board) -> str:
    """Which tablets to take in its place: at most two, the fullest first."""
    ready = [other for other in board.tablets if other.standing is Standing.IN and other.device_id != card.device_id]
    ready.sort(key=lambda other: -(other.battery if other.battery is not None else LOW_BATTERY_PERCENT))
    numbers = sorted((short_number(other.name) for other in ready[:2]), key=natural)
    return f"Take {' or '.join(numbers)} instead" if numbers else "No other tablet is ready"


def battery(card: TabletCard) -> str:
    """ "charging 84 %", "22 % and rising", or what is known."""
    if card.battery is None:
        return "battery not known"
    if card.standing is Standing.LOW_BATTERY:
        tail = " and rising" if card.is_rising else ", not rising" if card.is_rising is False else ""
        return f"{card.battery} %{tail}"
    if card.is_charging and card.is_rising is False:
        return f"{card.battery} %, not rising"  # C46: on the dock, and the light is not on
    return f"charging {card.battery} %" if card.is_charging else f"{card.battery} %"


def unsent(waiting: int | None) -> str:
    """What a tablet has not sent."""
    if waiting is None:
        return "not heard from"
    return f"{waiting} not sent yet" if waiting else "everything sent"


def seen(card: TabletCard, zone: ZoneInfo) -> str:
    """When it was last heard, and of which room it is."""
    if card.last_seen_at is None:
        return "Not seen today"
    room = f" in {card.room_name}" if card.room_name else ""
    return f"Last seen {moment(card.last_seen_at, zone)}{room}"


def slot(card: TabletCard) -> str:
    """Where it stands on the dock."""
    return f"Slot {card.slot}" if card.slot is not None else "No slot"


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    """17:30, or a dash when it is not known."""
    return f"{at.astimezone(zone):%H:%M}" if at is not None else "–"


def natural(number: str) -> tuple[int, str]:
    """2 before 10."""
    return (int(number), "") if number.isdigit() else (10_000, number)


def listed(numbers: list[str]) -> str:
    """ "2", "2 and 6", "2, 4 and 6"."""
    return numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}" if numbers else ""
