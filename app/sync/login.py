"""Logging in online: a person's first time on a device, and every time at the office."""

from __future__ import annotations

import threading
from http import HTTPStatus

from app.sync.failures import NetworkError
from app.sync.transport import Transport
from domain import wire

REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)  # wrong, suspended, not here, outside hours; too many tries


class HttpLogin:
    """Asks the server who a person is. Remembers nobody: the session is whoever's that opened the store, and goes with them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._one_at_a_time = threading.Lock()  # a log-in in one lane, the question who holds the tablet in another

    def hello(self) -> wire.Hello:
        """The server's greeting with this device's lease. Raises NetworkError."""
        with self._one_at_a_time:
            return self._transport.hello()

    def log_in(self, username: str, password: str) -> wire.LoginAnswer | wire.Problem:
        """The person with the share that opens the store, or the server's refusal with its sentence. Raises NetworkError."""
        try:
            with self._one_at_a_time:
                return self._transport.log_in(username, password)
        except NetworkError as error:
            if error.status not in REFUSALS:
                raise
            return wire.Problem(title="Refused", status=error.status, detail=error.sentence, code=error.code)
