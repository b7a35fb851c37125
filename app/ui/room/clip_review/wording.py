"""What the review of a video says otherwise than that of a photo. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.room.face_review.screen import MarkKind, Question
from app.ui.room.face_review.state import ReviewWords
from app.ui.room.face_review.wording import counted
from domain.covering import Region, Source

LOOKING = "Daybook is looking for faces in every moment of the video. You can write meanwhile."
HELD = "Daybook could not look for faces, so this video stays here. Look again, or discard it."
NOT_SHOWN = "The video is not shown before Daybook has looked for faces."
COVERING = "One moment: covering it."
WORDS = ReviewWords(
    title="Who is in this video?",
    thing="Video",
    finishing="The video is being kept.",
    looking=LOOKING,
    held=HELD,
    coming=LOOKING,
    stop="{name} cannot be in a video",
    discard="Discard the video",
)
LOOKING_TITLE, LOOKING_LINE = "Looking for faces", "It takes a minute or two, and goes on while you write."
SEVERAL = {
    0: ("Tap the faces of one child", "They stand below the picture. Then tap the child."),
    1: ("Tap this child’s other faces", "Then tap the child once for all of them."),
}


def clip_line(number: int, photos: int, regions: Sequence[Region], *, seconds: float, is_looking: bool) -> str:
    """ "2 of 3 · 12 seconds · 3 faces, 1 maybe"."""
    place = f"{number} of {photos} · " if photos > 1 else ""
    faces = sum(region.source is Source.FACE for region in regions)
    maybes = sum(region.source is Source.MAYBE for region in regions)
    found = "looking for faces" if is_looking else counted(faces, "face", "faces")
    return f"{place}{second_words(seconds)} · {found}" + (f", {counted(maybes, 'maybe', 'maybes')}" if maybes else "")


def second_words(seconds: float) -> str:
    """ "1 second", "12 seconds", "1.5 seconds": whole ones from ten on."""
    told = f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.1f}".removesuffix(".0")
    return f"{told} second{'' if told == '1' else 's'}"


def looking_words(share: float) -> str:
    """ "Looking for faces, 40 %"."""
    return f"Looking for faces, {round(100 * share)} %"


def waiting_words(share: float) -> str:
    """What stands in the picture's place while it is looked at."""
    return f"{looking_words(share)}\nThe video is shown once they are covered."


def several_question(number: int) -> Question:
    """What is asked about several faces at once."""
    title, line = SEVERAL.get(number, (f"Who are these {number}?", "Tap the child once for all of them."))
    return Question(title=title, line=line, kind=MarkKind.COVERED, is_left=False, is_else=False)
