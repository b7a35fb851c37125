"""The base of a screen: the page's ground, and no minimum size of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QWidget

from app.ui.theme.look import Look

LEAST = QSize(800, 480)  # px; below the smallest tablet, so that a screen fits itself instead of stretching the window


class Page(QWidget):
    """A screen. Call `settle` once with its outermost layout."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def settle(self, layout: QLayout) -> None:
        """Fill the window with that layout, whatever its parts would like."""
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        """Small: the screens fold themselves before this matters."""
        return LEAST
