"""Nunito, carried along: loaded once, and asked for its own family name."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from app.ui.theme.tokens import RESOURCES, Theme
from domain.errors import KnownError

FILES = ("Nunito-Regular.ttf", "Nunito-SemiBold.ttf", "Nunito-Bold.ttf", "Nunito-ExtraBold.ttf")


class FontMissing(KnownError):
    """A font file that belongs to the program cannot be loaded."""


@cache
def family() -> str:
    """The family name of the carried font, as the font itself says it. Needs a QGuiApplication. Raises FontMissing."""
    families = [name for file in FILES for name in _families_of(file)]
    return families[0]


def font(theme: Theme, role: str = "body", weight: str = "text") -> QFont:
    """The font of a type role ("body", "screen", …) and weight ("text", "button", "title") at the theme's text size."""
    chosen = QFont(family())
    chosen.setPixelSize(theme.size(role))
    chosen.setWeight(QFont.Weight(theme.weight[weight]))
    return chosen


def _families_of(file: str) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / file))
    if number < 0:
        raise FontMissing(f"The letters of Daybook ({file}) are missing. Install Daybook again.")
    return QFontDatabase.applicationFontFamilies(number)
