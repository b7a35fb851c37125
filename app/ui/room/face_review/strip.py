"""The faces in reading order under the picture, with arrows: every face is a target of its own, however small it is in the photo."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.room.face_review.face_button import FACE_PX, ITEM_WIDTH, FaceButton, crop, item_height
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.look import Look
from app.ui.widgets.buttons import IconButton
from domain.boxes import Box as PictureBox
from domain.ids import RegionId


class FaceStrip(QWidget):
    """As many faces as fit, and two arrows; the chosen one is always among them."""

    face_tapped = Signal(str)
    face_held = Signal(str)  # a long press
    face_added = Signal(str)  # a click with Ctrl
    range_tapped = Signal(str)  # a click with Shift

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture: QImage | None = None
        self._crops: dict[tuple[RegionId, PictureBox], QPixmap] = {}
        self._marks: tuple[FaceMark, ...] = ()
        self._chosen: RegionId | None = None
        self._picked: frozenset[RegionId] = frozenset()
        self._faces: Mapping[RegionId, QImage] = {}
        self._first = 0
        self._buttons: list[FaceButton] = []
        self.back = IconButton(look, "chevron-left", "Earlier faces", fill="surface")
        self.on = IconButton(look, "chevron-right", "Later faces", fill="surface")
        self._room = QWidget()
        self._room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self._room, 1)
        row.addWidget(self.on)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a face with its label."""
        return QSize(400, item_height(self._look))

    @property
    def faces(self) -> tuple[FaceButton, ...]:
        """The faces that are in sight, in order."""
        return tuple(button for button in self._buttons if not button.isHidden())

    def show_faces(
        self,
        picture: QImage | None,
        marks: tuple[FaceMark, ...],
        chosen: RegionId | None,
        picked: frozenset[RegionId] = frozenset(),
        faces: Mapping[RegionId, QImage] | None = None,
    ) -> None:
        """Show those faces; the strip moves only when the chosen one, or the first that is picked anew, would be out of sight."""
        if picture is not self._picture:
            self._picture = picture
            self._crops.clear()
        self._faces = faces or {}
        fresh = next((mark.id for mark in marks if mark.id in picked - self._picked), None)
        self._picked = picked
        known = {(mark.id, mark.box) for mark in marks}
        self._crops = {key: face for key, face in self._crops.items() if key in known}
        turned = chosen != self._chosen
        self._marks, self._chosen = marks, chosen
        if turned or fresh is not None:
            self._bring(fresh or chosen)
        self._draw()

    def face_of(self, mark: FaceMark, size: int) -> QPixmap | None:
        """The crop of a face at `size` device pixels or more; None for a drawn cover or without a picture."""
        own = self._faces.get(mark.id)
        if mark.kind is MarkKind.DRAWN or (own is None and self._picture is None):
            return None
        key = (mark.id, mark.box)
        if key not in self._crops or self._crops[key].width() < size:
            whole = own if own is not None else self._picture
            box = mark.box if own is None else PictureBox(0, 0, max(1, own.width()), max(1, own.height()))
            self._crops[key] = crop(whole, box, size) if whole is not None else QPixmap()
        return self._crops[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for as many as fit."""
        super().resizeEvent(event)
        self._bring(self._chosen)
        self._draw()

    @property
    def _fits(self) -> int:
        # The row's own width: the inner widget is laid out only after this one.
        return max(1, (self.width() - 2 * (self.back.width() + 8)) // ITEM_WIDTH)

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
        lead = max(0, (self.width() - 2 * (self.back.width() + 8) - ITEM_WIDTH * self._fits) // 2)
        for index, button in enumerate(self._buttons):
            button.setVisible(index < len(shown))
            if index < len(shown):
                mark = shown[index]
                self._show(button, mark)
                place = index if not self.isRightToLeft() else self._fits - 1 - index
                button.setGeometry(lead + place * ITEM_WIDTH, 0, ITEM_WIDTH, button.sizeHint().height())
        for arrow in (self.back, self.on):
            arrow.setVisible(len(self._marks) > self._fits)
        self.back.setEnabled(self._first > 0)
        self.on.setEnabled(self._first + self._fits < len(self._marks))
        for arrow in (self.back, self.on):
            arrow.icon_colour = "ink" if arrow.isEnabled() else "muted"

    def _new_button(self) -> FaceButton:
        button = FaceButton(self._look, self._room)
        button.tapped.connect(lambda keys: self._tapped(button, keys))
        button.held.connect(lambda: self.face_held.emit(button.mark.id) if button.mark else None)
        return button

    def _show(self, button: FaceButton, mark: FaceMark) -> None:
        face = self.face_of(mark, round(FACE_PX * self.devicePixelRatioF()))
        is_chosen = mark.id == self._chosen and not self._picked
        button.show_mark(mark, face, is_chosen=is_chosen, is_picked=mark.id in self._picked)

    def _tapped(self, button: FaceButton, keys: Qt.KeyboardModifier) -> None:
        if button.mark is None:
            return
        if keys & Qt.KeyboardModifier.ShiftModifier:
            self.range_tapped.emit(button.mark.id)
        elif keys & Qt.KeyboardModifier.ControlModifier:
            self.face_added.emit(button.mark.id)
        else:
            self.face_tapped.emit(button.mark.id)
