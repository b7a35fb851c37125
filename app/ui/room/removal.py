"""When the server would take a fifth of the lists off this tablet: it stops and asks, for that may be a fault of the server's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.sync.reports import RemovalQuestion
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Kind
from app.ui.widgets.dialog import Choice, Dialog

AGREE, LATER = "agree", "later"
TEXT = "Children, staff or rooms would no longer be here. What you wrote stays. Until the office says that it is right, nothing is sent."


def ask_about_removal(look: Look, over: QWidget, question: RemovalQuestion, agreed: Callable[[], None], top_px: int) -> Dialog:
    """Open the dialog over a screen; `agreed` is called when the office says that it is right. Nothing of the person's own is touched."""
    dialog = Dialog(
        look,
        over,
        title=f"The server takes {question.removed} of {question.known} off this tablet’s lists",
        text=TEXT,
        icon="circle-help",
        tone=Tone.WARN,
        choices=[
            Choice(LATER, "Leave them here and ask the office", "phone", Kind.PRIMARY),
            Choice(AGREE, "The office says it is right", "check"),
        ],
        wrong_words="Ask me later",
        top_px=top_px,
    )
    dialog.chosen.connect(lambda choice: agreed() if choice == AGREE else None)
    dialog.closed.connect(dialog.deleteLater)
    dialog.open()
    return dialog
