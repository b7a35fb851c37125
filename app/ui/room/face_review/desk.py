"""What the parts of the review's presenter share: the state now, a way to show another, and a way to do something."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.room.face_review.history import Act
from app.ui.room.face_review.state import ReviewState


class Desk:
    """One review. `act` stores an act and takes it into the history; `show` draws a state and keeps it."""

    def __init__(self, state: Callable[[], ReviewState], show: Callable[[ReviewState], None], act: Callable[[Act], None]) -> None:
        self._state, self.show, self.act = state, show, act

    @property
    def state(self) -> ReviewState:
        """What is shown now."""
        return self._state()
