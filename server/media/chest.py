"""The media parts that this process shares: keys, signature, blob store, arriving uploads; all in the data folder."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from imaging.worker import ImagingWorker
from server.media.blobs import LocalBlobs
from server.media.keys import MediaKeys
from server.media.signing import Signing


class Chest:
    """Opened once for a data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.keys = MediaKeys(data / "keys")
        self.signing = Signing(self.keys)
        self.blobs = LocalBlobs(data / "media")
        self.arriving = data / "arriving"
        self.arriving.mkdir(mode=0o700, parents=True, exist_ok=True)

    @cached_property
    def worker(self) -> ImagingWorker:
        """The one imaging process of this server; it starts at the first picture."""
        return ImagingWorker()


@cache
def chest_in(data: Path) -> Chest:
    """The chest of a data folder."""
    return Chest(data)


def chest() -> Chest:
    """The chest of the configured data folder. Raises ImproperlyConfigured when none is named."""
    if settings.DAYBOOK_DATA is None:
        raise ImproperlyConfigured("DAYBOOK_DATA names no folder; the server keeps its pictures and keys there.")
    return chest_in(settings.DAYBOOK_DATA)
