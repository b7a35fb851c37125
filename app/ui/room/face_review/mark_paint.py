"""How regions look on the picture: opaque covers, a green frame with the name, a dashed "Maybe?", the ring of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.room.face_review.cover_art import paint_cover
from app.ui.room.face_review.geometry import Placement
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.cards import draw_tick_disc
from app.ui.widgets.paint import isolated, text_width
from domain.boxes import Box

COVERED = frozenset({MarkKind.COVERED, MarkKind.ELSE, MarkKind.MAYBE, MarkKind.DRAWN})
RING_PX = 4
BADGE_PX = 30
CHIP_PAD_PX = 10
CROWD = 6  # maybes
EDGE_PX = 2.0


def view_rect(box: Box, placement: Placement) -> QRectF:
    """The box in view pixels, on whole pixels outwards: a cover has no soft edge."""
    return QRectF(QRectF(*placement.to_view(box)).toAlignedRect())


def paint_covers(painter: QPainter, marks: tuple[FaceMark, ...], placement: Placement) -> None:
    """Every cover, opaque."""
    for mark in marks:
        if mark.kind in COVERED:
            paint_cover(painter, view_rect(mark.cover, placement), mark.art)


def paint_marks(painter: QPainter, marks: tuple[FaceMark, ...], chosen: FaceMark | None, placement: Placement, look: Look) -> None:
    """What is said of the regions, the chosen one last; covers and frames lie beneath already, so that none hides a word."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # In a crowd the words would hide each other: the dashes and a question mark say the same, the strip says it in full.
    is_crowd = sum(mark.kind is MarkKind.MAYBE for mark in marks) > CROWD
    others = [mark for mark in marks if mark is not chosen]
    for mark in others:
        paint_ring(painter, mark, placement, look)
    if chosen is not None:
        paint_frame(painter, view_rect(chosen.box if chosen.kind is MarkKind.SEEN else chosen.cover, placement), "primary", look)
        if chosen.kind is MarkKind.SEEN:
            paint_ring(painter, chosen, placement, look)
    for mark in others:
        paint_words(painter, mark, placement, look, is_crowd=is_crowd)
    if chosen is not None:
        paint_chosen_words(painter, chosen, placement, look)


def paint_ring(painter: QPainter, mark: FaceMark, placement: Placement, look: Look) -> None:
    """The frame of a face that is seen, the dashes of a maybe."""
    if mark.kind is MarkKind.SEEN:
        paint_frame(painter, view_rect(mark.box, placement), "ok", look)
    elif mark.kind in (MarkKind.MAYBE, MarkKind.NOT_A_FACE):
        paint_dashes(painter, view_rect(mark.cover, placement), look)


def paint_words(painter: QPainter, mark: FaceMark, placement: Placement, look: Look, *, is_crowd: bool = False) -> None:
    """The name under a face that is seen, the "Maybe?" of a maybe."""
    if mark.kind is MarkKind.SEEN:
        paint_chip(painter, below(mark.box, placement), mark.label, "book-user" if mark.is_own_only else "check", look)
    elif mark.kind is MarkKind.MAYBE:
        paint_chip(painter, within(mark.cover, placement), "?" if is_crowd else mark.label, None, look, role="chip")


def paint_chosen_words(painter: QPainter, mark: FaceMark, placement: Placement, look: Look) -> None:
    """The name of the chosen region, or its number at the corner."""
    if mark.kind is MarkKind.SEEN:
        paint_words(painter, mark, placement, look)
    elif mark.label.isdecimal():
        paint_badge(painter, view_rect(mark.cover, placement).topRight(), mark.label, look)
    else:
        paint_chip(painter, within(mark.cover, placement), mark.label, None, look, role="chip")


def paint_picked(painter: QPainter, marks: tuple[FaceMark, ...], placement: Placement, look: Look) -> None:
    """A ring and a tick for each of several that are to get one answer."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        rect = view_rect(mark.cover, placement)
        paint_frame(painter, rect, "primary", look)
        draw_tick_disc(painter, QRectF(rect.right() - 14, rect.top() - 14, 28, 28), look)


def paint_frame(painter: QPainter, rect: QRectF, token: str, look: Look) -> None:
    """A coloured frame between two white ones, so that it shows on any photo."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for reach, colour, width in ((RING_PX / 2, look.colour("surface"), RING_PX + 4), (RING_PX / 2, look.colour(token), RING_PX)):
        painter.setPen(QPen(colour, width))
        painter.drawRoundedRect(rect.adjusted(-reach, -reach, reach, reach), 8, 8)


def paint_dashes(painter: QPainter, rect: QRectF, look: Look) -> None:
    """White dashes over a dark line: "perhaps"."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("ink"), 3))
    painter.drawRect(rect)
    dashes = QPen(look.colour("surface"), 3)
    dashes.setDashPattern([2.4, 2.4])
    dashes.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(dashes)
    painter.drawRect(rect)


def paint_badge(painter: QPainter, corner: QPointF, label: str, look: Look) -> None:
    """The number of the chosen face on a disc at its corner, kept within the painter's window."""
    size = max(BADGE_PX, look.theme.scaled(BADGE_PX))
    disc = kept_inside(QRectF(corner.x() - size / 2, corner.y() - size / 2, size, size), painter.viewport())
    painter.setPen(QPen(look.colour("surface"), 3))
    painter.setBrush(look.colour("primary"))
    painter.drawEllipse(disc)
    painter.setPen(look.colour("on-primary"))
    painter.setFont(look.font("second", "title"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, label)


def paint_chip(painter: QPainter, middle: QPointF, words: str, icon: str | None, look: Look, role: str = "body") -> None:
    """A small white label with its middle there, kept within the painter's window; never tappable by itself."""
    font, words = look.font(role, "button"), isolated(words)
    tall = look.theme.scaled(32 if role == "body" else 24)
    mark = 20 + 6 if icon else 0
    wide = text_width(font, words) + mark + 2 * CHIP_PAD_PX
    chip = kept_inside(QRectF(middle.x() - wide / 2, middle.y() - tall / 2, wide, tall), painter.viewport())
    painter.setPen(QPen(look.colour("line"), look.theme.border_px))
    painter.setBrush(look.colour("surface"))
    painter.drawRoundedRect(chip, tall / 2, tall / 2)
    if icon:
        token = "info" if icon == "book-user" else "ok"
        square = QRectF(chip.left() + CHIP_PAD_PX, chip.center().y() - 10, 20, 20)
        draw_icon(painter, square, icon, look.theme.colours[token])
    painter.setPen(look.colour("ink"))
    painter.setFont(font)
    painter.drawText(chip.adjusted(CHIP_PAD_PX + mark, 0, -CHIP_PAD_PX + 1, 0), Qt.AlignmentFlag.AlignCenter, words)


def kept_inside(rect: QRectF, window: QRect) -> QRectF:
    """The rectangle, pushed so far that all of it is in the window."""
    left = max(EDGE_PX, min(rect.left(), window.width() - rect.width() - EDGE_PX))
    top = max(EDGE_PX, min(rect.top(), window.height() - rect.height() - EDGE_PX))
    return QRectF(left, top, rect.width(), rect.height())


def below(box: Box, placement: Placement) -> QPointF:
    """Where a name stands: under the face."""
    rect = view_rect(box, placement)
    return QPointF(rect.center().x(), rect.bottom() + 24)


def within(box: Box, placement: Placement) -> QPointF:
    """Where "Maybe?" stands: at the lower edge of the cover."""
    rect = view_rect(box, placement)
    return QPointF(rect.center().x(), rect.bottom())
