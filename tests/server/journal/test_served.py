"""Files that are served: who looks at a finished one waits for nobody, and one that somebody still needs is not dropped."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.utils import timezone

from server.journal import pictures
from server.journal.models import HomePicture, Rendition
from server.journal.pictures import PictureNotReady, prepare, served_bytes
from server.journal.served import drop_files, keep, opened
from server.media.models import MarkedClip
from tests.server.journal.rechecks import painter, parent, promised, say

__all__ = ["painter"]
pytestmark = pytest.mark.usefixtures("painter")
SAME = b"the same bytes"


class Drawing:
    """The lock of a drawing that does not end."""

    def __enter__(self) -> None:
        raise TimeoutError("Another picture is being drawn")

    def __exit__(self, *raised: object) -> None:
        """Never entered."""


@pytest.fixture
def rendition() -> Rendition:
    return promised("Amelia")[0]


def test_a_finished_picture_waits_for_no_other_that_is_drawn(rendition: Rendition, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = served_bytes(rendition)
    monkeypatch.setattr(pictures, "_one_at_a_time", Drawing())

    assert served_bytes(rendition) == shown

    say("isla.parent", "Isla", says=False)
    with pytest.raises(TimeoutError):
        prepare(rendition, timezone.now())


@pytest.mark.parametrize("kind", [MarkedClip, HomePicture])
def test_a_file_that_is_equal_to_what_somebody_needs_is_not_dropped(rendition: Rendition, kind: Any) -> None:
    media, now, sha256 = rendition.media, timezone.now(), hashlib.sha256(SAME).hexdigest()
    keep(media, sha256, SAME, now)
    if kind is MarkedClip:
        MarkedClip.objects.create(media=media, mark="Kept", of_sha256=media.sha256, sha256=sha256, made_at=now)
    else:
        mother, size = parent("amelia.parent"), {"width": 1, "height": 1, "position": 0}
        HomePicture.objects.create(child=rendition.child, contributor=mother, sha256=sha256, added_at=now, name="a.jpg", **size)

    drop_files(media.child_id, [sha256])
    assert opened(media, sha256) == SAME

    kind.objects.all().delete()
    drop_files(media.child_id, [sha256])
    with pytest.raises(PictureNotReady):
        opened(media, sha256)
