"""The row of sections: each with its words, how much waits there, and its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.office.key_button import draw_cap
from app.ui.office.sections import SECTIONS, Section
from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST, Painted
from app.ui.widgets.paint import Box, centred, draw_box, text_width

PAD, DENSE_PAD, GAP, CAP_PX, LINE_GAP = 10, 7, 6, 20, 4
COUNTED, MANY = frozenset({Section.MODERATION, Section.CHANGES}), 88  # two wide digits


class SectionButton(Painted):
    """The section's words, how much waits there, and its key, small."""

    def __init__(self, look: Look, section: Section, key: str) -> None:
        super().__init__(look)
        self.section, self.key, self._is_dense = section, key, False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["field"])
        self.setToolTip(f"Key {key}, or Ctrl and {key}")
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """How much waits there; 0 says nothing."""
        words = SECTIONS[self.section].words
        self.setText(f"{words} · {count}" if count else words)
        self.setAccessibleName(f"{self.text()}, key {self.key}")
        self._look_changed()

    def set_dense(self, dense: bool) -> None:
        """The key as a bare digit, where a bar is narrow."""
        if self._is_dense is not dense:
            self._is_dense = dense
            self._look_changed()

    def sizeHint(self) -> QSize:
        """Words and key."""
        words = text_width(self.look.font("helper", "button"), self.text())
        return QSize(round(2 * self._pad + words + GAP + self._key_px), self.look.theme.scaled(LEAST))

    def widest(self) -> int:
        """How wide it may become."""
        words, font = SECTIONS[self.section].words, self.look.font("helper", "button")
        more = text_width(font, f"{words} · {MANY}") - text_width(font, self.text()) if self.section in COUNTED else 0
        return self.sizeHint().width() + max(0, round(more))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint when chosen, words, key."""
        painter, rect = QPainter(self), QRectF(self.rect())
        if self.isChecked():
            draw_box(painter, rect, Box("primary-soft", None, 0, self.look.theme.radius["field"]), self.look)
        elif self.isDown() or self.underMouse():
            draw_box(painter, rect, Box("sunk", None, 0, self.look.theme.radius["field"]), self.look)
        inner, rtl = rect.adjusted(self._pad, 0, -self._pad, 0), self.isRightToLeft()
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(self.look.font("helper", "button"))
        painter.setPen(self.look.colour("primary" if self.isChecked() else "ink"))
        painter.drawText(inner, start | flags, self.text())
        cap = QRectF(inner.left() if rtl else inner.right() - self._key_px, 0, self._key_px, rect.height())
        token = "primary" if self.isChecked() else "muted"
        if not self._is_dense:
            draw_cap(painter, centred(cap, self._key_px, self._key_px + 2), self.key, self.look, token)
            return
        painter.setFont(self.look.font("chip", "text"))
        painter.setPen(self.look.colour(token))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)

    @property
    def _pad(self) -> int:
        return DENSE_PAD if self._is_dense else PAD

    @property
    def _key_px(self) -> float:
        words = text_width(self.look.font("chip", "button"), self.key)
        return words if self._is_dense else max(float(CAP_PX), words + 10)


class SectionRow(QWidget):
    """The sections beside each other, in two lines where one has no room. `chosen` gives the one that was tapped."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.buttons: dict[Section, SectionButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LINE_GAP)
        self._lines = (QHBoxLayout(), QHBoxLayout())
        for line in self._lines:
            line.setSpacing(LINE_GAP)
            line.setAlignment(Qt.AlignmentFlag.AlignLeading)
            column.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def offer(self, sections: tuple[Section, ...]) -> None:
        """Offer those, numbered from one."""
        for number, section in enumerate(sections, start=1):
            button = SectionButton(self._look, section, str(number))
            button.clicked.connect(lambda _=False, section=section: self.chosen.emit(section))
            self.buttons[section] = button
            self._lines[0].addWidget(button)
        self.updateGeometry()

    def set_lines(self, lines: int) -> None:
        """One line, or two: the second begins in the middle."""
        first = len(self.buttons) if lines == 1 else (len(self.buttons) + 1) // 2
        for number, button in enumerate(self.buttons.values()):
            line = self._lines[0 if number < first else 1]
            if line.indexOf(button) < 0:
                line.addWidget(button)
        self.updateGeometry()

    def by_key(self, key: str) -> Section | None:
        """The section that this key stands for."""
        return next((section for section, button in self.buttons.items() if button.key == key), None)

    def set_dense(self, dense: bool) -> None:
        """The keys as bare digits, or as caps."""
        for button in self.buttons.values():
            button.set_dense(dense)

    def width_needed(self) -> int:
        """How wide it is with all of its words, and with counts of two digits: the bar does not jump when an entry comes."""
        wide = [button.widest() for button in self.buttons.values()]
        return sum(wide) + LINE_GAP * max(0, len(wide) - 1)
