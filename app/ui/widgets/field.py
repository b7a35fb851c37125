"""A field: label above, icon inside, and its error right under it with the red edge; what was typed stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST, ActionButton, Kind, Measure
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.words import Words

FIELD_PX, SEARCH_PX = 62, LEAST
ICON_PX, ICON_INSET, TEXT_GAP = 22, 18, 12
SHOW = Measure(LEAST, 22, "body", 14, 8, "field")


class IconLabel(QLabel):
    """A small icon that follows the look."""

    def __init__(self, look: Look, icon: str, colour: str = "muted", size: int = ICON_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon, self._colour, self._size = look, icon, colour, size
        self.setFixedSize(size, size)
        look.changed.connect(self._draw)
        self._draw()

    def set_icon(self, icon: str, colour: str) -> None:
        """Show another icon or colour."""
        self._icon, self._colour = icon, colour
        self._draw()

    def _draw(self) -> None:
        picture: QPixmap = self._look.pixmap(self._icon, self._look.theme.colours[self._colour], self._size, self.devicePixelRatioF())
        self.setPixmap(picture)


class FieldBox(QWidget):
    """The drawn box around an editor: edge, focus and error. Used by `Field`; other editors may sit in one too."""

    def __init__(
        self, look: Look, editor: QWidget, *, icon: str = "", height: int = FIELD_PX, grows: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._editor, self._height, self._wrong = look, editor, height, False
        vertical = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self._grows = grows
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(ICON_INSET, 0, 6, 0)
        self.row.setSpacing(TEXT_GAP)
        if icon:
            self.row.addWidget(IconLabel(look, icon))
        self.row.addWidget(editor, 1)
        editor.installEventFilter(self)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(editor)
        look.changed.connect(self._measure)
        self._measure()

    def set_wrong(self, wrong: bool) -> None:
        """Show the red edge, or take it away."""
        self._wrong = wrong
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Redraw the edge when the editor gets or loses the focus."""
        if isinstance(event, QFocusEvent):
            self.update()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole box is the target."""
        self._editor.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The edge: info while focused, bad while wrong, plain else."""
        focused = self._editor.hasFocus()
        edge = "info" if focused else "bad" if self._wrong else "edge"
        width = 3 if focused else 2.5 if self._wrong else 1.5
        draw_box(QPainter(self), QRectF(self.rect()), Box("surface", edge, width, self._look.theme.radius["field"]), self._look)

    def _measure(self) -> None:
        height = self._look.theme.scaled(self._height)
        self.setMinimumHeight(height)
        if not self._grows:
            self.setMaximumHeight(height)
        self.update()


class Field(QWidget):
    """Label, box, error. `changed` gives the text as typed; `entered` is the Enter key. `secret` adds Show and hides the letters."""

    changed = Signal(str)
    entered = Signal()

    def __init__(
        self, look: Look, label: str, *, icon: str = "", placeholder: str = "", secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.theme.space["xs"])
        self.label = Words(look, label, "body", "button")
        self.editor = QLineEdit()
        self.editor.setAccessibleName(label)
        self.editor.setPlaceholderText(placeholder)
        self.editor.setFrame(False)
        self.label.setBuddy(self.editor)
        self.box = FieldBox(look, self.editor, icon=icon)
        self._error_row = ErrorRow(look)
        for part in (self.label, self.box, self._error_row):
            layout.addWidget(part)
        self.show_button = ActionButton(look, "Show", "eye", Kind.SECONDARY, SHOW)
        self._prepare_secret(secret)
        self.editor.textChanged.connect(self.changed)
        self.editor.returnPressed.connect(self.entered)
        self.setFocusProxy(self.editor)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """What was typed."""
        return self.editor.text()

    def set_text(self, text: str) -> None:
        """Put a text in without telling it as typed."""
        if text != self.editor.text():
            blocked = self.editor.blockSignals(True)
            self.editor.setText(text)
            self.editor.blockSignals(blocked)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong and what to do; the empty sentence takes it away."""
        self.box.set_wrong(bool(sentence))
        self._error_row.set_sentence(sentence)
        self.editor.setAccessibleDescription(sentence)

    @property
    def error(self) -> str:
        """The sentence shown under the field."""
        return self._error_row.sentence

    def _prepare_secret(self, secret: bool) -> None:
        if not secret:
            self.show_button.hide()
            return
        self.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.editor.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.show_button.asked.connect(self._toggle)
        self.show_button.text_colour = "primary"
        self.show_button.bare = True
        self.box.row.addWidget(self.show_button)

    def _toggle(self) -> None:
        hidden = self.editor.echoMode() == QLineEdit.EchoMode.Password
        self.editor.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.show_button.set_words("Hide" if hidden else "Show", "eye-off" if hidden else "eye")

    def _dress(self) -> None:
        self.editor.setFont(self._look.font("card"))
        palette = self.editor.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._look.colour("muted"))
        self.editor.setPalette(palette)


class ErrorRow(QWidget):
    """Icon and sentence under a field; takes no room while there is nothing to say."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 0)
        row.setSpacing(10)
        self._words = Words(look, "", "body", "button", "bad", wrap=True)
        row.addWidget(IconLabel(look, "circle-alert", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def set_sentence(self, sentence: str) -> None:
        """Show the sentence, or hide the row when it is empty."""
        self.sentence = sentence
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))


class SearchField(FieldBox):
    """The 48 px search box of a bar."""

    changed = Signal(str)

    def __init__(self, look: Look, placeholder: str, parent: QWidget | None = None) -> None:
        self.editor = QLineEdit()
        super().__init__(look, self.editor, icon="search", height=SEARCH_PX, parent=parent)
        self.editor.setPlaceholderText(placeholder)
        self.editor.setAccessibleName(placeholder)
        self.editor.setFrame(False)
        self.editor.setClearButtonEnabled(False)
        self.editor.textChanged.connect(self.changed)
        look.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:
        """As in the picture: 260 wide."""
        return QSize(self._look.theme.scaled(260), self._look.theme.scaled(SEARCH_PX))

    def _dress(self) -> None:
        self.editor.setFont(self._look.font("body"))
