"""Whether a video keeps its sound in one child's journal. Nobody is heard until a person says whose voices they are (C21, C22, L19).

A voice cannot be covered alone, so one child who may not be heard there makes the whole video silent there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.consent import ConsentFacts
from domain.covering import SEEN, Region, why_of_child
from domain.ids import ChildId


def voices_in(heard: Iterable[ChildId], regions: Iterable[Region]) -> tuple[ChildId, ...]:
    """Every child whose voice must be allowed: whom the person heard, and whom the picture names. regions: those of the kept part."""
    named = (region.child for region in regions if region.child is not None)
    return tuple(dict.fromkeys((*heard, *named)))


def who_must_be_silent(voices: Iterable[ChildId], journal: ChildId, facts: ConsentFacts, now: datetime) -> tuple[ChildId, ...]:
    """Those of `voices` who may not be heard in `journal`; empty = the sound may go along there.

    A voice goes no further than the face, and nowhere without its own permission.
    """
    own = facts.scope_of(journal, now)
    return tuple(
        child
        for child in voices
        if not facts.is_voice_allowed(child, now) or why_of_child(child, journal, own, facts.scope_of(child, now)) not in SEEN
    )
