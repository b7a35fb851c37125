"""What the kiosk knows, and the board that follows from it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.services.at_kiosk import short_number
from app.ui.kiosk.screen import BoardScreen, NoticeScreen, PanelKind, PanelScreen, StepScreen
from app.ui.kiosk.wording import HELD, card_screen, instead, lines_of, listed, moment, natural
from app.ui.theme.tokens import Tone
from app.ui.widgets.paint import isolated
from domain.tablet_day import TICKED, DayState
from domain.tablets import Standing
from domain.wire.kiosk import Board, ClosingLine, TabletCard

ELSEWHERE = frozenset({Standing.OUT, Standing.LATE, Standing.LOST})  # not looked for in the cabinet when the day begins
PAUSED = "Daybook is paused. Tablets take no pictures until the office says more."
ATTEST = "The weekly check of the tablets is due."


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskState:
    """All that can change. `ahead`: the server's clock minus the kiosk's; `seen`: tablets ticked as here, for opening the day."""

    board: Board | None = None
    ahead: timedelta = timedelta(0)
    offline: str = ""
    seen: frozenset[str] = frozenset()
    is_busy: bool = False
    message: str = ""


def screen_of(state: KioskState, zone: ZoneInfo, now: datetime) -> BoardScreen:
    """The board; `now` is the kiosk's clock."""
    at = (now + state.ahead).astimezone(zone)
    board = state.board
    day = f"{at:%A} {at.day} {at:%B}"
    if board is None:
        panel = PanelScreen(kind=PanelKind.LOADING, title="Asking the nursery’s server…" if not state.offline else "Out of reach")
        return BoardScreen(second=day, clock=f"{at:%H:%M}", offline=state.offline, panel=panel, message=state.message)
    return BoardScreen(
        second=f"{day} · we close at {board.closes}",
        clock=f"{at:%H:%M}",
        offline=state.offline,
        cards=tuple(card_screen(card, board, zone) for card in board.tablets),
        panel=panel_of(state, board, zone),
        alarm=board.alarm,
        alarm_bar=alarm_bar(board, at),
        notice=notice_of(board),
        message=state.message,
    )


def panel_of(state: KioskState, board: Board, zone: ZoneInfo) -> PanelScreen:
    """The right side: what the day needs next."""
    if board.day is DayState.NOT_OPEN:
        return opening_panel(state, board, zone)
    if board.day is DayState.CLOSED:
        return closed_panel(board)
    return closing_panel(board, zone)


# -- Opening --------------------------------------------------------------------------------------------------------------------------


def to_look_for(board: Board) -> tuple[TabletCard, ...]:
    """The tablets that should stand in the cabinet when the day begins."""
    return tuple(card for card in board.tablets if card.standing not in ELSEWHERE)


def opening_panel(state: KioskState, board: Board, zone: ZoneInfo) -> PanelScreen:
    """Every tablet, ticked as soon as somebody sees it."""
    wanted = to_look_for(board)
    steps = tuple(opening_step(card, board, zone, is_here=card.device_id in state.seen) for card in wanted)
    done = sum(step.is_done for step in steps)
    low = [card for card in wanted if card.standing is Standing.LOW_BATTERY]
    return PanelScreen(
        kind=PanelKind.OPENING,
        title="Opening the day",
        steps=steps,
        done_words=f"{done} of {len(steps)} here",
        share=done / len(steps) if steps else 1,
        call=f"{short_number(low[0].name)} is at {low[0].battery} %. {instead(low[0], board)}." if low else "",
        call_icon="battery-low",
        button="Open the day",
        button_icon="sun",
        missing="" if done or not steps else "Tick each tablet that you see. We ask about the others.",
    )


def opening_step(card: TabletCard, board: Board, zone: ZoneInfo, *, is_here: bool) -> StepScreen:
    """One tablet of the opening list."""
    line, _ = lines_of(card, board, zone)
    is_low = card.standing is Standing.LOW_BATTERY
    return StepScreen(
        name=card.device_id,
        title=f"Tablet {short_number(card.name)}",
        detail="Missing. Tick it when it is here." if card.standing is Standing.MISSING else line,
        is_done=is_here,
        is_stuck=not is_here and (is_low or card.standing is Standing.MISSING),
        can_tick=True,
        tone=Tone.WARN if is_low else Tone.BAD,
    )


# -- Closing --------------------------------------------------------------------------------------------------------------------------


def closing_panel(board: Board, zone: ZoneInfo) -> PanelScreen:
    """The six steps, the last call, and the button that wakes when nothing is missing."""
    done = sum(line.is_done for line in board.steps)
    last = board.calls[-1] if board.calls else None
    return PanelScreen(
        kind=PanelKind.CLOSING,
        title="Closing the day",
        steps=tuple(closing_step(line) for line in board.steps),
        done_words=f"{done} of {len(board.steps)} done",
        share=done / len(board.steps) if board.steps else 0,
        call=f"{last.text}, {moment(last.at, zone)}" if last else "",
        button="Close the day",
        button_icon="lock",
        missing=close_missing(board),
    )


def closing_step(line: ClosingLine) -> StepScreen:
    """One line of the closing list."""
    can_tick = line.step in TICKED
    return StepScreen(
        name=line.step.value, title=line.title, detail=line.detail, is_done=line.is_done, is_stuck=line.is_stuck, can_tick=can_tick
    )


def close_missing(board: Board) -> str:
    """Why the day cannot close, tablets and last holders by name; the server says it again."""
    away = [card for card in board.tablets if card.standing in HELD]
    if away:
        return f"Not yet: {'; '.join(held_by(card) for card in away)}. Sign {'it' if len(away) == 1 else 'them'} in first."
    if missing := [card for card in board.tablets if card.standing is Standing.MISSING]:
        named = "; ".join(held_by(card) for card in missing)
        return f"Not yet: {named}. Find {'it' if len(missing) == 1 else 'them'}, or report the loss."
    if any(line.step in TICKED and not line.is_done for line in board.steps):
        return "Tick each step of the list first."
    return ""


def held_by(card: TabletCard) -> str:
    """ "6 is with Jo Patel", or that it is missing and who had it last."""
    number = short_number(card.name)
    if card.standing is Standing.MISSING:
        return f"{number} is missing" + (f", {isolated(card.holder_name)} had it last" if card.holder_name else "")
    return f"{number} is with {isolated(card.holder_name)}"


def closed_panel(board: Board) -> PanelScreen:
    """The day is over."""
    return PanelScreen(
        kind=PanelKind.CLOSED,
        title="The day is closed",
        steps=tuple(StepScreen(name=line.step.value, title=line.title, detail=line.detail, is_done=True) for line in board.steps),
        done_words=f"Locked by {isolated(board.closed_by)}" if board.closed_by else "The cabinet is locked",
        share=1,
        button="Print the report",
        button_icon="printer",
        second_button="Open again",
    )


# -- Bars -----------------------------------------------------------------------------------------------------------------------------


def alarm_bar(board: Board, at: datetime) -> NoticeScreen | None:
    """The bar at thirty and ten minutes before closing, and from closing on, while a tablet is out (C45)."""
    away = sorted((short_number(card.name) for card in board.tablets if card.standing in HELD), key=natural)
    if not board.alarm or not away:
        return None
    verb = "is" if len(away) == 1 else "are"
    name = "Tablet" if len(away) == 1 else "Tablets"
    if board.alarm >= len(BAR_TONES) or board.closes_at is None:
        when = f"We closed at {board.closes}."
    else:
        left = max(1, round((board.closes_at - at).total_seconds() / 60))
        when = f"We close in {left} minute{'s' if left != 1 else ''}."
    tone = BAR_TONES[min(board.alarm, len(BAR_TONES)) - 1]
    return NoticeScreen(words=f"{name} {listed(away)} {verb} still out. {when}", tone=tone, icon="bell-ring", action="I have called them")


BAR_TONES = (Tone.WARN, Tone.WARN, Tone.BAD)  # thirty minutes, ten minutes, closing time


def notice_of(board: Board) -> NoticeScreen | None:
    """The most urgent other thing to say; None = nothing."""
    if board.is_paused:
        return NoticeScreen(words=PAUSED, tone=Tone.BAD, icon="shield-alert")
    if board.anomalies:
        more = f" And {len(board.anomalies) - 1} more." if len(board.anomalies) > 1 else ""
        return NoticeScreen(words=f"{board.anomalies[0]}{more}", tone=Tone.BAD, icon="triangle-alert", action="See all" if more else "")
    if board.attest_due and board.day is DayState.OPEN:
        return NoticeScreen(words=ATTEST, icon="list-checks", action="Do it now")
    return None
