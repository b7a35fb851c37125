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


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Amelia looks at Zoë and laughs.", "a friend"),
        ("Zoë laughs.", "A friend"),
        ("Amelia laughs. Zoë laughs too.", "A friend"),
        ("Amelia says “all gone!” Zoë laughs.", "A friend"),
        ("Amelia says “Zoë is here”.", "A friend"),
        ("She laughs (with Zoë).", "a friend"),
        ("A new line\nZoë laughs.", "A friend"),
        ("She takes Zoë's cup.", "a friend's"),
        ("Zoë’s cup is empty.", "A friend’s"),
    ],
)
def test_a_friend_has_a_capital_only_where_a_sentence_begins(text: str, instead: str) -> None:
    (hint,) = hints(text, ["Zoë"])

    assert hint.instead == instead


def test_a_past_form_keeps_its_capital() -> None:
    assert [hint.instead for hint in hints("Poured water. She poured.", ())] == ["Pours", "pours"]
