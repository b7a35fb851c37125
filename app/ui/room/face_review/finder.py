"""The search for faces while a picture is reviewed: it runs beside the taps, which are saved meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.ui.room.face_review.ports import LookingPort
from app.ui.room.face_review.state import ReviewTask
from app.ui.room.lanes import ToldLane
from app.ui.while_shown import WhileShown
from domain.covering import Region


@dataclass(frozen=True, slots=True)
class Heard:
    """Who hears of a search: after the quick look, after the last pass, and when it failed."""

    first: Callable[[], None]
    done: Callable[[], None]
    failed: Callable[[Exception], None]


class Finder:
    """Looks in `cpu`; nothing is heard once the screen is gone or `is_over` says so, and the search stops between two passes."""

    def __init__(self, looking: LookingPort, task: ReviewTask, cpu: ToldLane, shown: WhileShown, is_over: Callable[[], bool]) -> None:
        self._looking, self._task, self._cpu, self._shown, self._is_over = looking, task, cpu, shown, is_over

    def look(self, heard: Heard) -> None:
        """Look for the first time."""
        self._run(self._looking.look, heard)

    def look_again(self, heard: Heard) -> None:
        """Look once more after a failure."""
        self._run(self._looking.look_again, heard)

    def _run(self, look: Callable[..., tuple[Region, ...]], heard: Heard) -> None:
        first: Callable[[tuple[Region, ...]], None] = self._cpu.progress(self._unless_over(lambda _: heard.first()))
        work = partial(look, self._task.photo_id, self._task.session, first, lambda: self._is_over() or self._cpu.stop())
        self._cpu.run(work, self._unless_over(lambda _: heard.done()), self._unless_over(heard.failed))

    def _unless_over(self, answer: Callable[..., None]) -> Callable[..., None]:
        return self._shown.heard(lambda value: None if self._is_over() else answer(value))
