"""Dates, ages and pictures in words."""

from __future__ import annotations

from datetime import date

import pytest

from server.portal.words import OPENING_LIMIT, age_words, cover_words, day_words, opening_of, picture_words

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (date(2024, 4, 19), "2 years 7 months"),
        (date(2024, 4, 20), "2 years 6 months"),
        (date(2024, 11, 19), "2 years"),
        (date(2025, 10, 19), "1 year 1 month"),
        (date(2026, 11, 1), "0 months"),
        (date(2026, 12, 1), "0 months"),
    ],
)
def test_an_age_is_in_whole_years_and_months(born_on: date, words: str) -> None:
    assert age_words(born_on, TODAY) == words


def test_a_day_has_its_year_only_when_it_is_not_this_one() -> None:
    assert day_words(date(2026, 6, 16), TODAY) == "Tuesday 16 June"
    assert day_words(date(2025, 6, 16), TODAY) == "Monday 16 June 2025"


@pytest.mark.parametrize(
    ("covered", "words"),
    [
        (0, ""),
        (1, "One face is covered with a drawing."),
        (2, "Two faces are covered with drawings."),
        (23, "23 faces are covered with drawings."),
    ],
)
def test_covers_are_counted_and_nobody_is_named(covered: int, words: str) -> None:
    assert cover_words(covered) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Amelia pours. She laughs.", "Amelia pours. One face is covered with a drawing."),
        ("Amelia pours", "Amelia pours. One face is covered with a drawing."),
        ("Full? She says so.", "Full? One face is covered with a drawing."),
        ("word " * 60, "word " * 30 + "… One face is covered with a drawing."),
    ],
)
def test_a_picture_says_first_what_the_child_does(text: str, words: str) -> None:
    assert picture_words(text, cover_words(1)) == words


def test_one_of_several_pictures_says_which() -> None:
    assert picture_words("Amelia pours.", "", number=2, of=3) == "Amelia pours. Picture 2 of 3."


@pytest.mark.parametrize("text", ["Short.", "x" * 600, "A sentence. " * 50, "“Full now!” she says. " * 30, "word " * 100])
def test_an_opening_is_the_start_of_the_text_and_short(text: str) -> None:
    opening = opening_of(text)

    assert len(opening) <= OPENING_LIMIT + 2
    assert text.startswith(opening.removesuffix(" …"))


def test_an_opening_ends_with_a_sentence_when_it_can() -> None:
    assert opening_of("A sentence. " * 50).endswith("A sentence.")
