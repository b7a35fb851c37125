"""Messages between the program and its worker: a JSON head and one body of bytes, each with its length in front.

No pickle: a picture that takes over the worker must not be able to run code in the program.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any, NamedTuple

_LENGTHS = struct.Struct("!II")  # bytes of head, bytes of body
MAX_BODY_BYTES = 1 << 30
WORKER_FLAG = "--imaging-worker"  # how a frozen program, which is its own Python, starts itself as the worker


class Message(NamedTuple):
    """One question or answer. head: JSON values only; body: picture bytes or nothing."""

    head: dict[str, Any]
    body: bytes = b""


def send(stream: IO[bytes], message: Message) -> None:
    """Write the whole message. Raises OSError when the other side is gone."""
    head = json.dumps(message.head).encode()
    stream.write(_LENGTHS.pack(len(head), len(message.body)))
    stream.write(head)
    stream.write(message.body)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """The next message, or None when the other side has closed or broken off. Raises ValueError on what is no message."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head_bytes, body_bytes = _LENGTHS.unpack(lengths)
    if body_bytes > MAX_BODY_BYTES:
        raise ValueError("A message longer than any picture")
    head, body = stream.read(head_bytes), stream.read(body_bytes)
    if len(head) < head_bytes or len(body) < body_bytes:
        return None
    return Message(json.loads(head), body)
