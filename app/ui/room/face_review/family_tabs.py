"""Tabs with a small portrait before "Amelia’s family sees"; they turn to another form when there are more than fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST, Painted
from app.ui.widgets.paint import Box, centred, draw_box, text_width
from app.ui.widgets.portrait import draw_portrait

INSET, SIGN_PX, GAP, PAD = 4, 28, 10, 14


@dataclass(frozen=True, slots=True)
class TabFact:
    """One tab: what it says in full, in short, and its portrait's seed or its icon."""

    words: str
    short: str
    seed: int | None = None
    icon: str = ""


class FamilyTab(Painted):
    """One tab of the track."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self._fact = TabFact("", "")
        self._is_short = False
        self.setProperty("ring_radius", look.theme.radius["pill"])

    def show_fact(self, fact: TabFact, *, is_short: bool, is_chosen: bool) -> None:
        """Say that, in full or in short; aloud it is always said in full."""
        self._fact, self._is_short = fact, is_short
        self.setText(fact.short if is_short else fact.words)
        self.setAccessibleName(fact.words)
        self.setChecked(is_chosen)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The thumb when chosen, portrait or icon, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            edge = "primary" if self.look.theme.border_px > 1 else None
            box = Box("surface", edge, 1, min(self.look.theme.radius["pill"], self.height() / 2), 1)
            draw_box(painter, QRectF(self.rect()).adjusted(1, 0, -1, -2), box, self.look)
        line = centred(QRectF(self.rect()), tab_width(self.look, self.text()) - 2 * PAD, self.height())
        sign_left = line.right() - SIGN_PX if self.isRightToLeft() else line.left()
        sign = QRectF(sign_left, line.center().y() - SIGN_PX / 2, SIGN_PX, SIGN_PX)
        if self._fact.seed is not None:
            draw_portrait(painter, sign, self._fact.seed)
        else:
            draw_icon(painter, sign.adjusted(2, 2, -2, -2), self._fact.icon, self.look.theme.colours["primary"])
        shift = SIGN_PX + GAP
        words = line.adjusted(0, 0, -shift, 0) if self.isRightToLeft() else line.adjusted(shift, 0, 0, 0)
        painter.setFont(self.look.font("body", "button"))
        painter.setPen(self.look.colour("primary" if self.isChecked() else "ink"))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


class FamilyTabs(QWidget):
    """The track. `chosen` gives the index of the tab that a person chose."""

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._facts: Sequence[TabFact] = ()
        self._current = 0
        self._tabs: list[FamilyTab] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._place)

    def show_tabs(self, facts: Sequence[TabFact], current: int) -> None:
        """Show these tabs, with that one chosen, without telling it as chosen."""
        if (tuple(facts), current) == (self._facts, self._current):
            return
        self._facts, self._current = tuple(facts), current
        while len(self._tabs) < len(self._facts):
            self._tabs.append(self._new_tab(len(self._tabs)))
        self._place()

    @property
    def tabs(self) -> tuple[FamilyTab, ...]:
        """The tabs that are shown."""
        return tuple(self._tabs[: len(self._facts)])

    def sizeHint(self) -> QSize:
        """One line of targets, or two when the families are many."""
        line = self._look.theme.scaled(LEAST)
        return QSize(400, len(self._lines()) * (line + INSET) + INSET)

    def minimumSizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say it in full where there is room."""
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the choice."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step or not self.tabs:
            super().keyPressEvent(event)
            return
        tab = self.tabs[(self._current + (-step if self.isRightToLeft() else step)) % len(self.tabs)]
        tab.setFocus(Qt.FocusReason.TabFocusReason)
        tab.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sunk track."""
        edge = "edge" if self._look.theme.border_px > 1 else None
        draw_box(QPainter(self), QRectF(self.rect()), Box("sunk", edge, 1, self._look.theme.radius["pill"] + INSET), self._look)

    def _place(self) -> None:
        is_short, line_px = self._is_short(), self._look.theme.scaled(LEAST)
        for tab in self._tabs[len(self._facts) :]:
            tab.hide()
        for row, line in enumerate(self._lines()):
            spare = self.width() - INSET - sum(width + INSET for _, width in line)
            left = float(INSET)
            for index, width in line:
                share = width + spare / len(line)
                place = left if not self.isRightToLeft() else self.width() - left - share
                tab = self._tabs[index]
                tab.show_fact(self._facts[index], is_short=is_short, is_chosen=index == self._current)
                tab.setGeometry(round(place), INSET + row * (line_px + INSET), round(share), line_px)
                tab.show()
                left += share + INSET
        self.updateGeometry()
        self.update()

    def _is_short(self) -> bool:
        return sum(tab_width(self._look, fact.words) + INSET for fact in self._facts) + INSET > self.width()

    def _lines(self) -> list[list[tuple[int, float]]]:
        """Index and least width of the tabs of each line: as many lines as the words need."""
        lines: list[list[tuple[int, float]]] = [[]]
        is_short, room = self._is_short(), float(self.width() - INSET)
        for index, fact in enumerate(self._facts):
            width = tab_width(self._look, fact.short if is_short else fact.words)
            if lines[-1] and width + INSET > room:
                lines.append([])
                room = float(self.width() - INSET)
            lines[-1].append((index, width))
            room -= width + INSET
        return lines

    def _new_tab(self, index: int) -> FamilyTab:
        tab = FamilyTab(self._look, self)
        tab.clicked.connect(lambda: self._choose(index))
        return tab

    def _choose(self, index: int) -> None:
        self._current = index
        self.chosen.emit(index)


def tab_width(look: Look, words: str) -> float:
    """How wide a tab is with all of its words."""
    return SIGN_PX + GAP + text_width(look.font("body", "button"), words) + 2 * PAD
