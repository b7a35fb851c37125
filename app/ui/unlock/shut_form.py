"""A tablet that opens for nobody just now: why, and where to take it. Nothing can be typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.unlock.frame import form_column
from app.ui.unlock.screen import Shut
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.overlays import HeadDisc
from app.ui.widgets.words import Words


class ShutForm(QWidget):
    """Title, sentence, and asking the nursery again."""

    again_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.disc = HeadDisc(look, "lock", Tone.WARN)
        self.title = Words(look, "", "greeting", "title", wrap=True)
        self.text = Words(look, "", "card", "text", "muted", wrap=True)
        self.way = Words(look, "", "card", "button", wrap=True)
        self.again = ActionButton(look, "Look again", "refresh-cw", Kind.PRIMARY)
        self.again.asked.connect(self.again_asked)
        gap = look.theme.space
        parts = ((self.disc, gap["l"]), (self.title, gap["xs"]), (self.text, gap["m"]), (self.way, gap["xl"]), (self.again, gap["l"]))
        form_column(look, parts, self)

    def show_shut(self, shut: Shut) -> None:
        """Say why, and what to do."""
        self.title.setText(shut.title)
        self.text.setText(shut.text)
        self.text.setVisible(bool(shut.text))
        self.way.setText(shut.way)

    def set_compact(self, compact: bool) -> None:
        """A smaller title on the small tablet."""
        self.title.set_role("dialog" if compact else "greeting")
