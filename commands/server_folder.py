"""A server's data folder, opened by a command that runs beside the server."""

from __future__ import annotations

import os
from pathlib import Path

from domain.errors import KnownError


class NoServer(KnownError):
    """The folder is no server's."""

    def __init__(self, data: Path) -> None:
        super().__init__(f"{data} is not the folder of a Daybook server.")


def open_server(data: Path) -> None:
    """Make the server's modules work on that folder, in this process. Raises NoServer."""
    if not (data / "keys" / "nursery.key").exists():
        raise NoServer(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.config.settings")
    os.environ["DAYBOOK_DATA"] = str(data)
    os.environ.setdefault("DAYBOOK_HOST", "127.0.0.1")
    import django

    django.setup()
