"""The top bar of a work screen: the way back, where we are, the connection, Privacy fault and the person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.bars import FaultButton, PersonButton, TopBar
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.pills import Pill, PillLine

SIGNS = {
    "Online": ("wifi", Tone.OK),
    "Offline": ("cloud-off", Tone.WARN),
    "Sending": ("send", Tone.INFO),
    "Needs": ("circle-alert", Tone.WARN),
}
LARGE_TEXT = 125  # percent
PLAIN_SIGN = ("hard-drive", Tone.QUIET)


def connection_sign(words: str) -> tuple[str, Tone]:
    """Icon and tone for what the connection pill says: its first word decides."""
    return SIGNS.get(words.split(" ")[0], PLAIN_SIGN)


class WorkBar(TopBar):
    """Everything that stands on every work screen; it emits wishes and decides nothing."""

    back_asked = Signal()
    connection_asked = Signal()
    fault_asked = Signal()
    not_me_asked = Signal()
    covering_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._is_tight = False
        self._covering: PillLine | None = None
        self._connection = "Online"
        super().__init__(look, parent)
        self.back = IconButton(look, "chevron-left", "Back", fill="bg")
        self.connection = Pill(look, "Online", "wifi", Tone.OK)
        self.covering = Pill(look, "", "video", Tone.INFO, parent=self)
        self.covering.hide()
        self.fault = FaultButton(look)
        self.person = PersonButton(look)
        self.row.insertWidget(0, self.back)
        for part in (self.covering, self.connection, self.fault, self.person):
            self.row.addWidget(part)
        self.back.clicked.connect(self.back_asked)
        self.covering.clicked.connect(self.covering_asked)
        self.connection.clicked.connect(self.connection_asked)
        self.fault.asked.connect(self.fault_asked)
        self.person.clicked.connect(self.not_me_asked)

    def set_compact(self, compact: bool) -> None:
        """Large letters: the titles shrink to what the pills leave, may take two lines, and on a small tablet the second one goes."""
        super().set_compact(compact)
        is_large = self._look.theme.text_percent > LARGE_TEXT
        self._is_tight = compact and is_large
        for words in (self.title, self.second):
            words.setWordWrap(is_large)
        self.row.setStretchFactor(self.titles, 9 if is_large else 0)  # words that may wrap ask for less than they need
        if is_large:
            self.title.set_role("helper" if compact else "card")
        self.second.set_role("chip" if is_large else "second")
        self.show_covering(self._covering)
        self.set_titles(self.title.text(), self.second.text())

    def set_titles(self, title: str, second: str = "") -> None:
        """Where we are, and when."""
        super().set_titles(title, second)
        self.second.setVisible(bool(second) and not self._is_tight and self._has_room())

    def set_connection(self, words: str) -> None:
        """What the connection pill says, as `Sending.pill` puts it."""
        self._connection = words
        self._show_connection()

    def _show_connection(self) -> None:
        """Beside the capsule the sign alone tells the network where there is no room for the word."""
        icon, tone = connection_sign(self._connection)
        self.connection.set_words(self._connection, icon, tone)
        if not self._has_room():
            self.connection.set_words(self._connection.split(" · ")[-1], icon, tone)

    def show_covering(self, line: PillLine | None) -> None:
        """How far a video is that is being covered; nothing while there is none. Where the bar is short, so are the words."""
        self._covering = line
        self.covering.setVisible(line is not None)
        if line is not None:
            self.covering.set_words(line.words, line.icon, line.tone)
            if not self._has_room():
                self.covering.set_words(line.short, line.icon, line.tone)
                self.covering.setAccessibleName(f"{line.short} {line.words}")
        self._show_connection()
        self.second.setVisible(bool(self.second.text()) and not self._is_tight and self._has_room())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long words or short ones, for the new width."""
        super().resizeEvent(event)
        if self._covering is not None:
            self.show_covering(self._covering)

    def _has_room(self) -> bool:
        """Whether the titles fit beside everything that stands in the bar; without the capsule they always do."""
        if self._covering is None:
            return True
        others = (self.back, self.covering, self.connection, self.fault, self.person)
        gaps = (len(others) + 1) * self.row.spacing() + self.row.contentsMargins().left() + self.row.contentsMargins().right()
        return self.title_width() + sum(part.sizeHint().width() for part in others) + gaps <= self.width()

    def set_person(self, first_name: str, last_name: str) -> None:
        """Who is logged in."""
        self.person.set_person(first_name, last_name)
