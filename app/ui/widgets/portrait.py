"""Portraits drawn by code from a seed: friendly, nobody's likeness, and never a photograph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

from app.ui.theme.tokens import cover_colours
from app.ui.widgets.paint import mixed

HAIR_COLOURS = ("#D9A94F", "#8C5A2B", "#17181A", "#2B1C14", "#A84B2A", "#5B3A1E", "#C98B3F", "#6B6B70")
SKINS = ("#F6D2B8", "#EAB68C", "#C98A5A", "#9A6340", "#6B4328", "#FBE0CE")
SHIRTS = ("#D14B84", "#6CA544", "#43A583", "#5B55C4", "#3D6FC4", "#8A5CC0", "#C44A5C", "#C25A9C", "#D97B34", "#3FAE8A")
SMALL_SEED = 1000  # seeds below this are mixed first: they come from counters and would all look alike
MIX = 2654435761  # Knuth's multiplicative hash
INK = QColor("#22313A")
MOUTH = QColor("#7A3328")


@dataclass(frozen=True, slots=True)
class Features:
    """What a seed draws: indexes into the tables of this module, taken modulo their lengths."""

    hair: int
    hair_colour: int
    skin: int
    shirt: int
    field: int


def features_of(seed: int) -> Features:
    """Digits of the seed from the right: hair, its colour, skin, shirt, field. `42310` = bob (0), colour 1, skin 3, shirt 2, field 4."""
    digits = seed if seed >= SMALL_SEED else (seed + 1) * MIX % 100_000
    return Features(digits % 10, digits // 10 % 10, digits // 100 % 10, digits // 1000 % 10, digits // 10_000 % 10)


def draw_portrait(painter: QPainter, rect: QRectF, seed: int, *, faded: bool = False) -> None:
    """Draw the portrait of `seed` on its disc into the square `rect` (logical pixels); faded = not in today."""
    ratio = painter.device().devicePixelRatioF()
    picture = _picture(seed, round(rect.width() * ratio), faded)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(rect, picture, QRectF(picture.rect()))


@lru_cache(maxsize=256)
def _picture(seed: int, side_px: int, faded: bool) -> QPixmap:
    """The portrait, drawn once: fifteen of them anew at every tap would cost more than a frame."""
    features = features_of(seed)
    picture = QPixmap(side_px, side_px)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side_px / 100, side_px / 100)
    clip = QPainterPath()
    clip.addEllipse(QRectF(0, 0, 100, 100))
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.setPen(Qt.PenStyle.NoPen)
    _draw_field(painter, features)
    _draw_person(painter, features)
    if faded:  # a veil, not opacity: half-seen hair would show through the face
        painter.setBrush(QColor(255, 255, 255, 120))
        painter.drawRect(QRectF(0, 0, 100, 100))
    painter.end()
    return picture


def _draw_field(painter: QPainter, features: Features) -> None:
    fields = [QColor(colour) for colour in cover_colours().values()]
    field = fields[features.field % len(fields)]
    gradient = QLinearGradient(0, 0, 0, 100)
    gradient.setColorAt(0, mixed(field, QColor("#FFFFFF"), 0.45))
    gradient.setColorAt(1, mixed(field, INK, 0.08))
    painter.setBrush(gradient)
    painter.drawRect(QRectF(0, 0, 100, 100))


def _draw_person(painter: QPainter, features: Features) -> None:
    hair = QColor(HAIR_COLOURS[features.hair_colour % len(HAIR_COLOURS)])
    skin = QColor(SKINS[features.skin % len(SKINS)])
    behind, before = HAIR[features.hair % len(HAIR)]
    painter.setBrush(hair)
    behind(painter)
    painter.setBrush(mixed(skin, INK, 0.1))
    painter.drawRoundedRect(QRectF(42, 62, 16, 26), 6, 6)
    painter.setBrush(QColor(SHIRTS[features.shirt % len(SHIRTS)]))
    painter.drawEllipse(QRectF(20, 79, 60, 50))
    painter.setBrush(mixed(skin, INK, 0.06))
    for side in (24, 68):
        painter.drawEllipse(QRectF(side, 43, 8, 10))
    painter.setBrush(skin)
    painter.drawEllipse(QRectF(28, 23, 44, 49))
    _draw_features(painter, skin)
    painter.setBrush(hair)
    before(painter)


def _draw_features(painter: QPainter, skin: QColor) -> None:
    painter.setBrush(mixed(skin, QColor("#E4685C"), 0.34))
    for side in (35, 65):
        painter.drawEllipse(QPointF(side, 56.5), 5.2, 3.6)
    painter.setBrush(INK)
    for side in (41, 59):
        painter.drawEllipse(QPointF(side, 48), 2.5, 3)
    painter.setPen(QPen(MOUTH, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(QRectF(43, 53, 14, 9), 200 * 16, 140 * 16)
    painter.setPen(Qt.PenStyle.NoPen)


def _cap(painter: QPainter, low: float, tilt: float = 0) -> None:
    """Hair from the crown down to a fringe at `low`; `tilt` raises its right end."""
    path = QPainterPath(QPointF(26, low + 4))
    path.cubicTo(22, 12, 78, 12, 74, low + 4)
    path.lineTo(70, low - tilt)
    path.quadTo(50, low - tilt / 2 - 2, 30, low)
    path.closeSubpath()
    painter.drawPath(path)


def _nothing(painter: QPainter) -> None:
    """No hair behind the head."""


def _bob_behind(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(22, 18, 56, 48), 26, 24)


def _bowl_behind(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(23, 18, 54, 38), 24, 14)


def _long_behind(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(21, 18, 58, 62), 26, 16)


def _puffs_behind(painter: QPainter) -> None:
    for side in (23, 77):
        painter.drawEllipse(QPointF(side, 28), 12, 12)


def _bun_behind(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(50, 14), 10, 10)
    painter.drawEllipse(QRectF(25, 18, 50, 46))


def _plaits_behind(painter: QPainter) -> None:
    for side in (20, 70):
        painter.drawRoundedRect(QRectF(side, 44, 10, 36), 5, 5)


def _curls_behind(painter: QPainter) -> None:
    for x, y in ((26, 42), (24, 32), (74, 42), (76, 32)):
        painter.drawEllipse(QPointF(x, y), 8, 8)


def _curls(painter: QPainter) -> None:
    for x, y, radius in ((30, 30, 9), (38, 23, 10), (50, 20, 11), (62, 23, 10), (70, 30, 9), (44, 29, 8), (57, 29, 8)):
        painter.drawEllipse(QPointF(x, y), radius, radius)


def _straight(painter: QPainter) -> None:
    _cap(painter, 37)


def _short(painter: QPainter) -> None:
    _cap(painter, 34)


def _parted(painter: QPainter) -> None:
    _cap(painter, 40, 8)


def _high(painter: QPainter) -> None:
    _cap(painter, 32)


HAIR: tuple[tuple[Callable[[QPainter], None], Callable[[QPainter], None]], ...] = (
    (_bob_behind, _straight),
    (_nothing, _parted),
    (_puffs_behind, _high),
    (_nothing, _short),
    (_curls_behind, _curls),
    (_bun_behind, _high),
    (_bob_behind, _parted),
    (_long_behind, _straight),
    (_plaits_behind, _parted),
    (_bowl_behind, _straight),
)
