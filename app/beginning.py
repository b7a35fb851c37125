"""From the start of the program to the lock screen: pairing, the device's own key, and what to say when it is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.device import Device, framework
from app.keys.enrolment import Enrolment, load_enrolment, token_of
from app.options import Options
from app.services.enrolling import Enrolling
from app.services.unlocking import Unlocking
from app.sync.pairing import HttpPairing
from app.ui.enrol.presenter import EnrolPresenter
from app.ui.enrol.view import EnrolView
from app.ui.errors import sentence_for
from app.ui.lanes import Lanes
from app.ui.shell import Shell
from app.ui.unlock.no_key import NoKeyPresenter
from app.ui.unlock.view import UnlockView
from domain.pairing import Pairing
from imaging.worker import ImagingWorker

Ready = Callable[[Device, Unlocking], None]


class Beginning:
    """`ready` hears the device and its lock, once there are any."""

    def __init__(self, options: Options, shell: Shell, lanes: Lanes, imaging: ImagingWorker, ready: Ready) -> None:
        self._options, self._shell, self._lanes, self._imaging, self._ready = options, shell, lanes, imaging, ready

    def start(self) -> None:
        """Show pairing on a new device; on any other go on to the lock screen."""
        enrolment = load_enrolment(self._options.folder)
        if enrolment is None:
            self._shell.go(self._enrol_screen)
        else:
            self._enrolled(enrolment)

    def _enrol_screen(self) -> tuple[QWidget, object]:
        view = EnrolView(self._shell.look)
        return view, EnrolPresenter(view, self._pair, self._enrolled, self._lanes.net)

    def _pair(self, pairing: Pairing) -> Enrolment:
        enrolling = Enrolling(self._options.folder, self._options.key_store(), HttpPairing())
        return enrolling.pair(pairing.server_url, pairing.ca_sha256, pairing.code)

    def _enrolled(self, enrolment: Enrolment) -> None:
        """Ask for the device's key, in a lane: a key ring may ask a person first."""
        self._lanes.vault.run(lambda: self._made(enrolment), lambda made: self._ready(*made), partial(self._without_key, enrolment))

    def _made(self, enrolment: Enrolment) -> tuple[Device, Unlocking]:
        options = self._options
        key_store = options.key_store()
        device = Device(
            folder=options.folder,
            enrolment=enrolment,
            key_store=key_store,
            clock=options.clock,
            imaging=self._imaging,
            framework=framework(),
            network=options.network,
            has_real_clock=options.has_real_clock,
            token=token_of(enrolment, key_store),
        )
        return device, device.unlocking()

    def _without_key(self, enrolment: Enrolment, error: Exception) -> None:
        """The key ring is locked, exchanged or gone, or the slots are: say so, and look again when asked."""
        sentence = sentence_for(error)

        def build() -> tuple[QWidget, object]:
            view = UnlockView(self._shell.look)
            now = self._options.clock().astimezone(self._options.zone)
            return view, NoKeyPresenter(view, enrolment, sentence, now, self.start)

        self._shell.go(build)
