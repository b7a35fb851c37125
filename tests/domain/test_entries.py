"""What keeps an entry from being handed in: the field, and a sentence with the way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.entries import EntryKind, EntryText, is_late, missing, title_of
from domain.ids import ChildId

NOW = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)
AREAS = {"mathematics", "understanding-the-world"}
GOOD = EntryText(
    kind=EntryKind.OBSERVATION, children=(ChildId("amelia"),), happened_at=NOW, text="Amelia fills the jug.", areas=("mathematics",)
)
SNAPSHOT = EntryText(kind=EntryKind.SNAPSHOT, children=(ChildId("amelia"),), happened_at=NOW, text="Amelia fills the jug.")


def fields(entry: EntryText, photos: int = 0) -> list[str]:
    return [reason.field for reason in missing(entry, photos=photos, areas=AREAS, now=NOW)]


def test_a_whole_entry_misses_nothing() -> None:
    assert fields(GOOD) == []
    assert fields(SNAPSHOT) == []


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (replace(GOOD, children=()), "children"),
        (replace(GOOD, children=(ChildId("amelia"), ChildId("amelia"))), "children"),
        (replace(GOOD, text="  \n"), "text"),
        (replace(GOOD, text="x" * 4001), "text"),
        (replace(GOOD, next_step="x" * 601), "next_step"),
        (replace(GOOD, title="x" * 81), "title"),
        (replace(GOOD, areas=("alchemy",)), "areas"),  # L1
        (replace(GOOD, wellbeing=6), "wellbeing"),
        (replace(GOOD, involvement=0), "involvement"),
        (replace(GOOD, happened_at=NOW + timedelta(hours=1)), "happened_at"),
        (replace(SNAPSHOT, areas=("mathematics",)), "areas"),  # L31
        (replace(SNAPSHOT, happened_at=NOW - timedelta(days=1)), "happened_at"),  # L31
    ],
)
def test_a_bad_field_is_named(entry: EntryText, field: str) -> None:
    assert fields(entry) == [field]


def test_l4_too_many_photos_are_refused_before_storing() -> None:
    assert fields(GOOD, photos=13) == ["photos"]


def test_c23_an_entry_after_its_week_is_late() -> None:
    assert not is_late(NOW, NOW + timedelta(days=7))
    assert is_late(NOW, NOW + timedelta(days=7, seconds=1))


def test_the_title_is_the_first_sentence_when_nobody_gave_one() -> None:
    assert title_of(replace(GOOD, text="Amelia fills the jug. She pours.")) == "Amelia fills the jug"
    assert title_of(replace(GOOD, title=" Full to the top ")) == "Full to the top"
