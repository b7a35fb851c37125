"""The embedded server: cheroot, TLS 1.2 and better, a fixed number of threads, bounded requests."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server

from domain.wire import MAX_MEDIA_BYTES
from server.config.tls import Certificates

THREADS = 16  # a nursery has some ten devices and some ten parents at a time
IDLE_S = 30
MAX_BODY_BYTES = MAX_MEDIA_BYTES + (1 << 20)
MAX_HEADER_BYTES = 16 << 10


def build_server(application: Callable[..., Any], host: str, port: int, certificates: Certificates) -> Server:
    """A server that is bound to its port (0 = any free one) and not yet serving; call `serve()`, and `stop()` from another thread."""
    server = Server((host, port), application, numthreads=THREADS, server_name="daybook", timeout=IDLE_S, shutdown_timeout=5)
    server.ssl_adapter = tls_adapter(certificates)
    server.max_request_body_size = MAX_BODY_BYTES
    server.max_request_header_size = MAX_HEADER_BYTES
    server.keep_alive_conn_limit = 64
    server.prepare()
    return server


def tls_adapter(certificates: Certificates) -> BuiltinSSLAdapter:
    """Nothing older than TLS 1.2, and the server's order of ciphers."""
    adapter = BuiltinSSLAdapter(str(certificates.chain), str(certificates.key))
    adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    adapter.context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE | ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    return adapter
