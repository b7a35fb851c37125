"""What the board shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.ui.theme.tokens import Tone


class CardDeed(StrEnum):
    """What a tap on a card begins."""

    SIGN_OUT = "sign_out"
    SIGN_IN = "sign_in"
    SEE_REPORT = "see_report"
    FOUND = "found"
    SEE_GONE = "see_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardScreen:
    """One tablet. `missing`: why its button rests; `is_first`: the button that the person most likely came for."""

    device_id: str
    number: str
    word: str
    icon: str
    tone: Tone
    line: str
    second: str
    deed: CardDeed
    button: str
    button_icon: str
    missing: str = ""
    is_first: bool = False
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepScreen:
    """One line of the panel on the right. `can_tick`: a person looks and ticks; the others tick themselves."""

    name: str
    title: str
    detail: str
    is_done: bool
    is_stuck: bool = False
    can_tick: bool = False
    tone: Tone = Tone.BAD  # of its fill while it is stuck


class PanelKind(StrEnum):
    """What the panel on the right is about."""

    LOADING = "loading"
    OPENING = "opening"
    CLOSING = "closing"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelScreen:
    """The panel on the right: title, progress, its lines, a word under them and the one button. `missing` is why the button rests."""

    kind: PanelKind
    title: str
    steps: tuple[StepScreen, ...] = ()
    done_words: str = ""
    share: float = 0.0
    call: str = ""
    call_icon: str = "phone"
    button: str = ""
    button_icon: str = ""
    missing: str = ""
    second_button: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeScreen:
    """A bar over the cards. `action` "" = there is nothing to tap."""

    words: str
    tone: Tone = Tone.WARN
    icon: str = "circle-alert"
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardScreen:
    """The whole board. `alarm` 0 to 3 decides the sound; `offline` says why the steps rest."""

    second: str
    clock: str
    offline: str = ""
    cards: tuple[CardScreen, ...] = ()
    panel: PanelScreen
    alarm: int = 0
    alarm_bar: NoticeScreen | None = None
    notice: NoticeScreen | None = None
    message: str = ""
