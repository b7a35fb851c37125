"""Which moment of a video is shown: found by looking, by playing, by a finger on the timeline."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage

from app.storage.photos import Look as LookState
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.loudspeaker import Loudspeaker
from app.ui.room.clip_review.desk import ClipDesk, ClipStored
from app.ui.room.clip_review.feed import FrameFeed
from app.ui.room.clip_review.listening import Listening
from app.ui.room.clip_review.moments import frame_at
from app.ui.room.clip_review.playing import Playing
from app.ui.room.clip_review.state import ShownFrame
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.face_review.acts import is_answer
from app.ui.room.face_review.history import Act
from app.ui.while_shown import WhileShown
from domain.covering import Source
from domain.ids import RegionId


class Watching:
    """Frames come one at a time from the lane `frames`; looks go on behind the screen."""

    def __init__(self, desk: ClipDesk, frames: Lane, loudspeaker: Callable[[], Loudspeaker]) -> None:
        self._desk, self._sound = desk, Listening(desk, loudspeaker)
        task, lane = desk.task, WhileShown(frames, desk.view)
        self._feed = FrameFeed(
            desk.services.clips, task.photo_id, task.session, lane, came=self._frame_came, face=self._face_came, failed=desk.failed
        )  # fmt: skip
        self._playing = Playing(desk.view, self._play_on)
        desk.drawn = self._fetch
        looks = desk.services.looks
        looks.moved.connect(self._look_moved)
        looks.looked.connect(self._looked)
        looks.failed.connect(self._look_failed)

    def connect(self, view: ClipReviewView) -> None:
        """Hear what the view wishes."""
        view.moment_asked.connect(self.go_to)
        view.play_asked.connect(self.play)
        view.look_again_asked.connect(self.look_again)

    def close(self) -> None:
        """Fall silent. A look goes on: whoever comes back finds it further."""
        self._stop()
        self._sound.close()
        looks = self._desk.services.looks
        looks.moved.disconnect(self._look_moved)
        looks.looked.disconnect(self._looked)
        looks.failed.disconnect(self._look_failed)

    def load(self) -> None:
        """Show what there is of it, and have it looked at if nobody has looked to the end."""
        self._desk.vault.run(self._desk.read, self._loaded, self._desk.failed)

    def _loaded(self, stored: ClipStored) -> None:
        has_failed = stored.clip.look is LookState.FAILED
        is_looking = not has_failed and stored.clip.look is not LookState.DONE
        looks, photo_id = self._desk.services.looks, self._desk.task.photo_id
        at = frame_at(stored.clip, stored.clip.span.start_s)
        self._desk.take(stored, at=at, is_looking=is_looking, has_failed=has_failed, looked=looks.share(photo_id))
        if is_looking:
            looks.look(photo_id)

    # -- Looking ----------------------------------------------------------------------------------------------------------------------

    def _look_moved(self, photo_id: str, share: float) -> None:
        if photo_id == self._desk.task.photo_id:
            self._desk.change(looked=share)

    def _looked(self, photo_id: str) -> None:
        if photo_id == self._desk.task.photo_id:
            self.load()

    def _look_failed(self, photo_id: str, error: Exception) -> None:
        if photo_id == self._desk.task.photo_id:
            self._desk.change(is_looking=False, has_failed=True, message=sentence_for(error))

    def look_again(self) -> None:
        """Try once more after the finder failed."""
        self._desk.change(is_looking=True, has_failed=False, looked=0.0)
        self._desk.services.looks.look(self._desk.task.photo_id)

    # -- Frames -----------------------------------------------------------------------------------------------------------------------

    def _fetch(self) -> None:
        """Have the frame and the faces that the state asks for, if they are not here."""
        state = self._desk.state
        if state.clip is None or state.is_looking or state.has_failed or self._desk.is_closed:
            return
        is_known = state.family_child is None or state.family is not None
        if is_known and (state.shown is None or (state.shown.number, state.shown.show) != (state.at, state.wanted)):
            self._feed.ask(state.at, state.wanted, max(state.clip.width, state.clip.height))
        self._feed.ask_faces(tuple(region.id for region in state.regions if region.source is not Source.DRAWN))

    def _frame_came(self, frame: ShownFrame) -> None:
        self._desk.change(shown=frame)

    def _face_came(self, region: RegionId, picture: QImage) -> None:
        self._desk.change(faces={**self._desk.state.faces, region: picture})

    def go_to(self, seconds: float) -> None:
        """Show the moment that is under the finger."""
        self._stop()
        self._go(seconds, is_playing=False)

    def _go(self, seconds: float, *, is_playing: bool) -> None:
        clip = self._desk.state.clip
        if clip is not None:
            self._desk.change(at=frame_at(clip, seconds), is_playing=is_playing)

    def play(self) -> None:
        """Play the kept part from here on (from its start at its end), or stop."""
        state = self._desk.state
        if state.is_playing or state.clip is None or state.is_looking or state.has_failed:
            self._stop()
            self._desk.change(is_playing=False)
            return
        now, last = state.clip.times_s[state.at], frame_at(state.clip, state.clip.span.end_s)
        start = state.clip.span.start_s if state.at >= last else now
        self._playing.start(start)
        self._go(start, is_playing=True)
        self._sound.start(start)

    def _play_on(self, seconds: float) -> None:
        """Called by the clock of the playing; frames that do not come in time are left out."""
        clip = self._desk.state.clip
        if clip is None or seconds >= clip.span.end_s:
            self._stop()
            self._desk.change(is_playing=False)
            return
        self._sound.follow()
        if not self._feed.is_busy:
            self._go(seconds, is_playing=True)

    def _stop(self) -> None:
        self._playing.stop()
        self._sound.stop()

    # -- The face that is asked about -------------------------------------------------------------------------------------------------

    def moment_of(self, region: RegionId | None) -> int:
        """A frame on which that face is there: the one that is shown, if it is."""
        clip, at = self._desk.state.clip, self._desk.state.at
        track = clip.tracks.get(region) if clip is not None and region is not None else None
        return at if clip is None or track is None or track.box_at(at) is not None else frame_at(clip, clip.times_s[track.best])

    def follow(self, act: Act) -> None:
        """After an act: to the face that is asked about next, and in any case into the part that is kept."""
        state = self._desk.state
        if state.clip is None or not state.clip.times_s:
            return
        at = self.moment_of(state.chosen) if is_answer(act) else frame_at(state.clip, state.clip.times_s[state.at])
        if at != state.at:
            self._desk.change(at=at)
