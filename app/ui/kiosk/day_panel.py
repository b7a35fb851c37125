"""The panel on the right: what the day needs, one line after the other, and the button that opens or closes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kiosk.screen import PanelKind, PanelScreen, StepScreen
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, Kind, Painted
from app.ui.widgets.cards import SHADOW_ROOM, Card, TintCard
from app.ui.widgets.field import IconLabel
from app.ui.widgets.paint import Box, draw_box, in_lines
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

BOX_PX, GAP, SIDE, ROW_PX, LOW_ROW_PX = 36, 16, 12, 64, 48
LINE_GAP = 2


class ProgressBar(QWidget):
    """How much of the list is done; the words under it say the same."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._share = look, 0.0
        self.setFixedHeight(10)
        look.changed.connect(self.update)

    def set_share(self, share: float) -> None:
        """0 to 1."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and thumb."""
        painter, rect = QPainter(self), QRectF(self.rect())
        edge = "edge" if self._look.theme.border_px > 1 else None
        draw_box(painter, rect, Box("line" if edge is None else "surface", edge, 1, 5), self._look)
        width = rect.width() * min(1.0, self._share)
        if width >= rect.height():
            left = rect.right() - width if self.isRightToLeft() else rect.left()
            draw_box(painter, QRectF(left, rect.top(), width, rect.height()), Box("primary", None, 0, 5), self._look)


class StepRow(Painted):
    """One line: box, title, detail. The whole row is the target; one that ticks itself says so instead."""

    wished = Signal(str, bool)
    refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._step = StepScreen(name="", title="", detail="", is_done=False)
        self._is_low = False
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ring_radius", look.theme.radius["field"])
        self.clicked.connect(self._tapped)

    def show_step(self, step: StepScreen) -> None:
        """Draw that line."""
        self._step = step
        self.setChecked(step.is_done)
        self.setText(step.title)
        state = "done" if step.is_done else "in the way" if step.is_stuck else "to do"
        self.setAccessibleName(f"{step.title}. {step.detail}. {state}".replace("..", "."))
        self.setAccessibleDescription("" if step.can_tick else "Ticks itself")
        self._look_changed()

    def set_low(self, low: bool) -> None:
        """Less air in a low window."""
        self._is_low = low
        self._look_changed()

    def hasHeightForWidth(self) -> bool:
        """Long words take another line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """All lines, and air."""
        title, detail = self._lines(width - self._words_at - SIDE)
        words = len(title) * self._height("body", "button") + len(detail) * self._height("second", "text") + LINE_GAP
        return max(self.look.theme.scaled(LOW_ROW_PX if self._is_low else ROW_PX), words + (6 if self._is_low else 14))

    def sizeHint(self) -> QSize:
        """As the panel is wide."""
        return QSize(300, self.heightForWidth(300))

    def minimumSizeHint(self) -> QSize:
        """Box and a word."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Red while it stands in the way."""
        painter, rect, step = QPainter(self), QRectF(self.rect()), self._step
        tone = step.tone.value if step.is_stuck else ""
        if step.is_stuck:
            draw_box(painter, rect, Box(f"{tone}-soft", None, 0, self.look.theme.radius["field"]), self.look)
        left = rect.right() - SIDE - BOX_PX if self.isRightToLeft() else rect.left() + SIDE
        square = QRectF(left, rect.center().y() - BOX_PX / 2, BOX_PX, BOX_PX)
        done = step.is_done
        draw_box(painter, square, Box("primary" if done else "surface", None if done else "edge", 2, 10), self.look)
        if done:
            draw_icon(painter, square.adjusted(7, 7, -7, -7), "check", self.look.theme.colours["on-primary"])
        self._paint_words(painter, rect, tone)

    def _paint_words(self, painter: QPainter, rect: QRectF, tone: str) -> None:
        shift = self._words_at
        words = rect.adjusted(SIDE, 0, -shift, 0) if self.isRightToLeft() else rect.adjusted(shift, 0, -SIDE, 0)
        title, detail = self._lines(round(words.width()))
        heights = [self._height("body", "button")] * len(title) + [self._height("second", "text")] * len(detail)
        top = rect.center().y() - (sum(heights) + LINE_GAP) / 2
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # "2 of 6" is not turned into "of 6 2"
        align = (Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        for at, line in enumerate((*title, *detail)):
            is_title = at < len(title)
            painter.setFont(self.look.font("body" if is_title else "second", "button" if is_title else "text"))
            painter.setPen(self.look.colour(tone or ("muted" if not is_title or self._step.is_done else "ink")))
            painter.drawText(QRectF(words.left(), top, words.width(), heights[at]), align | Qt.AlignmentFlag.AlignVCenter, line)
            top += heights[at] + (LINE_GAP if at == len(title) - 1 else 0)

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        title = in_lines(self._step.title, self.look.font("body", "button"), width)
        return title, in_lines(self._step.detail, self.look.font("second", "text"), width, 3) if self._step.detail else []

    def _height(self, role: str, weight: str) -> int:
        return self.look.theme.size(role) + 6 if weight else 0

    @property
    def _words_at(self) -> int:
        return SIDE + BOX_PX + GAP

    def _tapped(self) -> None:
        self.setChecked(self._step.is_done)  # the server ticks, not the finger
        if self._step.can_tick:
            self.wished.emit(self._step.name, not self._step.is_done)
        else:
            self.refused.emit(f"“{self._step.title}” ticks itself: {self._step.detail}.")


class DayPanel(Card):
    """Emits wishes; `ticked` gives a line's name and whether it is done now."""

    ticked = Signal(str, bool)
    refused = Signal(str)
    asked = Signal()
    second_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, padding=16, radius="button", parent=parent)
        self.rows: list[StepRow] = []
        self._is_low = False
        self.title = Words(look, "", "panel", "title", wrap=True)
        self._bar = ProgressBar(look)
        self._done = Words(look, "", "helper", "text", "muted", wrap=True)
        self._column = Column()
        self._lines = QVBoxLayout(self._column)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._call = CallLine(look)
        self.second_button = ActionButton(look, "", "lock-open", Kind.SECONDARY)
        self.button = ActionButton(look, "", "", Kind.PRIMARY)
        self.button.asked.connect(self.asked)
        self.button.refused.connect(self.refused)
        self.second_button.asked.connect(self.second_asked)
        self._lay_out()
        self.set_low(False)

    def show_panel(self, panel: PanelScreen, offline: str) -> None:
        """Draw that panel; `offline` is why its buttons rest."""
        self.title.setText(panel.title)
        self._done.setText(panel.done_words)
        self._bar.set_share(panel.share)
        loading = panel.kind is PanelKind.LOADING
        self._bar.setVisible(not loading)
        self._done.setVisible(bool(panel.done_words))
        self._show_rows(panel.steps)
        self._call.say(panel.call, panel.call_icon)
        self.button.set_words(panel.button, panel.button_icon)
        self.button.set_missing(offline if panel.kind is not PanelKind.CLOSED and offline else panel.missing)
        self.button.setVisible(bool(panel.button))
        self.second_button.set_words(panel.second_button)
        self.second_button.set_missing(offline)
        self.second_button.setVisible(bool(panel.second_button))

    def set_low(self, low: bool) -> None:
        """Less air in a low window."""
        self._is_low = low
        for row in self.rows:
            row.set_low(low)
        self._lines.setSpacing(0 if low else 4)
        room = SHADOW_ROOM
        top, bottom = (8, 8) if low else (16, 14)
        self.body.setContentsMargins(room.left() + 12, room.top() + top, room.right() + 12, room.bottom() + bottom)
        self.body.setSpacing(6 if low else 12)
        self._head.setSpacing(4 if low else 10)
        self._foot.setSpacing(6 if low else 12)

    def _show_rows(self, steps: Sequence[StepScreen]) -> None:
        while len(self.rows) < len(steps):
            row = StepRow(self._look)
            row.wished.connect(self.ticked)
            row.refused.connect(self.refused)
            row.set_low(self._is_low)
            self.rows.append(row)
            self._lines.insertWidget(len(self.rows) - 1, row)
        for row, step in zip(self.rows, steps, strict=False):
            row.show_step(step)
        for at, row in enumerate(self.rows):
            row.setVisible(at < len(steps))

    def _lay_out(self) -> None:
        self._head = head = QVBoxLayout()
        head.setContentsMargins(SIDE - 4, 2, SIDE - 4, 0)
        for part in (self.title, self._bar, self._done):
            head.addWidget(part)
        self.body.addLayout(head)
        self._lines.addStretch(1)
        self.body.addWidget(scrolled(self._column), 1)
        self._foot = foot = QVBoxLayout()
        foot.setContentsMargins(SIDE - 4, 0, SIDE - 4, 0)
        for below in (self._call, self.second_button, self.button):
            foot.addWidget(below)
        self.body.addLayout(foot)


class CallLine(TintCard):
    """Whom somebody called, and when; or which tablet to take instead."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, Tone.QUIET, padding=12, parent=parent)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._icon = IconLabel(look, "phone", "primary")
        self._words = Words(look, "", "second", "button", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self.body.addLayout(row)

    def say(self, words: str, icon: str) -> None:
        """The words; none hide the line."""
        is_warning = icon != "phone"
        self.set_tone(Tone.WARN if is_warning else Tone.QUIET)
        self._icon.set_icon(icon, "warn" if is_warning else "primary")
        self._words.setText(words)
        self.setVisible(bool(words))
