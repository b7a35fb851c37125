"""The bottom bar of home: the actions at the start, for whom at the end; or what was begun and not finished."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.room.home.screen import ChoiceLine, HomeScreen
from app.ui.theme.look import Look
from app.ui.widgets.bars import BottomBar
from app.ui.widgets.buttons import ActionButton, IconButton, Kind
from app.ui.widgets.paint import Box, draw_box, text_width
from app.ui.widgets.portrait import draw_portrait
from app.ui.widgets.words import Words

PORTRAIT_PX, PAD, GAP, CLOSE_PX, HEIGHT = 44, 14, 12, 52, 64


class ActionBar(BottomBar):
    """Take photo, Observation, Snapshot; then the choice chip, the drafts button, or the hint that a child is missing."""

    cleared = Signal()
    drafts_asked = Signal()
    draft_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.photo_button = ActionButton(look, "Take photo", "camera", Kind.PRIMARY)
        self.observation_button = ActionButton(look, "Observation", "notebook-pen")
        self.snapshot_button = ActionButton(look, "Snapshot", "smile")
        self.hint = Words(look, "", "helper", "text", "muted", wrap=True)
        self.drafts_button = ActionButton(look, "", "pencil", Kind.TINT)
        self.choice = ChoiceChip(look)
        self._draft_ids: tuple[str, ...] = ()
        for button in (self.photo_button, self.observation_button, self.snapshot_button):
            self.row.addWidget(button)
        self.row.addStretch(1)
        for part in (self.hint, self.drafts_button, self.choice):
            self.row.addWidget(part)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.choice.close_button.clicked.connect(self.cleared)
        self.drafts_button.asked.connect(self._open_drafts)

    def show_choice(self, screen: HomeScreen) -> None:
        """Show for whom, what was begun, or what is missing."""
        for button in (self.photo_button, self.observation_button, self.snapshot_button):
            button.set_missing(screen.missing)
        self._draft_ids = tuple(draft.id for draft in screen.drafts)
        self.choice.setVisible(screen.choice is not None)
        if screen.choice is not None:
            self.choice.show_line(screen.choice)
        begun = len(screen.drafts)
        self.drafts_button.setVisible(begun > 0 and screen.choice is None)
        self.drafts_button.set_words("Go on writing" if begun == 1 else f"{begun} to finish")
        self.hint.setWordWrap(len(screen.missing) > len("Tap a child first."))
        self.hint.setText(screen.missing)
        self._fit_hint()

    def set_compact(self, compact: bool) -> None:
        """Shorter words on the small tablet."""
        self.choice.set_compact(compact or self._look.theme.text_percent > 100)
        self.hint.setMaximumWidth(self._look.theme.scaled(150 if compact else 260))
        super().set_compact(compact)
        self._fit_hint()

    def _fit_hint(self) -> None:
        """Large letters on the small tablet leave no room for both; then a resting button says the sentence when it is tapped."""
        crowded = self._compact and self._look.theme.text_percent > 100 and self.drafts_button.isVisibleTo(self)
        self.hint.setVisible(bool(self.hint.text()) and not crowded)

    def _open_drafts(self) -> None:
        if len(self._draft_ids) == 1:
            self.draft_chosen.emit(self._draft_ids[0])
        else:
            self.drafts_asked.emit()


class ChoiceChip(QWidget):
    """ "For Amelia K.", and × to let go."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._line, self._compact = look, ChoiceLine("", "", "", 0), False
        self.close_button = IconButton(look, "x", "Let go of the choice", parent=self)
        self.close_button.icon_colour = "primary"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_line(self, line: ChoiceLine) -> None:
        """Say for whom."""
        self._line = line
        self.setAccessibleName(line.words)
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """The name alone, without the helper line."""
        self._compact = compact
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Portrait, words, ×."""
        words = text_width(self._look.font("body", "button"), self._words)
        hint = 0.0 if self._compact else text_width(self._look.font("second"), self._line.hint)
        return QSize(round(PAD + PORTRAIT_PX + GAP + max(words, hint) + GAP + CLOSE_PX), self._look.theme.scaled(HEIGHT))

    def resizeEvent(self, event: object) -> None:
        """Keep the × at the end."""
        left = 2 if self.isRightToLeft() else self.width() - CLOSE_PX + 2
        self.close_button.move(left, (self.height() - self.close_button.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Soft box, portrait, two lines."""
        painter = QPainter(self)
        edge = "primary" if self._look.theme.border_px > 1 else None
        draw_box(painter, QRectF(self.rect()), Box("primary-soft", edge, 1, self._look.theme.radius["card"]), self._look)
        rtl = self.isRightToLeft()
        left = self.width() - PAD - PORTRAIT_PX if rtl else PAD
        draw_portrait(painter, QRectF(left, (self.height() - PORTRAIT_PX) / 2, PORTRAIT_PX, PORTRAIT_PX), self._line.seed)
        shift = PAD + PORTRAIT_PX + GAP
        words = QRectF(self.rect()).adjusted(CLOSE_PX, 8, -shift, -8) if rtl else QRectF(self.rect()).adjusted(shift, 8, -CLOSE_PX, -8)
        align = (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(self._look.font("body", "button"))
        painter.setPen(self._look.colour("primary"))
        half = 0.0 if self._compact else words.height() / 2
        painter.drawText(words.adjusted(0, 0, 0, -half), align | Qt.AlignmentFlag.AlignVCenter, self._words)
        if not self._compact:
            painter.setFont(self._look.font("second"))
            painter.setPen(self._look.colour("muted"))
            painter.drawText(words.adjusted(0, half, 0, 0), align | Qt.AlignmentFlag.AlignVCenter, self._line.hint)

    @property
    def _words(self) -> str:
        return self._line.short if self._compact else self._line.words
