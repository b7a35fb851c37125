"""Names stand where a reader looks for them."""

from __future__ import annotations

from domain.names import sort_key


def test_letters_with_marks_and_strokes_stand_among_the_plain_ones() -> None:
    names = ["Zoë", "Łukasz", "Mohammed", "Noah", "Óscar", "Leo", "Øyvind", "amelia", "Ælfric"]

    assert sorted(names, key=sort_key) == ["Ælfric", "amelia", "Leo", "Łukasz", "Mohammed", "Noah", "Óscar", "Øyvind", "Zoë"]
