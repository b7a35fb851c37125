"""The framework that observations are tagged with: versioned data, never a ladder (C1, L1)."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """One area of learning: stable id, the framework's name, the plain words for parents, its icon and its goals."""

    id: str
    name: str
    plain_name: str
    is_prime: bool
    icon: str
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A version of the curriculum; entries keep the version they were tagged in."""

    version: str
    name: str
    areas: tuple[Area, ...]

    def area(self, area_id: str) -> Area:
        """The area with that id. Raises KeyError when this version has none."""
        for area in self.areas:
            if area.id == area_id:
                return area
        raise KeyError(area_id)

    @property
    def area_ids(self) -> frozenset[str]:
        """The ids of all areas."""
        return frozenset(area.id for area in self.areas)


def framework_from_json(text: str) -> Framework:
    """A framework from the text of a file in `resources/frameworks`. Raises ValueError when its shape is wrong."""
    try:
        data = json.loads(text)
        areas = tuple(
            Area(row["id"], row["name"], row["plain_name"], row["kind"] == "prime", row["icon"], tuple(row["goals"]))
            for row in data["areas"]
        )
        return Framework(data["version"], data["name"], areas)
    except (KeyError, TypeError) as error:
        raise ValueError(f"Not a framework: {error}") from error
