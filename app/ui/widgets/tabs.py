"""Tabs: a sunk track with a white thumb; arrows move, the chosen one is told by its index."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST, Painted
from app.ui.widgets.paint import Box, draw_box, text_width

TRACK_INSET = 4


class Tab(Painted):
    """One tab of a track. With a `seed` it shows a 28 px portrait before its word."""

    def __init__(self, look: Look, word: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setCheckable(True)
        self.setText(word)
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["pill"])

    def sizeHint(self) -> QSize:
        """Word and air."""
        width = text_width(self.look.font("body", "button"), self.text()) + 40
        return QSize(max(LEAST, round(width)), self.look.theme.scaled(LEAST))

    def minimumSizeHint(self) -> QSize:
        """The word stays whole."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The thumb when chosen, and the word."""
        painter = QPainter(self)
        if self.isChecked():
            edge = "primary" if self.look.theme.border_px > 1 else None
            box = Box("surface", edge, 1, min(self.look.theme.radius["pill"], self.height() / 2), 1)
            draw_box(painter, QRectF(self.rect()).adjusted(1, 0, -1, -2), box, self.look)
        painter.setFont(self.look.font("body", "button"))
        painter.setPen(self.look.colour("primary" if self.isChecked() else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Tabs(QWidget):
    """The track. `chosen` gives the index of the tab that a person chose."""

    chosen = Signal(int)

    def __init__(self, look: Look, words: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(TRACK_INSET, TRACK_INSET, TRACK_INSET, TRACK_INSET)
        self._row.setSpacing(TRACK_INSET)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        look.changed.connect(self.update)
        self.set_words(words)

    def set_words(self, words: Sequence[str], current: int = 0) -> None:
        """Show these tabs, with that one chosen."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        for index, word in enumerate(words):
            tab = Tab(self._look, word)
            tab.setChecked(index == current)
            self._group.addButton(tab, index)
            self._row.addWidget(tab)

    def set_current(self, index: int) -> None:
        """Choose a tab without telling it as chosen."""
        self._group.button(index).setChecked(True)

    @property
    def current(self) -> int:
        """The index of the chosen tab; -1 when there is none."""
        return self._group.checkedId()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the choice."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self._group.buttons():
            super().keyPressEvent(event)
            return
        tab = self._group.button((self.current + (-step if self.isRightToLeft() else step)) % len(self._group.buttons()))
        tab.setFocus(Qt.FocusReason.TabFocusReason)
        tab.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sunk track."""
        edge = "edge" if self._look.theme.border_px > 1 else None
        draw_box(QPainter(self), QRectF(self.rect()), Box("sunk", edge, 1, self._look.theme.radius["pill"] + TRACK_INSET), self._look)
