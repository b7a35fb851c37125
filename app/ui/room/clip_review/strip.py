"""The faces of a video in order of appearance, one for each track: a tap asks about one, or gathers several of the same child."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.room.clip_review.screen import ClipScreen
from app.ui.room.face_review.face_button import FACE_PX, ITEM_WIDTH, FaceButton, item_height
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.look import Look
from app.ui.widgets.buttons import IconButton
from domain.ids import RegionId


class ClipStrip(QWidget):
    """As many faces as fit, and two arrows; the chosen one is always among them."""

    face_tapped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._first = look, 0
        self._screen = ClipScreen()
        self._pixmaps: dict[RegionId, tuple[QImage, QPixmap]] = {}
        self._buttons: list[FaceButton] = []
        self.back = IconButton(look, "chevron-left", "Earlier faces", fill="surface")
        self.on = IconButton(look, "chevron-right", "Later faces", fill="surface")
        self._room = QWidget()
        self._room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.back, self._room, self.on):
            row.addWidget(part, 1 if part is self._room else 0)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a face with its label."""
        return QSize(320, item_height(self._look))

    @property
    def faces(self) -> tuple[FaceButton, ...]:
        """The faces that are in sight, in order."""
        return tuple(button for button in self._buttons if not button.isHidden())

    def show_screen(self, screen: ClipScreen) -> None:
        """Show the faces of that screen; the strip moves only when the chosen one would be out of sight."""
        turned = screen.review.chosen != self._screen.review.chosen
        self._screen = screen
        if turned:
            self._bring_chosen()
        self._draw()

    def face_of(self, mark: FaceMark | None) -> QPixmap | None:
        """The small picture of a face, once it came; None for a drawn cover."""
        image = self._screen.faces.get(mark.id) if mark is not None and mark.kind is not MarkKind.DRAWN else None
        if mark is None or image is None:
            return None
        known = self._pixmaps.get(mark.id)
        if known is None or known[0] is not image:
            known = self._pixmaps[mark.id] = (image, squared(image, round(1.5 * FACE_PX * self.devicePixelRatioF())))
        return known[1]

    def forget(self) -> None:
        """Let go of every face."""
        self._pixmaps.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for as many as fit."""
        super().resizeEvent(event)
        self._bring_chosen()
        self._draw()

    @property
    def _marks(self) -> tuple[FaceMark, ...]:
        return self._screen.review.marks

    @property
    def _fits(self) -> int:
        # The row's own width: the inner widget is laid out only after this one.
        return max(1, (self.width() - 2 * (self.back.width() + 8)) // ITEM_WIDTH)

    def _turn(self, way: int) -> None:
        self._first = max(0, min(self._first + way * max(1, self._fits - 1), len(self._marks) - self._fits))
        self._draw()

    def _bring_chosen(self) -> None:
        at = next((index for index, mark in enumerate(self._marks) if mark.id == self._screen.review.chosen), None)
        if at is not None and not self._first <= at < self._first + self._fits:
            self._first = at - self._fits // 2
        self._first = max(0, min(self._first, len(self._marks) - self._fits))

    def _draw(self) -> None:
        shown = self._marks[self._first : self._first + self._fits]
        while len(self._buttons) < len(shown):
            self._buttons.append(self._new_button())
        lead = max(0, (self.width() - 2 * (self.back.width() + 8) - ITEM_WIDTH * self._fits) // 2)
        for index, button in enumerate(self._buttons):
            button.setVisible(index < len(shown))
            if index < len(shown):
                self._show(button, shown[index], lead + self._place(index) * ITEM_WIDTH)
        for arrow, more in ((self.back, self._first > 0), (self.on, self._first + self._fits < len(self._marks))):
            arrow.setVisible(len(self._marks) > self._fits)
            arrow.setEnabled(more)
            arrow.icon_colour = "ink" if more else "muted"

    def _show(self, button: FaceButton, mark: FaceMark, left: int) -> None:
        screen = self._screen
        is_chosen = not screen.is_several and mark.id == screen.review.chosen
        button.show_mark(mark, self.face_of(mark), is_chosen=is_chosen, is_picked=mark.id in screen.picks)
        button.setGeometry(left, 0, ITEM_WIDTH, button.sizeHint().height())

    def _place(self, index: int) -> int:
        return self._fits - 1 - index if self.isRightToLeft() else index

    def _new_button(self) -> FaceButton:
        button = FaceButton(self._look, self._room)
        button.clicked.connect(lambda: self.face_tapped.emit(button.mark.id) if button.mark else None)
        return button


def squared(image: QImage, side: int) -> QPixmap:
    """The face as a square pixmap: near the edge of a frame its picture is none."""
    least = min(image.width(), image.height())
    middle = image.copy((image.width() - least) // 2, (image.height() - least) // 2, least, least)
    mode = Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(middle.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, mode))
