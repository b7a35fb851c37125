"""A proxy that breaks connections on request: after so many bytes to the server, both ends are cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PIECE_BYTES = 16_384


@dataclass
class CuttingProxy:
    """Where it listens. `cut_after`: bytes that a connection may still carry to the server, or None for all."""

    url: str
    cut_after: int | None = None
    open: list[socket.socket] = field(default_factory=list)


@contextmanager
def cutting_proxy(url: str) -> Iterator[CuttingProxy]:
    """Forward TCP to `url` until the block ends."""
    where = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy = CuttingProxy(f"https://127.0.0.1:{server.getsockname()[1]}")
        thread = threading.Thread(target=accept, args=(server, (where.hostname or "", where.port or 443), proxy), daemon=True)
        thread.start()
        yield proxy
        server.shutdown(socket.SHUT_RDWR)
    thread.join()
    for one in proxy.open:
        one.close()


def accept(server: socket.socket, target: tuple[str, int], proxy: CuttingProxy) -> None:
    """Take connections until the socket is closed."""
    with suppress(OSError):
        while True:
            near, _ = server.accept()
            far = socket.create_connection(target)
            proxy.open += [near, far]
            threading.Thread(target=carry, args=(near, far, proxy, True), daemon=True).start()
            threading.Thread(target=carry, args=(far, near, proxy, False), daemon=True).start()


def carry(source: socket.socket, sink: socket.socket, proxy: CuttingProxy, counts: bool) -> None:
    """Forward one direction until it ends or is cut."""
    carried = 0
    with suppress(OSError):
        while piece := source.recv(PIECE_BYTES):
            carried += len(piece)
            if counts and proxy.cut_after is not None and carried > proxy.cut_after:
                sink.sendall(piece[: max(0, len(piece) - (carried - proxy.cut_after))])
                break
            sink.sendall(piece)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
