"""Who is heard in a video, in words. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.ui.office.parts.wording import listed

STEPS = 10  # of a video's volume, from silent to loudest
NO_LOUDSPEAKER = "No loudspeaker here. This video has sound."
SILENT_HERE = "Without sound in this journal"
SILENT, SOUNDING = "Without sound", "With sound"


@dataclass(frozen=True, slots=True)
class Heard:
    """Who is heard in a video, by first name, as its author said; was_wished: that its sound goes along wherever it may."""

    was_wished: bool = False
    names: tuple[str, ...] = ()


SAID_NOTHING = Heard()


def heard_words(names: Sequence[str]) -> str:
    """ "Heard: Amelia and Noah, nobody else"."""
    return f"Heard: {listed(names)}, nobody else" if names else "Heard: no child, only grown-ups"


def sound_words(heard: Heard, *, has_sound: bool, can_be_heard: bool, steps: int = STEPS) -> str:
    """The line below a video. has_sound: of the bytes themselves, whatever was wished; steps: of its volume."""
    if not has_sound:
        return SILENT_HERE if heard.was_wished else SILENT
    told = heard_words(heard.names) if heard.was_wished else SOUNDING
    if not can_be_heard:
        return f"{NO_LOUDSPEAKER} {told}"
    return told if steps == STEPS else f"{told} · volume {100 * steps // STEPS} %"
