from __future__ import annotations

import pytest

from app.ui.room.compose.editor import shared_start
from app.ui.room.compose.phrases import piece


@pytest.mark.parametrize(
    ("before", "after", "phrase", "text"),
    [
        ("", "", "looks closely", "looks closely "),
        ("She", "", "looks closely", " looks closely "),
        ("She ", ".", "tries again", "tries again"),
        ("She", " and laughs", "points to", " points to"),
        ("“", "”", "with a friend", "with a friend"),
    ],
)
def test_a_phrase_brings_the_spaces_that_it_needs(before: str, after: str, phrase: str, text: str) -> None:
    assert piece(before, after, phrase).text == text


def test_the_cursor_waits_where_the_childs_own_words_go() -> None:
    made = piece("She ", "", "says “…”")

    assert made.text[made.cursor - made.marked : made.cursor] == "…"


def test_what_two_texts_share_is_left_alone() -> None:
    assert shared_start("She poured", "She pours") == 8
    assert shared_start("same", "same") == 4
