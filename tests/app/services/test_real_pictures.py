"""The same way with the real worker and a real face: the astronaut, twice in one room."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.storage import renditions
from app.storage.photos import Look
from domain.boxes import Box
from domain.covering import Hold, Region, Says, Source
from domain.ids import PhotoId
from imaging.values import DetectorUnavailable, PictureUnreadable
from imaging.worker import ImagingWorker
from tests import cast
from tests.app.services.tablet import Tablet
from tests.app.services.test_crashes import files_of, keys_of
from tests.imaging.pictures import Placed, scene

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def worker() -> Iterator[ImagingWorker]:
    worker = ImagingWorker()
    yield worker
    worker.close()


@pytest.fixture
def real(tmp_path: Path, worker: ImagingWorker) -> Iterator[Tablet]:
    tablet = Tablet(tmp_path / "data", worker=worker)
    tablet.learn()
    yield tablet
    tablet.close()


def room() -> tuple[bytes, list[Box]]:
    """A JPEG with two faces, and where they are."""
    pixels, boxes = scene(960, 640, [Placed(240, 300, 110), Placed(720, 300, 110)])
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=95)
    return file.getvalue(), boxes


def near(region: Region, face: Box) -> bool:
    """Whether the region is that face."""
    return region.box.overlap(face) > 0.3


def faces_of(tablet: Tablet, photo_id: PhotoId) -> list[Region]:
    """The regions that the detector is sure of."""
    return [region for region in tablet.regions(photo_id) if region.source is Source.FACE]


def difference(one: bytes, other: bytes, box: Box) -> float:
    """The mean difference of two pictures' pixels in a box, 0 to 255."""
    cuts = [np.asarray(Image.open(io.BytesIO(jpeg)).crop((box.x0, box.y0, box.x1, box.y1)), dtype=np.int16) for jpeg in (one, other)]
    return float(np.abs(cuts[0] - cuts[1]).mean())


def test_l20_a_real_face_that_nobody_named_is_gone_from_the_rendition(real: Tablet) -> None:
    data, (left, right) = room()
    draft = real.draft(cast.AMELIA)
    photo_id = real.photo(draft, data)
    assert [near(face, left) or near(face, right) for face in faces_of(real, photo_id)] == [True, True]
    for region in real.regions(photo_id):
        if near(region, left):
            real.reviewing.say([region.id], Says.CHILD, cast.AMELIA, real.session)
        elif region.source is Source.MAYBE:  # the room's patterns, as a person would answer
            real.reviewing.say([region.id], Says.NOT_A_FACE, None, real.session)
    assert real.reviewing.finish(photo_id, real.session) == ()

    handed = real.hand_in(draft)

    (row,) = renditions.of_entry(real.connection, handed.entry_id)
    jpeg = real.vault.open(real.connection, row.file_id or "")
    assert difference(data, jpeg, left) < 10 < 30 < difference(data, jpeg, right)
    assert files_of(real) == keys_of(real) == {row.file_id}


def test_l20_a_worker_that_dies_while_looking_holds_the_photo_until_it_looked_again(real: Tablet, worker: ImagingWorker) -> None:
    taken = real.capturing.capture(room()[0], real.draft().id, real.session)

    with pytest.raises(DetectorUnavailable):
        real.looking.look(taken.photo_id, real.session, on_first=lambda found: worker.close())

    assert real.reviewing.photo(taken.photo_id, real.session).look is Look.FAILED
    assert real.reviewing.finish(taken.photo_id, real.session) == (Hold.NOT_LOOKED,)
    real.looking.look_again(taken.photo_id, real.session)
    assert len(faces_of(real, taken.photo_id)) == 2
    assert real.reviewing.finish(taken.photo_id, real.session) == ()


def test_l4_a_truncated_picture_is_a_sentence_and_nothing_is_kept(real: Tablet) -> None:
    data, draft = room()[0], real.draft()

    with pytest.raises(PictureUnreadable):
        real.capturing.capture(data[: len(data) // 2], draft.id, real.session)

    assert real.writing.open(draft.id, real.session).photo_ids == ()
    assert files_of(real) == set()
