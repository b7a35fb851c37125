"""Operations go out in their order; what the server cannot take stands aside and never blocks the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from app.storage import crash, failures, outbox, sendable
from app.storage.database import Connection, transaction
from app.storage.outbox import Queued
from app.sync.failures import NetworkError
from app.sync.transport import Transport
from domain import wire
from domain.ids import OpId
from domain.lifecycle import OpEvent

ENVELOPE_BYTES = 1024  # of a push around its operations, with room to spare
TOO_MUCH = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY)
REFUSED = frozenset({wire.Outcome.QUARANTINED, wire.Outcome.MISMATCH})  # sending the same again gets the same answer
KEPT_FOR_OFFICE = "The server keeps this aside for the office to look at."
NOT_THE_SAME = "The server has something else under this number. Show it to the office."
NOT_TAKEN = "The server could not take this yet."
SENTENCES = {wire.Outcome.QUARANTINED: KEPT_FOR_OFFICE, wire.Outcome.MISMATCH: NOT_THE_SAME}


@dataclass(slots=True)
class Pushed:
    """How the operations of one push fared."""

    done: int = 0
    refused: int = 0
    put_off: int = 0


class Pusher:
    """Sends what waits, once each. decided_up_to: entries behind this dev_seq were handed in too late for this cycle's recheck."""

    def __init__(self, connection: Connection, transport: Transport, hello: wire.Hello, *, decided_up_to: int) -> None:
        self._connection, self._transport, self._decided_up_to = connection, transport, decided_up_to
        self._limit = max(1, min(hello.max_operations, wire.MAX_OPERATIONS))
        self._max_bytes = max(1, min(hello.max_batch_bytes, wire.MAX_BATCH_BYTES) - ENVELOPE_BYTES)
        self._pushed = Pushed()

    def run(self, stop: Callable[[], bool]) -> Pushed:
        """Push until nothing new waits or `stop` says so. Raises NetworkError when the server is gone."""
        after = 0
        while not stop():
            batch = sendable.operations(
                self._connection, after=after, decided_up_to=self._decided_up_to, limit=self._limit, max_bytes=self._max_bytes
            )
            if not batch:
                break
            self._push(batch)
            after = batch[-1].operation.dev_seq
        return self._pushed

    def _push(self, batch: Sequence[Queued]) -> None:
        """Push a batch; the halves of it when the server finds it too much, down to the one that it cannot take."""
        with transaction(self._connection):
            # Counted before sending: from here on the server may have it, so its content is fixed.
            outbox.attempted(self._connection, [OpId(queued.operation.op_id) for queued in batch])
        try:
            answer = self._transport.push([queued.operation for queued in batch])
        except NetworkError as error:
            if error.status not in TOO_MUCH:
                raise
            self._halve(batch, error)
            return
        crash.point("sync.pushed")
        self._settle(batch, answer)

    def _halve(self, batch: Sequence[Queued], error: NetworkError) -> None:
        if len(batch) == 1:
            with transaction(self._connection):
                self._put_off(OpId(batch[0].operation.op_id), error.sentence)
            return
        middle = len(batch) // 2
        self._push(batch[:middle])
        self._push(batch[middle:])

    def _settle(self, batch: Sequence[Queued], answer: wire.PushAnswer) -> None:
        """Keep the results; an operation without one waits as before."""
        asked = {queued.operation.op_id for queued in batch}
        with transaction(self._connection):
            for result in answer.results:
                if result.op_id in asked:
                    asked.discard(result.op_id)
                    self._keep(result)

    def _keep(self, result: wire.OpResult) -> None:
        op_id = OpId(result.op_id)
        if result.outcome in wire.DONE:
            outbox.advance(self._connection, op_id, OpEvent.ACKNOWLEDGE, server_seq=result.seq)
            failures.forget(self._connection, op_id)
            self._pushed.done += 1
        elif result.outcome in REFUSED:
            self._refuse(op_id, sentence_of(result))
        else:
            self._put_off(op_id, sentence_of(result))

    def _put_off(self, op_id: OpId, reason: str) -> None:
        if failures.count(self._connection, op_id, reason) >= failures.NEEDS_YOU_AFTER:
            self._refuse(op_id, reason)
        else:
            self._pushed.put_off += 1

    def _refuse(self, op_id: OpId, reason: str) -> None:
        outbox.advance(self._connection, op_id, OpEvent.REFUSE, reason=reason)
        self._pushed.refused += 1


def sentence_of(result: wire.OpResult) -> str:
    """What a person is told; the server's short word stands behind it for the office."""
    sentence = SENTENCES.get(result.outcome, NOT_TAKEN)
    return f"{sentence} ({result.reason})" if result.reason else sentence
