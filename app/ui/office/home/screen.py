"""What the moderation page shows of pictures from home: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.ui.room.face_review.screen import Wish


class Act(StrEnum):
    """What can be done with one picture."""

    REVIEW = "review"
    LEAVE_OUT = "leave_out"
    SEARCH = "search"


ACT_WORDS = {
    Act.REVIEW: ("Look again", "scan-face"),
    Act.LEAVE_OUT: ("Leave it out", "eye-off"),
    Act.SEARCH: ("Try again", "refresh-cw"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """One picture: how far it is in words, with icon and colour token, and what can be done with it."""

    id: str
    name: str
    state: str
    icon: str
    colour: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePart:
    """All pictures of an entry. line: "" once each is reviewed or left out; button: "" when there is nothing to say now."""

    title: str
    line: str
    button: str
    wish: Wish
    rows: tuple[HomeRow, ...]
