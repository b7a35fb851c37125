"""The sheet of a returned entry: the office's reason first, then the words, and one way on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.room.compose.editor import WritingEdit
from app.ui.room.compose.hint_card import HintBox
from app.ui.room.returned.screen import ReturnedScreen
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.cards import TintCard
from app.ui.widgets.field import ErrorRow, FieldBox, IconLabel
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.words import Words

WIDTH = 720
TEXT_PX, STEP_PX = 126, 58  # px; the box of the text at its least, so that an empty one is still a place to write
MOST_LINES = 400  # more than the longest text: the sheet scrolls, never a field within it


class Column(QWidget):
    """What is scrolled: as high as its words are at its width. By itself Qt would ask for what they need in a narrow place."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")

    def minimumSizeHint(self) -> QSize:
        """The width of the widest part."""
        layout = self.layout()
        return QSize(layout.totalMinimumSize().width() if layout is not None else 0, 0)


class ReturnedSheet(Sheet):
    """Emits wishes; the presenter answers with a screen. Closing is the sheet's own."""

    text_typed = Signal(str)
    next_step_typed = Signal(str)
    cursor_moved = Signal(int)
    hint_changed = Signal()
    hint_kept = Signal()
    hand_in_asked = Signal()

    def __init__(self, look: Look, parent: QWidget, top_px: int) -> None:
        super().__init__(look, parent, "The office sent it back", top_px, WIDTH)
        self.about = Words(look, "", "second", "text", "muted", wrap=True)
        self.reason = Words(look, "", "body", wrap=True)
        self.text = WritingEdit(look, "What is happening?", "Write what is happening, as if it is happening now.", grows_to=MOST_LINES)
        self.step = WritingEdit(look, "Next step", "What could come next? May stay empty.", role="body", grows_to=MOST_LINES)
        self.text_box, self.step_box = boxed(look, self.text, TEXT_PX, 10), boxed(look, self.step, STEP_PX, 4)
        self.text_error, self.step_error, self.message = ErrorRow(look), ErrorRow(look), ErrorRow(look)
        self.hint = HintBox(look)
        self.step_label = Words(look, "Next step", "body", "title", "primary")
        self.pictures = Words(look, "", "second", "text", "muted", wrap=True)
        self.hand_in = ActionButton(look, "Hand in again", "send", Kind.PRIMARY)
        self._scroll = self._scrolled()
        for part in (self._scroll, self.message, self.hand_in):
            self.body.addWidget(part)
        self._connect()

    def show_screen(self, screen: ReturnedScreen) -> None:
        """Draw everything that `screen` says."""
        self.about.setText(screen.about)
        self.reason.setText(screen.reason)
        self.pictures.setText(screen.pictures)
        self.pictures.setVisible(bool(screen.pictures))
        self.text.set_text(screen.text)
        self.text.show_hints(screen.hints)
        self.hint.show_card(screen.card)
        self._show_step(screen.next_step)
        for row, box, field in ((self.text_error, self.text_box, "text"), (self.step_error, self.step_box, "next_step")):
            row.set_sentence(screen.errors.get(field, ""))
            box.set_wrong(field in screen.errors)
        self.message.set_sentence(screen.message)
        self._show_progress(screen.progress)

    def go_to(self, field: str) -> None:
        """Bring the field that is not right before the eyes, and the cursor into it."""
        editor, row = (self.step, self.step_error) if field == "next_step" else (self.text, self.text_error)
        editor.setFocus()
        # The row has its place only when the layout has heard of it.
        QTimer.singleShot(0, row, lambda: self._scroll.ensureWidgetVisible(row))

    def _show_step(self, next_step: str | None) -> None:
        for part in (self.step_label, self.step_box):
            part.setVisible(next_step is not None)
        self.step.set_text(next_step or "")

    def _show_progress(self, progress: str) -> None:
        self.hand_in.set_words(progress or "Hand in again", "send")
        self.hand_in.set_missing(progress)
        for editor in (self.text, self.step):
            editor.setReadOnly(bool(progress))

    def _scrolled(self) -> QScrollArea:
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.look.theme.space["xs"])
        question = Words(self.look, "What is happening?", "body", "title", "primary")
        for part in (
            self.about, self._reason_card(), question, self.text_box, self.text_error, self.hint,
            self.step_label, self.step_box, self.step_error, self.pictures,
        ):  # fmt: skip
            column.addWidget(part, 1 if part is self.text_box else 0)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _reason_card(self) -> TintCard:
        card = TintCard(self.look, Tone.WARN, padding=14)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(self.look, "message-square", "warn", 24))
        head.addWidget(Words(self.look, "Why", "body", "button", "warn"), 1)
        card.body.addLayout(head)
        card.body.addWidget(self.reason)
        return card

    def _cursor_moved(self, at: int) -> None:
        """The text first: Qt tells of the cursor before it tells of the letter that moved it, and an old text would undo the letter."""
        self.text_typed.emit(self.text.toPlainText())
        self.cursor_moved.emit(at)

    def _follow(self) -> None:
        """Keep the line that is being written in sight."""
        inner = self._scroll.widget()
        for editor in (self.text, self.step):
            if editor.hasFocus() and inner is not None:
                line = editor.cursorRect()
                at = editor.viewport().mapTo(inner, QPoint(0, line.center().y()))
                self._scroll.ensureVisible(0, at.y(), 0, line.height())

    def _connect(self) -> None:
        self.text.typed.connect(self.text_typed)
        self.step.typed.connect(self.next_step_typed)
        self.text.cursor_at.connect(self._cursor_moved)
        for editor in (self.text, self.step):
            editor.cursor_at.connect(self._follow)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._follow)
        self.hint.change_asked.connect(self.hint_changed)
        self.hint.keep_asked.connect(self.hint_kept)
        self.hand_in.asked.connect(self.hand_in_asked)


def boxed(look: Look, editor: WritingEdit, height: int, inset: int) -> FieldBox:
    """The editor in a field that grows with its words; `inset` is the room above and below them."""
    box = FieldBox(look, editor, height=height, grows=True)
    box.row.setContentsMargins(16, inset, 10, inset)
    box.row.setAlignment(editor, Qt.AlignmentFlag.AlignTop)
    editor.setProperty("ring_radius", 8)
    return box
