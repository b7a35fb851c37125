"""How boxes are drawn: rounded, with a soft shadow by the light and a line in the dark."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from app.ui.theme.look import Look

SHADOW_STEPS = 4  # nested rounded rectangles; more cannot be told apart at 4 px
SOFT = "-soft"
SHADOW_INK = QColor(34, 49, 58)


@dataclass(frozen=True, slots=True)
class Box:
    """How one box looks: colours are tokens or None, `edge_px` is the width of the edge, `elevation` is LOOK's 0, 1 or 2."""

    fill: str | None
    edge: str | None = None
    edge_px: float = 1.0
    radius: float = 18
    elevation: int = 0
    dashed: bool = False


def draw_box(painter: QPainter, rect: QRectF, box: Box, look: Look, fill: QColor | None = None) -> None:
    """Draw `box` into `rect` (logical pixels). `fill`, when given, stands in for the token: a pressed shade."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = _seen_without_tint(box, look)
    if box.elevation and look.theme.has_shadows:
        _draw_shadow(painter, rect, box)
    painter.setBrush(fill or (look.colour(box.fill) if box.fill else Qt.BrushStyle.NoBrush))
    painter.setPen(_edge_pen(box, look))
    inset = box.edge_px / 2 if box.edge else 0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), box.radius - inset, box.radius - inset)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with `share` (0 to 1) of `other` in it."""
    return QColor(
        round(one.red() + (other.red() - one.red()) * share),
        round(one.green() + (other.green() - one.green()) * share),
        round(one.blue() + (other.blue() - one.blue()) * share),
    )


def text_width(font: QFont, text: str) -> float:
    """How wide `text` is in `font`, rounded up so that nothing is cut off."""
    return float(int(QFontMetricsF(font).horizontalAdvance(text)) + 1)


def in_lines(words: str, font: QFont, width: float, most: int = 2) -> list[str]:
    """`words` broken at spaces into at most `most` lines of that width (logical px); only the last line is ever shortened."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) <= 1:
        return [words]
    ends = [*starts[1:most], len(words)]
    lines = [words[start:end].strip() for start, end in zip(starts, ends, strict=False)]
    return [*lines[:-1], QFontMetricsF(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)]


def isolated(name: str) -> str:
    """A name that keeps its own direction inside any sentence (U+2068 … U+2069)."""
    return f"\u2068{name}\u2069"


def centred(rect: QRectF, width: float, height: float) -> QRectF:
    """A rectangle of that size in the middle of `rect`."""
    middle = rect.center()
    return QRectF(QPointF(middle.x() - width / 2, middle.y() - height / 2), QPointF(middle.x() + width / 2, middle.y() + height / 2))


def whole(size: QSize, rect: QRectF) -> QRectF:
    """Where a picture of that size lies in `rect`: whole, undistorted, in the middle. Of a covered picture nothing is cropped."""
    scale = min(rect.width() / max(1, size.width()), rect.height() / max(1, size.height()))
    return centred(rect, size.width() * scale, size.height() * scale)


def _seen_without_tint(box: Box, look: Look) -> Box:
    """In high contrast every soft fill is white: what a tint says elsewhere, an edge of its colour says there."""
    if look.theme.border_px == 1 or box.edge or not box.fill or not box.fill.endswith(SOFT):
        return box
    return replace(box, edge=box.fill.removesuffix(SOFT))


def _edge_pen(box: Box, look: Look) -> QPen:
    if not box.edge:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(look.colour(box.edge), max(box.edge_px, look.theme.border_px))
    if box.dashed:
        pen.setDashPattern([5, 4])
    return pen


def _draw_shadow(painter: QPainter, rect: QRectF, box: Box) -> None:
    """LOOK's shadow: 4 px on cards, 8 px on sheets, darker right under the box."""
    reach = 4 * box.elevation
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(SHADOW_STEPS, 0, -1):
        spread = reach * step / SHADOW_STEPS
        colour = QColor(SHADOW_INK)
        colour.setAlphaF(0.028 if box.elevation == 1 else 0.05)
        painter.setBrush(colour)
        side = spread * 0.4
        painter.drawRoundedRect(rect.adjusted(-side, 0, side, spread * 0.8), box.radius + side, box.radius + side)
