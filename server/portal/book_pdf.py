"""A journal as a book in PDF: everything it needs is inside it, and its covers are the ones that the family already sees (L8)."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection
from email.message import Message
from pathlib import Path

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse, URLFetchingError

FONTS = Path(__file__).resolve().parent / "static" / "portal" / "fonts"
FONT_SCHEME, PICTURE_SCHEME = "font", "media"
VARIANT = "pdf/ua-1"  # tagged, with a title, bookmarks and a text for every picture
PRINT_SIDE_PX = 1500  # 220 dots an inch across the page: what a home printer can show
PictureDoor = Callable[[str], bytes | None]  # the id of a picture in the book -> its JPEG, or None when it may not be shown just now


class NotForThisBook(FatalURLFetchingError):  # type: ignore[misc]  # weasyprint carries no types
    """The book asked for something that is neither our font nor a picture of this journal: it is not written at all."""


class OnlyOwnPictures(URLFetcher):  # type: ignore[misc]
    """Hands out our fonts and, through the door to the media, the pictures of one journal. No file, no network."""

    def __init__(self, own: Collection[str], door: PictureDoor) -> None:
        super().__init__(allowed_protocols=())
        self._own, self._door = own, door

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of a font or a picture. Raises NotForThisBook for everything else.

        A picture that may not be shown just now (URLFetchingError) leaves its words in the book.
        """
        scheme, _colon, name = url.partition(":")
        if scheme == PICTURE_SCHEME and name in self._own:
            return self._picture(url, name)
        if scheme == FONT_SCHEME and name.isdigit():
            return answer(url, (FONTS / f"nunito-{name}.woff2").read_bytes(), "font/woff2")
        raise NotForThisBook(scheme)

    def _picture(self, url: str, name: str) -> URLFetcherResponse:
        jpeg = self._door(name)
        if jpeg is None:
            raise URLFetchingError("not shown just now")
        return answer(url, jpeg, "image/jpeg")


def answer(url: str, body: bytes, kind: str) -> URLFetcherResponse:
    """Bytes as the fetcher answers them."""
    headers = Message()
    headers["Content-Type"] = kind
    return URLFetcherResponse(url, io.BytesIO(body), headers, 200)


def write_book(html: str, own: Collection[str], door: PictureDoor) -> bytes:
    """The PDF of that page. own: the ids of its pictures. Raises NotForThisBook when it names anything from outside this journal."""
    document = HTML(string=html, url_fetcher=OnlyOwnPictures(own, door), media_type="print")
    target = io.BytesIO()
    document.write_pdf(target, pdf_variant=VARIANT, pdf_tags=True)
    return target.getvalue()
