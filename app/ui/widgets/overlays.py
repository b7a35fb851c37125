"""Sheets and dialogs: a scrim under the top bar, so that the fault button stays in reach, and a panel on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, IconButton, Kind
from app.ui.widgets.paint import Box, centred, draw_box
from app.ui.widgets.words import Words

SHEET_WIDTH, DIALOG_WIDTH = 560, 620
SCRIM = QColor(20, 25, 29, 120)
SHEET_MS = 180
HEAD_DISC = 80


class Overlay(QWidget):
    """Covers its parent below `top_px` with a scrim. `closed` is emitted once, however it closes; focus goes back where it was."""

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget, top_px: int = 0) -> None:
        super().__init__(parent)
        self.look, self._host, self._top_px = look, parent, top_px
        self._before: QWidget | None = None
        self.closes_outside = True
        parent.installEventFilter(self)
        look.changed.connect(self.update)
        self.hide()

    def open(self) -> None:
        """Show it, and take the focus."""
        self._before = QApplication.focusWidget()
        self._fit()
        self.show()
        self.raise_()
        self.arrange()
        self.focusNextChild()

    def shut(self) -> None:
        """Hide it and hand the focus back."""
        if not self.isVisibleTo(self._host):
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def arrange(self) -> None:
        """Place the panel; the two forms differ here."""

    def panel_rect(self) -> QRect:
        """Where the panel is, in the overlay's own pixels."""
        return self.rect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self._fit()
            self.arrange()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside: what lies under the scrim is out of reach for hands, so also for keys."""
        inside = [child for child in self.findChildren(QWidget) if child.isVisible() and child.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if not inside:
            return True
        now = QApplication.focusWidget()
        at = inside.index(now) + (1 if forward else -1) if now in inside else 0
        inside[at % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap outside the panel closes, when this form allows it."""
        if self.closes_outside and not self.panel_rect().contains(event.position().toPoint()):
            self.shut()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scrim, and the panel's surface."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), SCRIM)
        draw_box(painter, QRectF(self.panel_rect()), Box("surface", "line", 1, self.look.theme.radius["sheet"], 2), self.look)

    def _fit(self) -> None:
        size = self._host.size()
        self.setGeometry(0, self._top_px, size.width(), size.height() - self._top_px)


class Sheet(Overlay):
    """Comes from the end of the line for looking something up; closes by ×, by a tap outside and by Escape. Fill `body`."""

    def __init__(self, look: Look, parent: QWidget, title: str, top_px: int = 0, width: int = SHEET_WIDTH) -> None:
        super().__init__(look, parent, top_px)
        self._width = width
        self.setAccessibleName(title)
        self.panel = QWidget(self)
        outer = QVBoxLayout(self.panel)
        space = look.theme.space
        outer.setContentsMargins(space["xl"], space["l"], space["xl"], space["xl"])
        head = QHBoxLayout()
        self.title = Words(look, title, "dialog", "title", wrap=True)
        self.close_button = IconButton(look, "x", "Close")
        self.close_button.clicked.connect(self.shut)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(space["s"])
        outer.addLayout(self.body, 1)

    def arrange(self) -> None:
        """Full height at the end of the line, moved in within 180 ms unless motion is reduced."""
        end = self.panel_rect()
        self.panel.setGeometry(end)
        if self.look.reduced_motion:
            return
        away = end.width() if not self.isRightToLeft() else -end.width()
        slide = QPropertyAnimation(self.panel, b"pos", self.panel)
        slide.setDuration(SHEET_MS)
        slide.setStartValue(end.topLeft() + QPoint(away // 6, 0))
        slide.setEndValue(end.topLeft())
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def panel_rect(self) -> QRect:
        """The sheet's place: 12 px from three sides."""
        width = min(round(self._width * self.look.theme.text_percent / 100), self.width() - 24)
        left = 12 if self.isRightToLeft() else self.width() - width - 12
        return QRect(left, 12, width, self.height() - 24)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a dialog: `name` is what `chosen` emits. The first is primary and the safest."""

    name: str
    words: str
    icon: str = ""
    kind: Kind = Kind.SECONDARY


class Dialog(Overlay):
    """Only when the program must not go on. Title = the fact; the safest way out first; the last line "I tapped the wrong one"."""

    chosen = Signal(str)
    WRONG = "wrong"

    def __init__(
        self, look: Look, parent: QWidget, *, title: str, text: str, icon: str, tone: Tone, choices: Sequence[Choice],
        wrong_words: str = "I tapped the wrong one", top_px: int = 0,
    ) -> None:  # fmt: skip
        super().__init__(look, parent, top_px)
        self.closes_outside = False
        self.setAccessibleName(title)
        self.panel = QWidget(self)
        self._layout = QVBoxLayout(self.panel)
        space = look.theme.space
        self._layout.setContentsMargins(space["xxl"], space["xl"], space["xxl"], space["l"])
        self._layout.setSpacing(space["m"])
        self._layout.addWidget(HeadDisc(look, icon, tone), 0, Qt.AlignmentFlag.AlignHCenter)
        self.title = Words(look, title, "dialog", "title", wrap=True)
        self.text = Words(look, text, "body", "text", "muted", wrap=True)
        for words in (self.title, self.text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._layout.addWidget(words)
        self.body = QVBoxLayout()
        self._layout.addLayout(self.body)
        self.buttons = {choice.name: self._add(choice) for choice in choices}
        self.buttons[self.WRONG] = self._add(Choice(self.WRONG, wrong_words, "undo-2"))

    def arrange(self) -> None:
        """In the middle, as high as its words need."""
        self.panel.setGeometry(self.panel_rect())

    def panel_rect(self) -> QRect:
        """The middle of the overlay."""
        width = min(round(DIALOG_WIDTH * self.look.theme.text_percent / 100), self.width() - 48)
        wanted = self._layout.heightForWidth(width)
        height = min(wanted if wanted > 0 else self.panel.sizeHint().height(), self.height() - 16)
        return centred(QRectF(self.rect()), width, height).toRect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is "I tapped the wrong one"."""
        if event.key() == Qt.Key.Key_Escape:
            self._choose(self.WRONG)
            return
        super().keyPressEvent(event)

    def _add(self, choice: Choice) -> ActionButton:
        button = ActionButton(self.look, choice.words, choice.icon, choice.kind)
        button.asked.connect(lambda: self._choose(choice.name))
        self._layout.addWidget(button)
        return button

    def _choose(self, name: str) -> None:
        self.shut()
        self.chosen.emit(name)


class HeadDisc(QWidget):
    """The 48 px icon on its soft disc at the head of a dialog."""

    def __init__(self, look: Look, icon: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon, self._tone = look, icon, tone
        self.setFixedSize(HEAD_DISC, HEAD_DISC)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and icon."""
        painter = QPainter(self)
        fill = "sunk" if self._tone is Tone.QUIET else f"{self._tone.value}-soft"
        draw_box(painter, QRectF(self.rect()), Box(fill, None, 0, HEAD_DISC / 2), self._look)
        picture = self._look.pixmap(self._icon, self._look.theme.tone(self._tone), 48, self.devicePixelRatioF())
        painter.drawPixmap((HEAD_DISC - 48) // 2, (HEAD_DISC - 48) // 2, picture)
