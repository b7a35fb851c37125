"""What the rest of the device hears of each contact with the server, and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.storage.database import Connection
from domain.wire import DeviceReport, Hello, SignedCommand


class Contact(Protocol):
    """Called in the lane of the network, in the middle of a cycle."""

    def greeted(self, hello: Hello) -> None:
        """The server's greeting: its time, this device's lease, its commands."""

    def commanded(self, commands: Sequence[SignedCommand]) -> None:
        """Commands that came without a greeting: this device is revoked. They may be forged; only their signature counts."""

    def report(self, connection: Connection) -> DeviceReport:
        """What the device says of itself, after everything else was sent."""
