"""The foot of the moderation page: three ways to decide, each with its key, and why one of them rests."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.office.key_button import KeyButton
from app.ui.office.screen import OfficeScreen
from app.ui.theme.look import Look
from app.ui.widgets.bars import BottomBar
from app.ui.widgets.buttons import Kind
from app.ui.widgets.words import Words


class DecisionBar(BottomBar):
    """Shown while there is an entry to decide about. `refused` says why a button rests."""

    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._is_short, self._author = False, ""
        self.remove = KeyButton(look, "Remove", "Del", "trash-2", Kind.DANGER)
        self.why = Words(look, "", "second", "text", "muted", wrap=True)
        self.give_back = KeyButton(look, "Return", "R", "undo-2")
        self.approve = KeyButton(look, "Approve", "A", "check", Kind.PRIMARY)
        for part, share in ((self.remove, 0), (self.why, 1), (self.give_back, 0), (self.approve, 0)):
            self.row.addWidget(part, share)
        for button in (self.approve, self.give_back, self.remove):
            button.refused.connect(self.refused)

    def shorten(self, short: bool) -> None:
        """Large letters in a small window: the author's name stands at the note."""
        self._is_short = short
        self._name_author()

    def show_screen(self, screen: OfficeScreen) -> None:
        """Draw what can be decided on that screen."""
        self.setVisible(screen.subject is not None)
        if screen.subject is None:
            return
        busy = "One moment: the last step is on its way." if screen.is_busy else screen.offline
        why = busy or screen.subject.approve.why
        self._author = screen.subject.author
        self._name_author()
        for button in (self.remove, self.give_back):
            button.set_missing(busy)
        self.approve.set_missing(why)
        self.why.setText(why or "Undo for 8 seconds")
        self.why.set_colour("warn" if why else "muted")

    def _name_author(self) -> None:
        self.give_back.set_words("Return" if self._is_short else f"Return to {self._author}")
