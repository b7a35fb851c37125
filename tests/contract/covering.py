"""The rule cases as values, for whoever runs them: the function itself, the tablet's store, the server's database.

A case names children and regions by short words; here they become ids. `expect` says for each region why it is seen or covered;
`already_covered` and `cover_further`, where they stand, say what a newer decision adds to an older picture.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from domain.boxes import Box
from domain.consent import ConsentFacts, Scope
from domain.covering import Region, Says, Source, Why
from domain.ids import ChildId, RegionId

FILE = Path(__file__).with_suffix(".json")
NAMESPACE = uuid.UUID("00000000-0000-7000-8000-000000000000")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveringCase:
    """One case; `already` and `further` are None where the case asks for the decisions alone."""

    name: str
    journal: ChildId
    scopes: Mapping[ChildId, Scope]
    facts_age: timedelta
    regions: tuple[Region, ...]
    expect: Mapping[RegionId, Why]
    already: tuple[RegionId, ...] | None
    further: tuple[RegionId, ...] | None

    def facts(self, now: datetime) -> ConsentFacts:
        """The facts as they are known at `now`."""
        return ConsentFacts(scopes=self.scopes, confirmed_at=now - self.facts_age)


def covering_cases() -> tuple[CoveringCase, ...]:
    """All cases of covering.json."""
    return tuple(case_of(raw) for raw in json.loads(FILE.read_text(encoding="utf-8")))


def case_of(raw: dict[str, Any]) -> CoveringCase:
    """One case."""
    return CoveringCase(
        name=raw["name"],
        journal=ChildId(id_of(raw["journal"])),
        scopes={ChildId(id_of(child)): Scope(scope) for child, scope in raw["scopes"].items()},
        facts_age=timedelta(hours=raw["facts_age_hours"]),
        regions=tuple(region_of(number, region) for number, region in enumerate(raw["regions"])),
        expect={RegionId(id_of(region)): Why(why) for region, why in raw["expect"].items()},
        already=ids_of(raw.get("already_covered")),
        further=ids_of(raw.get("cover_further")),
    )


def region_of(number: int, raw: dict[str, Any]) -> Region:
    """A region; its box only has to differ from the others'."""
    return Region(
        id=RegionId(id_of(raw["id"])),
        box=Box(100 * number, 0, 100 * number + 40, 50),
        source=Source(raw["source"]),
        says=Says(raw["says"]),
        child=ChildId(id_of(raw["child"])) if raw["child"] else None,
    )


def ids_of(words: list[str] | None) -> tuple[RegionId, ...] | None:
    """The ids of regions, or None where the case does not say."""
    return None if words is None else tuple(RegionId(id_of(word)) for word in words)


def id_of(word: str) -> str:
    """The id that a word stands for, the same everywhere."""
    return str(uuid.uuid5(NAMESPACE, word))
