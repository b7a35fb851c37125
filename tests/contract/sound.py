"""The rule cases of sound as values, for whoever runs them: the function itself, the tablet's store, the server's database.

As in covering.py short words become ids. `voices` are the children whose families agreed to the voice; `silenced_by` who forbids the sound.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from domain.consent import ConsentFacts, Scope
from domain.covering import Region
from domain.ids import ChildId
from tests.contract.covering import id_of, region_of

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundCase:
    """One case."""

    name: str
    journal: ChildId
    scopes: Mapping[ChildId, Scope]
    voices: frozenset[ChildId]
    facts_age: timedelta
    heard: tuple[ChildId, ...]
    regions: tuple[Region, ...]
    silenced_by: tuple[ChildId, ...]

    def facts(self, now: datetime) -> ConsentFacts:
        """The facts as they are known at `now`."""
        return ConsentFacts(scopes=self.scopes, voices=self.voices, confirmed_at=now - self.facts_age)


def sound_cases() -> tuple[SoundCase, ...]:
    """All cases of sound.json."""
    return tuple(case_of(raw) for raw in json.loads(FILE.read_text(encoding="utf-8")))


def case_of(raw: dict[str, Any]) -> SoundCase:
    """One case."""
    return SoundCase(
        name=raw["name"],
        journal=ChildId(id_of(raw["journal"])),
        scopes={ChildId(id_of(child)): Scope(scope) for child, scope in raw["scopes"].items()},
        voices=frozenset(children(raw["voices"])),
        facts_age=timedelta(hours=raw["facts_age_hours"]),
        heard=children(raw["heard"]),
        regions=tuple(region_of(number, region) for number, region in enumerate(raw["regions"])),
        silenced_by=children(raw["silenced_by"]),
    )


def children(words: Iterable[str]) -> tuple[ChildId, ...]:
    """The ids of children."""
    return tuple(ChildId(id_of(word)) for word in words)
