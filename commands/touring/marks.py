"""The faces that a person names, as a file tells them: pixels of the upright picture, and a first name of the demo nursery."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.errors import KnownError

PICTURES = frozenset({".jpg", ".jpeg", ".png"})


class InputUnusable(KnownError):
    """The tour was given something that it cannot use."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a face, in pixels of the upright picture, and whose face it is."""

    x: float
    y: float
    child: str


def pictures_in(folder: Path) -> tuple[Path, ...]:
    """The JPEG and PNG files of a folder, by name. Raises InputUnusable when there is none."""
    if not folder.is_dir():
        raise InputUnusable(f"“{folder}” is no folder. Name a folder with JPEG or PNG pictures.")
    found = tuple(sorted(path for path in folder.iterdir() if path.suffix.casefold() in PICTURES and path.is_file()))
    if not found:
        raise InputUnusable(f"“{folder}” holds no JPEG or PNG picture.")
    return found


def read_marks(path: Path | None) -> Mapping[str, Sequence[Mark]]:
    """Marks by file name; none without a file. Raises InputUnusable with the place that is wrong."""
    if path is None:
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {name: [Mark(float(row["at"][0]), float(row["at"][1]), str(row["child"])) for row in rows] for name, rows in data.items()}
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise InputUnusable(
            f"“{path}” cannot be read as marks ({error}). The form is " + '{"NAME.jpg": [{"at": [x, y], "child": "Amelia"}]}.'
        ) from error
