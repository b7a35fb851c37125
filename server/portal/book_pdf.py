"""A journal as a book in PDF: everything it needs is inside it, and its covers are the ones that the family already sees (L8)."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import Message
from pathlib import Path

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FONTS = Path(__file__).resolve().parent / "static" / "portal" / "fonts"
FONT_SCHEME, PICTURE_SCHEME = "font:", "media:"
VARIANT = "pdf/ua-1"  # tagged, with a title, bookmarks and a text for every picture
PictureDoor = Callable[[str], bytes | None]  # the id of a rendition -> its JPEG, or None when this family may not see it


class NotForThisBook(FatalURLFetchingError):
    """The book asked for something that is neither our font nor a picture of this journal: it is not written at all."""


class OnlyOwnPictures(URLFetcher):
    """Hands out our fonts and, through the door to the media, the pictures of one journal. No file, no network."""

    def __init__(self, door: PictureDoor) -> None:
        super().__init__(allowed_protocols=())
        self._door = door

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of a font or a picture. Raises NotForThisBook for everything else."""
        if url.startswith(PICTURE_SCHEME):
            jpeg = self._door(url.removeprefix(PICTURE_SCHEME))
            if jpeg is not None:
                return answer(url, jpeg, "image/jpeg")
        if url.startswith(FONT_SCHEME) and url.removeprefix(FONT_SCHEME).isdigit():
            return answer(url, (FONTS / f"nunito-{url.removeprefix(FONT_SCHEME)}.woff2").read_bytes(), "font/woff2")
        raise NotForThisBook(url.split(":")[0])


def answer(url: str, body: bytes, kind: str) -> URLFetcherResponse:
    """Bytes as the fetcher answers them."""
    headers = Message()
    headers["Content-Type"] = kind
    return URLFetcherResponse(url, io.BytesIO(body), headers, 200)


def write_book(html: str, door: PictureDoor) -> bytes:
    """The PDF of that page. Raises NotForThisBook when it names anything from outside this journal."""
    document = HTML(string=html, url_fetcher=OnlyOwnPictures(door), media_type="print")
    pdf = document.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    assert isinstance(pdf, bytes)  # noqa: S101  (None only when a target was given)
    return pdf
