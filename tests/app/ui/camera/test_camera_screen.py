"""The camera screen on a real store and vault: what is kept, what is shown of it, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.camera import NO_CAMERA, BrokenSource, FrameSource, Shot
from app.ui.camera_scene import SyntheticSource
from app.ui.room.camera_screen.presenter import CameraPresenter, CameraServices, CameraTask, CameraWays, first_waiting
from app.ui.room.camera_screen.screen import NO_PHOTO, NO_VIDEO, ShotTile, ShotWord, WaitingLine, waiting_line
from app.ui.room.camera_screen.strip import ShotButton
from app.ui.room.camera_screen.view import CameraView
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, Tone
from app.ui.widgets.fault import REPORT
from domain.boxes import Box
from domain.ids import ChildId, PhotoId
from tests import cast
from tests.app.services.tablet import Tablet
from tests.app.ui.held import HeldLane
from tests.app.ui.walk import faults_of
from tests.fakes.imaging import face, picture

ONE_FACE = picture(face("amelia", Box(400, 300, 560, 500)))


class FakeCamera(FrameSource):
    """Shows a grey picture and gives the bytes that the test wants."""

    def __init__(self, data: bytes = ONE_FACE) -> None:
        super().__init__()
        self.data, self.is_open = data, False

    def start(self) -> None:
        self.is_open = True
        image = QImage(160, 120, QImage.Format.Format_RGB32)
        image.fill(QColor("#808080"))
        self.shown.emit(image)

    def stop(self) -> None:
        self.is_open = False

    def take(self) -> Shot | None:
        return (lambda: self.data) if self.is_open else None


class Camera:
    """The screen with its presenter on a real tablet."""

    def __init__(self, qtbot: QtBot, look: Look, tablet: Tablet, source: FrameSource) -> None:
        self.qtbot, self.tablet, self.source = qtbot, tablet, source
        self.vault, self.cpu, self.frames, self.went = HeldLane(), HeldLane(), HeldLane(), list[tuple[str, object]]()
        self.draft = tablet.writing.open(tablet.draft(cast.AMELIA).id, tablet.session)
        self.view = CameraView(look)
        qtbot.addWidget(self.view)
        self.view.resize(1280, 800)
        self.view.show()
        services = CameraServices(tablet.capturing, tablet.looking, tablet.reviewing, tablet.writing, tablet.clips)
        waiting, children = WaitingLine("3 waiting", "cloud-off", Tone.WARN), frozenset(ChildId(child.id) for child in cast.CHILDREN)
        task = CameraTask(self.draft, tablet.session, "For Amelia K.", 10_000, waiting, children)
        ways = CameraWays(
            put_away=lambda: self.went.append(("away", None)),
            name_faces=lambda photo, say: self.went.extend([("faces", photo), *([("say", say)] if say else [])]),
            write=lambda: self.went.append(("write", None)),
            open_sync_panel=lambda: self.went.append(("panel", None)),
            lock=lambda: self.went.append(("lock", None)),
            report_fault=lambda note: self.went.append(("fault", note)),
            turned=lambda turn: self.went.append(("turned", turn)),
            say=lambda sentence: self.went.append(("say", sentence)),
        )
        self.presenter = CameraPresenter(
            self.view, source, services, task, ways, vault=self.vault, cpu=self.cpu, frames=self.frames
        )  # fmt: skip
        self.presenter.start()
        self.run()

    def run(self) -> None:
        """Let the lanes come to rest."""
        while self.vault.waiting or self.cpu.waiting or self.frames.waiting:
            for lane in (self.frames, self.vault, self.cpu):
                lane.run_all()

    def shoot(self) -> None:
        QTest.mouseClick(self.view.shutter, Qt.MouseButton.LeftButton)

    def words(self) -> list[str]:
        QApplication.processEvents()
        return [button.shot.word.value for button in self.view.strip.findChildren(ShotButton) if button.isVisible()]

    def kept(self) -> int:
        return len(self.tablet.writing.open(self.draft.id, self.tablet.session).photo_ids)


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[Tablet]:
    tablet = Tablet(tmp_path)
    tablet.learn()
    yield tablet
    tablet.close()


@pytest.fixture
def camera(qtbot: QtBot, look: Look, tablet: Tablet) -> Camera:
    return Camera(qtbot, look, tablet, FakeCamera())


def test_the_shutter_keeps_a_photo_and_rests_meanwhile(camera: Camera) -> None:
    camera.shoot()
    camera.shoot()
    assert camera.view.shutter.is_resting
    assert camera.view.shutter_words.text() == "Keeping it…"

    camera.run()

    assert camera.kept() == 1
    assert not camera.view.shutter.is_resting


def test_the_next_photo_can_be_taken_while_the_last_is_looked_at(camera: Camera) -> None:
    camera.shoot()
    camera.vault.run_all()
    assert camera.words() == ["looking"]

    camera.shoot()
    camera.vault.run_all()

    assert camera.kept() == 2
    assert len(camera.cpu.waiting) == 2


def test_a_photo_waits_for_its_names(camera: Camera) -> None:
    camera.shoot()
    camera.run()

    assert camera.words() == ["to name"]
    assert camera.view.name_button.is_available


def test_every_small_picture_is_covered(camera: Camera, tablet: Tablet) -> None:
    camera.shoot()
    camera.run()

    assert tablet.imaging.previewed
    assert all(boxes for boxes in tablet.imaging.previewed)


def test_no_face_is_said_in_words(camera: Camera) -> None:
    assert isinstance(camera.source, FakeCamera)
    camera.source.data = picture()

    camera.shoot()
    camera.run()

    assert camera.words() == ["no face"]


def test_a_failed_search_holds_the_photo_and_is_told(camera: Camera, tablet: Tablet) -> None:
    tablet.imaging.fails = True

    camera.shoot()
    camera.run()

    assert camera.words() == ["held"]
    assert camera.view.toast.isVisible()
    assert camera.kept() == 1


def test_what_is_no_picture_is_refused_with_a_sentence(camera: Camera) -> None:
    assert isinstance(camera.source, FakeCamera)
    camera.source.data = b"no picture"

    camera.shoot()
    camera.run()

    assert camera.kept() == 0
    assert camera.view.toast.isVisible()
    assert not camera.view.shutter.is_resting


def test_name_faces_leads_to_the_first_photo_that_waits(qtbot: QtBot, camera: Camera) -> None:
    camera.shoot()
    camera.run()
    [photo] = camera.tablet.writing.open(camera.draft.id, camera.tablet.session).photo_ids

    QTest.mouseClick(camera.view.name_button, Qt.MouseButton.LeftButton)

    assert camera.went == [("faces", photo)]


def test_without_a_photo_name_faces_says_what_is_missing(qtbot: QtBot, camera: Camera) -> None:
    QTest.mouseClick(camera.view.name_button, Qt.MouseButton.LeftButton)

    assert camera.went == []
    assert camera.view.missing_words.text() == NO_PHOTO


def test_what_is_missing_is_said_of_what_is_taken_now(camera: Camera) -> None:
    camera.view.film_button.click()
    assert camera.view.missing_words.text() == NO_VIDEO

    camera.view.film_button.click()
    assert camera.view.missing_words.text() == NO_PHOTO


def test_leaving_lets_go_of_the_camera_and_of_the_last_frame(qtbot: QtBot, camera: Camera) -> None:
    QTest.mouseClick(camera.view.away_button, Qt.MouseButton.LeftButton)

    assert isinstance(camera.source, FakeCamera)
    assert not camera.source.is_open
    assert not camera.view.live.has_picture
    assert camera.went == [("away", None)]


def test_leaving_stops_a_search_that_the_next_screen_does_anew(qtbot: QtBot, camera: Camera) -> None:
    camera.shoot()
    camera.vault.run_all()
    QTest.mouseClick(camera.view.close_button, Qt.MouseButton.LeftButton)

    camera.run()

    assert not camera.view.toast.isVisible()
    assert camera.kept() == 1


def test_photos_of_an_opened_entry_are_shown_again(qtbot: QtBot, look: Look, tablet: Tablet, camera: Camera) -> None:
    camera.shoot()
    camera.run()
    camera.presenter.close()

    camera.presenter.__init__(  # type: ignore[misc]  # the same screen, opened once more
        camera.view, FakeCamera(), camera.presenter._services, camera.presenter._task, camera.presenter._ways,
        vault=camera.vault, cpu=camera.cpu, frames=camera.frames,
    )  # fmt: skip
    camera.presenter.start()
    camera.run()

    assert camera.words() == ["to name"]


def test_turn_is_remembered_by_the_device(qtbot: QtBot, camera: Camera) -> None:
    QTest.mouseClick(camera.view.turn_button, Qt.MouseButton.LeftButton)

    assert camera.went == [("turned", 90)]


def test_no_camera_offers_to_write_without_a_photo(qtbot: QtBot, look: Look, tablet: Tablet) -> None:
    camera = Camera(qtbot, look, tablet, BrokenSource())

    assert camera.view.live.problem.accessibleName() == NO_CAMERA
    assert not camera.view.shutter.isVisible()
    assert not camera.view.turn_button.isVisible()
    QTest.mouseClick(camera.view.live.problem.write_button, Qt.MouseButton.LeftButton)
    assert camera.went == [("write", None)]


def test_the_drawn_scene_is_kept_like_a_photo(qtbot: QtBot, look: Look, tablet: Tablet) -> None:
    camera = Camera(qtbot, look, tablet, SyntheticSource())

    camera.shoot()
    camera.run()

    assert camera.kept() == 1


def test_not_me_and_fault_lead_away_at_once(qtbot: QtBot, camera: Camera) -> None:
    camera.view.fault_button.click()
    camera.view.fault_dialog.buttons[REPORT].click()

    assert camera.went == [("fault", "")]
    assert not camera.view.live.has_picture


def test_escape_puts_the_camera_away(qtbot: QtBot, camera: Camera) -> None:
    camera.view.put_away_asked.emit()

    assert camera.went == [("away", None)]


def test_more_photos_than_fit_are_leafed_through(qtbot: QtBot, camera: Camera) -> None:
    for _ in range(4):
        camera.shoot()
        camera.run()
    assert len(camera.words()) == 2
    assert camera.view.strip.on.isVisible()

    newest = [button.accessibleName() for button in camera.view.strip.findChildren(ShotButton) if button.isVisible()]
    camera.view.strip.on.click()
    QApplication.processEvents()

    assert newest != [button.accessibleName() for button in camera.view.strip.findChildren(ShotButton) if button.isVisible()]


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("name", ThemeName)
def test_nothing_is_small_nameless_or_cut_off(camera: Camera, name: ThemeName, size: tuple[int, int], percent: int, rtl: bool) -> None:
    camera.shoot()
    camera.run()
    camera.view.look.choose(name, percent)
    camera.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    camera.view.resize(*size)
    QApplication.processEvents()

    assert faults_of(camera.view) == []
    assert (camera.view.width(), camera.view.height()) == size


@pytest.mark.parametrize(("percent", "words"), [(100, "Sending 2 of 3"), (150, "2 of 3")])
def test_the_rail_says_all_of_what_it_says(camera: Camera, percent: int, words: str) -> None:
    camera.view.look.choose(ThemeName.LIGHT, percent)
    camera.presenter.waiting_changed(waiting_line("Sending 2 of 3"))
    QApplication.processEvents()

    pill = camera.view.waiting_pill
    assert pill.text() == words and pill.width() == pill.sizeHint().width()
    assert "Sending 2 of 3" in (pill.text(), pill.accessibleDescription())


def test_the_first_that_waits_goes_before_the_first() -> None:
    done, waits = ShotTile(PhotoId("a"), ShotWord.NAMED), ShotTile(PhotoId("b"), ShotWord.TO_NAME)

    assert first_waiting((done, waits)) == "b"
    assert first_waiting((done,)) == "a"
    assert first_waiting(()) is None


@pytest.mark.parametrize(
    ("pill", "words", "short", "icon"),
    [
        ("Offline · 3 waiting", "3 waiting", "3 waiting", "cloud-off"),
        ("Online · 3 waiting", "3 waiting", "3 waiting", "wifi"),
        ("Offline", "Offline", "Offline", "cloud-off"),
        ("Sending 2 of 7", "Sending 2 of 7", "2 of 7", "send"),
    ],
)
def test_the_rail_says_shortly_what_waits(pill: str, words: str, short: str, icon: str) -> None:
    line = waiting_line(pill)

    assert (line.words, line.short, line.icon) == (words, short, icon)
