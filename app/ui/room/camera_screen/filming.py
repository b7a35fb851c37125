"""A video from the first frame to the vault: recorded in memory, sealed for the draft, and never written clear.

Whatever ends a recording (a tap, thirty seconds, a call that takes the screen, a lock, a pause) keeps what is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.services.clips import Clips, ClipTaken
from app.services.session import Session
from app.ui.background import Lane
from app.ui.camera import FrameSource
from app.ui.camera_recording import Recorder
from app.ui.errors import sentence_for
from app.ui.room.camera_screen.screen import FilmLine, FilmState
from domain.ids import DraftId, PhotoId

LEAST_S = 1.0  # a shorter clip cannot be trimmed, and shows nothing that a photo would not
TOO_SHORT = "That was too short. Let it run for a second or more."


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmTask:
    """Where videos are kept: for which draft, by whom."""

    clips: Clips
    draft_id: DraftId
    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmWays:
    """Who hears of a recording. `show` draws it, `kept` gets its id, `say` says a sentence wherever the person is by then."""

    show: Callable[[FilmLine], None]
    kept: Callable[[PhotoId], None]
    say: Callable[[str], None]


class Filming:
    """One camera's videos. Frames are made into pictures in the lane `frames`, sealed in `vault`."""

    def __init__(self, source: FrameSource, task: FilmTask, ways: FilmWays, *, frames: Lane, vault: Lane) -> None:
        self._task, self._ways, self._vault = task, ways, vault
        self._recorder = Recorder(source, frames)
        self._recorder.grown.connect(lambda seconds: ways.show(FilmLine(FilmState.RUNNING, seconds)))
        self._recorder.full.connect(self.stop)
        self.state = FilmState.READY

    def toggle(self) -> None:
        """Start, or stop; while a video is being kept, nothing."""
        if self.state is FilmState.READY:
            self._move(FilmState.RUNNING)
            self._recorder.start()
        else:
            self.stop()

    def stop(self) -> None:
        """Keep what is there."""
        if self.state is not FilmState.RUNNING:
            return
        if self._recorder.seconds < LEAST_S:
            self._drop()
            return
        self._move(FilmState.SAVING)
        self._recorder.stop(self._recorded, self._failed)

    def _drop(self) -> None:
        self._recorder.stop(lambda _: None, self._failed)
        self._move(FilmState.READY)
        self._ways.say(TOO_SHORT)

    def _recorded(self, clip: bytes) -> None:
        self._vault.run(partial(self._task.clips.keep, clip, self._task.draft_id, self._task.session), self._kept, self._failed)

    def _kept(self, taken: ClipTaken) -> None:
        self._move(FilmState.READY)
        self._ways.kept(taken.photo_id)

    def _failed(self, error: Exception) -> None:
        self._move(FilmState.READY)
        self._ways.say(sentence_for(error))

    def _move(self, state: FilmState) -> None:
        self.state = state
        self._ways.show(FilmLine(state, self._recorder.seconds if state is FilmState.SAVING else 0.0))
