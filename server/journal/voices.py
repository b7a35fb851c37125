"""Whose voices a clip of a journal has, and whether they are heard there. Whoever the picture names counts as heard (C21, L19)."""

from __future__ import annotations

from domain.ids import ChildId
from domain.sound import voices_in
from server.journal.bodies import clip_of, rule_regions
from server.journal.models import Rendition


def voices_of(rendition: Rendition) -> tuple[ChildId, ...]:
    """The children whose voices came with it; nobody where it came without sound."""
    return voices_in(map(ChildId, clip_of(rendition).heard), rule_regions(rendition)) if rendition.has_sound else ()


def is_heard(rendition: Rendition) -> bool:
    """Whether it came with sound and the server has not taken that away: it never gives it back."""
    return rendition.has_sound and rendition.silenced_at is None
