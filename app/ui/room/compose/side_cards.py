"""Areas of learning as rows with a tick, and the two Leuven rows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.room.compose.screen import AreaChoice
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST, Painted
from app.ui.widgets.cards import Card
from app.ui.widgets.field import ErrorRow
from app.ui.widgets.paint import Box, draw_box, text_width
from app.ui.widgets.words import Words

TICK_PX, ICON_PX, PAD = 30, 24, 14
LEVELS = {1: "extremely low", 2: "low", 3: "moderate", 4: "high", 5: "extremely high"}  # Leuven's own words


class AreaRow(Painted):
    """One area; the whole row is the target."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.area: AreaChoice | None = None
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setProperty("ring_radius", look.theme.radius["field"])

    def show_area(self, area: AreaChoice) -> None:
        """Show that area."""
        self.area = area
        self.setText(area.name)
        self.setAccessibleName(area.name)
        self.setChecked(area.is_chosen)
        self.update()

    def sizeHint(self) -> QSize:
        """A target."""
        return QSize(280, self.look.theme.scaled(LEAST))

    def minimumSizeHint(self) -> QSize:
        """Never lower."""
        return QSize(200, max(LEAST, self.look.theme.scaled(LEAST) - 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, icon, name, tick."""
        if self.area is None:
            return
        painter, chosen = QPainter(self), self.area.is_chosen
        rect, rtl = QRectF(self.rect()), self.isRightToLeft()
        if chosen or self.isDown() or self.underMouse():
            token = "primary-soft" if chosen else "sunk"
            draw_box(painter, rect, Box(token, None, 0, 14), self.look, self.shaded(token))
        icon = QRectF(rect.right() - PAD - ICON_PX if rtl else PAD, rect.center().y() - ICON_PX / 2, ICON_PX, ICON_PX)
        draw_icon(painter, icon, self.area.icon, self.look.theme.colours["primary" if chosen else "muted"])
        tick = QRectF(PAD if rtl else rect.right() - PAD - TICK_PX, rect.center().y() - TICK_PX / 2, TICK_PX, TICK_PX)
        draw_box(painter, tick, Box("primary" if chosen else "surface", None if chosen else "edge", 2, 9), self.look)
        if chosen:
            draw_icon(painter, tick.adjusted(6, 6, -6, -6), "check", self.look.theme.colours["on-primary"])
        start, end = PAD + ICON_PX + 12, PAD + TICK_PX + 8
        words = rect.adjusted(end, 0, -start, 0) if rtl else rect.adjusted(start, 0, -end, 0)
        fits = text_width(self.look.font("body", "button"), self.area.name) <= words.width()
        painter.setFont(self.look.font("body" if fits else "chip", "button"))
        painter.setPen(self.look.colour("primary" if chosen else "ink"))
        align = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
        painter.drawText(words, align | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap, self.area.name)


class AreasCard(Card):
    """All areas of this year's framework; `toggled` gives an id."""

    toggled = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, padding=12)
        self._rows: list[AreaRow] = []
        self.head = Words(look, "Areas of learning", "body", "title", "primary")
        self.count = Words(look, "", "second", "text", "muted")
        self.error = ErrorRow(look)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 12, 0)
        head.addWidget(self.head)
        head.addStretch()
        head.addWidget(self.count)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(self.error)

    @property
    def rows(self) -> tuple[AreaRow, ...]:
        """The rows, in the framework's order."""
        return tuple(self._rows)

    def show_areas(self, areas: tuple[AreaChoice, ...], error: str) -> None:
        """Show which are chosen."""
        while len(self._rows) < len(areas):
            row = AreaRow(self._look)
            row.clicked.connect(lambda _=False, row=row: self.toggled.emit(row.area.id) if row.area else None)
            self._rows.append(row)
            self.body.addWidget(row, 1)
        for row, area in zip(self._rows, areas, strict=True):
            row.show_area(area)
        chosen = sum(area.is_chosen for area in areas)
        self.count.setText(f"{chosen} chosen" if chosen else "none chosen")
        self.error.set_sentence(error)


class LevelButton(Painted):
    """One level of a Leuven row."""

    def __init__(self, look: Look, level: int, what: str) -> None:
        super().__init__(look)
        self.level = level
        self.setText(str(level))
        self.setCheckable(True)
        self.setAccessibleName(f"{level}, {what} {LEVELS[level]}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["field"])

    def sizeHint(self) -> QSize:
        """A target."""
        return QSize(56, self.look.theme.scaled(LEAST))

    def minimumSizeHint(self) -> QSize:
        """A target."""
        return QSize(LEAST, self.look.theme.scaled(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled when chosen."""
        painter, chosen = QPainter(self), self.isChecked()
        fill = "primary" if chosen else "surface"
        draw_box(painter, QRectF(self.rect()), Box(fill, None if chosen else "edge", 1.5, 14), self.look, self.shaded(fill))
        painter.setFont(self.look.font("body", "title"))
        painter.setPen(self.look.colour("on-primary" if chosen else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class LevelRow(QWidget):
    """Five levels; a second tap on the chosen one takes it back. `chosen` gives 1 to 5, or 0 for none."""

    chosen = Signal(int)

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._title = title
        self.word = Words(look, "", "second", "text", "muted")
        self.error = ErrorRow(look)
        head = QHBoxLayout()
        head.addWidget(Words(look, title, "body", "title", "primary"))
        head.addStretch()
        head.addWidget(self.word)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = tuple(LevelButton(look, level, title) for level in LEVELS)
        for button in self.buttons:
            button.clicked.connect(lambda _=False, button=button: self._tapped(button.level))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.error)
        self._level: int | None = None

    def show_level(self, level: int | None, error: str) -> None:
        """Show that level, or none."""
        self._level = level
        for button in self.buttons:
            button.setChecked(button.level == level)
        self.word.setText(f"{level}, {LEVELS[level]}" if level in LEVELS else "not said")
        self.error.set_sentence(error)

    def _tapped(self, level: int) -> None:
        self.chosen.emit(0 if level == self._level else level)


class LeuvenCard(Card):
    """Well-being and involvement; both may stay empty."""

    wellbeing_chosen = Signal(int)
    involvement_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__(look, padding=12)
        self.wellbeing, self.involvement = LevelRow(look, "Well-being"), LevelRow(look, "Involvement")
        self.body.setContentsMargins(24, 10, 24, 14)
        self.body.setSpacing(6)
        self.body.addWidget(self.wellbeing)
        self.body.addWidget(self.involvement)
        self.wellbeing.chosen.connect(self.wellbeing_chosen)
        self.involvement.chosen.connect(self.involvement_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
