"""Pictures of a tablet that carry more than a picture: nothing of it is kept (C42, C44)."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from server.config.demo import DemoSeed
from server.custody.models import ConditionPhoto
from tests.server.custody.kiosk import KIOSK, Kiosk, second_kiosk
from tests.server.devices import new_id, picture

pytestmark = pytest.mark.usefixtures("demo")
SECRET = b"51.5074N-0.1278W Amelia"


@pytest.fixture
def kiosk(demo: DemoSeed) -> Kiosk:
    return Kiosk()


def with_exif() -> bytes:
    image, exif, out = Image.open(io.BytesIO(picture())), Image.Exif(), io.BytesIO()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)
    image.save(out, "JPEG", exif=exif, comment=SECRET)
    return out.getvalue()


def in_cmyk() -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture())).convert("CMYK").save(out, "JPEG")
    return out.getvalue()


def grey() -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(picture())).convert("L").save(out, "JPEG")
    return out.getvalue()


def huge() -> bytes:
    """Small as a file, 144 million points as a picture."""
    out = io.BytesIO()
    Image.new("L", (12_000, 12_000)).save(out, "JPEG", quality=1)
    return out.getvalue()


@pytest.mark.any_database(reason="what the picture worker writes anew")
@pytest.mark.parametrize(
    "content",
    [
        with_exif(),
        picture() + b"<script>alert(1)</script>" + SECRET,
        picture() + b"PK\x03\x04" + SECRET,
        picture()[:2] + b"\xff\xe1\x00\x19" + SECRET + picture()[2:],
        in_cmyk(),
        grey(),
    ],
)
def test_what_is_beside_the_picture_is_not_kept(kiosk: Kiosk, content: bytes) -> None:
    photo = new_id()
    answer = kiosk.send_photo(photo, content)
    assert answer.status_code in (204, 422), answer.content
    if answer.status_code == 422:
        assert not ConditionPhoto.objects.exists()
        return

    kept = kiosk.get(f"{KIOSK}/photos/{photo}")

    assert SECRET not in kept.content and b"<script>" not in kept.content and b"PK\x03\x04" not in kept.content
    image = Image.open(io.BytesIO(kept.content))
    assert (image.mode, len(image.getexif())) == ("RGB", 0)
    assert kept["X-Content-Type-Options"] == "nosniff" and kept["Content-Type"] == "image/jpeg"


def test_a_picture_larger_than_its_file_says_is_refused(kiosk: Kiosk) -> None:
    content = huge()
    assert len(content) < 2 << 20

    assert kiosk.send_photo(new_id(), content).status_code == 422
    assert not ConditionPhoto.objects.exists()


def test_a_photo_of_another_kiosk_hangs_on_nothing_here(kiosk: Kiosk) -> None:
    second_kiosk()
    other, photo = Kiosk("tom.hughes", "KIOSK-2"), new_id()
    assert other.send_photo(photo).status_code == 204

    answer = kiosk.sign_out("T-01", "jo.patel", photos=[photo])

    assert (answer.status_code, answer.json()["code"]) == (422, "photo_missing") and kiosk.card("T-01").standing == "in"
