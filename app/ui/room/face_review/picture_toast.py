"""The toast of a review: it lies on the picture, so that it hides no button's word, and beside an open sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.look import Look
from app.ui.widgets.toast import Toast

BOTTOM_PX = 24  # from the window's edge, beside a sheet


class PictureToast(Toast):
    """Stands at the foot of `picture`, a part of `page`, and follows it."""

    def __init__(self, look: Look, page: QWidget, picture: QWidget) -> None:
        super().__init__(look, page, BOTTOM_PX)
        self._page, self._picture = page, picture
        self._free: QRect | None = None
        picture.installEventFilter(self)

    def stand_beside(self, free: QRect | None) -> None:
        """A sheet opened and leaves `free` of the window, or the last one closed. However narrow: words wrap, the sheet's stay bare."""
        self._free = free
        super().stand_beside(free)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap takes it away: what lies under it is being worked on."""
        self.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the picture. Also while nothing is said: `show` itself makes the page's layout move it."""
        if watched is self._picture and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        picture = QRect(self._picture.mapTo(self._page, QPoint(0, 0)), self._picture.size())
        self._beside = picture if self._free is None else self._free
        self._bottom_px = self._page.height() - picture.bottom() - 1 if self._free is None else BOTTOM_PX
        super()._place()
