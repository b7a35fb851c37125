"""What the camera screen shows beside the live picture, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.services.pixels import Preview
from app.ui.room.work_bar import connection_sign
from app.ui.theme.tokens import Tone
from domain.ids import PhotoId

NO_PHOTO = "Take a photo first."
NO_VIDEO = "Record a video first."
STOP_FIRST = "Stop the video first."


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
    film: str = ""  # how long a video is, "0:12"; "" for a photo


class FilmState(StrEnum):
    """What the camera does about a video."""

    READY = "ready"
    RUNNING = "running"
    SAVING = "saving"


@dataclass(frozen=True, slots=True)
class FilmLine:
    """The video: its state, how many seconds there are, and whether its sound is wished (while it runs: heard).

    no_sound: why it cannot be wished, a sentence; "" when it can.
    """

    state: FilmState = FilmState.READY
    seconds: float = 0.0
    has_sound: bool = False
    no_sound: str = ""


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """The connection's words in the rail. short: instead of `words` where those have no room; "" = they always have."""

    words: str
    icon: str
    tone: Tone
    short: str = ""


def clock_words(seconds: float) -> str:
    """ "0:12"."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def waiting_line(pill: str) -> WaitingLine:
    """The narrow rail's words for what `Sending.pill` says: how many wait, else on or off; the sign tells the network."""
    icon, tone = connection_sign(pill)
    words = pill.split(" · ")[-1]
    return WaitingLine(words, icon, tone, short=words.removeprefix("Sending "))


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraScreen:
    """Everything but the live picture. `problem` stands where the picture would be; `missing` is why Name faces rests.

    film: None while photos are taken.
    """

    for_words: str
    seed: int | None
    person: tuple[str, str]
    shots: tuple[ShotTile, ...] = ()
    waiting: WaitingLine | None = None
    is_taking: bool = False
    film: FilmLine | None = None
    can_turn: bool = True
    can_film: bool = False
    problem: str = ""
    missing: str = ""


def missing_in(screen: CameraScreen) -> str:
    """Why no face can be named now; "" when one can."""
    if screen.film is not None and screen.film.state is FilmState.RUNNING:
        return STOP_FIRST
    if screen.shots:
        return ""
    return NO_PHOTO if screen.film is None else NO_VIDEO
