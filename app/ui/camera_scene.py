"""A drawn garden with three children at the water tray: the camera of a machine that has none."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen

from app.ui.camera import FilmPicture, FrameSource, Shot, frame_of
from app.ui.microphone import PacedMicrophone
from app.ui.sound_samples import tone
from app.ui.widgets.paint import mixed

WIDTH, HEIGHT = 1596, 1200
SCALE = 1.5  # the scene is laid out at 1064 × 800
INK = QColor("#22313A")


FILM_WIDTH, FILM_HEIGHT = 1280, 720
SWING_PX, SWING_S = 120, 8.0  # how far a hand swings to both sides while it films, and how long that takes


class SyntheticSource(FrameSource):
    """Always the same scene; a still one, for nothing in Daybook moves by itself. Filmed, it is seen from a hand that swings."""

    def __init__(self, turn: int = 0) -> None:
        super().__init__(turn, PacedMicrophone(tone))
        self._scene: QImage | None = None

    def start(self) -> None:
        """Draw the scene once, and show it."""
        self._scene = self._scene or draw_scene()
        self.shown.emit(self._scene)

    def take(self) -> Shot | None:
        """The scene."""
        if self._scene is None:
            return None
        scene, turn = self._scene, self.turn
        return lambda: frame_of(scene, turn)

    def film_picture(self) -> FilmPicture | None:
        """The part of the scene that the hand points at now; the live picture shows the same."""
        if self._scene is None:
            return None
        seen = swung(self._scene, time.monotonic())
        self.shown.emit(seen)
        return lambda: seen

    def rest(self) -> None:
        """Give no more, and show the whole scene again."""
        super().rest()
        if self._scene is not None:
            self.shown.emit(self._scene)


def swung(scene: QImage, at_s: float) -> QImage:
    """What a swinging hand sees of the scene at that moment, 1280 × 720."""
    across = round(SWING_PX * math.sin(2 * math.pi * at_s / SWING_S))
    middle_x, middle_y = scene.width() // 2 + across, scene.height() // 2 - 110
    return scene.copy(QRect(middle_x - FILM_WIDTH // 2, middle_y - FILM_HEIGHT // 2, FILM_WIDTH, FILM_HEIGHT))


@dataclass(frozen=True, slots=True)
class Child:
    """One drawn child: centre and width of the head, colours, how far the body goes down."""

    x: float
    y: float
    head: float
    skin: str
    hair: str
    shirt: str
    style: str
    bottom: float


CHILDREN = (
    Child(568, 262, 118, "#C98A5A", "#2B1C14", "#8664BE", "curls", 560),
    Child(292, 300, 168, "#F6D2B8", "#D4A656", "#D14E86", "bob", 700),
    Child(803, 304, 166, "#EAB68C", "#8C5A2B", "#6FA849", "parted", 640),
)


def draw_scene() -> QImage:
    """The garden, 1596 × 1200, RGB."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SCALE, SCALE)
    painter.setPen(Qt.PenStyle.NoPen)
    _garden(painter)
    _child(painter, CHILDREN[0])
    for child in CHILDREN[1:]:
        _child(painter, child)
    _tray(painter)
    _watering(painter)
    painter.end()
    return image


def _garden(painter: QPainter) -> None:
    sky = QLinearGradient(0, 0, 0, 340)
    sky.setColorAt(0, QColor("#C9E2EE"))
    sky.setColorAt(1, QColor("#E9F2EC"))
    painter.fillRect(QRectF(0, 0, 1064, 340), sky)
    grass = QLinearGradient(0, 340, 0, 800)
    grass.setColorAt(0, QColor("#BBD8A4"))
    grass.setColorAt(1, QColor("#93BE78"))
    painter.fillRect(QRectF(0, 340, 1064, 460), grass)
    for x, y, radius, colour in (
        (60, 150, 188, "#A9D19C"),
        (966, 170, 200, "#8FBE8C"),
        (826, 110, 98, "#B6D8A8"),
        (1090, 150, 110, "#9CCB94"),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(x, y), radius, radius)
    for slat in range(20):
        painter.setBrush(QColor("#DFC29B"))
        painter.drawRoundedRect(QRectF(-36 + slat * 57, 208, 43, 152), 10, 10)
    painter.setBrush(QColor("#CBAE84"))
    for rail in (253, 315):
        painter.drawRect(QRectF(0, rail, 1064, 18))


def _child(painter: QPainter, child: Child) -> None:
    skin, hair, half = QColor(child.skin), QColor(child.hair), child.head / 2
    painter.setBrush(hair)
    if child.style == "bob":
        painter.drawRoundedRect(QRectF(child.x - half * 1.27, child.y - half * 1.38, half * 2.54, half * 2.3), half, half * 1.1)
    painter.setBrush(QColor(child.shirt))
    painter.drawRoundedRect(
        QRectF(child.x - half * 1.22, child.y + half * 1.0, half * 2.44, child.bottom - child.y - half), half * 0.8, half * 0.8
    )
    painter.setBrush(mixed(skin, INK, 0.06))
    for side in (-1, 1):
        painter.drawEllipse(QPointF(child.x + side * half * 1.04, child.y + half * 0.15), half * 0.22, half * 0.26)
    painter.setBrush(skin)
    painter.drawEllipse(QPointF(child.x, child.y), half, half * 1.17)
    _face(painter, child, skin)
    painter.setBrush(hair)
    _hair(painter, child)


def _face(painter: QPainter, child: Child, skin: QColor) -> None:
    half = child.head / 2
    painter.setBrush(mixed(skin, QColor("#E4685C"), 0.36))
    for side in (-1, 1):
        painter.drawEllipse(QPointF(child.x + side * half * 0.62, child.y + half * 0.52), half * 0.22, half * 0.16)
    for side in (-1, 1):
        painter.setBrush(INK)
        eye = QPointF(child.x + side * half * 0.4, child.y + half * 0.17)
        painter.drawEllipse(eye, half * 0.11, half * 0.13)
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawEllipse(eye + QPointF(half * 0.03, -half * 0.04), half * 0.035, half * 0.04)
    painter.setPen(QPen(QColor("#7A3328"), half * 0.08, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(child.x - half * 0.3, child.y + half * 0.36, half * 0.6, half * 0.4), 200 * 16, 140 * 16)
    painter.setPen(Qt.PenStyle.NoPen)


def _hair(painter: QPainter, child: Child) -> None:
    half = child.head / 2
    if child.style == "curls":
        for across, up, size in (
            (-1.0, 0.2, 0.3),
            (-0.8, 0.75, 0.36),
            (-0.4, 1.1, 0.38),
            (0.05, 1.22, 0.4),
            (0.5, 1.08, 0.38),
            (0.85, 0.72, 0.36),
            (1.0, 0.2, 0.3),
        ):
            painter.drawEllipse(QPointF(child.x + across * half, child.y - up * half), size * half, size * half)
    cap = QPainterPath(QPointF(child.x - half * 1.1, child.y - half * 0.3))
    cap.cubicTo(
        child.x - half * 1.2, child.y - half * 1.75, child.x + half * 1.2, child.y - half * 1.75, child.x + half * 1.1, child.y - half * 0.3
    )
    tilt = 0.5 if child.style == "bob" else 0.62
    cap.lineTo(child.x + half * 0.9, child.y - half * tilt)
    cap.lineTo(child.x - half * 0.9, child.y - half * (0.5 if child.style == "bob" else 0.3))
    cap.closeSubpath()
    painter.drawPath(cap)


def _tray(painter: QPainter) -> None:
    painter.setBrush(QColor("#8C6B48"))
    for leg in (203, 840):
        painter.drawRect(QRectF(leg, 690, 39, 110))
    painter.setBrush(QColor("#3F6EA9"))
    painter.drawRoundedRect(QRectF(150, 548, 782, 154), 36, 36)
    painter.setBrush(QColor("#5C90CB"))
    painter.drawRoundedRect(QRectF(150, 542, 782, 98), 48, 48)
    painter.setBrush(QColor("#A8D8EE"))
    painter.drawRoundedRect(QRectF(176, 555, 729, 68), 34, 34)
    painter.setBrush(QColor("#C6E7F4"))
    for x, y, wide, high in ((496, 588, 107, 18), (707, 593, 60, 11)):
        painter.drawEllipse(QPointF(x, y), wide, high)
    painter.setBrush(QColor("#E96C60"))
    painter.drawEllipse(QPointF(310, 582), 36, 20)
    painter.setBrush(QColor("#F3D15C"))
    painter.drawEllipse(QPointF(780, 579), 25, 23)
    painter.setBrush(QColor("#E59A3C"))
    painter.drawEllipse(QPointF(804, 577), 10, 6)


def _watering(painter: QPainter) -> None:
    cap = Qt.PenCapStyle.RoundCap
    for start, end, colour, wide in (
        ((352, 458), (410, 478), "#BF4178", 42), ((412, 482), (462, 498), "#F6D2B8", 34),
        ((738, 476), (702, 532), "#5E943D", 42), ((707, 530), (683, 568), "#EAB68C", 34),
        ((872, 478), (884, 530), "#5E943D", 42), ((882, 534), (888, 576), "#EAB68C", 34),
    ):  # fmt: skip
        painter.setPen(QPen(QColor(colour), wide, Qt.PenStyle.SolidLine, cap))
        painter.drawLine(QPointF(*start), QPointF(*end))
    painter.setPen(QPen(QColor("#F1B64B"), 13))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(443, 446), 27, 29)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#F1B64B"))
    painter.save()
    painter.translate(488, 466)
    painter.rotate(24)
    painter.drawRoundedRect(QRectF(-38, -38, 78, 72), 10, 10)
    painter.restore()
    painter.setPen(QPen(QColor("#C6E7F4"), 24, Qt.PenStyle.SolidLine, cap))
    stream = QPainterPath(QPointF(516, 496))
    stream.quadTo(544, 500, 544, 582)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(stream)
    painter.setPen(Qt.PenStyle.NoPen)
