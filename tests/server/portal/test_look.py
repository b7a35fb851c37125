"""The look keeps its promises: contrasts, sizes, our own host, one file of tokens."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client

from server.config.demo import DemoSeed
from server.journal.models import Entry
from server.portal.sheet import STYLES, WEIGHTS, style_sheet
from server.portal.templatetags.portal import drawing
from server.portal.tokens import RESOURCES, tokens
from tests.server.portal.conftest import Visitor

PORTAL = Path(__file__).resolve().parents[3] / "server" / "portal"
FONTS = PORTAL / "static" / "portal" / "fonts"
TEMPLATES = sorted((PORTAL / "templates").rglob("*.html"))

TEXT = [
    ("ink", "bg"),
    ("ink", "surface"),
    ("ink", "sunk"),
    ("ink", "primary-soft"),
    ("muted", "bg"),
    ("muted", "surface"),
    ("muted", "sunk"),
    ("primary", "bg"),
    ("primary", "surface"),
    ("primary", "primary-soft"),
    ("on-primary", "primary"),
    ("bad", "surface"),
    ("bad", "bad-soft"),
    ("warn", "warn-soft"),
    ("ok", "ok-soft"),
    ("info", "info-soft"),
]
EDGES = [("edge", "surface"), ("edge", "bg"), ("info", "surface"), ("info", "bg"), ("bad", "surface"), ("bad", "bg")]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, of "#RRGGBB"."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, TEXT), (3.0, EDGES)])
def test_every_pair_of_colours_reaches_its_contrast(theme: str, least: float, pairs: list[tuple[str, str]]) -> None:
    colours = tokens().themes[theme]

    for front, back in pairs:
        assert contrast(colours[front], colours[back]) >= least, (theme, front, back)


def test_the_sheet_takes_its_colours_from_the_tokens_alone() -> None:
    """Drawings, the watermark and the wall behind the pegs are pictures; everything else names a token."""
    allowed = {"#E3EFEB", "#1D3033", "#22313A", "#FFFFFF"}

    for file in STYLES.glob("*.css"):
        assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", file.read_text())) <= allowed, file.name


def test_the_sheet_is_kept_for_good_under_its_version_only(demo: DemoSeed) -> None:
    sheet = style_sheet()

    answer = Client().get(f"/portal-{sheet.version}.css", secure=True)

    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/css")
    assert Client().get("/portal-000000000000.css", secure=True).status_code == 404


def test_dark_and_more_contrast_follow_the_device() -> None:
    text = style_sheet().text

    assert "prefers-color-scheme: dark" in text
    assert "prefers-contrast: more" in text
    assert "forced-colors: active" in text
    assert "prefers-reduced-motion: reduce" in text
    assert "@media print" in text


def test_a_weight_of_the_font_is_16_kb_at_most_and_has_polish_letters() -> None:
    fonts = import_module("fontTools.ttLib")

    for weight in WEIGHTS:
        file = FONTS / f"nunito-{weight}.woff2"
        assert file.stat().st_size <= 16 * 1024
        letters = fonts.TTFont(file).getBestCmap()
        assert all(ord(letter) in letters for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ’“”–·…ëöñ")
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text().upper()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_foreign_host_inline_style_or_handler(template: Path) -> None:
    words = template.read_text()

    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", words)
    assert not re.search(r"\son[a-z]+=", words)
    assert " style=" not in words
    assert "<style" not in words or template.parent.name == "book"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_icon_that_a_template_names_is_there(template: Path) -> None:
    for name in re.findall(r'{% icon "([^"]+)"', template.read_text()):
        assert drawing(name)


def test_every_area_of_the_framework_has_its_icon_and_plain_words() -> None:
    from server.portal.cards import framework

    areas = framework("eyfs-2025").areas
    assert len(areas) == 7
    assert all(drawing(area.icon) and area.plain_name for area in areas)
    assert (RESOURCES / "icons" / "LICENSE.txt").exists()


def test_a_framework_that_we_do_not_carry_shows_no_areas() -> None:
    from server.portal.cards import framework

    assert framework("../../../etc/passwd").areas == ()
    assert framework("eyfs-1999").areas == ()


def test_pages_allow_only_our_own_host_and_our_own_script(visitor: Visitor, pouring: Entry) -> None:
    answer = visitor("amelia.parent").get("/journal/")
    policy = answer["Content-Security-Policy"]
    nonce = re.search(r'<script [^>]*nonce="([^"]+)"', answer.content.decode())

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy.replace("https", "")
    assert nonce is not None
    assert f"'nonce-{nonce[1]}'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_session_cookie_is_bound_to_our_host(demo: DemoSeed) -> None:
    browser = Client()
    browser.post("/sign-in", {"email": "amelia.parent@example.org", "password": demo.password}, secure=True)

    cookie = browser.cookies["__Host-daybook"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "Lax", "/")
