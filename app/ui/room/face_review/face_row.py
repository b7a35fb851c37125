"""A row of round faces with two arrows: as many as fit, and the chosen one always among them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.room.face_review.face_button import ITEM_WIDTH, FaceButton, item_height
from app.ui.room.face_review.screen import FaceMark
from app.ui.theme.look import Look
from app.ui.widgets.buttons import IconButton
from domain.ids import RegionId

GAP = 8


class FaceRow(QWidget):
    """Places the faces; whoever fills it says how one looks and what a tap means. usual_width: px that it asks for."""

    def __init__(self, look: Look, usual_width: int) -> None:
        super().__init__()
        self._look, self._usual_width, self._first = look, usual_width, 0
        self._marks: tuple[FaceMark, ...] = ()
        self._chosen: RegionId | None = None
        self._buttons: list[FaceButton] = []
        self.back = IconButton(look, "chevron-left", "Earlier faces", fill="surface")
        self.on = IconButton(look, "chevron-right", "Later faces", fill="surface")
        self._room = QWidget()
        self._room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for part in (self.back, self._room, self.on):
            row.addWidget(part, 1 if part is self._room else 0)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a face with its label."""
        return QSize(self._usual_width, item_height(self._look))

    @property
    def faces(self) -> tuple[FaceButton, ...]:
        """The faces that are in sight, in order."""
        return tuple(button for button in self._buttons if not button.isHidden())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for as many as fit."""
        super().resizeEvent(event)
        self._bring(self._chosen)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Begin at the other side when the direction of reading changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._draw()

    def _show(self, button: FaceButton, mark: FaceMark) -> None:
        raise NotImplementedError  # how that face looks

    def _new_button(self) -> FaceButton:
        raise NotImplementedError  # in `_room`, with what a tap on it means

    @property
    def _width(self) -> int:
        # The row's own: the inner widget is laid out only after this one.
        return self.width() - 2 * (self.back.width() + GAP)

    @property
    def _fits(self) -> int:
        return max(1, self._width // ITEM_WIDTH)

    def _turn(self, way: int) -> None:
        self._first = max(0, min(self._first + way * max(1, self._fits - 1), len(self._marks) - self._fits))
        self._draw()

    def _bring(self, region: RegionId | None) -> None:
        at = next((index for index, mark in enumerate(self._marks) if mark.id == region), None)
        if at is not None and not self._first <= at < self._first + self._fits:
            self._first = at - self._fits // 2
        self._first = max(0, min(self._first, len(self._marks) - self._fits))

    def _draw(self) -> None:
        shown = self._marks[self._first : self._first + self._fits]
        while len(self._buttons) < len(shown):
            self._buttons.append(self._new_button())
        lead = max(0, (self._width - ITEM_WIDTH * self._fits) // 2)
        for index, button in enumerate(self._buttons):
            button.setVisible(index < len(shown))
            if index < len(shown):
                self._show(button, shown[index])
                button.setGeometry(lead + self._place(index) * ITEM_WIDTH, 0, ITEM_WIDTH, button.sizeHint().height())
        for arrow, more in ((self.back, self._first > 0), (self.on, self._first + self._fits < len(self._marks))):
            arrow.setVisible(len(self._marks) > self._fits)
            arrow.setEnabled(more)
            arrow.icon_colour = "ink" if more else "muted"

    def _place(self, index: int) -> int:
        return self._fits - 1 - index if self.isRightToLeft() else index
