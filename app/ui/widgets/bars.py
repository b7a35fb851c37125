"""The bars: on top where, next promise, connection, Privacy fault and person; at the bottom the actions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST, ActionButton, Kind, Measure, Painted
from app.ui.widgets.paint import Box, draw_box, isolated, text_width
from app.ui.widgets.words import Words

TOP_PX, TOP_COMPACT_PX = 80, 68
BOTTOM_PX, BOTTOM_COMPACT_PX = 96, 76
PILLS_FROM = 2  # after the titles and the stretch
DISC, DISC_GAP, PERSON_PAD = 40, 10, 4
FAULT = Measure(LEAST, 22, "helper", 22, 9, "pill")
FAULT_DENSE = Measure(LEAST, 20, "helper", 14, 8, "pill")


class Bar(QWidget):
    """A white strip with a line on one side; `row` is its layout. It grows with the text size."""

    def __init__(self, look: Look, height: int, compact_height: int, *, on_top: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._heights, self._on_top, self._compact = look, (height, compact_height), on_top, False
        self.row = QHBoxLayout(self)
        self.row.setSpacing(look.theme.space["s"])
        look.changed.connect(self._measure)
        self._measure()

    def set_compact(self, compact: bool) -> None:
        """The lower bar of the small tablet."""
        self._compact = compact
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Surface and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        line_px = self._look.theme.border_px
        top = self.height() - line_px if self._on_top else 0
        painter.fillRect(0, top, self.width(), line_px, self._look.colour("line"))

    def _measure(self) -> None:
        plain = self._heights[1 if self._compact else 0]
        control = LEAST if self._on_top else 64
        self.setFixedHeight(plain + self._look.theme.scaled(control) - control)
        side = self._look.theme.space["m" if self._compact else "xl"]
        self.row.setContentsMargins(side, 0, side, 0)
        self.row.setSpacing(self._look.theme.space["xs" if self._compact else "s"])
        self.update()


class TopBar(Bar):
    """Title and second line at the start; `row` takes pills, then add `FaultButton` and `PersonButton` last."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, TOP_PX, TOP_COMPACT_PX, on_top=True, parent=parent)
        self.title = Words(look, "", "screen", "title")
        self.second = Words(look, "", "second", "text", "muted")
        self.titles = QVBoxLayout()
        self.titles.setSpacing(2)
        self.titles.addStretch()
        self.titles.addWidget(self.title)
        self.titles.addWidget(self.second)
        self.titles.addStretch()
        self.row.addLayout(self.titles)
        self.row.addStretch(1)

    def set_titles(self, title: str, second: str = "") -> None:
        """Where we are, and when."""
        self.title.setText(title)
        self.second.setText(second)
        self.second.setVisible(bool(second))

    def title_width(self) -> int:
        """How wide the titles are with all of their words."""
        return max(self.title.sizeHint().width(), self.second.sizeHint().width() if self.second.text() else 0)

    def place(self, pills: Sequence[QWidget]) -> None:
        """Put these between the titles and the last two buttons, in this order."""
        for number, pill in enumerate(pills):
            if self.row.indexOf(pill) != PILLS_FROM + number:
                self.row.insertWidget(PILLS_FROM + number, pill)

    def set_compact(self, compact: bool) -> None:
        """A smaller title on the small tablet."""
        self.title.set_role("panel" if compact else "screen")
        super().set_compact(compact)


class BottomBar(Bar):
    """The row of actions."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, BOTTOM_PX, BOTTOM_COMPACT_PX, on_top=False, parent=parent)


class FaultButton(ActionButton):
    """The red Privacy fault button at the top right of every screen of every station."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Privacy fault", "shield-alert", Kind.DANGER, FAULT, parent)

    def set_dense(self, dense: bool) -> None:
        """Less air where a bar is narrow."""
        self.measure = FAULT_DENSE if dense else FAULT
        self._look_changed()


class PersonButton(Painted):
    """Who is logged in, and "Not me?": a tap locks at once. With a menu, a tap on the initials (or the key ↓) opens that instead."""

    menu_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name, self._initials, self._dense, self._has_menu = "", "", False, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["pill"])

    def set_person(self, first_name: str, last_name: str) -> None:
        """Show a member of staff as "Sam M."."""
        self._name = f"{first_name} {last_name[:1]}." if last_name else first_name
        self._initials = f"{first_name[:1]}{last_name[:1]}".upper()
        self.setAccessibleName(f"{self._name} Not me?")
        self._describe()
        self._look_changed()

    def offer_menu(self) -> None:
        """From now on the initials open a menu."""
        self._has_menu = True
        self._describe()
        self._look_changed()

    def set_dense(self, dense: bool) -> None:
        """Less air where a bar is narrow."""
        self._dense = dense
        self._look_changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The initials are a target of their own, as wide as a finger."""
        if self._has_menu and event.button() is Qt.MouseButton.LeftButton and self._is_on_initials(event.position().x()):
            self.menu_asked.emit()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the menu, as on any button that has one."""
        if self._has_menu and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Menu):
            self.menu_asked.emit()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Disc, name and the question."""
        name = text_width(self.look.font("body", "button"), self._name)
        question = text_width(self.look.font("chip", "title"), "Not me?")
        return QSize(round(PERSON_PAD + DISC + DISC_GAP + max(name, question) + (14 if self._dense else 24)), self.look.theme.scaled(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Capsule, disc with initials, two lines."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        edge = "info" if self.look.theme.border_px > 1 else None
        draw_box(painter, rect, Box("info-soft", edge, 1, min(24.0, rect.height() / 2)), self.look, self.shaded("info-soft"))
        left = rect.right() - PERSON_PAD - DISC if self.isRightToLeft() else rect.left() + PERSON_PAD
        disc = QRectF(left, rect.center().y() - DISC / 2, DISC, DISC)
        self._paint_disc(painter, disc)
        shift = PERSON_PAD + DISC + DISC_GAP
        words = rect.adjusted(12, 4, -shift, -4) if self.isRightToLeft() else rect.adjusted(shift, 4, -4, -4)
        align = (Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        half = words.height() / 2
        painter.setPen(self.look.colour("info"))
        painter.setFont(self.look.font("body", "button"))
        painter.drawText(words.adjusted(0, 0, 0, -half + 2), align | Qt.AlignmentFlag.AlignVCenter, isolated(self._name))
        painter.setFont(self.look.font("chip", "title"))
        painter.drawText(words.adjusted(0, half - 1, 0, 0), align | Qt.AlignmentFlag.AlignVCenter, "Not me?")

    def _is_on_initials(self, x: float) -> bool:
        return x >= self.width() - LEAST if self.isRightToLeft() else x < LEAST

    def _describe(self) -> None:
        menu = ". Arrow down: your PIN, your password, log out" if self._has_menu else ""
        self.setAccessibleDescription(f"Locks this tablet at once{menu}")

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.colour("info"))
        painter.drawEllipse(disc)
        painter.setPen(self.look.colour("on-info"))
        font = self.look.font("second", "title")
        font.setPixelSize(16)
        painter.setFont(font)
        painter.drawText(disc.adjusted(0, 0, 0, -9) if self._has_menu else disc, Qt.AlignmentFlag.AlignCenter, self._initials)
        if self._has_menu:
            mark = QRectF(disc.center().x() - 7, disc.bottom() - 15, 14, 14)
            draw_icon(painter, mark, "chevron-down", self.look.theme.colours["on-info"])
