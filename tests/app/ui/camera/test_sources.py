"""Where frames come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QCameraFormat, QVideoFrame
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.pixels import Frame
from app.ui.camera import NO_CAMERA, NO_PICTURES, BrokenSource, FolderSource, frame_of
from app.ui.camera_live import QtCameraSource, choose_format, picture_of
from app.ui.camera_scene import HEIGHT, WIDTH, SyntheticSource

NO_GRAPHICS_CARD = pytest.mark.no_qt_log  # without one, Qt warns and converts on the processor


def picture(path: Path, width: int = 40, height: int = 30, colour: str = "#A3262A") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path.read_bytes()


def test_a_folder_gives_its_pictures_in_order_and_begins_again(qapp: QApplication, tmp_path: Path) -> None:
    first, second = picture(tmp_path / "a.png"), picture(tmp_path / "b.jpg", colour="#1A7045")
    (tmp_path / "notes.txt").write_text("no picture")
    source = FolderSource(tmp_path)
    source.start()

    shots = [source.take() for _ in range(3)]

    assert [shot() for shot in shots if shot] == [first, second, first]
    assert source.names == ("a.png", "b.jpg")


def test_a_folder_shows_the_picture_that_the_next_shot_gives(qapp: QApplication, tmp_path: Path) -> None:
    picture(tmp_path / "a.png", colour="#FF0000")
    picture(tmp_path / "b.png", colour="#00FF00")
    source = FolderSource(tmp_path)
    shown = QSignalSpy(source.shown)

    source.start()
    source.take()
    source.go_to("a.png")

    assert [shown.at(number)[0].pixelColor(5, 5).name() for number in range(3)] == ["#ff0000", "#00ff00", "#ff0000"]


def test_a_folder_hands_over_what_it_cannot_show(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture at all")
    source = FolderSource(tmp_path)
    source.start()

    shot = source.take()

    assert shot is not None
    assert shot() == b"no picture at all"


def test_a_large_picture_is_shown_small_and_taken_whole(qapp: QApplication, tmp_path: Path) -> None:
    whole = picture(tmp_path / "large.png", 3200, 2400)
    source = FolderSource(tmp_path)
    shown = QSignalSpy(source.shown)
    source.start()

    shot = source.take()

    assert shown.at(0)[0].width() == 1600
    assert shot is not None
    assert shot() == whole


def test_an_empty_folder_says_so(qapp: QApplication, tmp_path: Path) -> None:
    source = FolderSource(tmp_path)
    failed = QSignalSpy(source.failed)

    source.start()

    assert failed.at(0) == [NO_PICTURES]
    assert source.take() is None


def test_the_drawn_scene_is_a_frame_like_a_cameras(qapp: QApplication) -> None:
    source = SyntheticSource(turn=90)
    assert source.take() is None
    source.start()

    shot = source.take()

    assert shot is not None
    frame = shot()
    assert isinstance(frame, Frame)
    assert (frame.width, frame.height, frame.turn) == (WIDTH, HEIGHT, 90)
    assert len(frame.rgb) == WIDTH * HEIGHT * 3


@pytest.mark.parametrize("width", [3, 4, 5, 17])
def test_rows_of_a_frame_have_no_padding(qapp: QApplication, width: int) -> None:
    image = QImage(width, 2, QImage.Format.Format_RGB32)
    image.fill(QColor(1, 2, 3))

    frame = frame_of(image, 0)

    assert frame.rgb == bytes((1, 2, 3)) * width * 2


@NO_GRAPHICS_CARD
def test_a_video_frame_becomes_rows_of_rgb(qapp: QApplication) -> None:
    image = QImage(6, 4, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 200, 30))

    frame = picture_of(QVideoFrame(image), 180)

    assert (frame.width, frame.height, frame.turn) == (6, 4, 180)
    assert frame.rgb[:3] == bytes((10, 200, 30))


def test_turning_four_times_comes_back(qapp: QApplication) -> None:
    source = SyntheticSource()

    assert [source.turn_on() for _ in range(4)] == [90, 180, 270, 0]


def test_a_broken_camera_says_the_way_out(qapp: QApplication) -> None:
    source = BrokenSource()
    failed = QSignalSpy(source.failed)

    source.start()

    assert failed.at(0) == [NO_CAMERA]


@NO_GRAPHICS_CARD
def test_no_camera_at_all_is_said_by_the_real_source(qapp: QApplication) -> None:
    source = QtCameraSource()
    failed = QSignalSpy(source.failed)

    source.start()
    source.stop()

    assert source.take() is None
    assert failed.count() <= 1  # a machine with a camera says nothing


def test_without_formats_nothing_is_chosen() -> None:
    assert choose_format([]) is None


def test_an_unknown_format_is_still_a_choice() -> None:
    assert choose_format([QCameraFormat()]) is not None


@NO_GRAPHICS_CARD
def test_the_camera_s_own_frames_are_filmed_no_faster_than_they_may_come(qapp: QApplication) -> None:
    source = QtCameraSource(turn=90)
    filmed = QSignalSpy(source.filmed)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("#1A7045"))

    source._frame(QVideoFrame(image))
    source.film()
    source._frame(QVideoFrame(image))
    source._frame(QVideoFrame(image))
    source.rest()
    source._frame(QVideoFrame(image))

    assert filmed.count() == 1
    assert filmed.at(0)[0].picture().size().toTuple() == (64, 48)


def test_a_folder_films_the_picture_that_is_shown(qapp: QApplication, tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    source = FolderSource(tmp_path)
    assert source.film_picture() is None

    source.start()

    film = source.film_picture()
    assert film is not None
    assert film().size().toTuple() == (40, 30)


def test_frames_come_in_a_rhythm_while_it_films(qapp: QApplication, qtbot: QtBot) -> None:
    source = SyntheticSource()
    source.start()
    filmed = QSignalSpy(source.filmed)

    source.film()
    qtbot.waitUntil(lambda: filmed.count() >= 2)
    source.rest()

    assert filmed.at(0)[0].at_s < filmed.at(1)[0].at_s


def test_a_tablet_without_a_camera_films_nothing(qapp: QApplication) -> None:
    assert not BrokenSource().can_film
