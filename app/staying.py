"""Whether the person at work may stay: custody, hours, suspension and the office's commands are asked anew while they work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.services.unlocking import LoginRefused, Opened, Unlocking
from app.ui.lanes import Lanes
from domain.permissions import Station

ASKED_EVERY_MS = 60 * 1000


class Staying(QObject):
    """Asks every minute, and when told to. `ended` hears why somebody may not stay, once; `failed` what else went wrong."""

    def __init__(self, lanes: Lanes, ended: Callable[[LoginRefused], None], failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self._lanes, self._ended, self._failed = lanes, ended, failed
        self._asked: tuple[Unlocking, Opened] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(ASKED_EVERY_MS)
        self._timer.timeout.connect(self.ask)

    def watch(self, unlocking: Unlocking, opened: Opened) -> None:
        """Somebody is at work, or has locked their work."""
        self._asked = unlocking, opened
        self._timer.start()

    def stop(self) -> None:
        """Nobody is; answers that are on their way fall silent."""
        self._asked = None
        self._timer.stop()

    def ask(self) -> None:
        """Ask now. A room's sync hears the office's commands; office and kiosk ask the server for theirs first."""
        if self._asked is None:
            return
        unlocking, opened = self._asked
        if opened.session.station is Station.ROOM:
            self._judge(unlocking, opened)
        else:
            self._lanes.net.run(lambda: unlocking.refresh(opened), lambda _: self._judge(unlocking, opened), self._failed)

    def _judge(self, unlocking: Unlocking, opened: Opened) -> None:
        if self._asked == (unlocking, opened):
            self._lanes.vault.run(lambda: unlocking.still_admitted(opened), partial(self._answered, opened), self._failed)

    def _answered(self, opened: Opened, refusal: LoginRefused | None) -> None:
        if refusal is not None and self._asked is not None and self._asked[1] is opened:
            self.stop()
            self._ended(refusal)
