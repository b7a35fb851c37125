"""One cycle: greet, pull, decide again, push, upload, prove, wipe, report. Facts always come before anything goes out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from app.storage import crash, notes, sendable, settings, wiping
from app.storage.database import Connection, Store, transaction
from app.storage.settings import Setting
from app.storage.space import full_disk
from app.storage.vault import Vault
from app.sync import greeting, telling
from app.sync.contact import Contact
from app.sync.failures import NetworkError
from app.sync.network import NetworkPolicy, Refused
from app.sync.pulling import Pull, TooManyRemovals
from app.sync.pushing import Pusher
from app.sync.recheck import Pictures, Recheck
from app.sync.reports import CycleReport, Progress, RemovalQuestion
from app.sync.transport import Transport
from app.sync.uploads import Uploader
from domain.errors import KnownError
from domain.ids import StaffId
from domain.wire import Hello

ONLINE, OFFLINE = "online", "offline"
REVOKED = "device_revoked"  # the code of the server's refusal


def never() -> bool:
    """The stop check of whoever does not stop."""
    return False


def unheard(progress: Progress) -> None:
    """The progress of whoever does not look."""


class SyncEngine:
    """The tablet's side of the protocol. Runs in the lane of the network, on that thread's own connection.

    pictures: covers further what newer facts forbid; signing_key: the server's, pinned at pairing; actor: in whose name wipes are
    reported; contact: hears every greeting, and says what the device reports of itself.
    """

    def __init__(
        self,
        store: Store,
        vault: Vault,
        transport: Transport,
        network: NetworkPolicy,
        clock: Callable[[], datetime],
        *,
        pictures: Pictures,
        signing_key: str,
        actor: StaffId,
        contact: Contact,
    ) -> None:
        self._store, self._vault, self._transport, self._network, self._clock = store, vault, transport, network, clock
        self._pictures, self._signing_key, self._actor, self._contact = pictures, signing_key, actor, contact
        self._may_remove = False

    def recover(self) -> int:
        """Finish what a power cut left: begun wipes, files without a key; how many wipes. Needs no network."""
        connection = self._store.connect()
        wiped = wiping.finish(connection, self._vault, self._actor, self._clock())
        with transaction(connection):
            self._vault.sweep(connection)
        return wiped

    def agree_to_removal(self) -> None:
        """A person agreed that the next pull may remove more than a fifth of the facts."""
        self._may_remove = True

    def cycle(self, stop: Callable[[], bool] = never, progress: Callable[[Progress], None] = unheard) -> CycleReport:
        """Run one cycle. World errors end it and stand in the report as a sentence; nothing local is ever deleted for one."""
        connection = self._store.connect()
        network = self._network.allowed()
        if isinstance(network, Refused):
            return self._offline(connection, network.reason)
        try:
            report = self._run(connection, stop, progress)
        except NetworkError as error:
            self._hear_commands(error)
            return self._offline(connection, error.sentence, is_permanent=error.permanent)
        except TooManyRemovals as stopped:
            return self._offline(connection, stopped.sentence, question=stopped.question)
        except KnownError as error:
            return self._offline(connection, error.sentence)  # a full disk, a lost picture file: the next cycle tries again
        with transaction(connection):
            settings.write(connection, Setting.NETWORK, ONLINE)
            settings.write(connection, Setting.OFFLINE_REASON, "")
        return report

    def _run(self, connection: Connection, stop: Callable[[], bool], progress: Callable[[Progress], None]) -> CycleReport:
        hello = self._greet(connection)
        pulled = Pull(connection, self._transport, self._clock(), may_remove=self._may_remove).run()
        self._may_remove = False
        crash.point("sync.pulled")
        telling.tell(connection, self._actor)
        # A hand-in that decided under the old facts may commit from now on: it waits for the next cycle, which decides it again.
        decided_up_to = sendable.last_seq(connection)
        checked = Recheck(connection, self._vault, self._pictures, self._clock).run(stop)
        pusher = Pusher(connection, self._transport, hello, decided_up_to=decided_up_to)
        pushed = pusher.run(stop)
        wiped = wiping.finish(connection, self._vault, self._actor, self._clock()) + self._upload(connection, hello, stop, progress)
        if wiped:
            pusher.run(stop)  # the office hears of the wipes in the same cycle
        self._say_how_it_is(connection)
        return CycleReport(
            is_online=True,
            pulled=pulled,
            held=checked.held,
            held_clips=checked.clips,
            covered_further=checked.covered_further,
            pushed=pushed.done,
            refused=pushed.refused,
            wiped=wiped,
        )

    def _say_how_it_is(self, connection: Connection) -> None:
        """The report comes last, so that it counts what is left. A server that does not know reports is older, and no error."""
        try:
            self._transport.report(self._contact.report(connection))
        except NetworkError as error:
            if error.status != HTTPStatus.NOT_FOUND:
                raise

    def _hear_commands(self, error: NetworkError) -> None:
        """A revoked device is answered nothing but its commands; a failure to hear them changes nothing."""
        if error.code == REVOKED:
            with contextlib.suppress(NetworkError):
                self._contact.commanded(self._transport.commands().commands)

    def _greet(self, connection: Connection) -> Hello:
        hello = self._transport.hello()
        greeting.check_schema(hello)
        greeting.note(connection, hello, self._clock())
        with full_disk(self._store.folder):
            self._contact.greeted(hello)
        return hello

    def _upload(self, connection: Connection, hello: Hello, stop: Callable[[], bool], progress: Callable[[Progress], None]) -> int:
        uploader = Uploader(
            connection,
            self._vault,
            self._transport,
            epoch=hello.epoch,
            signing_key=self._signing_key,
            actor=self._actor,
            clock=self._clock,
        )
        return uploader.run(stop, progress)

    def _offline(
        self, connection: Connection, reason: str, *, is_permanent: bool = False, question: RemovalQuestion | None = None
    ) -> CycleReport:
        with transaction(connection):
            settings.write(connection, Setting.NETWORK, OFFLINE)
            settings.write(connection, Setting.OFFLINE_REASON, reason)
            notes.add(connection, self._clock(), reason)
        return CycleReport(is_online=False, reason=reason, is_permanent=is_permanent, question=question)
