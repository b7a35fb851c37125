"""The faces of a video in order of appearance, one for each track: a tap asks about one, or gathers several of the same child."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from app.ui.room.clip_review.screen import ClipScreen
from app.ui.room.face_review.face_button import FACE_PX, FaceButton
from app.ui.room.face_review.face_row import FaceRow
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.look import Look
from domain.ids import RegionId


class ClipStrip(FaceRow):
    """The faces of a video."""

    face_tapped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, 320)
        self._screen = ClipScreen()
        self._pixmaps: dict[RegionId, tuple[QImage, QPixmap]] = {}

    def show_screen(self, screen: ClipScreen) -> None:
        """Show the faces of that screen; the strip moves only when the chosen one would be out of sight."""
        turned = screen.review.chosen != self._chosen
        self._screen, self._marks, self._chosen = screen, screen.review.marks, screen.review.chosen
        if turned:
            self._bring(self._chosen)
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

    def _show(self, button: FaceButton, mark: FaceMark) -> None:
        screen = self._screen
        is_chosen = not screen.is_several and mark.id == self._chosen
        button.show_mark(mark, self.face_of(mark), is_chosen=is_chosen, is_picked=mark.id in screen.picks)

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
