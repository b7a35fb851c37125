"""A withdrawal and the clips: shown to nobody from the withdrawal on, drawn after the photos, pulled when they cannot be."""

from __future__ import annotations

from collections import Counter

import pytest

from domain.lifecycle import EntryState
from server.journal import preparing
from server.journal.models import RecheckCase, Rendition
from server.journal.pictures import PictureNotReady, served_bytes
from server.journal.rechecking import was_covered_later, work
from server.media.chest import chest
from server.media.models import Media
from tests.server.devices import child, region
from tests.server.journal.rechecks import approve, fresh, published, withdraw_isla
from tests.server.moving import LEFT, RIGHT, arrive

pytestmark = pytest.mark.usefixtures("demo")


def published_clip(*, is_drawn: bool) -> Rendition:
    """A clip of Amelia and Isla that families can see."""
    rendition = arrive([region(LEFT, names="Amelia"), region(RIGHT, names="Isla")])
    if is_drawn:
        preparing.prepare_all()
    else:
        Media.objects.filter(pk=rendition.pk).update(served_sha256="0" * 64)
    approve(fresh(rendition.pk).entry)
    return fresh(rendition.pk)


def became(case: RecheckCase) -> Counter[str]:
    return Counter(case.rows.values_list("became", flat=True))


@pytest.mark.slow
def test_l19_a_clip_is_covered_further_after_the_photos_and_its_barer_files_are_destroyed() -> None:
    clip = published_clip(is_drawn=True)
    (photo,) = published("Amelia")
    folder = chest().data / "media" / str(clip.child_id)
    barer = [folder / f"{name}.sealed" for name in (clip.media.served_sha256, clip.media.poster_sha256)]
    assert all(path.exists() for path in barer)

    case = withdraw_isla()
    assert work() == 1, "the clip is being drawn"
    assert fresh(photo.pk).media.served_sha256 and became(case) == {"covered": 1, "waiting": 1}
    with pytest.raises(PictureNotReady):
        served_bytes(fresh(clip.pk))
    assert not any(path.exists() for path in barer)

    preparing.prepare_all()
    assert work() == 0

    assert became(case) == {"covered": 2} and served_bytes(fresh(clip.pk))
    assert was_covered_later(fresh(clip.pk).entry, child("Amelia"))


def test_a_clip_that_shows_an_unlisted_face_is_pulled() -> None:
    clip = published_clip(is_drawn=False)
    case = withdraw_isla()
    Rendition.objects.filter(pk=clip.pk).update(face_at_s=0.2)  # as the server's own search notes it

    work()

    assert became(case) == {"pulled": 1} and fresh(clip.pk).entry.state == EntryState.WAITING.value
