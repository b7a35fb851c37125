"""The camera of the kiosk: the tablet alone, taken from above."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kiosk.flows.pages import CameraPage
from app.ui.kiosk.flows.tiles import heading, say
from app.ui.room.camera_screen.live import LivePicture
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.words import Words

RAIL_PX = 320
TAKING = "Looking whether anybody is in it…"


class CameraPageView(QWidget):
    """Draws one CameraPage; frames go straight to `live`."""

    picked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.live = LivePicture(look)
        self.question, self.second = heading(look)
        self._busy = Words(look, "", "body", "button", "info", wrap=True)
        self.shutter = ActionButton(look, "Take the photo", "camera", Kind.PRIMARY)
        self.without = ActionButton(look, "Without a photo", "camera-off")
        self.shutter.asked.connect(lambda: self.picked.emit("shoot"))
        self.without.asked.connect(lambda: self.picked.emit("away"))
        self.live.problem.write_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self.live, 1)
        rail = QWidget()
        rail.setFixedWidth(look.theme.scaled(RAIL_PX))
        lines = QVBoxLayout(rail)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        for part in (self.question, self.second, self._busy):
            lines.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        lines.addStretch(1)
        for button in (self.shutter, self.without):
            lines.addWidget(button)
        row.addWidget(rail)

    def show_page(self, page: CameraPage) -> None:
        """Draw what stands beside the picture."""
        say(self.question, page.question)
        say(self.second, page.second)
        say(self._busy, TAKING if page.is_taking else "")
        self.live.show_problem(page.problem)
        self.shutter.set_missing(page.problem or (TAKING if page.is_taking else ""))

    def first_focus(self) -> None:
        """The shutter."""
        self.shutter.setFocus()
