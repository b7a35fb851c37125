"""The keys with Ctrl that mean something anywhere on the review page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from app.ui.room.face_review.view import ReviewView

ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}


def with_control(view: ReviewView, event: QKeyEvent) -> bool:
    """Undo (Z), redo (Y, Shift and Z), zoom (plus, minus, 0 for the whole); False when the key means nothing here."""
    is_again = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    match Qt.Key(event.key()):
        case Qt.Key.Key_Z if not is_again:
            view.undo_asked.emit()
        case Qt.Key.Key_Z | Qt.Key.Key_Y:
            view.redo_asked.emit()
        case key if key in ZOOMS:
            view.canvas.zoom_in_steps(ZOOMS[key])
        case _:
            return False
    return True
