"""What lies over a screen: a scrim under the top bar, so that the fault button stays in reach; and the sheet on it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import Words

SHEET_WIDTH, HEAD_DISC = 560, 80
SCRIM = QColor(20, 25, 29, 120)
SHEET_MS = 180


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

    def set_top(self, top_px: int) -> None:
        """Leave so much free at the top: the bar with the fault button."""
        self._top_px = top_px
        if self.isVisible():
            self._settle()

    def open(self) -> None:
        """Show it, and take the focus."""
        self._before = QApplication.focusWidget()
        self._fit()
        self.show()
        self.raise_()
        self._settle()
        self.focusNextChild()

    def shut(self) -> None:
        """Hide it and hand the focus back."""
        if not self.isVisibleTo(self._host):
            return
        self.hide()
        self._tell_toasts(None)
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def arrange(self) -> None:
        """Place the panel; the two forms differ here."""

    def panel_rect(self) -> QRect:
        """Where the panel is, in the overlay's own pixels."""
        return self.rect()

    def free_rect(self) -> QRect | None:
        """What the panel leaves of the parent for a toast, in the parent's pixels; None = a toast waits under the scrim."""
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and watched is self._host and self.isVisible():
            self._settle()
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

    def _settle(self) -> None:
        self._fit()
        self.arrange()
        if (free := self.free_rect()) is not None:
            self._tell_toasts(free)

    def _tell_toasts(self, free: QRect | None) -> None:
        """The page's own, and the one of whatever the page stands in."""
        around: QWidget | None = self._host
        while around is not None:
            for toast in around.findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly):
                toast.stand_beside(None if free is None else QRect(self._host.mapTo(around, free.topLeft()), free.size()))
            around = around.parentWidget()

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

    def free_rect(self) -> QRect | None:
        """The side that the sheet does not take."""
        panel, host = self.panel_rect(), self._host.rect()
        return host.adjusted(panel.right() + 1, 0, 0, 0) if self.isRightToLeft() else QRect(0, 0, panel.left(), host.height())


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
