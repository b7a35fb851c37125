"""A small file of this device that is read once and written durably at every change; two lanes may ask for it at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from app.keys.files import write_durably


class Frozen(BaseModel):
    """A value that such a file holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")


S = TypeVar("S", bound=BaseModel)


class Kept(Generic[S]):
    """One value and its file. `empty` stands for a file that is not there; a file that nobody can read counts as none."""

    def __init__(self, path: Path, empty: S, read: Callable[[Path], S] | None = None) -> None:
        self._path, self._lock = path, threading.RLock()
        self._value = empty
        if path.exists():
            self._value = read(path) if read is not None else read_or(path, empty)

    @property
    def value(self) -> S:
        """What the file holds."""
        return self._value

    def change(self, changed: Callable[[S], S]) -> S:
        """Put `changed(value)` in the value's place, on the disk before in memory; nothing is written when nothing changed."""
        with self._lock:
            new = changed(self._value)
            if new != self._value:
                write_durably(self._path, new.model_dump_json(indent=1))
                self._value = new
            return new

    def forget(self, empty: S) -> None:
        """Remove the file; the value is `empty` again."""
        with self._lock:
            self._path.unlink(missing_ok=True)
            self._value = empty

    def update(self, **fields: object) -> S:
        """Change single fields."""
        return self.change(lambda value: value.model_copy(update=fields))


def read_or(path: Path, empty: S) -> S:
    """What lies in the file, or `empty` when it is not ours."""
    try:
        return type(empty).model_validate_json(path.read_text(encoding="utf-8"))
    except ValueError:
        return empty
