"""A rendition's bytes travel: created, sent from wherever the last try broke off, proved by a receipt, destroyed here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from app.storage import crash, failures, renditions, sendable, settings, wiping
from app.storage.database import Connection, transaction
from app.storage.renditions import RenditionRow
from app.storage.settings import Setting
from app.storage.vault import Vault, VaultFileDamaged
from app.sync import receipts
from app.sync.asking import Asking
from app.sync.failures import NetworkError
from app.sync.reports import Progress
from app.sync.transport import CHECKSUM_MISMATCH, Transport
from domain.ids import RenditionId, StaffId
from domain.wire import MediaStatus, Receipt

TRIES = 3  # of sending one picture in one cycle, when the server dropped what came or stands elsewhere
SEND_AGAIN = (CHECKSUM_MISMATCH, HTTPStatus.CONFLICT)
BUSY = "busy"  # the server still reads what a broken connection of ours left: nobody's fault
OWN_FAULT = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    CHECKSUM_MISMATCH,
)  # this picture's trouble alone: the next one is tried all the same


@dataclass(slots=True)
class Fault:
    """What went wrong with one picture; "" while nothing did."""

    sentence: str = ""


class Uploader:
    """Sends pictures, one after the other. epoch: of the server as it greeted; actor: in whose name the wipe is reported."""

    def __init__(
        self,
        connection: Connection,
        vault: Vault,
        transport: Transport,
        *,
        epoch: str,
        signing_key: str,
        actor: StaffId,
        clock: Callable[[], datetime],
    ) -> None:
        self._connection, self._vault, self._transport = connection, vault, transport
        self._epoch, self._signing_key, self._actor, self._clock = epoch, signing_key, actor, clock

    def run(self, stop: Callable[[], bool], progress: Callable[[Progress], None]) -> int:
        """Send all that can be sent; how many are proved and wiped. Raises NetworkError when the server is gone."""
        rows, wiped = sendable.pictures(self._connection), 0
        try:
            for row, proof in self.sent(rows, stop, progress):
                wiped += self._finish(row, proof)
        finally:
            with transaction(self._connection):
                settings.write(self._connection, Setting.SENDING, "")
        return wiped

    def sent(
        self, rows: Sequence[RenditionRow], stop: Callable[[], bool], progress: Callable[[Progress], None]
    ) -> Iterator[tuple[RenditionRow, Future[Receipt]]]:
        """Every picture whose bytes are over, with its receipt on the way.

        One behind: while a picture travels, the next is announced and the one before is proved. A power cut in between costs
        nothing: the server says what it has. Raises NetworkError.
        """
        behind: tuple[RenditionRow, Future[Receipt]] | None = None
        with Asking(self._transport, aside=len(rows) > 1) as asking:
            try:
                for row, status in self._announced(asking, rows, stop, progress):
                    proof = asking.receipt(row) if self._carry(row, status) else None
                    if behind is not None:
                        yield behind
                    behind = (row, proof) if proof is not None else None
            except NetworkError:
                if behind is not None:
                    yield behind  # its proof may be here already, though the line broke under the next picture
                raise
            if behind is not None:
                yield behind

    def _announced(
        self, asking: Asking, rows: Sequence[RenditionRow], stop: Callable[[], bool], progress: Callable[[Progress], None]
    ) -> Iterator[tuple[RenditionRow, Future[MediaStatus]]]:
        """Every picture with the server's answer to its announcement, which was asked while the one before travelled."""
        ahead = self._announce(asking, rows[0], "") if rows else None
        for number, row in enumerate(rows):
            if ahead is None or stop():
                return
            progress(Progress(number, len(rows)))
            after = rows[number + 1] if number + 1 < len(rows) else None
            status, ahead = ahead, self._announce(asking, after, row.id)
            yield row, status

    def _announce(self, asking: Asking, row: RenditionRow | None, sending: str) -> Future[MediaStatus] | None:
        """Note which picture travels now and count the next one's attempt; then tell the server that it comes. None: there is none."""
        with transaction(self._connection):
            settings.write(self._connection, Setting.SENDING, sending)
            if row is not None:
                renditions.attempted(self._connection, row.id)
        return None if row is None else asking.create(row)

    def _carry(self, row: RenditionRow, status: Future[MediaStatus]) -> bool:
        """Send what is missing of the bytes; False = a fault of this picture's own, which is counted and kept as a sentence."""
        crash.point("upload.started")
        with self._own_faults(row) as fine:
            content = self._vault.open(self._connection, row.file_id or "")
            standing = status.result()
            if not standing.is_complete:
                self._send_rest(row, content, standing.offset)
        crash.point("upload.sent")
        return not fine.sentence

    def _finish(self, row: RenditionRow, proof: Future[Receipt]) -> bool:
        """Look at the receipt and wipe; False = it is kept, and the row says why."""
        with self._own_faults(row) as fine:
            receipt = proof.result()
        return not fine.sentence and self._settle(row, receipt)

    def _send_rest(self, row: RenditionRow, content: bytes, offset: int) -> None:
        for last_try in (False,) * (TRIES - 1) + (True,):
            if offset >= row.bytes:
                return
            # The whole picture's hash stands in the manifest; only a rest has to be hashed here.
            digest = bytes.fromhex(row.sha256) if offset == 0 else None
            try:
                self._transport.send_media(row.id, offset, content[offset:], digest)
            except NetworkError as error:
                if last_try or error.status not in SEND_AGAIN:
                    raise
                offset = self._transport.media_offset(row.id)
            else:
                return

    def _settle(self, row: RenditionRow, receipt: Receipt) -> bool:
        fault = receipts.fault_of(receipt, row, epoch=self._epoch, signing_key=self._signing_key)
        if fault:
            return self._failed(row.id, fault)
        wiping.acknowledge(self._connection, row.id, receipt, self._clock())
        with transaction(self._connection):
            failures.forget(self._connection, row.id)
        return wiping.wipe(self._connection, self._vault, row.id, self._actor, self._clock())

    @contextmanager
    def _own_faults(self, row: RenditionRow) -> Iterator[Fault]:
        """Catch what is this picture's own trouble, count and keep it; everything else goes up."""
        fault = Fault()
        try:
            yield fault
        except (VaultFileDamaged, NetworkError) as error:
            if isinstance(error, NetworkError) and error.status not in OWN_FAULT:
                raise
            fault.sentence = error.sentence
            if not (isinstance(error, NetworkError) and error.code == BUSY):
                self._failed(row.id, error.sentence)

    def _failed(self, rendition_id: RenditionId, sentence: str) -> bool:
        with transaction(self._connection):
            renditions.failed(self._connection, rendition_id, sentence)
            failures.count(self._connection, rendition_id, sentence)
        return False
