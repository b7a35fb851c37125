"""What families send in tests: files of every kind, and a browser that sends them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from server.journal.models import HomeDraft
from tests.imaging.pictures import Placed, jpeg, saved, scene
from tests.server.portal.conftest import Browser
from tests.server.portal.journals import child, parent

SUNFLOWER = "Amelia waters her sunflower every morning. “Taller than Daddy’s knee!”"


@cache
def photo(heads: int = 0) -> bytes:
    """A room with so many heads in it, with a place and a thumbnail's text in its EXIF."""
    room, _ = scene(480, 320, [Placed(110 + 150 * place, 160, 70) for place in range(heads)])
    exif = Image.Exif()
    exif[0x010E] = "at our home, 12 Hazel Lane"
    return jpeg(room, exif=exif)


@cache
def animation() -> bytes:
    """Two frames, as PNG."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


def file(data: bytes, name: str = "Sunflower.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def post(browser: Browser, do: str = "send", files: Sequence[SimpleUploadedFile] = (), **words: str) -> Any:
    """Press a button of the form, with the draft's id that the page gave."""
    page = browser.words("/add/")
    draft = page.split('name="draft" value="')[1][:36]
    typed: dict[str, Any] = {"draft": draft, "text": SUNFLOWER, "title": "", "day": "", "do": do, "files": list(files)}
    return browser.post("/add/", typed | words)


def draft(email: str = "amelia.parent", of: str = "Amelia") -> HomeDraft:
    return HomeDraft.objects.get(parent=parent(email), child=child(of))
