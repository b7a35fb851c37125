"""The kiosk's time: the board, what lies over it, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from app.services.at_kiosk import AtKiosk
from app.services.session import Clock
from app.ui.camera import FrameSource
from app.ui.errors import sentence_for
from app.ui.kiosk.chime import Chime
from app.ui.kiosk.flows.panel import FlowPanel
from app.ui.kiosk.flows.presenter import FlowTools
from app.ui.kiosk.presenter import KioskPresenter
from app.ui.kiosk.printing import print_sheet
from app.ui.kiosk.view import KioskView
from app.ui.lanes import Lanes
from app.ui.shell import Shell
from app.ui.widgets.fault import FaultDialog


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskExits:
    """Where the kiosk leads: `lock` back to the lock screen."""

    lock: Callable[[], None]


class KioskStation(QObject):
    """Shows no child, so it has no idle lock; a flow that is left alone for two minutes closes to the board."""

    def __init__(
        self, shell: Shell, at_kiosk: AtKiosk, lanes: Lanes, frames: FrameSource, exits: KioskExits, *, clock: Clock, zone: ZoneInfo,
        ring: Callable[[], None] | None = None, paper: Callable[[str], None] = print_sheet,
    ) -> None:  # fmt: skip
        super().__init__()
        self._shell, self._kiosk, self._lanes, self._exits = shell, at_kiosk, lanes, exits
        self._chime = Chime()
        self.view = KioskView(shell.look)
        self.panel = FlowPanel(shell.look, self.view)
        tools = FlowTools(kiosk=at_kiosk, net=lanes.net, cpu=lanes.cpu, frames=frames, clock=clock, zone=zone, print_sheet=paper)
        self.presenter = KioskPresenter(self.view, self.panel, tools, ring=ring or self._chime.ring)
        self._fault = FaultDialog(shell.look, self.view)
        self._connect()

    def start(self) -> None:
        """Show the board, and ask for it."""
        self._shell.go(lambda: (self.view, self.presenter))
        self.presenter.start()

    def end(self) -> None:
        """Fall silent."""
        self.presenter.close()

    def _connect(self) -> None:
        self.view.fault_asked.connect(self._open_fault)
        self.view.lock_asked.connect(lambda: self._exits.lock())
        self._fault.reported.connect(self._tell)
        self.view.bar_measured.connect(self._leave_bar_free)

    def _leave_bar_free(self, height: int) -> None:
        self.panel.set_top(height)
        self._fault.set_top(height)

    def _open_fault(self) -> None:
        self.presenter.flows.leave()
        self._fault.open()

    def _tell(self, note: str) -> None:
        self._lanes.net.run(partial(self._kiosk.desk.report_fault, note), lambda _: self._exits.lock(), self._not_told)

    def _not_told(self, error: Exception) -> None:
        self.view.say(f"{sentence_for(error)} Tell a manager in person.")
