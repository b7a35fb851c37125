"""Frames in, photos and videos kept: the shutter's wish goes to the vault, the look for faces to the cpu lane; the strip shows covers."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from shiboken6 import isValid

from app.services.capturing import Capturing, PhotoTaken
from app.services.clips import Clips
from app.services.looking import Looking
from app.services.reviewing import Reviewing
from app.services.session import Session
from app.services.writing import Draft, Writing
from app.ui.background import Lane, LongLane
from app.ui.camera import FrameSource, Shot
from app.ui.errors import sentence_for
from app.ui.microphone import NO_MICROPHONE
from app.ui.room.camera_screen.filming import Filming, FilmTask, FilmWays
from app.ui.room.camera_screen.screen import STOP_FIRST, CameraScreen, FilmLine, FilmState, ShotTile, ShotWord, WaitingLine, missing_in
from app.ui.room.camera_screen.tiles import clip_tile, photo_tile
from app.ui.room.camera_screen.view import CameraView
from domain.covering import Region
from domain.entries import CLIPS_LIMIT
from domain.ids import ChildId, PhotoId

NOT_YET = "The picture is not there yet. Wait until you see it."
NOBODY_HEARD = "No sound: no child here may be heard in videos."
ENOUGH_VIDEOS = f"This entry has {CLIPS_LIMIT} videos already. Discard one, or make a second entry."


@dataclass(frozen=True, slots=True)
class CameraServices:
    """What the camera asks of the program."""

    capturing: Capturing
    looking: Looking
    reviewing: Reviewing
    writing: Writing
    clips: Clips


@dataclass(frozen=True, slots=True)
class CameraTask:
    """For which entry, by whom, and what the screen says of it. `seed` draws the first child, None for nobody; `children` of the room."""

    draft: Draft
    session: Session
    for_words: str
    seed: int | None
    waiting: WaitingLine | None = None
    children: frozenset[ChildId] = frozenset()


@dataclass(frozen=True, slots=True)
class CameraWays:
    """Where the camera leads. `name_faces` gets the photo and what to say there; `turned` the new angle, for this device to remember.

    say: a sentence about a video that was being kept when the person went on; it is said where they are by then.
    """

    put_away: Callable[[], None]
    name_faces: Callable[[PhotoId, str], None]
    write: Callable[[], None]
    open_sync_panel: Callable[[], None]
    lock: Callable[[], None]
    report_fault: Callable[[str], None]
    turned: Callable[[int], None]
    say: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stock:
    """What the store says when the camera opens: the entry's photos and videos, which are videos, and whether any child may be heard."""

    photos: tuple[PhotoId, ...]
    clips: frozenset[PhotoId]
    may_hear: bool


class CameraPresenter:
    """One entry's camera. Call `start` when the screen is shown and `close` before it goes: the camera is let go there."""

    def __init__(
        self, view: CameraView, source: FrameSource, services: CameraServices, task: CameraTask, ways: CameraWays, *, vault: Lane,
        cpu: LongLane, frames: Lane,
    ) -> None:  # fmt: skip
        self._view, self._source, self._services, self._task, self._ways = view, source, services, task, ways
        self._vault, self._cpu, self._is_closed, self._no_sound = vault, cpu, False, NOBODY_HEARD
        person = (task.session.first_name, task.session.last_name)
        self._screen = CameraScreen(
            for_words=task.for_words, seed=task.seed, person=person, waiting=task.waiting, can_turn=source.can_turn,
            can_film=source.can_film,
        )  # fmt: skip
        film_task = FilmTask(clips=services.clips, draft_id=task.draft.id, session=task.session)
        film_ways = FilmWays(show=self._filmed, kept=self._film_kept, say=self._say)
        self._filming = Filming(source, film_task, film_ways, frames=frames, vault=vault)
        self._connect()

    def start(self) -> None:
        """Open the camera, and show what this entry has already."""
        self._put(self._screen)
        self._source.start()
        self._vault.run(self._read, self._known, self._failed)

    def close(self) -> None:
        """Let go of the camera and of the last frame. A video that runs ends here, and what there is of it is kept."""
        if self._is_closed:
            return
        self._is_closed = True
        self._filming.stop()
        self._source.aim(at_film=False)
        self._source.stop()
        app().applicationStateChanged.disconnect(self._window_changed)
        self._source.shown.disconnect(self._frame)
        self._source.failed.disconnect(self._no_camera)
        self._view.live.forget()

    def waiting_changed(self, waiting: WaitingLine) -> None:
        """Show a new figure in the rail."""
        self._put(dataclasses.replace(self._screen, waiting=waiting))

    # -- Videos -----------------------------------------------------------------------------------------------------------------------

    def _choose_film(self, at_film: bool) -> None:
        """To videos, or back to photos. Their sound is off until somebody switches it on."""
        if self._filming.state is FilmState.READY and not self._screen.is_taking:
            self._source.aim(at_film=at_film)
            self._filming.wants_sound = False
            self._put(dataclasses.replace(self._screen, film=FilmLine(no_sound=self._no_sound) if at_film else None))

    def _choose_sound(self, on: bool) -> None:
        """Record the next video with its sound, or without."""
        if self._filming.state is not FilmState.READY:
            return
        why_not = self._no_sound or ("" if self._source.microphone.is_there else NO_MICROPHONE)
        if on and why_not:
            self._view.say(why_not)
            return
        self._filming.wants_sound = on
        self._filmed(FilmLine(has_sound=on))

    def _shoot_film(self) -> None:
        if self._filming.state is FilmState.READY and sum(bool(shot.film) for shot in self._screen.shots) >= CLIPS_LIMIT:
            self._view.say(ENOUGH_VIDEOS)
        elif self._filming.state is FilmState.READY and not self._view.live.has_picture:
            self._view.say(NOT_YET)
        else:
            self._filming.toggle()

    def _filmed(self, line: FilmLine) -> None:
        self._put(dataclasses.replace(self._screen, film=dataclasses.replace(line, no_sound=self._no_sound)))

    def _film_kept(self, clip: PhotoId, say: str) -> None:
        if not self._is_closed:
            self._leave(partial(self._ways.name_faces, clip, say))
        elif say:
            self._ways.say(say)

    def _window_changed(self, state: Qt.ApplicationState) -> None:
        """A call, or another program, takes the screen: the video ends with what is there."""
        if state is not Qt.ApplicationState.ApplicationActive and isValid(self._view):  # a window that is torn down says it last of all
            self._filming.stop()

    # -- Photos -----------------------------------------------------------------------------------------------------------------------

    def _shoot(self) -> None:
        if self._screen.film is not None:
            self._shoot_film()
            return
        shot = None if self._screen.is_taking else self._source.take()
        if self._screen.is_taking:
            return
        if shot is None:
            self._view.say(NOT_YET)
            return
        self._put(dataclasses.replace(self._screen, is_taking=True))
        self._vault.run(partial(self._keep, shot), self._kept, self._not_kept)

    def _keep(self, shot: Shot) -> PhotoTaken:
        return self._services.capturing.capture(shot(), self._task.draft.id, self._task.session)

    def _kept(self, photo: PhotoTaken) -> None:
        tile = ShotTile(photo.photo_id, ShotWord.LOOKING)
        self._put(dataclasses.replace(self._screen, is_taking=False, shots=(*self._screen.shots, tile)))
        self._look(photo.photo_id)

    def _not_kept(self, error: Exception) -> None:
        self._put(dataclasses.replace(self._screen, is_taking=False))
        self._failed(error)

    def _read(self) -> Stock:
        draft, session, clips = self._task.draft.id, self._task.session, self._services.clips
        photos = self._services.writing.open(draft, session).photo_ids
        return Stock(photos, clips.clips_of(draft, session), not clips.may_be_heard(session).isdisjoint(self._task.children))

    def _known(self, stock: Stock) -> None:
        self._no_sound = "" if stock.may_hear else NOBODY_HEARD
        film = self._screen.film and dataclasses.replace(self._screen.film, no_sound=self._no_sound)
        tiles = tuple(ShotTile(photo, ShotWord.LOOKING, film="video" if photo in stock.clips else "") for photo in stock.photos)
        self._put(dataclasses.replace(self._screen, shots=tiles, film=film))
        for photo in stock.photos:
            self._refresh(photo, is_clip=photo in stock.clips)

    def _look(self, photo: PhotoId) -> None:
        session, looking = self._task.session, self._services.looking
        looked: Callable[[tuple[Region, ...]], None] = lambda _regions: self._refresh(photo)  # noqa: E731 - bound to this photo
        self._cpu.run(lambda: looking.look(photo, session, None, self._must_stop), looked, partial(self._look_failed, photo))

    def _must_stop(self) -> bool:
        """The next screen looks for itself: a search that goes on here would only stand in its way."""
        return self._is_closed or self._cpu.stop()

    def _look_failed(self, photo: PhotoId, error: Exception) -> None:
        self._refresh(photo)
        self._failed(error)

    def _refresh(self, photo: PhotoId, *, is_clip: bool = False) -> None:
        """Show the covered picture and its word as the store has them now."""
        if self._is_closed:
            return
        services, session = self._services, self._task.session
        work = (
            partial(clip_tile, services.clips, photo, session)
            if is_clip
            else partial(photo_tile, services.reviewing, services.capturing, photo, session)
        )
        self._vault.run(work, self._tile_made, self._failed)

    def _tile_made(self, made: tuple[ShotTile, bool]) -> None:
        tile, must_look = made
        known = {shot.photo_id: shot for shot in self._screen.shots}
        had_no_picture = known.get(tile.photo_id, tile).picture is None
        shots = tuple(tile if shot.photo_id == tile.photo_id else shot for shot in self._screen.shots)
        self._put(dataclasses.replace(self._screen, shots=shots))
        if must_look and had_no_picture and tile.photo_id in known:
            self._look(tile.photo_id)

    def _name_faces(self, photo: str) -> None:
        if self._filming.state is not FilmState.READY:
            self._view.say(STOP_FIRST)
            return
        chosen = PhotoId(photo) if photo else first_waiting(self._screen.shots)
        if chosen is not None:
            self._leave(partial(self._ways.name_faces, chosen, ""))

    def _turn(self) -> None:
        self._ways.turned(self._source.turn_on())

    def _frame(self, image: QImage) -> None:
        if self._screen.problem:
            self._put(dataclasses.replace(self._screen, problem=""))
        self._view.show_frame(image, self._source.turn)

    def _no_camera(self, sentence: str) -> None:
        self._view.live.forget()
        self._put(dataclasses.replace(self._screen, problem=sentence))

    def _failed(self, error: Exception) -> None:
        sentence = sentence_for(error)
        if not self._is_closed:
            self._view.say(sentence)

    def _say(self, sentence: str) -> None:
        """About a video: here, or wherever the person went while it was being kept."""
        if self._is_closed:
            self._ways.say(sentence)
        else:
            self._view.say(sentence)

    def _leave(self, way: Callable[[], None]) -> None:
        self.close()
        way()

    def _put(self, screen: CameraScreen) -> None:
        self._screen = dataclasses.replace(screen, missing=missing_in(screen))
        if not self._is_closed:
            self._view.show_screen(self._screen)

    def _connect(self) -> None:
        view, ways = self._view, self._ways
        self._source.shown.connect(self._frame)
        self._source.failed.connect(self._no_camera)
        view.shutter_asked.connect(self._shoot)
        view.turn_asked.connect(self._turn)
        view.film_asked.connect(self._choose_film)
        view.sound_asked.connect(self._choose_sound)
        app().applicationStateChanged.connect(self._window_changed)
        view.name_faces_asked.connect(self._name_faces)
        view.put_away_asked.connect(lambda: self._leave(ways.put_away))
        view.write_asked.connect(lambda: self._leave(ways.write))
        view.connection_asked.connect(lambda: self._leave(ways.open_sync_panel))
        view.not_me_asked.connect(lambda: self._leave(ways.lock))
        view.fault_reported.connect(lambda note: self._leave(partial(ways.report_fault, note)))


def app() -> QGuiApplication:
    """The program as the screen knows it."""
    found = QGuiApplication.instance()
    assert isinstance(found, QGuiApplication)  # noqa: S101 — a view has been built
    return found


def first_waiting(shots: tuple[ShotTile, ...]) -> PhotoId | None:
    """The first photo that a person has not finished, else the first one; None without photos."""
    waiting = [shot for shot in shots if shot.word is not ShotWord.NAMED]
    found = waiting or list(shots)
    return found[0].photo_id if found else None
