"""The person's menu: lock, PIN, password, how it looks, log out. It opens from the initials on the person's button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import TEXT_SIZES, ThemeName
from app.ui.widgets.buttons import MAIN, SMALL, ActionButton, Kind, Measure
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.paint import isolated
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.words import Words

LOOKS = ((ThemeName.LIGHT, "Light"), (ThemeName.DARK, "Dark"), (ThemeName.CONTRAST, "Contrast"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuScreen:
    """Who it is, whether a PIN opens the tablet today, how many things wait to be sent and how many were written just now."""

    name: str
    has_pin: bool
    waiting: int
    written: int


class PersonMenu(Sheet):
    """Emits wishes; every one but the looks closes it first."""

    not_me_asked = Signal()
    pin_asked = Signal()
    password_asked = Signal()
    written_asked = Signal()
    log_out_asked = Signal()

    def __init__(self, look: Look, parent: QWidget, screen: MenuScreen, top_px: int = 0) -> None:
        super().__init__(look, parent, isolated(screen.name), top_px)
        column = QWidget()
        column.setObjectName("scrolled")
        self._lines = QVBoxLayout(column)
        self._lines.setContentsMargins(2, 2, 8, 2)
        self._lines.setSpacing(look.theme.space["s"])
        self.not_me = self._button("Not me? Lock it now", "lock", self.not_me_asked, Kind.PRIMARY, MAIN)
        self.written = self._button("What was written just now", "notebook-pen", self.written_asked)
        self.pin = self._button("Choose another PIN for today", "key-round", self.pin_asked)
        self.password = self._button("Change my password", "user-check", self.password_asked)
        for button in (self.not_me, self.pin, self.password, self.written):
            self._lines.addWidget(button)
        self.written.setVisible(screen.written > 0)
        self.pin.setVisible(screen.has_pin)
        self._add_looks(look)
        self._lines.addStretch(1)
        self.log_out = self._button("Log out", "log-out", self.log_out_asked, Kind.TINT, MAIN)
        self.body.addWidget(scrolled(column), 1)
        self.body.addWidget(Words(look, waiting_words(screen.waiting), "helper", "text", "muted", wrap=True))
        self.body.addWidget(self.log_out)

    def _button(
        self, words: str, icon: str, wish: SignalInstance, kind: Kind = Kind.SECONDARY, measure: Measure = SMALL
    ) -> ActionButton:  # fmt: skip
        button = ActionButton(self.look, words, icon, kind, measure)
        button.asked.connect(self.shut)
        button.asked.connect(wish)
        return button

    def _add_looks(self, look: Look) -> None:
        self.sizes = Tabs(look, [f"{size} %" for size in TEXT_SIZES])
        self.sizes.set_current(TEXT_SIZES.index(look.theme.text_percent) if look.theme.text_percent in TEXT_SIZES else 0)
        self.sizes.chosen.connect(lambda at: look.choose(look.theme.name, TEXT_SIZES[at]))
        self.looks = Tabs(look, [words for _, words in LOOKS])
        self.looks.set_current([name for name, _ in LOOKS].index(look.theme.name))
        self.looks.chosen.connect(lambda at: look.choose(LOOKS[at][0]))
        for title, tabs in (("Size of the letters", self.sizes), ("Colours", self.looks)):
            self._lines.addWidget(Words(look, title, "body", "button"))
            self._lines.addWidget(tabs)


def waiting_words(waiting: int) -> str:
    """What becomes of things that were not sent yet."""
    if not waiting:
        return "Everything is sent."
    things = "1 thing waits" if waiting == 1 else f"{waiting} things wait"
    return f"{things} to be sent. Nothing is lost when you log out: what is not sent within ten minutes goes at the next log-in."
