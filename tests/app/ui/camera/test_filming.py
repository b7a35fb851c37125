"""A video in the camera: switched to, recorded, stopped by whatever comes, kept for the draft, and never shown before it is covered."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.camera import BrokenSource, FilmFrame
from app.ui.microphone import MICROPHONE_FAILED, NO_MICROPHONE, Microphone, SoundPiece
from app.ui.room.camera_screen.capsules import film_words
from app.ui.room.camera_screen.filming import TOO_SHORT, WAS_MUTE
from app.ui.room.camera_screen.presenter import ENOUGH_VIDEOS, NOBODY_HEARD, app
from app.ui.room.camera_screen.screen import STOP_FIRST, FilmLine, FilmState, ShotTile, ShotWord, clock_words, missing_in
from app.ui.room.camera_screen.strip import ShotButton
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.entries import CLIPS_LIMIT
from domain.ids import PhotoId
from imaging.recorded import SOUND_HZ
from imaging.video_values import MAX_CLIP_S
from tests import cast
from tests.app.services.tablet import Tablet
from tests.app.ui.camera.test_camera_screen import Camera, FakeCamera
from tests.app.ui.clip_review.film import PretendImaging
from tests.app.ui.walk import faults_of


class OpenMicrophone(Microphone):
    """There, until the test takes it away."""

    def __init__(self) -> None:
        super().__init__()
        self.is_open, self.is_away = False, False

    @property
    def is_there(self) -> bool:
        return not self.is_away

    def listen(self) -> None:
        self.is_open = True

    def rest(self) -> None:
        self.is_open = False


class FilmCamera(FakeCamera):
    """Gives a frame when the test says so; `aimed` and `films` are what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.microphone = OpenMicrophone()
        self.aimed, self.films = list[bool](), False

    def aim(self, *, at_film: bool) -> None:
        self.aimed.append(at_film)

    def film(self) -> None:
        self.films = True

    def rest(self) -> None:
        self.films = False

    def give(self, at_s: float) -> None:
        picture = QImage(64, 48, QImage.Format.Format_RGB32)
        picture.fill(QColor("#808080"))
        self.filmed.emit(FilmFrame(at_s, lambda: picture))


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[Tablet]:
    tablet = Tablet(tmp_path, worker=PretendImaging())
    tablet.learn()
    tablet.allow_voices(cast.AMELIA)
    yield tablet
    tablet.close()


@pytest.fixture
def camera(qtbot: QtBot, look: Look, tablet: Tablet) -> Camera:
    camera = Camera(qtbot, look, tablet, FilmCamera())
    camera.view.film_button.click()
    return camera


def source(camera: Camera) -> FilmCamera:
    assert isinstance(camera.source, FilmCamera)
    return camera.source


def microphone(camera: Camera) -> OpenMicrophone:
    assert isinstance(camera.source.microphone, OpenMicrophone)
    return camera.source.microphone


def film(camera: Camera, seconds: float = 2.0) -> None:
    """Begin, and let so much time pass."""
    camera.shoot()
    for at in range(int(seconds * 4) + 1):
        source(camera).give(100 + at / 4)
        camera.frames.run_all()


def clips(camera: Camera) -> frozenset[PhotoId]:
    return camera.tablet.clips.clips_of(camera.draft.id, camera.tablet.session)


def test_the_camera_switches_to_videos_and_back(camera: Camera) -> None:
    assert camera.view.shutter.accessibleName() == "Record video"
    assert camera.view.film_capsule.words.text() == "No sound, 30 seconds at most. Faces stay covered."
    assert camera.view.film_button.text() == "Photo"

    camera.view.film_button.click()

    assert camera.view.shutter.accessibleName() == "Take photo"
    assert not camera.view.film_capsule.isVisible()
    assert source(camera).aimed == [True, False]


def test_a_video_is_recorded_kept_and_leads_to_its_faces(camera: Camera) -> None:
    film(camera)
    assert camera.view.shutter_words.text() == "Stop"
    assert camera.view.film_capsule.words.text() == "Recording, 2 of 30 seconds. Without sound."

    camera.shoot()
    assert camera.view.shutter_words.text() == "Saving the video"
    camera.run()

    [clip] = clips(camera)
    assert camera.went == [("faces", clip)]
    assert not source(camera).films
    assert not source(camera).is_open


def test_the_space_bar_stops_it_wherever_the_focus_is(camera: Camera) -> None:
    film(camera)
    camera.view.away_button.setFocus()

    QTest.keyClick(camera.view.away_button, Qt.Key.Key_Space)
    camera.run()

    assert len(clips(camera)) == 1
    assert [way for way, _ in camera.went] == ["faces"]


def test_what_is_too_short_is_not_kept(camera: Camera) -> None:
    film(camera, 0.5)

    camera.shoot()
    camera.run()

    assert clips(camera) == frozenset()
    assert camera.view.toast.sentence == TOO_SHORT
    assert camera.view.shutter_words.text() == "Record video"


def test_thirty_seconds_stop_by_themselves(camera: Camera) -> None:
    film(camera, MAX_CLIP_S)
    camera.run()

    assert len(clips(camera)) == 1


@pytest.mark.parametrize("way", ["put away", "lock", "window"])
def test_whatever_ends_a_recording_keeps_what_is_there_and_closes_the_microphone_at_once(camera: Camera, way: str) -> None:
    camera.view.sound_switch.click()
    film(camera)

    if way == "put away":
        camera.view.away_button.click()
    elif way == "lock":
        camera.view.person_button.click()
    else:
        app().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert not microphone(camera).is_open
    camera.run()

    assert len(clips(camera)) == 1
    assert [word for word, _ in camera.went] == {"put away": ["away"], "lock": ["lock"], "window": ["faces"]}[way]


def test_a_video_that_cannot_be_kept_is_told_where_the_person_is_by_then(camera: Camera) -> None:
    film(camera)
    camera.view.away_button.click()
    camera.tablet.writing.delete(camera.draft.id, camera.tablet.session)

    camera.run()

    assert [word for word, _ in camera.went] == ["away", "say"]


def test_no_other_screen_opens_while_it_runs(camera: Camera) -> None:
    film(camera)

    camera.view.name_faces_asked.emit("")

    assert camera.view.toast.sentence == STOP_FIRST
    assert camera.went == []
    assert not camera.view.film_button.isVisible()


def test_the_fourth_video_is_refused_before_it_is_recorded(camera: Camera) -> None:
    for _ in range(CLIPS_LIMIT):
        camera.tablet.clips.keep(b"", camera.draft.id, camera.tablet.session)
    camera.presenter._vault.run(camera.presenter._read, camera.presenter._known, camera.presenter._failed)
    camera.run()

    camera.shoot()

    assert camera.view.toast.sentence == ENOUGH_VIDEOS
    assert not source(camera).films


def test_a_video_stands_in_the_strip_without_any_picture_before_it_is_looked_at(camera: Camera) -> None:
    camera.tablet.clips.keep(b"", camera.draft.id, camera.tablet.session)
    camera.presenter._vault.run(camera.presenter._read, camera.presenter._known, camera.presenter._failed)
    camera.run()
    QApplication.processEvents()

    [shot] = [button.shot for button in camera.view.strip.findChildren(ShotButton) if button.isVisible()]
    assert (shot.film, shot.word.value, shot.picture) == ("0:02", "to name", None)


def test_sound_is_off_until_somebody_switches_it_on(camera: Camera) -> None:
    assert not camera.view.sound_switch.isChecked()
    film(camera)
    assert not microphone(camera).is_open

    camera.shoot()
    camera.run()

    assert not microphone(camera).is_open


def test_a_video_is_recorded_with_sound_and_says_so(camera: Camera) -> None:
    QTest.keyClick(camera.view.sound_switch, Qt.Key.Key_Space)
    assert camera.view.sound_switch.accessibleName() == "Sound, on"
    assert camera.view.film_capsule.words.text() == "With sound, 30 seconds at most. Faces stay covered."
    assert not microphone(camera).is_open

    film(camera)
    assert camera.view.film_capsule.words.text() == "Recording, 2 of 30 seconds. With sound."
    assert microphone(camera).is_open

    camera.shoot()
    assert not microphone(camera).is_open


def test_sound_is_off_again_after_photos_in_between(camera: Camera) -> None:
    camera.view.sound_switch.click()

    camera.view.film_button.click()
    assert not camera.view.sound_switch.isVisible()
    camera.view.film_button.click()

    assert not camera.view.sound_switch.isChecked()
    film(camera)
    assert not microphone(camera).is_open


def test_sound_stays_off_where_no_child_may_be_heard(qtbot: QtBot, look: Look, tablet: Tablet) -> None:
    tablet.allow_voices()
    camera = Camera(qtbot, look, tablet, FilmCamera())
    camera.view.film_button.click()

    camera.view.sound_switch.click()

    assert not camera.view.sound_switch.isChecked()
    assert camera.view.sound_switch.accessibleDescription() == NOBODY_HEARD
    assert camera.view.film_capsule.words.text() == NOBODY_HEARD
    assert camera.view.toast.sentence == NOBODY_HEARD


def test_sound_stays_off_on_a_tablet_without_a_microphone(camera: Camera) -> None:
    microphone(camera).is_away = True

    camera.view.sound_switch.click()

    assert not camera.view.sound_switch.isChecked()
    assert camera.view.toast.sentence == NO_MICROPHONE


def test_a_microphone_that_goes_ends_no_video(camera: Camera) -> None:
    camera.view.sound_switch.click()
    film(camera)

    microphone(camera).failed.emit(MICROPHONE_FAILED)

    assert camera.view.toast.sentence == MICROPHONE_FAILED
    assert camera.view.film_capsule.words.text() == "Recording, 2 of 30 seconds. Without sound."
    camera.shoot()
    camera.run()
    assert len(clips(camera)) == 1


def test_a_microphone_that_gave_nothing_is_told_where_the_faces_are_named(camera: Camera) -> None:
    camera.view.sound_switch.click()
    film(camera)
    microphone(camera).heard.emit(SoundPiece(100.0, lambda: bytes(6 * SOUND_HZ)))

    camera.shoot()
    camera.run()

    assert [word for word, _ in camera.went] == ["faces", "say"]
    assert camera.went[1][1] == WAS_MUTE


def test_a_tablet_without_a_camera_offers_no_video(qtbot: QtBot, look: Look, tablet: Tablet) -> None:
    camera = Camera(qtbot, look, tablet, BrokenSource())

    assert not camera.view.film_button.isVisible()


@pytest.mark.parametrize(("size", "percent", "rtl"), [((1280, 800), 100, True), ((1024, 600), 150, False)])
def test_nothing_is_small_nameless_or_cut_off_while_filming(
    camera: Camera, look: Look, size: tuple[int, int], percent: int, rtl: bool
) -> None:
    look.choose(ThemeName.LIGHT, percent)
    camera.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    camera.view.resize(*size)
    QApplication.processEvents()
    assert faults_of(camera.view) == []

    film(camera)

    assert faults_of(camera.view) == []


@pytest.mark.parametrize(("state", "percent"), [(FilmState.READY, 150), (FilmState.RUNNING, 150), (FilmState.RUNNING, 100)])
def test_the_newest_shot_is_whole_on_the_small_tablet(camera: Camera, look: Look, state: FilmState, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    camera.view.resize(1024, 600)
    shots = tuple(ShotTile(PhotoId(name), ShotWord.TO_NAME) for name in "ab")
    assert camera.view.drawn is not None
    screen = dataclasses.replace(camera.view.drawn, shots=shots, film=FilmLine(state))

    camera.view.show_screen(dataclasses.replace(screen, missing=missing_in(screen)))

    assert faults_of(camera.view) == []
    [newest] = [tile for tile in camera.view.strip.findChildren(ShotButton) if tile.isVisible()]
    assert newest.visibleRegion().boundingRect() == newest.rect()


def test_the_words_of_a_recording() -> None:
    assert film_words(FilmLine(FilmState.RUNNING, 12.7)) == "Recording, 12 of 30 seconds. Without sound."
    assert film_words(FilmLine(FilmState.RUNNING, 12.7, True)) == "Recording, 12 of 30 seconds. With sound."
    assert film_words(FilmLine(FilmState.SAVING, 12.7)) == "Saving the video, 13 seconds."
    assert (clock_words(7.4), clock_words(61)) == ("0:07", "1:01")
