"""The lives of a photo, a rendition, an operation (on the tablet) and an entry and its media (on the server)."""

from __future__ import annotations

from enum import StrEnum

from domain.life import IllegalTransition, next_state

__all__ = ["IllegalTransition", "next_state"]


class PhotoState(StrEnum):
    """An original on the tablet. It never leaves it, and never outlives hand-in, discard or the end of the day."""

    CAPTURED = "captured"  # sealed under a key of its own
    REVIEWED = "reviewed"  # a person finished the review; marks can still be changed
    HANDED_IN = "handed_in"  # renditions made, original's key destroyed
    DISCARDED = "discarded"  # key destroyed without any rendition


class PhotoEvent(StrEnum):
    """What can happen to an original."""

    REVIEW = "review"
    REOPEN = "reopen"
    HAND_IN = "hand_in"
    DISCARD = "discard"


PHOTO_STEPS = {
    (PhotoState.CAPTURED, PhotoEvent.REVIEW): PhotoState.REVIEWED,
    (PhotoState.REVIEWED, PhotoEvent.REVIEW): PhotoState.REVIEWED,
    (PhotoState.REVIEWED, PhotoEvent.REOPEN): PhotoState.CAPTURED,
    (PhotoState.REVIEWED, PhotoEvent.HAND_IN): PhotoState.HANDED_IN,
    (PhotoState.CAPTURED, PhotoEvent.DISCARD): PhotoState.DISCARDED,
    (PhotoState.REVIEWED, PhotoEvent.DISCARD): PhotoState.DISCARDED,
}


class RenditionState(StrEnum):
    """One covered picture for one journal, on the tablet."""

    QUEUED = "queued"  # covered for its journal, allowed, waiting in the outbox
    HELD = "held"  # a rule forbids sending it for now
    ACKNOWLEDGED = "acknowledged"  # the server proved that it holds the same bytes
    WIPING = "wiping"  # the key is destroyed, the file may still lie there
    WIPED = "wiped"  # only this row is left on the tablet


class RenditionEvent(StrEnum):
    """What can happen to a rendition on the tablet."""

    HOLD = "hold"
    RELEASE = "release"
    ACKNOWLEDGE = "acknowledge"
    DESTROY_KEY = "destroy_key"
    UNLINK = "unlink"


RENDITION_STEPS = {
    (RenditionState.QUEUED, RenditionEvent.HOLD): RenditionState.HELD,  # consent withdrawn while waiting
    (RenditionState.HELD, RenditionEvent.RELEASE): RenditionState.QUEUED,  # covered further, allowed again
    (RenditionState.HELD, RenditionEvent.DESTROY_KEY): RenditionState.WIPING,  # the person discards it
    (RenditionState.QUEUED, RenditionEvent.ACKNOWLEDGE): RenditionState.ACKNOWLEDGED,
    (RenditionState.ACKNOWLEDGED, RenditionEvent.DESTROY_KEY): RenditionState.WIPING,
    (RenditionState.WIPING, RenditionEvent.UNLINK): RenditionState.WIPED,
}


class OpState(StrEnum):
    """One operation in the tablet's outbox."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"  # the server applied it; kept until a backup holds it too
    NEEDS_YOU = "needs_you"  # the server cannot take it as it is; kept, shown
    BACKED_UP = "backed_up"  # its sequence lies in a backup: the row may go


class OpEvent(StrEnum):
    """What can happen to an operation."""

    ACKNOWLEDGE = "acknowledge"
    REFUSE = "refuse"
    RETRY = "retry"
    BACK_UP = "back_up"
    SERVER_RESTORED = "server_restored"  # a new epoch: push again what no backup holds


OP_STEPS = {
    (OpState.WAITING, OpEvent.ACKNOWLEDGE): OpState.ACKNOWLEDGED,
    (OpState.WAITING, OpEvent.REFUSE): OpState.NEEDS_YOU,
    (OpState.NEEDS_YOU, OpEvent.RETRY): OpState.WAITING,
    (OpState.ACKNOWLEDGED, OpEvent.BACK_UP): OpState.BACKED_UP,
    (OpState.ACKNOWLEDGED, OpEvent.SERVER_RESTORED): OpState.WAITING,
}


class MediaState(StrEnum):
    """One rendition's bytes on the server."""

    EXPECTED = "expected"  # created, bytes arriving
    RECEIVED = "received"  # proved, sealed under the child's key
    REFUSED = "refused"  # decoded wrongly or mismatched: nothing of it is served
    DESTROYED = "destroyed"  # removed with its entry, or deleted with its child


class MediaEvent(StrEnum):
    """What can happen to a rendition's bytes on the server."""

    PROVE = "prove"
    REFUSE = "refuse"
    DESTROY = "destroy"


MEDIA_STEPS = {
    (MediaState.EXPECTED, MediaEvent.PROVE): MediaState.RECEIVED,
    (MediaState.EXPECTED, MediaEvent.REFUSE): MediaState.REFUSED,
    (MediaState.REFUSED, MediaEvent.PROVE): MediaState.RECEIVED,
    (MediaState.RECEIVED, MediaEvent.REFUSE): MediaState.REFUSED,  # the receipt proves bytes; the pixels are decoded right after it
    (MediaState.RECEIVED, MediaEvent.DESTROY): MediaState.DESTROYED,
    (MediaState.REFUSED, MediaEvent.DESTROY): MediaState.DESTROYED,
}


class EntryState(StrEnum):
    """One entry on the server."""

    WAITING = "waiting"  # in the moderation queue
    PUBLISHED = "published"  # in its journals
    RETURNED = "returned"  # back with its author, with a reason
    REMOVED = "removed"  # never (again) in a journal; kept sealed by the retention rule


class EntryEvent(StrEnum):
    """What can happen to an entry on the server."""

    APPROVE = "approve"
    RETURN = "return"
    REMOVE = "remove"
    PULL = "pull"  # a permission changed, and a picture of it cannot be covered further: a moderator looks again
    AMEND = "amend"  # a new version: back to moderation (R6)
    UNDO = "undo"  # the moderator takes the last step back


ENTRY_STEPS = {
    (EntryState.WAITING, EntryEvent.APPROVE): EntryState.PUBLISHED,
    (EntryState.WAITING, EntryEvent.RETURN): EntryState.RETURNED,
    (EntryState.WAITING, EntryEvent.REMOVE): EntryState.REMOVED,
    (EntryState.PUBLISHED, EntryEvent.REMOVE): EntryState.REMOVED,
    (EntryState.PUBLISHED, EntryEvent.PULL): EntryState.WAITING,
    (EntryState.PUBLISHED, EntryEvent.AMEND): EntryState.WAITING,
    (EntryState.RETURNED, EntryEvent.AMEND): EntryState.WAITING,
    (EntryState.PUBLISHED, EntryEvent.UNDO): EntryState.WAITING,
    (EntryState.RETURNED, EntryEvent.UNDO): EntryState.WAITING,
    (EntryState.REMOVED, EntryEvent.UNDO): EntryState.WAITING,
}
