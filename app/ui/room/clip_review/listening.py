"""The sound of a video while it plays: from memory, beside the frames, and silent where the family that is looked at gets it so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QElapsedTimer

from app.services.clips import Clips
from app.services.session import Session
from app.ui.loudspeaker import NO_LOUDSPEAKER, Loudspeaker
from app.ui.room.clip_review.desk import ClipDesk
from app.ui.room.clip_review.sound import is_audible
from app.ui.sound_samples import SoundFormat, for_device
from domain.ids import PhotoId


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was heard in the whole recording, as the loudspeaker takes it."""

    raw: bytes
    form: SoundFormat

    def since(self, seconds: float) -> bytes:
        """From that moment on."""
        return self.raw[round(seconds * self.form.hz) * self.form.frame_bytes :]


class Listening:
    """What was heard is fetched when it is first played, and forgotten with `close`."""

    def __init__(self, desk: ClipDesk, make: Callable[[], Loudspeaker]) -> None:
        self._desk, self._make = desk, make
        self._loudspeaker: Loudspeaker | None = None  # made for the first video that is heard: its libraries take a moment to load
        self._fetched: Fetched | None = None
        self._since, self._start_s = QElapsedTimer(), 0.0
        self._is_on = self._was_told = False

    def start(self, start_s: float) -> None:
        """Let it be heard from that moment on, as soon as it is here."""
        self._start_s, self._is_on = start_s, is_audible(self._desk.state)
        self._since.start()
        if not self._is_on:
            return
        self._loudspeaker = self._loudspeaker or self._make()
        form = self._loudspeaker.form()
        if form is None:
            self._tell()
        elif self._fetched is not None and self._fetched.form == form:
            self._play()
        else:
            task, clips = self._desk.task, self._desk.services.clips
            self._desk.vault.run(partial(fetched, clips, task.photo_id, task.session, form), self._came, self._desk.failed)

    def follow(self) -> None:
        """Another family may be looked at by now: where the video is silent for it, nothing is heard."""
        if self._is_on and not is_audible(self._desk.state):
            self.stop()

    def stop(self) -> None:
        """Be silent."""
        self._is_on = False
        if self._loudspeaker is not None:
            self._loudspeaker.rest()

    def close(self) -> None:
        """Be silent, and forget what was heard."""
        self.stop()
        self._fetched = None

    def _came(self, came: Fetched) -> None:
        if not self._desk.is_closed:
            self._fetched = came
            self._play()

    def _play(self) -> None:
        if self._is_on and self._fetched is not None and self._loudspeaker is not None:
            self._loudspeaker.play(self._fetched.since(self._start_s + self._since.elapsed() / 1000))

    def _tell(self) -> None:
        """Once: whoever plays it again knows."""
        if not self._was_told:
            self._was_told = True
            self._desk.change(message=NO_LOUDSPEAKER)


def fetched(clips: Clips, photo_id: PhotoId, session: Session, form: SoundFormat) -> Fetched:
    """Runs in the vault's lane."""
    return Fetched(for_device(clips.pcm(photo_id, session) or b"", form), form)
