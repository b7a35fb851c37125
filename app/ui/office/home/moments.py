"""Another moment of a video from home: someone whom the search did not find may show there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.words import Words


class MomentBar(QWidget):
    """Earlier, where we are, later. Begins in the middle. `asked` gives the moment, counted from 0."""

    asked = Signal(int)

    def __init__(self, look: Look, moments: int) -> None:
        super().__init__()
        self._moments, self._at = moments, moments // 2
        self.back = IconButton(look, "chevron-left", "Earlier moment", fill="surface")
        self.on = IconButton(look, "chevron-right", "Later moment", fill="surface")
        self.words = Words(look, "", "second", "text", "muted", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addWidget(self.on)
        row.addWidget(self.words, 1)
        self.back.clicked.connect(lambda: self._step(-1))
        self.on.clicked.connect(lambda: self._step(1))
        self._tell()

    def _step(self, way: int) -> None:
        at = min(max(0, self._at + way), self._moments - 1)
        if at != self._at:
            self._at = at
            self._tell()
            self.asked.emit(at)

    def _tell(self) -> None:
        self.words.setText(f"Moment {self._at + 1} of {self._moments}. What you draw stays through the whole video.")
