"""The sheet of the moderation page's keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.office.key_button import KeyCaps
from app.ui.theme.look import Look
from app.ui.widgets.overlays import Sheet

WIDE_PX = 460
KEYS = (
    (("A",), "Approve"),
    (("R",), "Return to the author, with the note"),
    (("Del",), "Remove, with a reason"),
    (("J", "K"), "Next and previous entry"),
    (("P",), "Play a video, or stop it"),
    (("M",), "Mute a video, or let it be heard"),
    (("+", "-"), "Louder and softer"),
    (("W",), "Say who is in pictures from home"),
    (("Z",), "Undo, for eight seconds"),
    (("/",), "Find an entry"),
    (("?",), "These keys"),
    (("1", "9"), "To the section with that number, also with Ctrl"),
    (("F5",), "Ask the server anew"),
)


class KeysSheet(Sheet):
    """Every key, with what it does."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, "Keys", 0, WIDE_PX)
        for keys, words in KEYS:
            self.body.addWidget(KeyCaps(look, keys, words))
        self.body.addStretch(1)
