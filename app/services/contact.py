"""A word with the server while nothing needs to be open: the time, who holds this tablet, what the office commands, how this device is."""

from __future__ import annotations

import contextlib
from pathlib import Path

from app.keys.count_note import load_counts
from app.keys.lease import mark_of, save_lease
from app.keys.timekeeper import Timekeeper
from app.services.admitting import Admitting
from app.services.obeying import Obeying
from app.services.pinning import Pinning
from app.services.proving import OnlineLogin
from app.storage.space import full_disk
from domain.errors import KnownError
from domain.wire import CommandKind, DeviceReport, Hello, Problem


class Contact:
    """Keeps what the server says. Asked in the network's lane, by the lock screen and by the sync."""

    def __init__(
        self, folder: Path, login: OnlineLogin, timekeeper: Timekeeper, admitting: Admitting, obeying: Obeying, pins: Pinning
    ) -> None:
        self._folder, self._login, self._time, self._admitting = folder, login, timekeeper, admitting
        self._obeying, self._pins = obeying, pins

    def ask(self, *, is_open: bool) -> tuple[CommandKind, ...]:
        """Greet, and obey; a device that is greeted no more hears its commands all the same. Raises the line's KnownError."""
        hello = self._login.hello()
        if isinstance(hello, Problem):
            return self._obeying.obey(self._login.commands().commands, self._time.now())
        done = self.hear(hello)
        if not is_open:
            self._say_how_it_is()
        return done

    def hear(self, hello: Hello) -> tuple[CommandKind, ...]:
        """Keep what a greeting says; which commands were carried out. Raises DiskFull."""
        with full_disk(self._folder):
            save_lease(self._folder, hello.lease)
            self._time.hear(hello.server_time, mark_of(hello.lease))
            lease = self._admitting.lease()
            if lease is not None:
                self._pins.heed_lease(lease.since)
            return self._obeying.obey(hello.commands, self._time.now())

    def _say_how_it_is(self) -> None:
        """A device whose store is closed says what it knows; an open one's sync says more. A server that does not listen is no error."""
        counts, skew_s = load_counts(self._folder), self._time.skew_s()
        with contextlib.suppress(KnownError):
            self._login.report(DeviceReport(**counts.model_dump(), command_seq=self._obeying.book.seq, clock_skew_s=skew_s))
