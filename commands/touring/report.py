"""What the tour did, step by step, as `report.json` tells it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from domain.errors import KnownError


class StepFailed(KnownError):
    """A step could not be played; the sentence says what was seen instead."""


@dataclass(slots=True)
class Step:
    """One step; `note` is for a person."""

    name: str
    ok: bool = True
    seconds: float = 0.0
    note: str = ""


@dataclass(slots=True)
class Photos:
    """How many photos and renditions went how far."""

    captured: int = 0
    renditions: int = 0
    uploaded: int = 0
    wiped: int = 0
    left_on_device: int = 0


@dataclass(slots=True)
class Faces:
    """How many faces the review showed, and how many covers the renditions carry in all."""

    found: int = 0
    covered: int = 0


@dataclass(slots=True)
class Videos:
    """How many videos were recorded, how many faces through time their reviews showed, and which families got the sound."""

    recorded: int = 0
    tracks: int = 0
    with_sound: list[str] = field(default_factory=list)
    without_sound: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """The whole report; `ok` once every step is."""

    steps: list[Step] = field(default_factory=list)
    photos: Photos = field(default_factory=Photos)
    faces: Faces = field(default_factory=Faces)
    videos: Videos = field(default_factory=Videos)
    clear_bytes_found: int = 0

    @property
    def ok(self) -> bool:
        """Whether every step went well, nothing clear was found and nothing is left on the tablet."""
        return bool(self.steps) and all(step.ok for step in self.steps) and self.clear_bytes_found == 0 and self.photos.left_on_device == 0

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Time a step. A KnownError makes it a failed one with its sentence; anything else is a bug and goes on up."""
        step = Step(name)
        self.steps.append(step)
        started = time.monotonic()
        try:
            yield step
        except KnownError as error:
            step.ok, step.note = False, error.sentence
        finally:
            step.seconds = round(time.monotonic() - started, 3)
            print(f"{'ok  ' if step.ok else 'FAIL'} {step.seconds:7.2f} s  {step.name}  {step.note}", file=sys.stderr, flush=True)

    def write(self, path: Path) -> None:
        """Write it as JSON, whole or not at all."""
        data = {
            "ok": self.ok,
            "steps": [asdict(step) for step in self.steps],
            "photos": asdict(self.photos),
            "faces": asdict(self.faces),
            "videos": asdict(self.videos),
            "clear_bytes_found": self.clear_bytes_found,
        }
        part = path.with_suffix(".part")
        part.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(path)
