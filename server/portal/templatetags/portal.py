"""Icons, names and the style sheet's address, for the portal's templates."""

from __future__ import annotations

import re
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from server.portal.sheet import style_sheet
from server.portal.tokens import RESOURCES, tokens

register = template.Library()


@lru_cache(maxsize=64)
def drawing(name: str) -> str:
    """The inside of one icon of `resources/icons`. Raises FileNotFoundError for a name that we do not carry: a bug in a template."""
    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    inside = text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
    return re.sub(r"\s+", " ", inside).strip()


@register.simple_tag
def icon(name: str, size: int = 24) -> SafeString:
    """An icon that is drawn in the colour of the text beside it; the words carry the meaning, so it is hidden from readers."""
    return format_html(
        '<svg class="icon" width="{}" height="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        size,
        size,
        mark_safe(drawing(name)),  # noqa: S308  (our own file, never a person's words)
    )


@register.filter
def name(value: str) -> SafeString:
    """A person's name, kept whole when its script runs the other way than the page."""
    return format_html("<bdi>{}</bdi>", value)


@register.simple_tag
def sheet_address() -> str:
    """Where the style sheet lies, with its version."""
    return reverse("portal:sheet", args=[style_sheet().version])


@register.simple_tag
def theme_colour(theme: str) -> str:
    """The colour of the browser's own bar, so that it continues the header."""
    return tokens().themes[theme]["surface"]


@register.filter
def telephone(number: str) -> SafeString:
    """A telephone number that can be tapped, and is never broken between two lines."""
    dialled = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return format_html('<a class="phone" href="tel:{}">{}</a>', dialled, number) if dialled else format_html("{}", number)
