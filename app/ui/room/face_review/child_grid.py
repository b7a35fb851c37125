"""The children of the room as small cards: tap one to say whose face is chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.room.face_review.grid_room import GridRoom
from app.ui.room.face_review.screen import Badge, ChildChoice
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Painted
from app.ui.widgets.paint import Box, draw_box, in_lines, isolated, text_width
from app.ui.widgets.portrait_ring import NO_PHOTO, OWN_ONLY, Face, draw_face

BADGES = {Badge.NONE: None, Badge.OWN_JOURNAL: OWN_ONLY, Badge.NO_PHOTO: NO_PHOTO}
SPOKEN = {Badge.NONE: "", Badge.OWN_JOURNAL: "own journal only", Badge.NO_PHOTO: "no photo"}
LARGE_PX, SMALL_PX = 60, 40
ROOMY_ROW, LEAST_ROW = 97, 66
COLUMNS = 4
GAP = 4


class ChildTile(Painted):
    """One child: portrait, badge, first name; tinted and ticked once a face bears the name."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.child: ChildChoice | None = None
        self.setProperty("ring_radius", look.theme.radius["field"])

    def show_child(self, child: ChildChoice) -> None:
        """Show that child."""
        if child == self.child:
            return
        self.child = child
        self.setText(child.first_name)
        said = [child.first_name, "named in this photo" if child.is_named else "", SPOKEN[child.badge]]
        self.setAccessibleName(", ".join(part for part in said if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, portrait, tick, name."""
        if self.child is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.child.is_named or self.isDown() or self.underMouse():
            token = "ok-soft" if self.child.is_named else "sunk"
            draw_box(painter, QRectF(self.rect()), Box(token, None, 0, 14), self.look, self.shaded(token))
        font = fitting_font(self.look, self.child.first_name, self.width() - 2)
        names = in_lines(self.child.first_name, font, self.width() - 2)
        line = self.look.theme.scaled(24) if len(names) == 1 else len(names) * QFontMetrics(font).height()
        size = min(LARGE_PX + (10 if self.child.is_named else 0), self.height() - line - 4)
        disc = QRectF((self.width() - size) / 2, (self.height() - line - size) / 2, size, size)
        face = Face(self.child.avatar, Tone.OK if self.child.is_named else None, BADGES[self.child.badge])
        draw_face(painter, disc, face, self.look)
        if self.child.is_named:
            self._paint_tick(painter, QPointF(disc.right() - 6, disc.top() + 8))
        painter.setFont(font)
        painter.setPen(self.look.colour("ok" if self.child.is_named else "ink"))
        for number, name in enumerate(names):
            tall = line / len(names)
            words = QRectF(0, self.height() - line - 2 + number * tall, self.width(), tall)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, isolated(name))

    def _paint_tick(self, painter: QPainter, middle: QPointF) -> None:
        painter.setPen(QPen(self.look.colour("surface"), 2))
        painter.setBrush(self.look.colour("ok"))
        painter.drawEllipse(middle, 11, 11)
        draw_icon(painter, QRectF(middle.x() - 7, middle.y() - 7, 14, 14), "check", self.look.theme.colours["surface"])


def fitting_font(look: Look, name: str, width: float) -> QFont:
    """The largest font in which the whole name fits in one line, never below the smallest type of the look."""
    font = look.font("second", "button")
    while text_width(font, name) > width and font.pixelSize() > look.theme.type["chip"]:
        font.setPixelSize(font.pixelSize() - 1)
    return font


class ChildGrid(GridRoom):
    """Four columns; the rows share the height, and only a very full room scrolls."""

    child_tapped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tiles: list[ChildTile] = []
        self._children: tuple[ChildChoice, ...] = ()
        self.setMinimumHeight(2 * LEAST_ROW)
        look.changed.connect(self._place)

    @property
    def tiles(self) -> tuple[ChildTile, ...]:
        """The tiles that are shown, in order."""
        return tuple(self._tiles[: len(self._children)])

    def show_children(self, children: tuple[ChildChoice, ...]) -> None:
        """Show those children in that order."""
        if children == self._children:
            return
        self._children = children
        while len(self._tiles) < len(children):
            self._tiles.append(self._new_tile())
        for tile, child in zip(self._tiles, children, strict=False):
            tile.show_child(child)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the tile that the keys reach into view."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, ChildTile):
            self.ensureWidgetVisible(watched, 0, 8)
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Two rows."""
        return QSize(4 * 64, 2 * self._look.theme.scaled(LEAST_ROW))

    def _new_tile(self) -> ChildTile:
        tile = ChildTile(self._look, self._room)
        tile.clicked.connect(lambda: self.child_tapped.emit(tile.child.id) if tile.child else None)
        tile.installEventFilter(self)
        return tile

    def _place(self) -> None:
        rows = max(1, -(-len(self._children) // COLUMNS))
        share = (self.viewport().height() - GAP * (rows - 1)) // rows
        tall = min(self._look.theme.scaled(ROOMY_ROW), max(self._look.theme.scaled(LEAST_ROW), share))
        wide = (self.viewport().width() - GAP * (COLUMNS - 1)) // COLUMNS
        for index, tile in enumerate(self._tiles):
            tile.setVisible(index < len(self._children))
            column, row = index % COLUMNS, index // COLUMNS
            column = COLUMNS - 1 - column if self.isRightToLeft() else column
            tile.setGeometry(column * (wide + GAP), row * (tall + GAP), wide, tall)
        self._room.resize(self.viewport().width(), rows * (tall + GAP) - GAP)
