"""The videos that are being covered, in a sheet: which entry, how far it is, and the way to stop and open it again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.services.later import Later
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import SMALL, ActionButton
from app.ui.widgets.cards import Card, TintCard
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.paint import Box, draw_box, isolated
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

LEAVE = "You can go on working, or lock the tablet. After a log-out it goes on when you are back."
NOTHING = "Nothing is being covered."
STOP = "Stop and open again"
OPEN = "Open it"


class ShareBar(QWidget):
    """How far it is, as a bar under the words."""

    def __init__(self, look: Look, share: float) -> None:
        super().__init__()
        self._look, self._share = look, share
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(120, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, and what is done."""
        painter, track = QPainter(self), QRectF(self.rect())
        draw_box(painter, track, Box("sunk", "edge" if self._look.theme.border_px > 1 else None, 1, 4), self._look)
        done = QRectF(track)
        done.setWidth(max(track.height(), track.width() * self._share))
        if self.isRightToLeft():
            done.moveRight(track.right())
        draw_box(painter, done, Box("primary", None, 0, 4), self._look)


class CoveringSheet(Sheet):
    """Emits the draft that is to be stopped and opened."""

    stop_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget, top_px: int) -> None:
        super().__init__(look, parent, "Videos being covered", top_px, 480)
        self._shown: tuple[Later, ...] | None = None
        self._room = Column()
        self._rows = QVBoxLayout(self._room)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.theme.space["s"])
        self.body.addWidget(scrolled(self._room), 1)
        self.body.addWidget(Words(look, LEAVE, "second", "text", "muted", wrap=True))

    def show_wishes(self, wishes: tuple[Later, ...], minutes_left: Callable[[Later], int | None]) -> None:
        """One card for each; the cards stay while only their shares move by less than a percent."""
        if self._shown is not None and [told(wish) for wish in wishes] == [told(wish) for wish in self._shown]:
            return
        self._shown = wishes
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
        for wish in wishes:
            self._rows.addWidget(self._card(wish, minutes_left(wish)))
        if not wishes:
            self._rows.addWidget(Words(self.look, NOTHING, "body", "text", "muted", wrap=True))
        self._rows.addStretch()

    def _card(self, wish: Later, minutes: int | None) -> QWidget:
        card = TintCard(self.look, Tone.WARN) if wish.needs_you else Card(self.look, padding=16)
        body = card.body
        body.setSpacing(self.look.theme.space["xs"])
        body.addWidget(Words(self.look, isolated(wish.title or "An entry"), "name", "title", wrap=True))
        body.addWidget(Words(self.look, wish.needs_you or progress_words(wish, minutes), "body", "text", "ink", wrap=True))
        if not wish.needs_you:
            body.addWidget(ShareBar(self.look, wish.share))
        button = ActionButton(self.look, OPEN if wish.needs_you else STOP, "pencil" if wish.needs_you else "undo-2", measure=SMALL)
        button.asked.connect(lambda: self.stop_asked.emit(wish.draft_id))
        body.addWidget(button)
        return card


def told(wish: Later) -> tuple[str, int, str, str]:
    """What a person could tell apart of two states of a wish."""
    return wish.draft_id, round(100 * wish.share), wish.sentence, wish.needs_you


def progress_words(wish: Later, minutes: int | None) -> str:
    """ "Video 1 of 2, 40 %. About 3 minutes left."."""
    if wish.share <= 0:
        return f"{wish.sentence}." if not wish.sentence.endswith(".") else wish.sentence
    video = f"Video {wish.clip} of {wish.clips}" if wish.clips > 1 else "Covering the video"
    left = (
        ""
        if minutes is None
        else " Less than a minute left."
        if minutes < 1
        else f" About {minutes} minute{'s' if minutes > 1 else ''} left."
    )
    return f"{video}, {round(100 * wish.share)} %.{left}"
