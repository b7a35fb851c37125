"""The sync panel as a sheet: the headline with "Try now", the things, and why the tablet was offline."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.room.sync_panel.screen import NoteLine, SyncLine, SyncScreen
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.cards import Card
from app.ui.widgets.field import IconLabel
from app.ui.widgets.overlays import SCRIM, Sheet
from app.ui.widgets.paint import Box, centred, draw_box
from app.ui.widgets.portrait import draw_portrait
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

WIDTH = 720
FACE_PX = 44
END_PX = 76  # as wide as the button of a row that needs somebody, so that all words begin in one line


class ToneDisc(QWidget):
    """A soft disc with an icon."""

    def __init__(self, look: Look, size: int) -> None:
        super().__init__()
        self._look, self._icon, self._tone = look, "hard-drive", Tone.QUIET
        self.setFixedSize(size, size)

    def show_sign(self, icon: str, tone: Tone) -> None:
        """Show that icon in that tone."""
        self._icon, self._tone = icon, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and icon."""
        painter, rect = QPainter(self), QRectF(self.rect())
        draw_box(painter, rect, Box("sunk" if self._tone is Tone.QUIET else f"{self._tone.value}-soft", None, 0, 26), self._look)
        draw_icon(painter, centred(rect, 24, 24), self._icon, self._look.theme.tone(self._tone))


class ThingFace(QWidget):
    """The child's portrait, or a group for several."""

    def __init__(self, look: Look, avatar: int | None) -> None:
        super().__init__()
        self._look, self._avatar = look, avatar
        self.setFixedSize(FACE_PX, FACE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Portrait or group."""
        painter, rect = QPainter(self), QRectF(self.rect())
        if self._avatar is not None:
            draw_portrait(painter, rect, self._avatar)
            return
        draw_box(painter, rect, Box("primary-soft", None, 0, FACE_PX / 2), self._look)
        draw_icon(painter, centred(rect, 22, 22), "users", self._look.theme.colours["primary"])


class ProgressBar(QWidget):
    """How much of the batch is done; its words stand above it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._share = look, 0.0
        self.setFixedHeight(12)

    def show_share(self, share: float | None) -> None:
        """Show that share, or nothing."""
        self.setVisible(share is not None)
        self._share = share or 0.0
        self.setAccessibleName(f"{round(self._share * 100)} per cent sent")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and bar; a beginning shows at once."""
        painter, rect = QPainter(self), QRectF(self.rect())
        draw_box(painter, rect, Box("line", None, 0, 6), self._look)
        width = max(12.0, rect.width() * self._share)
        left = rect.right() - width if self.isRightToLeft() else rect.left()
        draw_box(painter, QRectF(left, rect.top(), width, rect.height()), Box("info", None, 0, 6), self._look)


class ThingRow(QWidget):
    """One thing: whose, what, where it is. Needs-you rows are tinted and have a button."""

    look_asked = Signal(str)

    def __init__(self, look: Look, line: SyncLine) -> None:
        super().__init__()
        self._look, self._line = look, line
        self.setAccessibleName(f"{line.names}, {line.what}, {line.look.first} {line.look.second or line.detail}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(ThingFace(look, line.avatar), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(two_lines(look, line.names, line.what), 5)
        tone = line.look.tone.value if line.look.tone else "ink"
        row.addWidget(IconLabel(look, line.look.icon, "muted" if tone == "ink" else tone, 24))
        row.addLayout(two_lines(look, line.look.first, line.detail or line.look.second, tone), 5)
        if line.needs_you:
            self.button = ActionButton(look, "Look", measure=SMALL)
            self.button.setAccessibleName(f"Look at {line.names}")
            self.button.asked.connect(lambda: self.look_asked.emit(line.id))
            row.addWidget(self.button)
        else:
            when = Words(look, line.when, "second", "text", "muted")
            when.setMinimumWidth(look.theme.scaled(END_PX))
            when.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(when)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint of a row that needs somebody."""
        if self._line.needs_you:
            draw_box(QPainter(self), QRectF(self.rect()), Box("warn-soft", None, 0, 14), self._look)


class SyncSheet(Sheet):
    """Emits "Try now" and "Look"; closing is the sheet's own."""

    try_asked = Signal()
    look_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget, top_px: int) -> None:
        super().__init__(look, parent, "On this tablet", top_px, WIDTH)
        self._drawn = SyncScreen()
        self.sign, self.bar = ToneDisc(look, 52), ProgressBar(look)
        self.headline = Words(look, "", "card", "title", wrap=True)
        self.line = Words(look, "", "second", "text", "muted", wrap=True)
        self.try_now = ActionButton(look, "Try now", "refresh-cw", Kind.TINT, SMALL)
        self.try_now.asked.connect(self.try_asked)
        self.things, self.notes = Card(look, padding=8), Card(look, padding=16)
        self._rows: list[ThingRow] = []
        inner = Column()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        for part in (self._head(look), self.things, self.notes):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.things.body.setSpacing(0)
        self.body.addWidget(scrolled(inner), 1)

    @property
    def rows(self) -> tuple[ThingRow, ...]:
        """The things that are shown, in order."""
        return tuple(self._rows)

    @property
    def drawn(self) -> SyncScreen:
        """What is drawn now."""
        return self._drawn

    def show_screen(self, screen: SyncScreen) -> None:
        """Draw everything that `screen` says."""
        self._drawn = screen
        self.sign.show_sign(screen.icon, screen.tone)
        self.headline.setText(screen.headline)
        self.line.setText(screen.message or screen.line)
        self.bar.show_share(screen.share)
        self.try_now.set_missing("It is being tried." if screen.is_trying else "")
        self._show_things(screen.lines)
        self._show_notes(screen.notes)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper instead of white: the cards on it are the surface."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), SCRIM)
        draw_box(painter, QRectF(self.panel_rect()), Box("bg", "line", 1, self.look.theme.radius["sheet"], 2), self.look)

    def _head(self, look: Look) -> Card:
        card = Card(look, padding=16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.headline)
        words.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.sign)
        row.addLayout(words, 1)
        row.addWidget(self.try_now)
        card.body.addLayout(row)
        card.body.addWidget(self.bar)
        return card

    def _show_things(self, lines: tuple[SyncLine, ...]) -> None:
        empty(self.things.body)
        self._rows = []
        for index, line in enumerate(lines):
            if index and not line.needs_you:
                self.things.body.addWidget(Divider(self.look))
            row = ThingRow(self.look, line)
            row.look_asked.connect(self.look_asked)
            self._rows.append(row)
            self.things.body.addWidget(row)
            row.show()  # at once: the layout would wait a turn, and the card would stand empty
        if not lines:
            nothing = Words(self.look, "What you write and photograph shows up here, with where it is.", "body", "text", "muted", wrap=True)
            nothing.setContentsMargins(12, 12, 12, 12)
            self.things.body.addWidget(nothing)

    def _show_notes(self, notes: tuple[NoteLine, ...]) -> None:
        empty(self.notes.body)
        self.notes.setVisible(bool(notes))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(self.look, "cloud-off", "warn", 24))
        head.addWidget(Words(self.look, "Why was I offline?", "name", "button"), 1)
        self.notes.body.addLayout(head)
        grid = QGridLayout()
        grid.setContentsMargins(36, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(1, 1)
        for row, note in enumerate(notes):
            grid.addWidget(Words(self.look, note.when, "second", "button", "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(self.look, note.sentence, "second", wrap=True), row, 1)
        self.notes.body.addLayout(grid)


class Divider(QWidget):
    """A line from the words on, as wide as the card."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One pixel, two in high contrast."""
        return QSize(10, self._look.theme.border_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line."""
        shift = 12 + FACE_PX + 12
        rect = self.rect().adjusted(12, 0, -shift, 0) if self.isRightToLeft() else self.rect().adjusted(shift, 0, -12, 0)
        QPainter(self).fillRect(rect, self._look.colour("line"))


def two_lines(look: Look, first: str, second: str, tone: str = "ink") -> QVBoxLayout:
    """A title and a second line; the second line of a toned word has its tone."""
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch()
    lines = [Words(look, first, "body", "button", tone, wrap=True)]
    if second:
        lines.append(Words(look, second, "second", "text", "muted" if tone == "ink" else tone, wrap=True))
    for words in lines:
        policy = words.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # the columns share the row alike, whatever the words are
        words.setSizePolicy(policy)
        column.addWidget(words)
    column.addStretch()
    return column


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of the layout, sub-layouts too."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            while (part := inner.takeAt(0)) is not None:
                if (piece := part.widget()) is not None:
                    piece.hide()
                    piece.deleteLater()
