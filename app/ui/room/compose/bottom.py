"""The foot of the writing page: where the draft is, what is missing, and the way on."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.ui.room.compose.screen import ComposeScreen
from app.ui.theme.look import Look
from app.ui.widgets.bars import BottomBar
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.field import IconLabel
from app.ui.widgets.words import Words


class ComposeBottom(BottomBar):
    """What is missing stands beside the button; with large letters everything says it in fewer words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._is_short = False
        self._screen = ComposeScreen()
        self.icon = IconLabel(look, "circle-check", "ok", 24)
        self.saved = Words(look, "", "body", "button", "ok", wrap=True)
        self.line = Words(look, "", "second", "text", "muted", wrap=True)
        self.more = ActionButton(look, "Areas and levels", "shapes")
        self.family = ActionButton(look, "See it as a family", "eye")
        self.hand_in = ActionButton(look, "Hand in", "send", Kind.PRIMARY)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.saved)
        words.addWidget(self.line)
        words.addStretch()
        self.row.addWidget(self.icon)
        self.row.addLayout(words, 1)
        for button in (self.more, self.family, self.hand_in):
            self.row.addWidget(button)

    def shorten(self, short: bool) -> None:
        """Fewer words, or all of them."""
        self._is_short = short
        self.family.set_words("As a family" if short else "See it as a family")
        self.show_screen(self._screen)

    def show_screen(self, screen: ComposeScreen) -> None:
        """Draw the foot of that screen."""
        self._screen = screen
        chosen = sum(area.is_chosen for area in screen.areas)
        more = "Areas" if self._is_short else "Areas and levels"
        self.more.set_words(f"{more} · {chosen}" if chosen else more)
        self.hand_in.set_words(screen.progress or "Hand in", "send")
        self.hand_in.set_missing(screen.hand_in.why)
        self._show_saved(screen, "" if screen.progress else screen.hand_in.why)

    def _show_saved(self, screen: ComposeScreen, missing: str) -> None:
        """The draft line; where the second line has no room, what is missing takes its place."""
        takes_over = bool(missing) and not self.line.isVisibleTo(self)
        tone = "warn" if takes_over else "ok"
        first = f"{missing.split('. ')[0].rstrip('.')}."  # the whole of it stands at the button
        self.saved.setText((first if self._is_short else missing) if takes_over else screen.saved_short if self._is_short else screen.saved)
        self.saved.set_colour(tone)
        self.icon.set_icon("circle-alert" if takes_over else "circle-check", tone)
        self.line.setText(missing or screen.saved_line)
        self.line.set_colour("warn" if missing else "muted")
