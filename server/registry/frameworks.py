"""The curriculum frameworks that lie beside the code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from domain.curriculum import Framework, framework_from_json

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "frameworks"


@cache
def framework(version: str) -> Framework:
    """The framework of that version. Raises KeyError when there is none; the version came from a stranger and is no path."""
    known = {path.stem: path for path in FOLDER.glob("*.json")}
    return framework_from_json(known[version].read_text(encoding="utf-8"))


def is_known(version: str) -> bool:
    """Whether we carry that version."""
    try:
        framework(version)
    except KeyError:
        return False
    return True


def area_ids(version: str) -> frozenset[str]:
    """Its areas; none for an unknown version."""
    try:
        return framework(version).area_ids
    except KeyError:
        return frozenset()
