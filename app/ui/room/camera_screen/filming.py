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
from app.ui.camera_recording import Recorded, Recorder
from app.ui.errors import sentence_for
from app.ui.room.camera_screen.screen import FilmLine, FilmState
from domain.ids import DraftId, PhotoId

LEAST_S = 1.0  # a shorter clip cannot be trimmed, and shows nothing that a photo would not
TOO_SHORT = "That was too short. Let it run for a second or more."
WAS_MUTE = "For a while the microphone gave no sound at all. It may be switched off in this tablet’s settings."


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmTask:
    """Where videos are kept: for which draft, by whom."""

    clips: Clips
    draft_id: DraftId
    session: Session


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmWays:
    """Who hears of a recording. `show` draws it, `kept` gets its id and what is to be said of it ("" for nothing).

    say: a sentence, wherever the person is by then.
    """

    show: Callable[[FilmLine], None]
    kept: Callable[[PhotoId, str], None]
    say: Callable[[str], None]


class Filming:
    """One camera's videos. Frames are made into pictures in the lane `frames`, sealed in `vault`.

    wants_sound: for the next recording; the microphone is open while that runs and never before.
    """

    def __init__(self, source: FrameSource, task: FilmTask, ways: FilmWays, *, frames: Lane, vault: Lane) -> None:
        self._task, self._ways, self._vault = task, ways, vault
        self._recorder = Recorder(source, frames)
        self._recorder.grown.connect(lambda _: self._show())
        self._recorder.full.connect(self.stop)
        self._recorder.unheard.connect(self._unheard)
        self.state, self.wants_sound = FilmState.READY, False

    def toggle(self) -> None:
        """Start, or stop; while a video is being kept, nothing."""
        if self.state is FilmState.READY:
            self.state = FilmState.RUNNING
            self._recorder.start(with_sound=self.wants_sound)
            self._show()
        else:
            self.stop()

    def stop(self) -> None:
        """Keep what is there."""
        if self.state is not FilmState.RUNNING:
            return
        if self._recorder.seconds < LEAST_S:
            self._drop()
            return
        has_sound = self._recorder.is_listening
        self._recorder.stop(self._recorded, self._failed)
        self.state = FilmState.SAVING
        self._ways.show(FilmLine(FilmState.SAVING, self._recorder.seconds, has_sound))

    def _drop(self) -> None:
        self._recorder.stop(lambda _: None, self._failed)
        self._be_ready()
        self._ways.say(TOO_SHORT)

    def _recorded(self, recorded: Recorded) -> None:
        keep = partial(self._task.clips.keep, recorded.clip, self._task.draft_id, self._task.session)
        self._vault.run(keep, partial(self._kept, WAS_MUTE if recorded.was_mute else ""), self._failed)

    def _kept(self, say: str, taken: ClipTaken) -> None:
        self._be_ready()
        self._ways.kept(taken.photo_id, say)

    def _failed(self, error: Exception) -> None:
        self._be_ready()
        self._ways.say(sentence_for(error))

    def _unheard(self, sentence: str) -> None:
        """There is no microphone, or none any more; the video goes on."""
        self._ways.say(sentence)
        self._show()

    def _be_ready(self) -> None:
        self.state = FilmState.READY
        self._ways.show(FilmLine(has_sound=self.wants_sound))

    def _show(self) -> None:
        """How far the running one is."""
        if self.state is FilmState.RUNNING:
            self._ways.show(FilmLine(FilmState.RUNNING, self._recorder.seconds, self._recorder.is_listening))
