"""Pictures of a tablet's condition (C42): of the device alone, sealed, and nobody in them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from server.config.demo import DemoSeed
from server.custody.models import ConditionPhoto
from server.media.chest import chest
from tests.imaging.pictures import astronaut
from tests.server.custody.kiosk import KIOSK, Kiosk, refusals
from tests.server.devices import Office, new_id, picture

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def kiosk(demo: DemoSeed) -> Kiosk:
    return Kiosk()


def jpeg_of(pixels: Any, format: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, format, **options)
    return file.getvalue()


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_photo_of_the_glass_is_kept_sealed_and_given_back(kiosk: Kiosk) -> None:
    photo = new_id()

    assert kiosk.send_photo(photo).status_code == 204

    answer = kiosk.get(f"{KIOSK}/photos/{photo}")
    assert answer.headers["Content-Type"] == "image/jpeg" and answer.content.startswith(b"\xff\xd8\xff")
    assert answer.content != picture()  # written anew
    lying = [path for path in chest().data.rglob("*") if path.is_file() and photo in str(path)]
    assert lying and not [path for path in lying if b"\xff\xd8\xff" in path.read_bytes()[:64] or b"JFIF" in path.read_bytes()]


def test_sent_twice_it_is_kept_once_and_never_replaced(kiosk: Kiosk) -> None:
    photo = new_id()
    assert [kiosk.send_photo(photo).status_code for _ in range(2)] == [204, 204]

    assert code_of(kiosk.send_photo(photo, picture(3))) == (409, "other_photo")
    assert ConditionPhoto.objects.count() == 1


def test_somebody_in_the_picture_is_refused_and_nothing_kept(kiosk: Kiosk) -> None:
    photo = new_id()

    answer = kiosk.send_photo(photo, jpeg_of(astronaut()))

    assert code_of(answer) == (422, "person_in_picture") and refusals("person_in_picture") == 1
    assert not ConditionPhoto.objects.exists() and kiosk.get(f"{KIOSK}/photos/{photo}").status_code == 404
    assert not [path for path in chest().data.rglob("*") if photo in str(path)]


@pytest.mark.parametrize("content", [b"\xff\xd8\xff", b"not a picture", b"\x00" * 100, picture()[:400]])
def test_what_is_no_whole_picture_is_refused(kiosk: Kiosk, content: bytes) -> None:
    assert code_of(kiosk.send_photo(new_id(), content)) == (422, "unreadable")


def test_a_picture_of_another_kind_is_refused(kiosk: Kiosk) -> None:
    assert code_of(kiosk.send_photo(new_id(), jpeg_of(astronaut()[:64, :64], "PNG"))) == (422, "unreadable")
    answer = kiosk.client.put(f"{KIOSK}/photos/{new_id()}", picture(), content_type="image/png", headers=kiosk.headers(), secure=True)
    assert code_of(answer) == (415, "unreadable")


def test_more_than_two_mebibytes_are_not_read(kiosk: Kiosk) -> None:
    assert code_of(kiosk.send_photo(new_id(), b"\xff\xd8\xff" + bytes(2 << 20))) == (413, "too_large")


@pytest.mark.parametrize("photo", ["x", "..", "%00", "01999999-0000-7000-8000-000000000001"])
def test_an_id_that_is_none_is_not_found(kiosk: Kiosk, photo: str) -> None:
    assert kiosk.get(f"{KIOSK}/photos/{photo}").status_code == 404


def test_a_photo_hangs_in_one_place_only(kiosk: Kiosk) -> None:
    photo = new_id()
    kiosk.send_photo(photo)
    report = {"noticed": "in_cabinet", "damage": {"kind": "liquid", "text": "Tea", "photos": [photo]}}
    assert kiosk.ask("/damage", kiosk.about("T-01") | report).status_code == 200

    again = kiosk.ask("/damage", kiosk.about("T-06") | report)

    assert code_of(again) == (422, "photo_missing")


def test_no_other_station_sends_or_sees_them_here(kiosk: Kiosk) -> None:
    photo = new_id()
    kiosk.send_photo(photo)

    assert code_of(Office("ruth.adeyemi").get(f"{KIOSK}/photos/{photo}")) == (403, "not_allowed")
