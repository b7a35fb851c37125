"""A proxy that lets 100 Mbit/s through in each direction, so that a loopback measures like a nursery's network."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

MBIT_S = 100
PIECE_BYTES = 16_384  # 1.3 ms of the line: fine enough to look like a stream


class Pace:
    """Says when the next bytes may pass. Never lets the line's idle time be saved up."""

    def __init__(self, bytes_per_s: float) -> None:
        self._bytes_per_s, self._free_at = bytes_per_s, 0.0

    def wait_for(self, size: int) -> None:
        """Sleep until the line has carried `size` more bytes."""
        self._free_at = max(self._free_at, time.perf_counter()) + size / self._bytes_per_s
        ahead = self._free_at - time.perf_counter()
        if ahead > 0:
            time.sleep(ahead)


@contextmanager
def throttled(url: str, mbit_s: float = MBIT_S) -> Iterator[str]:
    """The address of a proxy in front of `url` that forwards TCP at that rate; TLS goes through untouched."""
    where = urlsplit(url)
    target = (where.hostname or "", where.port or 443)
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=accept, args=(server, target, mbit_s * 1e6 / 8), daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def accept(server: socket.socket, target: tuple[str, int], bytes_per_s: float) -> None:
    """Take connections until the socket is closed."""
    with suppress(OSError):
        while True:
            near, _ = server.accept()
            far = socket.create_connection(target)
            for one, other in ((near, far), (far, near)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=carry, args=(one, other, Pace(bytes_per_s)), daemon=True).start()


def carry(source: socket.socket, sink: socket.socket, pace: Pace) -> None:
    """Forward one direction until it ends."""
    with suppress(OSError):
        while piece := source.recv(PIECE_BYTES):
            pace.wait_for(len(piece))
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
