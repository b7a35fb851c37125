"""What the office tells this device from afar: only by commands that its server signed, each once, in their order (docs/adr/0012)."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from app.keys import commands as book
from app.keys import count_note, lease, pin, slot_file, timekeeper, waiting_note
from app.keys import enrolment as enrolments
from app.keys.commands import CommandBook
from app.keys.enrolment import Enrolment
from app.keys.files import sync_folder
from app.keys.slots import KeySlots
from app.services.pinning import Pinning
from app.storage.database import STORE_NAME
from app.storage.vault import FOLDER_NAME
from domain.wire import CommandKind, SignedCommand

# The slots first: from then on nothing in the folder can be opened, whatever a power cut leaves of it.
DESTROYED_FILES = (
    slot_file.FILE_NAME, slot_file.RECOVERY_NAME, STORE_NAME, f"{STORE_NAME}-wal", f"{STORE_NAME}-shm", f"{Path(STORE_NAME).stem}.before",
    count_note.FILE_NAME,
    lease.FILE_NAME, pin.FILE_NAME, timekeeper.FILE_NAME, waiting_note.FILE_NAME,
)  # fmt: skip


class Obeying:
    """Carries commands out. `forget_secret` takes the device's secret out of its key store."""

    def __init__(self, folder: Path, enrolment: Enrolment, slots: KeySlots, pins: Pinning, forget_secret: Callable[[], None]) -> None:
        self._folder, self._enrolment, self._slots, self._pins, self._forget_secret = folder, enrolment, slots, pins, forget_secret
        self.book = CommandBook(folder, enrolment.device_id, mark_of(enrolment))
        self._ended: SignedCommand | None = None
        self.finish()  # a power cut may have come between

    def obey(self, commands: Sequence[SignedCommand], now: datetime) -> tuple[CommandKind, ...]:
        """Carry out what is new and ours; what kinds that was. Whatever is forged is remembered for the audit, and nothing else."""
        done: list[CommandKind] = []
        for command in sorted(commands, key=lambda each: each.seq):
            why = book.why_not(command, self._enrolment.signing_key, self._enrolment.device_id)
            if why is not None:
                self.book.refuse(command, why, now)
            elif command.seq > self.book.seq:
                self._carry_out(command)
                done.append(command.kind)
        return tuple(done)

    def ended_reason(self, since: datetime | None) -> str | None:
        """Why a session that began at `since` (the server's time) must end; None = nobody ended it, or an earlier one was meant."""
        if self._ended is None or (since is not None and since > self._ended.issued_at):
            return None
        return self._ended.reason

    def finish(self) -> None:
        """End what destroying began: lanes that were at work may have laid files there again, and a new pairing would meet them."""
        if self.book.is_destroyed:
            self._destroy()

    def _carry_out(self, command: SignedCommand) -> None:
        """The deed before its number: a power cut between them does it twice, which changes nothing. Destroying is noted first."""
        if command.kind is CommandKind.SEAL:
            self._slots.remove_everybody()
            self._pins.forget()
        if command.kind is CommandKind.RELEASE:
            self._pins.release()
        if command.kind is CommandKind.END_SESSION:
            self._ended = command
        self.book.obeyed(command)
        if command.kind is CommandKind.DESTROY:
            self._pins.forget()
            self._destroy()

    def _destroy(self) -> None:
        """Every key and all that they opened; the enrolment last, so that an unfinished end is found at the next start."""
        self._slots.forget()
        for name in DESTROYED_FILES:
            (self._folder / name).unlink(missing_ok=True)
        sync_folder(self._folder)
        self._forget_secret()
        shutil.rmtree(self._folder / FOLDER_NAME, ignore_errors=True)
        (self._folder / enrolments.FILE_NAME).unlink(missing_ok=True)
        sync_folder(self._folder)


def mark_of(enrolment: Enrolment) -> str:
    """One pairing of one device: a device that is paired anew is not destroyed for what the earlier one was told."""
    return hashlib.sha256(f"{enrolment.device_id} {enrolment.token_sealed}".encode()).hexdigest()
