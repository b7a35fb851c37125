"""A lane whose long work can tell how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from app.ui.background import Lane

P = TypeVar("P")


class ToldLane(Lane, Protocol):
    """What a presenter asks of a lane when the work reports on its way; `Background` is the real one."""

    def progress(self, heard: Callable[[P], None]) -> Callable[[P], None]:
        """A function that the work calls with a value; `heard` gets it in the lane's home thread."""
        ...

    def stop(self) -> bool:
        """Whether the lane is closing."""
        ...
