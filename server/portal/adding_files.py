"""Files that a parent sends, on their way in: in memory only, each up to its limit, and named with a sentence when they are refused.

Nothing here decodes a picture: the first bytes say what a file claims to be, and the imaging process finds out what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

from server.audit.texts import plain

MB = 1 << 20
PICTURE_LIMIT = 25 * MB
CLIP_LIMIT = 64 * MB  # `imaging.video_values.MAX_CLIP_BYTES`
FORM_LIMIT = CLIP_LIMIT + MB  # all files of one form, and its words
HEAD_BYTES = 4096
SCRIPTS = (b"<script", b"<svg", b"<html", b"<?php", b"%pdf-")
STILL_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that may be looked at."""

    name: str
    data: bytes
    is_clip: bool


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that is not taken. why: short; what: what to do."""

    name: str
    why: str
    what: str


class InMemory(FileUploadHandler):
    """Keeps the files of one form in memory. One that is too big or of another kind is skipped; the words beside it are read all the same.

    A form that is too big as a whole is read up to its first file and no further: its words come first. is_busy: others fill the memory
    just now; then its files are read past, and its words are kept.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.arrived: list[Arrived] = []
        self.refused: list[RefusedFile] = []
        length = request.META.get("CONTENT_LENGTH") or ""
        self.form_bytes = int(length) if length.isdigit() else 0
        self.name, self.is_busy = "", False

    @property
    def is_cut_off(self) -> bool:
        """Whether the rest of the form was left unread."""
        return self.form_bytes > FORM_LIMIT

    def new_file(self, *arguments: Any, **options: Any) -> None:
        """Begin a file. Raises StopUpload when the form is too big to be read."""
        super().new_file(*arguments, **options)
        self.name, self.file = plain(self.file_name or "", 120), BytesIO()
        if self.is_cut_off:
            self.refused.append(too_big(self.name, self.form_bytes))
            raise StopUpload(connection_reset=True)
        if self.is_busy:
            self.refused.append(RefusedFile(self.name, _("Many families are sending just now."), _("Wait a minute, then choose it again.")))
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Add to it. Raises SkipFile when it is not one that we take."""
        self.file.write(raw_data)
        with self.file.getbuffer() as whole:
            head, size = bytes(whole[:HEAD_BYTES]), len(whole)
        refused = refusal(self.name, head)
        if refused is None and size > (CLIP_LIMIT if is_clip(head) else PICTURE_LIMIT):
            refused = too_big(self.name, 0)
        if refused is not None:
            self.refused.append(refused)
            raise SkipFile

    def file_complete(self, file_size: int) -> None:
        """End it."""
        data, self.file = self.file.getvalue(), BytesIO()
        refused = refusal(self.name, data[:HEAD_BYTES]) or hidden_part(self.name, data)
        if refused is None:
            self.arrived.append(Arrived(self.name, data, is_clip(data[:HEAD_BYTES])))
        else:
            self.refused.append(refused)


def is_clip(head: bytes) -> bool:
    """Whether the file says that it is a video."""
    is_mp4 = head[4:8] == b"ftyp" and head[8:12] not in STILL_BRANDS
    return is_mp4 or head.startswith(b"\x1aE\xdf\xa3") or (head.startswith(b"RIFF") and head[8:12] == b"AVI ")


def refusal(name: str, head: bytes) -> RefusedFile | None:
    """Why a file that begins so is not taken; None = it may be a photo or a video."""
    if not head:
        return RefusedFile(name, _("This file is empty."), _("Choose the picture again."))
    if head[4:8] == b"ftyp" and head[8:12] in STILL_BRANDS:
        return RefusedFile(
            name,
            _("This is a HEIC picture, which we cannot read."),
            _("On an iPhone: Settings, Camera, Formats, Most Compatible. Or send it to yourself as JPEG, and choose that one."),
        )
    if b"<svg" in head[:1024].lower():
        return RefusedFile(name, _("This is a drawing (SVG), not a photo."), _("Send a photo as JPEG or PNG."))
    if head.startswith(b"GIF8") or (head.startswith(b"RIFF") and head[8:16] == b"WEBPVP8X" and head[20] & 2) or is_moving_png(head):
        return RefusedFile(name, _("This is an animation, not a photo."), _("Send a photo as JPEG or PNG, or a video."))
    is_photo = head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
    if not is_photo and not is_clip(head):
        return RefusedFile(name, _("This is neither a photo nor a video that we can read."), _("Send a photo as JPEG or PNG."))
    if is_photo and any(sign in head.lower() for sign in SCRIPTS):
        return hiding(name)
    return None


def is_moving_png(head: bytes) -> bool:
    """Whether a PNG has several pictures: it says so before the first one."""
    return head.startswith(b"\x89PNG") and b"acTL" in head.split(b"IDAT", 1)[0]


def hidden_part(name: str, data: bytes) -> RefusedFile | None:
    """Why a photo is refused that ends as an archive: phones put other things behind theirs, but never that."""
    return hiding(name) if b"PK\x05\x06" in data[-66_000:] and not is_clip(data[:HEAD_BYTES]) else None


def hiding(name: str) -> RefusedFile:
    """The refusal of a file that is two things at once."""
    return RefusedFile(name, _("There is something else than a photo in this file."), _("Take a new photo, or save it anew as JPEG."))


def too_big(name: str, form_bytes: int) -> RefusedFile:
    """The refusal of a file, or of a form of that size, that is over the limit; with the way out."""
    size = _("Too big to send: %s.") % size_words(form_bytes) if form_bytes else _("Too big to send.")
    limits = _("The limit is %(picture)d MB for a photo and %(clip)d MB for a video, about 30 seconds.")
    way = _("Trim a video to 30 seconds on your phone, and choose one file at a time.")
    return RefusedFile(name, size, f"{limits % {'picture': PICTURE_LIMIT // MB, 'clip': CLIP_LIMIT // MB}} {way}")


def size_words(size: int) -> str:
    """ "31 MB", "1.2 GB"."""
    return f"{size / (1 << 30):.1f} GB" if size >= 1 << 30 else f"{max(1, round(size / MB))} MB"
