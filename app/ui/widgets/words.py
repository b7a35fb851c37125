"""A label that follows the look: type role, weight and colour token instead of font and colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme.look import Look


class Words(QLabel):
    """Plain text, never rich: what a person typed is never read as mark-up."""

    def __init__(
        self, look: Look, text: str = "", role: str = "body", weight: str = "text", colour: str = "ink", *, wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look, self._role, self._weight, self._colour = look, role, weight, colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setText(text)
        self._dress()
        look.changed.connect(self._dress)

    def set_colour(self, colour: str) -> None:
        """Change the colour token."""
        self._colour = colour
        self._dress()

    def set_role(self, role: str, weight: str | None = None) -> None:
        """Change the type role, and the weight when one is given."""
        self._role, self._weight = role, weight or self._weight
        self._dress()

    def _dress(self) -> None:
        self.setFont(self._look.font(self._role, self._weight))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(self._colour))
        self.setPalette(palette)
