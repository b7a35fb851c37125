"""The tokens of the look: colours, radii, spaces and type, read from the one file that feeds the desktop and the portal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
TEXT_SIZES = (100, 125, 150)  # percent; what a person may choose (LOOK, accessibility)


class ThemeName(StrEnum):
    """The three looks; `contrast` follows the system's high-contrast setting."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Tone(StrEnum):
    """What a coloured thing says; the word and the icon say it too."""

    PRIMARY = "primary"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Theme:
    """One look at one text size. Sizes are logical pixels; `colours` are #RRGGBB by token name."""

    name: ThemeName
    colours: Mapping[str, str]
    radius: Mapping[str, int]
    space: Mapping[str, int]
    type: Mapping[str, int]
    weight: Mapping[str, int]
    text_percent: int = 100

    def size(self, role: str) -> int:
        """The type size of a role, in pixels, at the chosen text size."""
        return round(self.type[role] * self.text_percent / 100)

    def scaled(self, pixels: int) -> int:
        """A height that holds text, grown with the chosen text size."""
        return round(pixels * self.text_percent / 100)

    def tone(self, tone: Tone) -> str:
        """The strong colour of a tone, for words, icons and edges."""
        return self.colours["muted" if tone is Tone.QUIET else tone.value]

    def soft(self, tone: Tone) -> str:
        """The soft fill on which the tone's strong colour stands."""
        return self.colours["sunk" if tone is Tone.QUIET else f"{tone.value}-soft"]

    @property
    def border_px(self) -> int:
        """How thick an ordinary edge is; thicker in high contrast."""
        return 2 if self.name is ThemeName.CONTRAST else 1

    @property
    def has_shadows(self) -> bool:
        """Only the light look casts shadows: in the dark the line does the work."""
        return self.name is ThemeName.LIGHT


@cache
def token_file() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The parsed token file."""
    parsed: Mapping[str, Mapping[str, Mapping[str, str]]] = json.loads((RESOURCES / "styles" / "tokens.json").read_text("utf-8"))
    return parsed


@cache
def theme(name: ThemeName = ThemeName.LIGHT, text_percent: int = 100) -> Theme:
    """The look of that name at that text size (percent, 100 to 150; anything outside is brought to the nearest end)."""
    file = token_file()
    return Theme(
        name=name,
        colours=file["themes"][name.value],
        radius=_numbers("radius"),
        space=_numbers("space"),
        type=_numbers("type"),
        weight=_numbers("weight"),
        text_percent=min(150, max(100, text_percent)),
    )


def cover_colours() -> Mapping[str, str]:
    """The six pastel fields of covers and portraits, the same in every look."""
    return {name: str(colour) for name, colour in token_file()["covers"].items()}


def contrast_ratio(one: str, other: str) -> float:
    """WCAG 2 contrast between two #RRGGBB colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _numbers(section: str) -> Mapping[str, int]:
    return {name: int(str(value)) for name, value in token_file()[section].items()}
