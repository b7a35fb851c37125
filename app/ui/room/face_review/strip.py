"""The faces in order under the picture, with arrows: every face is a target of its own, however small it is in the picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from app.ui.room.face_review.face_button import FACE_PX, FaceButton, crop, squared
from app.ui.room.face_review.face_row import FaceRow
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.look import Look
from domain.boxes import Box as PictureBox
from domain.ids import RegionId


@dataclass(frozen=True, slots=True)
class Crop:
    """A face as a square pixmap, and of what it was made."""

    source: QImage
    box: PictureBox
    face: QPixmap


class FaceStrip(FaceRow):
    """The faces of a picture, cut out of it, or each with a small picture of its own; several may be gathered."""

    face_tapped = Signal(str)
    face_held = Signal(str)  # a long press
    face_added = Signal(str)  # a click with Ctrl
    range_tapped = Signal(str)  # a click with Shift

    def __init__(self, look: Look) -> None:
        super().__init__(look, 400)
        self._picture: QImage | None = None
        self._crops: dict[RegionId, Crop] = {}
        self._picked: frozenset[RegionId] = frozenset()
        self._faces: Mapping[RegionId, QImage] = {}

    def show_faces(
        self,
        picture: QImage | None,
        marks: tuple[FaceMark, ...],
        chosen: RegionId | None,
        picked: frozenset[RegionId] = frozenset(),
        faces: Mapping[RegionId, QImage] | None = None,
    ) -> None:
        """Show those faces; the strip moves only when the chosen one, or the first that is picked anew, would be out of sight."""
        self._picture, self._faces = picture, faces or {}
        fresh = next((mark.id for mark in marks if mark.id in picked - self._picked), None)
        self._picked = picked
        known = {mark.id for mark in marks}
        self._crops = {region: made for region, made in self._crops.items() if region in known}
        turned = chosen != self._chosen
        self._marks, self._chosen = marks, chosen
        if turned or fresh is not None:
            self._bring(fresh or chosen)
        self._draw()

    def face_of(self, mark: FaceMark, size: int) -> QPixmap | None:
        """The face at `size` device pixels or more; None for a drawn cover or without a picture."""
        own = self._faces.get(mark.id)
        source = own if own is not None else self._picture
        if mark.kind is MarkKind.DRAWN or source is None:
            return None
        made = self._crops.get(mark.id)
        if made is None or made.source is not source or made.box != mark.box or made.face.width() < size:
            face = squared(source, size) if own is not None else crop(source, mark.box, size)
            made = self._crops[mark.id] = Crop(source, mark.box, face)
        return made.face

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
