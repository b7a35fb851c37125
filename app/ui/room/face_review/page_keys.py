"""The keys that mean something anywhere on a review page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from app.ui.room.face_review.page import PicturePage

STEPS = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}


def heard(page: PicturePage, event: QKeyEvent) -> bool:
    """Leave (Escape), the next face or the one before (Page keys), or what Ctrl means; False when the key means nothing here."""
    key = Qt.Key(event.key())
    if key is Qt.Key.Key_Escape:
        page.step_out()
    elif key in STEPS:
        page.neighbour_asked.emit(STEPS[key])
    else:
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) and heard_with_control(page, event)
    return True


def heard_with_control(page: PicturePage, event: QKeyEvent) -> bool:
    """Undo (Z), redo (Y, Shift and Z), zoom (plus, minus, 0 for the whole)."""
    is_again = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match Qt.Key(event.key()):
        case Qt.Key.Key_Z if not is_again:
            page.undo_asked.emit()
        case Qt.Key.Key_Z | Qt.Key.Key_Y:
            page.redo_asked.emit()
        case key if key in ZOOMS:
            page.canvas.zoom_in_steps(ZOOMS[key])
        case _:
            return False
    return True
