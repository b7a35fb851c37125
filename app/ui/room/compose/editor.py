"""The text of an entry: large, plain, with hints underlined in place; a word is exchanged without losing the cursor or the undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from app.ui.room.compose.phrases import piece
from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST
from domain.language import Hint, HintKind

LINE_PERCENT = 132  # of the font's own 1.36: LOOK's 1.8 for written text


class WritingEdit(QTextEdit):
    """Emits `typed` with the whole text and `cursor_at` with the character that the cursor stands before.

    `grows_to`: a short field is as high as its words, up to so many lines; 0 = it takes the room that there is, and scrolls.
    """

    typed = Signal(str)
    cursor_at = Signal(int)

    def __init__(self, look: Look, name: str, placeholder: str, *, role: str = "writing", grows_to: int = 0) -> None:
        super().__init__()
        self._look, self._role, self._grows_to = look, role, grows_to
        self._hints: tuple[Hint, ...] = ()
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)  # Tab goes on to the next control: nobody indents an observation
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._changed)
        if grows_to:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.document().documentLayout().documentSizeChanged.connect(lambda _: self._grow())
        self.cursorPositionChanged.connect(lambda: self.cursor_at.emit(self.textCursor().position()))
        look.changed.connect(self._dress)
        self._dress()

    def set_text(self, text: str) -> None:
        """Show that text. What is the same at both ends stays untouched, and so do cursor and undo."""
        now = self.toPlainText()
        if text == now:
            return
        start = shared_start(now, text)
        end = min(shared_start(now[::-1], text[::-1]), min(len(now), len(text)) - start)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(len(now) - end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])

    def insert_phrase(self, phrase: str) -> None:
        """Put a quick phrase in at the cursor."""
        cursor, text = self.textCursor(), self.toPlainText()
        made = piece(text[: cursor.selectionStart()], text[cursor.selectionEnd() :], phrase)
        start = cursor.selectionStart()
        cursor.insertText(made.text)
        cursor.setPosition(start + made.cursor - made.marked)
        cursor.setPosition(start + made.cursor, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Underline those places: a wave for a tense, a line for a name, both on a soft fill."""
        self._hints = tuple(hints)
        self.setExtraSelections([self._selection(hint) for hint in hints if hint.end <= len(self.toPlainText())])

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(400, self._look.theme.size(self._role) * 6)

    def minimumSizeHint(self) -> QSize:
        """One line and a half."""
        return QSize(160, self._look.theme.size(self._role) * 3)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only."""
        self.insertPlainText(source.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A text that is only read leaves the keys to the page."""
        if self.isReadOnly() and event.text() and not event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _selection(self, hint: Hint) -> QTextEdit.ExtraSelection:
        selection, form = QTextEdit.ExtraSelection(), QTextCharFormat()
        is_tense = hint.kind is HintKind.PAST_TENSE
        form.setBackground(self._look.colour("warn-soft"))
        form.setUnderlineColor(self._look.colour("warn"))
        wave, line = QTextCharFormat.UnderlineStyle.WaveUnderline, QTextCharFormat.UnderlineStyle.SingleUnderline
        form.setUnderlineStyle(wave if is_tense else line)
        cursor = QTextCursor(self.document())
        cursor.setPosition(hint.start)
        cursor.setPosition(hint.end, QTextCursor.MoveMode.KeepAnchor)
        # PySide6's stubs do not know the two public fields of this C++ struct.
        setattr(selection, "cursor", cursor)  # noqa: B010
        setattr(selection, "format", form)  # noqa: B010
        return selection

    def _grow(self) -> None:
        """As high as the words, from a target's height on; a single line stands in the middle of it."""
        line = self.fontMetrics().lineSpacing()
        words = round(min(max(self.document().size().height(), line), self._grows_to * line)) + 2
        air = max(0, (LEAST - words) // 2)
        self.setViewportMargins(0, air, 0, air)
        self.setFixedHeight(max(LEAST, words))

    def _changed(self) -> None:
        self._space_lines()
        self.typed.emit(self.toPlainText())

    def _space_lines(self) -> None:
        """Give a new paragraph the line height of the others; pasted text has none."""
        if self._role != "writing":
            return
        block = self.document().begin()
        while block.isValid():
            if round(block.blockFormat().lineHeight()) != LINE_PERCENT:
                form = QTextBlockFormat()
                form.setLineHeight(float(LINE_PERCENT), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
                blocked = self.blockSignals(True)
                QTextCursor(block).mergeBlockFormat(form)
                self.blockSignals(blocked)
            block = block.next()

    def _dress(self) -> None:
        font = self._look.font(self._role)
        font.setWeight(QFont.Weight.Medium)
        self.setFont(font)
        self._space_lines()
        self.show_hints(self._hints)
        if self._grows_to:
            self._grow()


def shared_start(one: str, other: str) -> int:
    """How many characters both texts have in common at their start."""
    for index, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return index
    return min(len(one), len(other))
