"""Videos with sound at every moment of their life. The server's own search for faces is left out: it takes long, and hears nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from server.journal import preparing
from server.journal.models import Rendition
from server.media.chest import chest
from tests.server.devices import Tablet, child, region
from tests.server.journal.rechecks import approve, fresh
from tests.server.moving import LEFT, moves, promise, sounding_clip


def ids(*names: str) -> list[str]:
    return [str(child(name).pk) for name in names]


def sounding(tablet: Tablet, journal: str, *, seen: str = "", **other: Any) -> dict[str, Any]:
    """A promised video with sound. seen: whose face is seen in it; nobody was asked about the one who is covered otherwise."""
    return promise(tablet, journal, [region(LEFT, names=seen) if seen else region(LEFT)], content=sounding_clip(), has_sound=True, **other)


def expected(journal: str = "Amelia", *, heard: Sequence[str], tablet: Tablet | None = None, **other: Any) -> Rendition:
    """A video that was handed in, and not uploaded yet. heard: ids."""
    tablet = tablet or Tablet()
    promised = sounding(tablet, journal, **other)
    _, result = tablet.hand_in(journal, pictures=[promised], clips=[moves(promised, has_sound=True, heard=heard)])
    assert result.outcome.value == "applied", result
    Rendition.objects.filter(pk=promised["id"]).update(looked_at=timezone.now())
    return fresh(promised["id"])


def received(journal: str = "Amelia", *, heard: Sequence[str], **other: Any) -> Rendition:
    """The same, uploaded and not drawn yet."""
    tablet = Tablet()
    rendition = expected(journal, heard=heard, tablet=tablet, **other)
    upload(tablet, rendition)
    return fresh(rendition.pk)


def upload(tablet: Tablet, rendition: Rendition) -> None:
    content = sounding_clip()
    promised = {"id": str(rendition.pk), "sha256": rendition.media.sha256, "bytes": len(content)}
    assert tablet.upload(promised, content).status_code == 204


def waiting(journal: str = "Amelia", *, heard: Sequence[str], **other: Any) -> Rendition:
    """The same, drawn: it waits for the moderator."""
    rendition = received(journal, heard=heard, **other)
    preparing.prepare_all()
    return fresh(rendition.pk)


def published(journal: str = "Amelia", *, heard: Sequence[str], **other: Any) -> Rendition:
    """The same, approved: its families hear it."""
    rendition = waiting(journal, heard=heard, **other)
    approve(rendition.entry)
    return fresh(rendition.pk)


def served_sound(rendition: Rendition) -> bool | None:
    """Whether the file that is served has sound; None while none is served."""
    media = fresh(rendition.pk).media
    return has_sound(media.served_sha256, media.child_id) if media.served_sha256 else None


def has_sound(sha256: str, owner: Any) -> bool:
    found: bool = chest().worker.video_measure(chest().blobs.open(owner, chest().keys.child(owner), sha256)).has_sound
    return found
