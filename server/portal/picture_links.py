"""Addresses of pictures and clips that work for some minutes, in the session that asked, and nowhere else (C47)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from server.journal.clip_marks import is_marked
from server.journal.family_marks import family_mark
from server.journal.models import Rendition
from server.journal.pictures import is_clip

LIFE_S = 600  # long enough for a slow line and a page left open; a page opened later has new addresses
SALT = "portal.picture"


@dataclass(frozen=True, slots=True)
class SessionLinks:
    """Where this session finds what a page shows."""

    request: HttpRequest
    parent_id: UUID

    def picture(self, rendition: Rendition) -> str:
        """The address of a picture, or of the frame that stands for a clip."""
        return self._address("portal:poster" if is_clip(rendition) else "portal:picture", rendition.pk)

    def video(self, rendition: Rendition) -> str:
        """The address of a clip; "" while this family's copy of it is being made."""
        return self._address("portal:video", rendition.pk) if is_marked(rendition, family_mark(self.parent_id)) else ""

    def _address(self, view: str, rendition_id: UUID) -> str:
        token = signing.TimestampSigner(salt=SALT).sign_object([str(rendition_id), session_mark(self.request)])
        return f"{reverse(view, args=[rendition_id])}?t={token}"


def is_good_link(request: HttpRequest, rendition_id: UUID) -> bool:
    """Whether the address was made for this picture or clip and this session, a short while ago."""
    try:
        told = signing.TimestampSigner(salt=SALT).unsign_object(request.GET.get("t", ""), max_age=LIFE_S)
    except (signing.BadSignature, ValueError):
        return False
    return told[0] == str(rendition_id) and constant_time_compare(told[1], session_mark(request))


def session_mark(request: HttpRequest) -> str:
    """What stands for the session in an address: a keyed hash, for the key itself must not stand in a log."""
    return salted_hmac(SALT, request.session.session_key or "", algorithm="sha256").hexdigest()[:32]
