"""What the camera screen shows beside the live picture, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.services.pixels import Preview
from app.ui.room.work_bar import connection_sign
from app.ui.theme.tokens import Tone
from domain.ids import PhotoId


class ShotWord(StrEnum):
    """What a small picture of this entry waits for."""

    LOOKING = "looking"
    TO_NAME = "to name"
    NAMED = "named"
    NO_FACE = "no face"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class ShotTile:
    """One photo of this entry. `picture` is covered, always; None while it is being made."""

    photo_id: PhotoId
    word: ShotWord
    picture: Preview | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """The connection's words in the rail."""

    words: str
    icon: str
    tone: Tone


def waiting_line(pill: str) -> WaitingLine:
    """The narrow rail's words for what `Sending.pill` says: how many wait, else on or off; the sign tells the network."""
    icon, tone = connection_sign(pill)
    return WaitingLine(pill.split(" · ")[-1], icon, tone)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraScreen:
    """Everything but the live picture. `problem` stands where the picture would be; `missing` is why Name faces rests."""

    for_words: str
    seed: int | None
    person: tuple[str, str]
    shots: tuple[ShotTile, ...] = ()
    waiting: WaitingLine | None = None
    is_taking: bool = False
    can_turn: bool = True
    problem: str = ""
    missing: str = ""
