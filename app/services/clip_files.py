"""Reading clips out of the vault: one frame without the rest, where the recording is our own. All of half a minute takes .3 s."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from app.storage.database import Connection
from app.storage.vault import Vault
from imaging.recorded import Place, places_of, shown_at

REMEMBERED = 4  # clips: more than an entry may have


class ClipFiles:
    """Remembers where the frames of the last clips lie, never a pixel. Safe from any thread."""

    def __init__(self, connect: Callable[[], Connection], vault: Vault) -> None:
        self._connect, self._vault = connect, vault
        self._places: OrderedDict[str, tuple[Place, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def whole(self, file_id: str) -> bytes:
        """The clip, clear: for memory only. Raises VaultFileDamaged."""
        return self._vault.open(self._connect(), file_id)

    def frame(self, file_id: str, at_s: float) -> bytes | None:
        """The clear JPEG of the frame that is shown then; None for a clip that was not recorded here. Raises VaultFileDamaged."""
        place = shown_at(self._known(file_id), at_s)
        return None if place is None else self._vault.open_part(self._connect(), file_id, place.start, place.end)

    def _known(self, file_id: str) -> tuple[Place, ...]:
        with self._lock:
            if file_id not in self._places:
                self._places[file_id] = places_of(self.whole(file_id))
                while len(self._places) > REMEMBERED:
                    self._places.popitem(last=False)
            return self._places[file_id]
