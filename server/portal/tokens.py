"""The one token file, as the custom properties of the portal's style sheet: light, dark by the device's wish, high contrast by its wish."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
TOKEN_FILE = RESOURCES / "styles" / "tokens.json"
ROOT_PX = 16  # sizes leave here in rem, so that a reader's own text size is obeyed
SHADOW = "0 1px 2px rgb(34 49 58/.06), 0 2px 8px rgb(34 49 58/.05)"  # light only: in the dark the line does the work


@dataclass(frozen=True, slots=True)
class Tokens:
    """The measures both style sheets share: colours by theme, lengths in px, type sizes in px."""

    themes: Mapping[str, Mapping[str, str]]
    radius: Mapping[str, int]
    space: Mapping[str, int]
    type: Mapping[str, int]


@lru_cache(maxsize=1)
def tokens() -> Tokens:
    """The tokens of `resources/styles/tokens.json`, read once. Raises KeyError when a group is missing: a bug in the file."""
    data = json.loads(TOKEN_FILE.read_text(encoding="utf-8"))
    return Tokens(data["themes"], data["radius"], data["space"], data["type"])


def custom_properties(values: Tokens) -> str:
    """CSS that sets every token as a custom property of the root element."""
    light, dark, contrast = (colours(values.themes[name]) for name in ("light", "dark", "contrast"))
    return "\n".join(
        (
            ":root {",
            f"  color-scheme: light dark; {light} --shadow: {SHADOW};",
            f"  {lengths('radius', values.radius)}",
            f"  {lengths('space', values.space)}",
            f"  {type_sizes(values.type)}",
            "}",
            f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} --shadow: none; }} }}",
            # Somebody who wants both dark and more contrast keeps the dark one: its ratios are the higher of the two.
            f"@media (prefers-contrast: more) and (prefers-color-scheme: light) {{ :root {{ {contrast} --shadow: none; }} }}",
            # On paper and in the memory book there is no dark.
            f"@media print {{ :root {{ color-scheme: light; {light} --shadow: none; --bg: #fff; --ink: #000; }} }}",
        )
    )


def colours(theme: Mapping[str, str]) -> str:
    """The colours of one theme as declarations."""
    return " ".join(f"--{name}: {value};" for name, value in theme.items())


def lengths(kind: str, values: Mapping[str, int]) -> str:
    """Lengths in px as declarations named `--kind-name`."""
    return " ".join(f"--{kind}-{name}: {value}px;" for name, value in values.items())


def type_sizes(values: Mapping[str, int]) -> str:
    """Type sizes as declarations in rem."""
    return " ".join(f"--type-{name}: {value / ROOT_PX:g}rem;" for name, value in values.items())
