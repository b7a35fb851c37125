"""A picture of a tablet before it leaves the kiosk."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.services.at_kiosk import PHOTO_LIMIT_BYTES, SMALLER_SIDE_PX, AtKiosk, PersonInPicture
from app.services.pixels import Frame
from imaging.values import DetectorUnavailable, FoundFace, KeptPicture, Tier
from tests.app.ui.kiosk.desk import NOW, Desk
from tests.app.ui.kiosk.kiosk import Imaging
from tests.app.ui.seen import face, jpeg_of, scene


def clock() -> datetime:
    return NOW


class Heavy(Imaging):
    """Keeps every picture too large until a smaller side is asked."""

    def keep(self, data: bytes, max_side: int = 2560) -> KeptPicture:
        return KeptPicture(b"x" * (100 if max_side <= SMALLER_SIDE_PX else PHOTO_LIMIT_BYTES + 1), max_side, max_side)


class Dead(Imaging):
    """Has no worker."""

    def find(self, jpeg: bytes) -> tuple[FoundFace, ...]:
        raise DetectorUnavailable("the test said so")


@pytest.mark.parametrize("tier", list(Tier))
def test_a_face_and_even_a_maybe_is_refused(qapp: object, tier: Tier) -> None:
    imaging = Imaging()
    imaging.faces = (face(10, 10, tier=tier),)

    with pytest.raises(PersonInPicture):
        AtKiosk(Desk(), imaging, clock).condition_picture(jpeg_of(scene()))


def test_without_the_detector_no_picture_goes(qapp: object) -> None:
    with pytest.raises(DetectorUnavailable):
        AtKiosk(Desk(), Dead(), clock).condition_picture(jpeg_of(scene()))


def test_a_picture_that_is_too_heavy_becomes_smaller() -> None:
    assert len(AtKiosk(Desk(), Heavy(), clock).condition_picture(b"data")) == 100


def test_a_frame_of_the_camera_is_kept_like_a_file(qapp: object) -> None:
    frame = Frame(rgb=b"\0" * 12, width=2, height=2)

    assert AtKiosk(Desk(), Imaging(), clock).condition_picture(frame) == jpeg_of(scene())


def test_what_is_sent_has_a_new_id_each_time() -> None:
    desk = Desk()
    kiosk = AtKiosk(desk, Imaging(), clock)

    ids = {kiosk.send_condition(b"jpeg"), kiosk.send_condition(b"jpeg")}

    assert len(ids) == 2 and set(desk.photos) == ids
