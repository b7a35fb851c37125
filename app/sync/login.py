"""Logging in online: a person's first time on a device, and every time at the office."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http import HTTPStatus

from pydantic import ValidationError

from app.sync.battery import read_battery
from app.sync.failures import NetworkError
from app.sync.transport import Transport
from domain import wire
from domain.errors import KnownError

REVOKED = "device_revoked"
REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)  # wrong, suspended, not here, outside hours; too many tries


class HttpLogin:
    """Asks the server who a person is. Remembers nobody: the session is whoever's that opened the store, and goes with them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._one_at_a_time = threading.Lock()  # a log-in in one lane, the question who holds the tablet in another

    def hello(self) -> wire.Hello | wire.Problem:
        """The server's greeting with this device's lease; a Problem when it greets this device no more. Raises NetworkError."""
        try:
            with self._one_at_a_time:
                return self._transport.hello()
        except NetworkError as error:
            if error.code != REVOKED:
                raise
            return problem_of(error)

    def report(self, report: wire.DeviceReport) -> None:
        """Say how a device is whose store is closed, with its battery: on the dock it must be seen to rise (C46). Raises NetworkError."""
        battery = read_battery()
        with self._one_at_a_time:
            self._transport.report(report.model_copy(update={"battery": battery.percent, "is_charging": battery.is_charging}))

    def commands(self) -> wire.Commands:
        """What a device that is greeted no more must still hear. Raises NetworkError."""
        with self._one_at_a_time:
            return self._transport.commands()

    def log_in(self, username: str, password: str) -> wire.LoginAnswer | wire.Problem:
        """The person with the share that opens the store, or the server's refusal with its sentence. Raises NetworkError."""
        return self._answered(lambda: self._transport.log_in(username, password))

    def change_password(self, username: str, old: str, new: str) -> wire.LoginAnswer | wire.Problem:
        """A session under the new password, or why not. Raises NetworkError, KnownError for a password of no length."""
        try:
            return self._answered(lambda: self._transport.change_password(username, old, new))
        except ValidationError as error:
            raise KnownError("Type the old password and the new one. A password has at most 200 characters.") from error

    def _answered(self, ask: Callable[[], wire.LoginAnswer]) -> wire.LoginAnswer | wire.Problem:
        try:
            with self._one_at_a_time:
                return ask()
        except NetworkError as error:
            if error.status not in REFUSALS:
                raise
            return problem_of(error)


def problem_of(error: NetworkError) -> wire.Problem:
    """The server's refusal as a value."""
    return wire.Problem(title="Refused", status=error.status, detail=error.sentence, code=error.code)
