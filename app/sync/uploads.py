"""A rendition's bytes travel: created, sent from wherever the last try broke off, proved by a receipt, destroyed here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from app.storage import crash, failures, renditions, sendable, settings, wiping
from app.storage.database import Connection, transaction
from app.storage.renditions import RenditionRow
from app.storage.settings import Setting
from app.storage.vault import Vault, VaultFileDamaged
from app.sync import receipts
from app.sync.failures import NetworkError
from app.sync.reports import Progress
from app.sync.transport import CHECKSUM_MISMATCH, Transport
from domain.ids import RenditionId, StaffId
from domain.wire import MediaCreate, Receipt

TRIES = 3  # of sending one picture in one cycle, when the server dropped what came or stands elsewhere
SEND_AGAIN = (CHECKSUM_MISMATCH, HTTPStatus.CONFLICT)
OWN_FAULT = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.GONE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    CHECKSUM_MISMATCH,
)  # this picture's trouble alone: the next one is tried all the same


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
            for done, row in enumerate(rows):
                if stop():
                    break
                progress(Progress(done, len(rows)))
                wiped += self._try(row)
        finally:
            self._note_sending("")
        return wiped

    def _try(self, row: RenditionRow) -> bool:
        """Send one; its own faults are counted and kept as a sentence."""
        with transaction(self._connection):
            renditions.attempted(self._connection, row.id)
            settings.write(self._connection, Setting.SENDING, row.id)
        try:
            receipt = self.send(row)
        except VaultFileDamaged as error:
            return self._failed(row.id, error.sentence)
        except NetworkError as error:
            if error.status in OWN_FAULT:
                return self._failed(row.id, error.sentence)
            raise
        return self._settle(row, receipt)

    def send(self, row: RenditionRow) -> Receipt:
        """Upload what is missing and fetch the receipt. Raises NetworkError, VaultFileDamaged."""
        content = self._vault.open(self._connection, row.file_id or "")
        crash.point("upload.started")
        status = self._transport.create_media(MediaCreate(id=row.id, sha256=row.sha256, bytes=row.bytes))
        if not status.is_complete:
            self._send_rest(row, content, status.offset)
        crash.point("upload.sent")
        return self._transport.receipt(row.id)

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
        wiping.wipe(self._connection, self._vault, row.id, self._actor, self._clock())
        with transaction(self._connection):
            failures.forget(self._connection, row.id)
        return True

    def _failed(self, rendition_id: RenditionId, sentence: str) -> bool:
        with transaction(self._connection):
            renditions.failed(self._connection, rendition_id, sentence)
            failures.count(self._connection, rendition_id, sentence)
        return False

    def _note_sending(self, rendition_id: str) -> None:
        with transaction(self._connection):
            settings.write(self._connection, Setting.SENDING, rendition_id)
