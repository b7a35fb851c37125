"""Closing a store behind the work that goes on in it: a lane has one thread, so what is put behind its work runs when that ended."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.lanes import Lanes


class Leaving:
    """`failed` hears why a store was not closed well; it is closed all the same."""

    def __init__(self, lanes: Lanes, failed: Callable[[Exception], None]) -> None:
        self._lanes, self._failed = lanes, failed
        self._going = 0

    @property
    def is_going_on(self) -> bool:
        """Whether a store is being closed now."""
        return self._going > 0

    def end(self, close: Callable[[], None], then: Callable[[], None]) -> None:
        """Run `close` in the store's lane once no lane is at work, then go on."""
        self._going += 1

        def closed() -> None:
            self._going -= 1
            then()

        def closed_badly(error: Exception) -> None:
            closed()  # a full disk keeps the next person from nothing
            self._failed(error)

        lanes = self._lanes
        before = [lanes.later, lanes.frames, lanes.cpu, lanes.net]

        def pass_on(_: None = None) -> None:
            if before:
                before.pop(0).run(nothing, pass_on, self._failed)
            else:
                lanes.vault.run(close, lambda _: closed(), closed_badly)

        pass_on()


def nothing() -> None:
    """Work that only marks its place in a lane."""
