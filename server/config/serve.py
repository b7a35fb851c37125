"""The embedded server: cheroot, TLS 1.2 and better, a fixed number of threads, bounded requests."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import Any

from cheroot.server import HTTPConnection
from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server

from domain.wire import MAX_MEDIA_BYTES
from server.config.lines import BoundedRequest
from server.config.tls import Certificates

THREADS = 16  # a nursery has some ten devices and some ten parents at a time
IDLE_S = 30
HANDSHAKE_S = 5  # a tablet needs a fraction of a second; who says nothing must not hold a thread for long
MAX_BODY_BYTES = MAX_MEDIA_BYTES + (1 << 20)
FORM, MAX_FORM_BYTES = "/add/", 66 << 20  # where a family sends a phone's video, with some room
TOO_LARGE = "413 Content Too Large"
MAX_HEADER_BYTES = 16 << 10


def build_server(application: Callable[..., Any], host: str, port: int, certificates: Certificates) -> Server:
    """A server that is bound to its port (0 = any free one) and not yet serving; call `serve()`, and `stop()` from another thread."""
    server = Server((host, port), bounded(application), numthreads=THREADS, server_name="daybook", timeout=IDLE_S, shutdown_timeout=5)
    server.ssl_adapter = tls_adapter(certificates)
    server.ConnectionClass = ShakingConnection
    server.max_request_header_size = MAX_HEADER_BYTES
    server.keep_alive_conn_limit = 64
    server.prepare()
    return server


def bounded(application: Callable[..., Any]) -> Callable[..., Any]:
    """The application without requests that are larger than any that it serves. The line closes after a 413: the rest is never read.

    A family that chose a film gets a page with the way out, so that page is asked, but whatever it answers closes the line: what it left
    unread would be read to its end otherwise, into memory.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        size, is_form = int(environ.get("CONTENT_LENGTH") or "0"), environ.get("PATH_INFO") == FORM
        if size <= (MAX_FORM_BYTES if is_form else MAX_BODY_BYTES):
            return application(environ, start_response)
        if is_form:
            return application(environ, lambda status, headers, error=None: start_response(TOO_LARGE, headers, error))
        start_response(TOO_LARGE, [("Content-Type", "text/plain"), ("Content-Length", "0")])
        return []

    return answer


class LateHandshake(BuiltinSSLAdapter):
    """Leaves the handshake to the thread that serves the connection: in the one thread that accepts, a silent stranger stops everybody."""

    def wrap(self, sock: socket.socket) -> tuple[ssl.SSLSocket, dict[str, str]]:
        """The socket, its handshake still to be done."""
        wrapped = self.context.wrap_socket(sock, do_handshake_on_connect=False, server_side=True)
        return wrapped, {"wsgi.url_scheme": "https", "HTTPS": "on"}


class ShakingConnection(HTTPConnection):
    """Shakes hands before its first request."""

    RequestHandlerClass = BoundedRequest
    has_shaken = False

    def communicate(self) -> bool:
        """Serve one request; whether the connection stays open."""
        return (self.has_shaken or self._shake()) and bool(super().communicate())  # type: ignore[no-untyped-call]

    def _shake(self) -> bool:
        """Whether the other side speaks TLS, and soon."""
        try:
            self.socket.settimeout(HANDSHAKE_S)
            self.socket.do_handshake()
            self.socket.settimeout(self.server.timeout)
        except OSError:
            return False
        self.has_shaken = True
        return True


def tls_adapter(certificates: Certificates) -> LateHandshake:
    """Nothing older than TLS 1.2, and the server's order of ciphers."""
    adapter = LateHandshake(str(certificates.chain), str(certificates.key))
    adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    adapter.context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE | ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    return adapter
