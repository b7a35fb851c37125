"""What the person hears where they stand, and what audit, office and board hear of this device."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial

from app.away import Absence
from app.device import Device
from app.options import Options
from app.services import noting
from app.services.reporting import Reporting
from app.services.unlocking import Opened
from app.stations import Work, say_on
from app.ui.errors import sentence_for
from app.ui.lanes import Lanes
from app.ui.shell import Shell


class Telling:
    """opened: what is open now, perhaps behind the lock screen; None = nothing is."""

    def __init__(self, options: Options, shell: Shell, lanes: Lanes) -> None:
        self._options, self._shell, self._lanes = options, shell, lanes

    def say(self, sentence: str) -> None:
        """Say something where the person is, if that screen can."""
        say_on(self._shell, sentence)

    def failed(self, error: Exception) -> None:
        """The world's errors are said; a bug goes on up."""
        self.say(sentence_for(error))

    def fault(self, note: str, device: Device, opened: Opened | None, kept: Callable[[], None]) -> None:
        """A fault seen on the lock screen: into the open store if there is one, and then `kept`; else straight to the office."""
        if opened is None:
            self._lanes.net.run(partial(tell, device, note), lambda _: self.say("The office has been told."), self.failed)
            return
        reporting = Reporting(opened.store, self._options.clock)
        self._lanes.vault.run(lambda: reporting.report(note, opened.session), lambda _: self._fault_kept(kept), self.failed)

    def absence(self, absence: Absence, opened: Opened | None, work: Work | None) -> None:
        """Something else on this device was used, or no longer: the audit, the office and the kiosk's board hear of it."""
        if opened is None:
            return
        detail = {} if absence.seconds is None else {"seconds": absence.seconds}
        if work is not None and absence.seconds is not None:
            work.note(absence.note(absence.at.astimezone(self._options.zone)))
        at, who = self._options.clock(), opened.session.staff_id
        self._lanes.vault.run(lambda: noting.note(opened.store, who, absence.what, at, detail), lambda _: None, self.failed)

    def _fault_kept(self, kept: Callable[[], None]) -> None:
        kept()
        self.say("It is kept, and goes to the office at the first contact.")


def tell(device: Device, note: str) -> None:
    """Report a fault from a sealed device. Raises NetworkError when the office cannot be reached."""
    with contextlib.closing(device.transport()) as line:
        line.report_fault(note)
