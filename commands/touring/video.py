"""The key person's video, on the same tablet: filmed with sound, looked at, named, seen as each family will, covered behind the screens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.ui.room.camera_screen.screen import FilmState
from app.ui.room.camera_screen.view import CameraView
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.covering_sheet import CoveringSheet
from app.ui.room.face_review.screen import MarkKind
from app.ui.room.home.view import HomeView
from commands.touring.hands import Hands
from commands.touring.report import StepFailed

FILM_S = 3.0
SHOWN_SHARE = 0.3  # of the search, when its picture is taken
SEARCH_S, COVER_S = 240.0, 240.0  # patience: on two shared cores a second of video takes seconds


@dataclass(frozen=True, slots=True)
class Filmed:
    """What the review of the video came to. hears: by child, whether the review says that this family gets it with sound."""

    tracks: int
    named: tuple[str, ...]
    hears: Mapping[str, bool]


class Video:
    """One video under the hands of the key person, who has chosen the children on home."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def film(self) -> None:
        """Film for some seconds. The camera is put away by itself, and the review is opened."""
        self._hands.tap(self._hands.screen(HomeView).bar.photo_button)
        camera = self._hands.screen(CameraView)
        self._hands.until("the camera", lambda: camera.shutter.isVisible())
        self._hands.tap(camera.film_button)
        self._hands.until("the camera to be ready to film", lambda: state_of(camera) is FilmState.READY)
        self._switch_sound_on(camera)
        self._hands.shoot("05-camera-video")
        self._hands.tap(camera.shutter)
        self._hands.until("some seconds of video", lambda: seconds_of(camera) >= FILM_S)
        self._hands.shoot("05-camera-video-running")
        self._hands.tap(camera.shutter)
        self._hands.screen(ClipReviewView)

    def _switch_sound_on(self, camera: CameraView) -> None:
        if camera.sound_switch.isChecked():
            raise StepFailed("The camera's sound is on before anybody has switched it on.")
        self._hands.tap(camera.sound_switch)
        self._hands.until("the sound to be on", camera.sound_switch.isChecked)

    def review(self, children: Sequence[str], heard: Sequence[str]) -> Filmed:
        """Wait for the search, name a face for each child in order of appearance, say who is heard, look as each family, keep it.

        The other faces stay covered.
        """
        view = self._hands.screen(ClipReviewView)
        self._hands.until("a part of the search", lambda: searched(view) >= SHOWN_SHARE, SEARCH_S)
        self._hands.shoot("06-video-looking")
        self._hands.until("the end of the search", lambda: is_looked(view), SEARCH_S)
        self._hands.until("the small pictures of the faces", lambda: len(view.drawn.review.faces) >= len(view.drawn.review.marks))
        self._hands.shoot("06-video-found")
        named = tuple(child for child in children if self._name(view, child))
        if not view.drawn.review.marks:
            self._hands.tap(view.no_child)
        if view.strip.faces:
            self._hands.tap(view.strip.faces[0])
        self._hands.until("the frame with the names", lambda: view.drawn.review.picture is not None)
        self._say_who_is_heard(view, heard)
        self._hands.shoot("07-video-review")
        hears = {tab.name: self._look_as_family(view, number) for number, tab in enumerate(view.drawn.review.tabs, start=1)}
        tracks = len(view.drawn.review.marks)
        self._hands.tap(view.tabs.tabs[0])
        self._hands.until("leave to keep the video", lambda: view.drawn.review.finish.awake)
        self._hands.tap(view.who.finish)
        return Filmed(tracks, named, hears)

    def watch_covering(self) -> None:
        """See on home how far the covering is, and wait for its end."""
        home = self._hands.screen(HomeView)
        self._hands.until("the line of the covering", lambda: home.covering_pill.isVisible())
        self._hands.shoot("09-video-covering")
        self._hands.tap(home.covering_pill)
        self._hands.until("the sheet of the covering", lambda: home.findChild(CoveringSheet) is not None)
        self._hands.shoot("09-video-covering-sheet")
        sheet = home.findChild(CoveringSheet)
        if sheet is None:
            raise StepFailed("The sheet of the covering closed by itself.")
        self._hands.press("Close", sheet)
        self._hands.until("the end of the covering", lambda: not home.covering_pill.isVisible(), COVER_S)

    def _name(self, view: ClipReviewView, child: str) -> bool:
        """Say that the face that is asked about is this child's; False where nobody is left to be named."""
        asked = next((mark for mark in view.drawn.review.marks if mark.id == view.drawn.review.chosen), None)
        if asked is None or asked.kind is not MarkKind.COVERED:
            return False
        self._hands.press(child, view.who.grid)
        self._hands.until(f"{child} to be named", lambda: is_named(view, child))
        return True

    def _say_who_is_heard(self, view: ClipReviewView, heard: Sequence[str]) -> None:
        """Tick those children, and nobody else than whom the picture names."""
        self._hands.until("the row of the sound", lambda: view.drawn.sound is not None)
        self._hands.tap(view.side.sound)
        self._hands.until("the sheet of the voices", view.voices.isVisible)
        for pill in view.voices.pills:
            if pill.choice.first_name in heard and not pill.isChecked():
                self._hands.tap(pill)
        self._hands.shoot("07-video-sound-sheet")
        self._hands.tap(view.voices.these)
        self._hands.until("the sound to follow from that", lambda: view.drawn.sound is not None and view.drawn.sound.is_heard)
        self._hands.until("the toast to go", lambda: not view.toast.isVisible())

    def _look_as_family(self, view: ClipReviewView, number: int) -> bool:
        """See what that family gets; returns whether it gets the sound."""
        self._hands.tap(view.tabs.tabs[number])
        self._hands.until("the family's video", lambda: view.drawn.review.family is not None and view.drawn.review.picture is not None)
        self._hands.shoot(f"07-video-family-{number}")
        return view.drawn.sound is not None and not view.drawn.sound.is_family_silent


def state_of(camera: CameraView) -> FilmState | None:
    """What the camera does about a video; None while it is for photos."""
    return camera.drawn.film.state if camera.drawn is not None and camera.drawn.film is not None else None


def seconds_of(camera: CameraView) -> float:
    """How long the video that runs is."""
    return camera.drawn.film.seconds if camera.drawn is not None and camera.drawn.film is not None else 0.0


def searched(view: ClipReviewView) -> float:
    """How far the search is, 0 to 1."""
    looked = view.drawn.timeline.looked
    return looked if looked is not None else float(view.drawn.review.picture is not None)


def is_looked(view: ClipReviewView) -> bool:
    """Whether the search is over and a frame is shown. Raises StepFailed when it failed."""
    if view.drawn.review.held:
        raise StepFailed(view.drawn.review.held)
    return not view.drawn.review.is_looking and view.drawn.review.picture is not None


def is_named(view: ClipReviewView, child: str) -> bool:
    """Whether a face of the video bears that name."""
    return any(choice.is_named and choice.first_name == child for choice in view.drawn.review.children)
