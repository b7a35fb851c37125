"""What the sync panel shows, and the words it is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.services.sending import SyncPanel, SyncRow, SyncWord
from app.ui.theme.tokens import Tone
from domain.wire import ChildFact

COUNT = re.compile(r"(\d+) of (\d+)")
KEPT = "Everything is kept on this tablet. It leaves when the nursery’s own network is here."
BY_ITSELF = "Things leave this tablet by themselves."
ALL_GONE = "Nothing waits on this tablet."
TRYING = "Trying now"


@dataclass(frozen=True, slots=True)
class WordLook:
    """How one of the five words looks: its first line, its second, icon and tone."""

    first: str
    second: str
    icon: str
    tone: Tone | None  # None = plain ink


WORDS = {
    SyncWord.SENT: WordLook("Sent", "and removed from this tablet", "circle-check", Tone.OK),
    SyncWord.SENDING: WordLook("Sending", "", "send", Tone.INFO),
    SyncWord.WAITING: WordLook("Waiting its turn", "", "hourglass", None),
    SyncWord.SAVED: WordLook("Saved on this tablet", "", "hard-drive", None),
    SyncWord.NEEDS_YOU: WordLook("Needs you", "", "circle-alert", Tone.WARN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncLine:
    """One thing. `avatar` is None when it is about several children."""

    id: str
    names: str
    what: str
    avatar: int | None
    look: WordLook
    detail: str
    when: str
    needs_you: bool


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Why the tablet was offline, and when."""

    when: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncScreen:
    """The whole panel. `share` is how much of the batch is done, 0 to 1, or None when nothing is being sent."""

    headline: str = "One moment"
    line: str = ""
    icon: str = "hard-drive"
    tone: Tone = Tone.QUIET
    share: float | None = None
    lines: tuple[SyncLine, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    is_trying: bool = False
    message: str = ""


def screen_of(panel: SyncPanel, children: Sequence[ChildFact], zone: ZoneInfo, *, is_trying: bool = False) -> SyncScreen:
    """The panel in words."""
    avatars = {child.id: child.avatar for child in children}
    counted = COUNT.search(panel.headline)
    share = (int(counted[1]) - 1) / max(1, int(counted[2])) if counted else None
    icon, tone = ("send", Tone.INFO) if counted else ("wifi", Tone.OK) if panel.on_network else ("cloud-off", Tone.WARN)
    return SyncScreen(
        headline=TRYING if is_trying else panel.headline,
        line=(BY_ITSELF if panel.waiting else ALL_GONE) if panel.on_network else KEPT,
        icon=icon,
        tone=tone,
        share=share,
        lines=tuple(line_of(row, avatars, zone) for row in panel.rows),
        notes=tuple(NoteLine(f"{note.at.astimezone(zone):%H:%M}", note.sentence) for note in panel.offline_notes),
        is_trying=is_trying,
    )


def line_of(row: SyncRow, avatars: dict[str, int], zone: ZoneInfo) -> SyncLine:
    """One thing in words."""
    when = {SyncWord.SENDING: "now", SyncWord.SAVED: "draft", SyncWord.WAITING: ""}.get(row.word, f"{row.at.astimezone(zone):%H:%M}")
    return SyncLine(
        id=row.id,
        names=row.names,
        what=row.what,
        avatar=avatars.get(row.children[0]) if len(row.children) == 1 else None,
        look=WORDS[row.word],
        detail=row.detail,
        when=when,
        needs_you=row.word is SyncWord.NEEDS_YOU,
    )
