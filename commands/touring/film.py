"""What the tour's camera films: the pictures of the folder side by side, seen from a hand that swings, while a melody is heard."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui.camera import FilmPicture, FolderSource, small_picture
from app.ui.microphone import PacedMicrophone
from commands.touring.sound import melody

WIDTH, HEIGHT = 1280, 720
WALL = QColor("#E8E1D4")
MOST, SIDE_PX, GAP_PX = 2, 400, 120  # pictures on the wall: so many leave the faces large
HEAD_SHARE = 0.6  # of the shorter side
SWING_PX, SWING_S = 90, 6.0  # how far the hand swings to both sides, and how long that takes


class FilmedFolder(FolderSource):
    """Photos are the folder's own files; a video shows the first ones on a wall, and moves."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.microphone = PacedMicrophone(melody)
        self._folder, self._wall = folder, QImage()

    def film(self) -> None:
        """Hang the pictures up, and film them."""
        self._wall = wall_of([self._folder / name for name in self.names])
        super().film()

    def film_picture(self) -> FilmPicture:
        """What the hand points at now; the live picture shows the same."""
        seen = swung(self._wall, time.monotonic())
        self.shown.emit(seen)
        return lambda: seen


def wall_of(paths: Sequence[Path]) -> QImage:
    """The first pictures that can be read, beside each other on a wall, with room for the swing at both sides."""
    read = (small_picture(path) for path in paths)
    hung = [upper_square(each) for each in read if not each.isNull()][:MOST]
    wall = QImage(WIDTH + 2 * SWING_PX, HEIGHT, QImage.Format.Format_RGB888)
    wall.fill(WALL)
    left = (wall.width() - len(hung) * (SIDE_PX + GAP_PX) + GAP_PX) // 2
    painter = QPainter(wall)
    for number, each in enumerate(hung):
        painter.drawImage(left + number * (SIDE_PX + GAP_PX), (HEIGHT - SIDE_PX) // 2, each)
    painter.end()
    return wall


def upper_square(picture: QImage) -> QImage:
    """The upper middle of a picture, where a portrait has its face and little else, as a square."""
    least = round(HEAD_SHARE * min(picture.width(), picture.height()))
    square = picture.copy((picture.width() - least) // 2, 0, least, least)
    return square.scaled(SIDE_PX, SIDE_PX, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


def swung(wall: QImage, at_s: float) -> QImage:
    """The middle of the wall as a swinging hand sees it at that moment, 1280 × 720."""
    across = round(SWING_PX * math.sin(2 * math.pi * at_s / SWING_S))
    return wall.copy(QRect((wall.width() - WIDTH) // 2 + across, 0, WIDTH, HEIGHT))
