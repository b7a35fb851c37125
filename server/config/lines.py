"""One request on one line of the embedded server, bounded in time: a thread is not held by somebody who sends a byte at a time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from cheroot.server import HTTPRequest

HEAD_S = 20.0  # for a request's first lines
BODY_S, SLOWEST_BYTES_PER_S = 30.0, 32 << 10  # for what follows; a phone at a poor signal sends some 60 KiB in a second
UNREAD_BYTES = 64 << 10  # what is left of a body that nobody wants: so much is read for the next request's sake, for more the line ends


class BoundedRequest(HTTPRequest):
    """Ends the line when the other side is too slow, sends no body after HEAD, and reads no large body that the page did not want."""

    is_cut = False

    def parse_request(self) -> None:
        """Read the first lines, within their time."""
        with self._cut_after(HEAD_S, lambda: True):
            super().parse_request()

    def respond(self) -> None:
        """Answer; the body has to come in its time, the answer may take longer."""
        size = int(self.inheaders.get(b"Content-Length", 0))
        with self._cut_after(BODY_S + size / SLOWEST_BYTES_PER_S, lambda: self._unread() > 0):
            super().respond()

    def send_headers(self) -> None:
        """Send the answer's head."""
        if self._unread() > UNREAD_BYTES:
            self.close_connection = True  # else cheroot would read the rest, into memory
        super().send_headers()

    def write(self, chunk: bytes) -> None:
        """Send a part of the answer's body, which HEAD has none of: its bytes would be taken for the next answer."""
        if self.method != b"HEAD":
            super().write(chunk)

    def _unread(self) -> int:
        return int(getattr(self.rfile, "remaining", 0))

    @contextmanager
    def _cut_after(self, seconds: float, is_late: Callable[[], bool]) -> Iterator[None]:
        """End the line when the block takes longer and `is_late` says so."""
        timer = threading.Timer(seconds, lambda: self._cut() if is_late() else None)
        timer.daemon = True
        timer.start()
        try:
            yield
        except OSError:
            if not self.is_cut:
                raise
        finally:
            timer.cancel()

    def _cut(self) -> None:
        self.is_cut = self.close_connection = True
        with suppress(OSError):  # it ended by itself meanwhile
            socket.socket.shutdown(self.conn.socket, socket.SHUT_RDWR)  # not the TLS layer's: its state is the other thread's
