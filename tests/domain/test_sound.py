"""C21, C22, L19: in whose journal a video keeps its sound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.boxes import Box
from domain.consent import FACTS_LIFE, ConsentFacts, Scope
from domain.covering import Region, Says, Source
from domain.ids import ChildId, RegionId
from domain.sound import voices_in, who_must_be_silent

NOW = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)
AMELIA, NOAH, AYAAN, MAYA = (ChildId(name) for name in ("amelia", "noah", "ayaan", "maya"))
FACTS = ConsentFacts(
    scopes={AMELIA: Scope.ALL, NOAH: Scope.OWN_ONLY, AYAAN: Scope.NONE, MAYA: Scope.ALL},
    confirmed_at=NOW,
    voices=frozenset({AMELIA, NOAH, AYAAN}),
)


@pytest.mark.parametrize(
    ("voices", "journal", "silent"),
    [
        ((), AMELIA, ()),  # nobody is heard
        ((AMELIA,), AMELIA, ()),
        ((AMELIA,), MAYA, ()),
        ((NOAH,), NOAH, ()),
        ((NOAH,), AMELIA, (NOAH,)),  # may be seen in the own journal only, so heard there only
        ((AMELIA,), NOAH, (AMELIA,)),  # whose family wants no other child beside theirs
        ((AYAAN,), AYAAN, (AYAAN,)),  # in no picture at all
        ((MAYA,), MAYA, (MAYA,)),  # may be seen everywhere, and be heard nowhere
        ((AMELIA, MAYA), AMELIA, (MAYA,)),  # one is enough
        ((ChildId("nobody"),), AMELIA, (ChildId("nobody"),)),
    ],
)
def test_c21_one_child_who_may_not_be_heard_silences_the_video(
    voices: tuple[ChildId, ...], journal: ChildId, silent: tuple[ChildId, ...]
) -> None:
    assert who_must_be_silent(voices, journal, FACTS, NOW) == silent


def test_r8_facts_older_than_a_lease_silence_everybody() -> None:
    assert who_must_be_silent((AMELIA,), AMELIA, FACTS, NOW + FACTS_LIFE + timedelta(seconds=1)) == (AMELIA,)


def test_whom_the_picture_names_counts_as_heard() -> None:
    box = Box(0, 0, 10, 10)
    named = Region(id=RegionId("1"), box=box, source=Source.FACE, says=Says.CHILD, child=MAYA)
    visitor = Region(id=RegionId("2"), box=box, source=Source.FACE, says=Says.SOMEONE_ELSE)

    assert voices_in((AMELIA,), (named, visitor, named)) == (AMELIA, MAYA)
    assert voices_in((), ()) == ()
