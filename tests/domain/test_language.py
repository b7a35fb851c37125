"""C25: hints on past tense and on other children's names; quoted speech is left alone."""

from __future__ import annotations

import pytest

from domain.language import HintKind, hints, present_of


@pytest.mark.parametrize(
    ("past", "present"),
    [
        ("poured", "pours"), ("tried", "tries"), ("hopped", "hops"), ("giggled", "giggles"), ("smiled", "smiles"), ("filled", "fills"),
        ("watched", "watches"), ("noticed", "notices"), ("was", "is"), ("went", "goes"), ("used", None), ("red", None), ("need", None),
        ("pours", None),
    ],
)  # fmt: skip
def test_a_past_form_is_answered_with_the_present(past: str, present: str | None) -> None:
    assert present_of(past) == present


def test_c25_the_hint_stands_where_the_word_stands() -> None:
    text = "Amelia fills the jug. She poured the water."

    (hint,) = hints(text, ())

    assert text[hint.start : hint.end] == "poured"
    assert hint.instead == "pours"


def test_c25_a_childs_quoted_speech_is_left_alone() -> None:
    assert hints('She says “I poured it” and ‘I did’ and "went".', ()) == ()


def test_other_childrens_names_are_pointed_at_also_in_the_genitive() -> None:
    found = hints("Amelia looks at Noah and takes Zoë's cup.", ["Noah", "Zoë"])

    assert [(hint.kind, hint.word) for hint in found] == [(HintKind.OTHER_NAME, "Noah"), (HintKind.OTHER_NAME, "Zoë's")]
