"""Small questions about pictures, asked on a second line while a picture's bytes are on the first: its line never stands idle."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TypeVar

from app.storage.renditions import RenditionRow
from app.sync.transport import Transport
from domain.wire import MediaCreate, MediaStatus, Receipt

T = TypeVar("T")


class Asking:
    """Creates uploads and fetches receipts. aside: on a thread and line of its own, which pays from the second picture on.

    The thread touches the network alone: neither store nor vault.
    """

    def __init__(self, transport: Transport, *, aside: bool) -> None:
        self._transport = transport.beside() if aside else transport
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="sync-asking") if aside else None

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def create(self, row: RenditionRow) -> Future[MediaStatus]:
        """Where the upload stands; the result raises NetworkError."""
        return self._ask(lambda: self._transport.create_media(MediaCreate(id=row.id, sha256=row.sha256, bytes=row.bytes)))

    def receipt(self, row: RenditionRow) -> Future[Receipt]:
        """The proof that the server holds it; the result raises NetworkError."""
        return self._ask(lambda: self._transport.receipt(row.id))

    def _ask(self, question: Callable[[], T]) -> Future[T]:
        if self._pool is not None:
            return self._pool.submit(question)
        answered: Future[T] = Future()
        try:
            answered.set_result(question())
        except Exception as error:
            answered.set_exception(error)
        return answered
