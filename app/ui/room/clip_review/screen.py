"""What the review of a video shows: one frozen value, drawn by the view, made by the presenter."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.ui.room.face_review.screen import FaceMark, ReviewScreen
from domain.ids import ChildId, RegionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """When one face is there, in seconds of the recording: a bar of the timeline."""

    region: RegionId
    start_s: float
    end_s: float
    is_seen: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The recording along a line. start_s, end_s: the part that is kept; `why` says why nothing can be moved now, "" = it can."""

    seconds: float = 0.0
    at_s: float = 0.0
    start_s: float = 0.0
    end_s: float = 0.0
    bars: tuple[Appearance, ...] = ()
    looked: float | None = None  # how far the search is, 0 to 1, while it goes on
    is_playing: bool = False
    is_trimmed: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceChoice:
    """A child in "Who can be heard?". may_be_heard: whether the voice was agreed to at all."""

    child: ChildId
    first_name: str
    avatar: int
    is_heard: bool
    is_in_picture: bool
    may_be_heard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPart:
    """The sound of a video that was recorded with it. words: of its row; is_heard: whether a person has said who can be heard.

    outcome: which family gets it without, and why; told: the same in short; family: what the one gets that is looked at, "" for none.
    """

    words: str
    is_heard: bool
    voices: tuple[VoiceChoice, ...]
    outcome: str
    told: str
    family: str
    is_family_silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipScreen:
    """The whole screen. `review.picture` is a covered frame, in memory only; `review.marks` are all faces, in order of appearance.

    on_picture: the marks of the frame that is shown; covers are drawn for them at once, before the next frame comes covered so.
    picks: the faces chosen together; waiting: what stands in the picture's place; sound: None = it was recorded without.
    """

    review: ReviewScreen = field(default_factory=ReviewScreen)
    on_picture: tuple[FaceMark, ...] = ()
    picks: frozenset[RegionId] = frozenset()
    is_several: bool = False
    timeline: Timeline = field(default_factory=Timeline)
    waiting: str = ""
    sound: SoundPart | None = None
