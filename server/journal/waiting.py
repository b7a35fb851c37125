"""What waits to be done to pictures and clips beside the requests. Held in memory: what a process leaves is found again at its start."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from uuid import UUID


class Turn(IntEnum):
    """Which work on clips comes first: a minute matters most to a family that withdrew."""

    COVER_FURTHER = 0
    DRAW = 1
    MARK = 2


@dataclass(frozen=True, order=True)
class ClipWork:
    """One long work. mark: the words of a family's copy, "" to draw the clip itself."""

    turn: Turn
    number: int
    rendition_id: UUID = field(compare=False)
    mark: str = field(default="", compare=False)


class ClipQueue:
    """Works in their turn; one that waits already is not added again."""

    def __init__(self) -> None:
        self._works: queue.PriorityQueue[ClipWork] = queue.PriorityQueue()
        self._asked: set[tuple[Turn, UUID, str]] = set()
        self._guard, self._numbers = threading.Lock(), count()

    def add(self, turn: Turn, rendition_id: UUID, mark: str = "") -> None:
        """Have it done."""
        with self._guard:
            if (turn, rendition_id, mark) not in self._asked:
                self._asked.add((turn, rendition_id, mark))
                self._works.put(ClipWork(turn, next(self._numbers), rendition_id, mark))

    def next(self) -> ClipWork:
        """The next work; waits for one."""
        work = self._works.get()
        with self._guard:
            self._asked.discard((work.turn, work.rendition_id, work.mark))
        return work

    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return self._works.empty()


pictures: queue.SimpleQueue[UUID] = queue.SimpleQueue()
clips = ClipQueue()


def ask_for_drawing(rendition_id: UUID, *, is_urgent: bool) -> None:
    """Have a clip drawn. is_urgent: it was shown before, and now must be covered further."""
    clips.add(Turn.COVER_FURTHER if is_urgent else Turn.DRAW, rendition_id)


def ask_for_mark(rendition_id: UUID, mark: str) -> None:
    """Have a family's copy of a clip made."""
    clips.add(Turn.MARK, rendition_id, mark)
