"""The portal's one style sheet: tokens, fonts and parts joined into a single cached answer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static

from server.portal.tokens import custom_properties, tokens

STYLES = Path(__file__).resolve().parent / "styles"
PARTS = ("base", "frame", "parts", "pages", "adding", "consents", "print")  # in this order: later ones refine earlier ones
WEIGHTS = (400, 600, 700, 800)
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of the style sheet and the version that stands in its address."""

    text: str
    version: str


@lru_cache(maxsize=1)
def style_sheet() -> Sheet:
    """The whole style sheet; its version changes with any byte of it, so that browsers may keep it for good."""
    parts = ((STYLES / f"{name}.css").read_text(encoding="utf-8") for name in PARTS)
    text = "\n".join((custom_properties(tokens()), *map(font_face, WEIGHTS), *parts))
    return Sheet(text, hashlib.sha256(text.encode()).hexdigest()[:12])


def font_face(weight: int) -> str:
    """The rule that loads Nunito in one weight from our own host."""
    address = static(f"portal/fonts/nunito-{weight}.woff2")
    return f'@font-face {{ font-family: Nunito; font-weight: {weight}; font-display: swap; src: url("{address}") format("woff2"); }}'


def show_sheet(request: HttpRequest, version: str) -> HttpResponse:
    """The style sheet, to be kept for good under its version. Raises Http404 for a version that is not today's."""
    sheet = style_sheet()
    if version != sheet.version:
        raise Http404
    answer = HttpResponse(sheet.text, content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = FOR_GOOD
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
