"""The colours keep their promises: computed here from the token file, for every look."""

from __future__ import annotations

import pytest

from app.ui.theme.tokens import ThemeName, Tone, contrast_ratio, cover_colours, theme

TEXT, EDGE = 4.5, 3.0
TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "muted", "primary") for ground in ("bg", "surface", "primary-soft")),
    *((text, "sunk") for text in ("ink", "muted")),
    *((tone, ground) for tone in ("ok", "warn", "bad", "info") for ground in ("bg", "surface", f"{tone}-soft")),
    *((f"on-{fill}", fill) for fill in ("primary", "bad", "info", "toast")),
    *(("ink", f"{tone}-soft") for tone in ("ok", "warn", "bad", "info")),
]
EDGE_PAIRS = [(edge, ground) for edge in ("edge", "info", "bad", "primary") for ground in ("bg", "surface", "sunk")]
PUBLISHED = [  # what the look promises, to one digit
    (ThemeName.LIGHT, "ink", "surface", 13.4),
    (ThemeName.LIGHT, "muted", "sunk", 5.1),
    (ThemeName.LIGHT, "primary", "primary-soft", 5.4),
    (ThemeName.LIGHT, "edge", "sunk", 3.5),
    (ThemeName.LIGHT, "warn", "warn-soft", 5.7),
    (ThemeName.DARK, "ink", "bg", 15.8),
    (ThemeName.DARK, "on-primary", "primary", 7.9),
    (ThemeName.DARK, "bad", "bad-soft", 7.2),
    (ThemeName.CONTRAST, "primary", "surface", 10.2),
    (ThemeName.CONTRAST, "info", "surface", 12.6),
]


@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_stands_out_from_its_ground(name: ThemeName, text: str, ground: str) -> None:
    colours = theme(name).colours

    assert contrast_ratio(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_an_edge_stands_out_from_its_ground(name: ThemeName, edge: str, ground: str) -> None:
    colours = theme(name).colours

    assert contrast_ratio(colours[edge], colours[ground]) >= EDGE


@pytest.mark.parametrize(("name", "text", "ground", "promised"), PUBLISHED)
def test_the_contrast_is_the_published_one(name: ThemeName, text: str, ground: str, promised: float) -> None:
    colours = theme(name).colours

    assert contrast_ratio(colours[text], colours[ground]) == pytest.approx(promised, abs=0.06)


@pytest.mark.parametrize("name", ThemeName)
def test_every_tone_has_a_strong_and_a_soft_colour(name: ThemeName) -> None:
    look = theme(name)

    assert all(contrast_ratio(look.tone(tone), look.soft(tone)) >= TEXT for tone in Tone)


def test_every_look_has_the_same_tokens() -> None:
    assert {frozenset(theme(name).colours) for name in ThemeName} == {frozenset(theme().colours)}


def test_there_are_six_covers() -> None:
    assert len(set(cover_colours().values())) == 6


@pytest.mark.parametrize(("asked", "given"), [(80, 100), (100, 100), (125, 125), (400, 150)])
def test_text_grows_between_its_ends_only(asked: int, given: int) -> None:
    assert theme(ThemeName.LIGHT, asked).text_percent == given
    assert theme(ThemeName.LIGHT, asked).size("body") == round(17 * given / 100)
