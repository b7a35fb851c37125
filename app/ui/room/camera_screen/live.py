"""The live picture: the whole of it, upright, never cropped, so that nothing is taken that was not seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, Tone, theme
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.field import IconLabel
from app.ui.widgets.paint import Box, centred, draw_box
from app.ui.widgets.words import Words

SHADE_PX = 110  # a dark veil under the controls at the top, so that they stand out from a bright sky


class LivePicture(QWidget):
    """Draws the last frame; says the problem in its place when there is none."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._turn = QImage(), 0
        self.problem = ProblemCard(look, self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Live picture")

    def show_frame(self, image: QImage, turn: int) -> None:
        """Show a frame; `turn` degrees clockwise make it upright."""
        self._image, self._turn = image, turn
        self.update()

    def forget(self) -> None:
        """Let go of the last frame."""
        self.show_frame(QImage(), 0)

    @property
    def has_picture(self) -> bool:
        """Whether a frame is shown."""
        return not self._image.isNull()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong and the way out; the empty sentence takes it away."""
        self.problem.say(sentence)
        self.resizeEvent(None)

    def resizeEvent(self, event: object) -> None:
        """Keep the sentence in the middle."""
        width = min(max(460, self.problem.sizeHint().width()), self.width() - 48)
        height = max(self.problem.sizeHint().height(), self.problem.heightForWidth(width))
        self.problem.setGeometry(centred(QRectF(self.rect()), width, height).toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, letter-boxed, and the veil."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme(ThemeName.DARK).colours["bg"]))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            image = self._image.transformed(QTransform().rotate(self._turn)) if self._turn else self._image
            share = min(self.width() / image.width(), self.height() / image.height())
            painter.drawImage(centred(QRectF(self.rect()), image.width() * share, image.height() * share), image)
        shade = QLinearGradient(0, 0, 0, SHADE_PX)
        shade.setColorAt(0, QColor(20, 25, 29, 170))
        shade.setColorAt(1, QColor(20, 25, 29, 0))
        painter.fillRect(QRectF(0, 0, self.width(), SHADE_PX), shade)


class ProblemCard(QWidget):
    """A white card with one sentence and the way on."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        lines = QVBoxLayout(self)
        lines.setContentsMargins(32, 28, 32, 28)
        lines.setSpacing(16)
        lines.addWidget(IconLabel(look, "camera-off", Tone.BAD.value, 48), 0, Qt.AlignmentFlag.AlignHCenter)
        self._words = Words(look, "", "card", "button", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lines.addWidget(self._words)
        self.write_button = ActionButton(look, "Write without a photo", "notebook-pen")
        lines.addWidget(self.write_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence, or nothing."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card."""
        draw_box(QPainter(self), QRectF(self.rect()), Box("surface", "line", 1, self._look.theme.radius["sheet"]), self._look)
