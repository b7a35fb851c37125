"""Moving a rendition's bytes one step in their life."""

from __future__ import annotations

from datetime import datetime

from domain.lifecycle import MEDIA_STEPS, MediaEvent, MediaState, next_state
from server.media.models import Media, MediaStep


class Stale(Exception):
    """Somebody else moved the row first."""


def advance(media: Media, event: MediaEvent, at: datetime) -> MediaState:
    """Move a row one step from the state it was read in, and log it, in the caller's transaction. Raises IllegalTransition, Stale."""
    before = MediaState(media.state)
    after = next_state(MEDIA_STEPS, before, event)
    if Media.objects.filter(pk=media.pk, state=before.value).update(state=after.value) != 1:
        raise Stale(str(media.pk))
    MediaStep.objects.create(media=media, before=before.value, after=after.value, at=at)
    media.state = after.value
    return after
