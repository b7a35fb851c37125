"""The pairing line: as a QR code, as text that can be copied, and how long it is good."""

from __future__ import annotations

from functools import cache

import segno
from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.office.devices.screen import PairingPart
from app.ui.office.parts.copying import copy_words
from app.ui.office.parts.facts import Notes
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.field import ErrorRow, IconLabel
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

QUIET_MODULES = 4  # white round the code, in modules (ISO/IEC 18004)
QR_PX, LEAST_QR_PX = 300, 200


@cache
def modules_of(line: str) -> tuple[bytes, ...]:
    """The code's rows, 1 = dark. Error correction M: a bright screen in a bright room."""
    return tuple(bytes(row) for row in segno.make_qr(line, error="m").matrix)


class QrCode(QWidget):
    """The code in black on white, whatever the look: a camera reads it."""

    def __init__(self) -> None:
        super().__init__()
        self._line = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Pairing code, to be read by the new device’s camera")

    def show_line(self, line: str) -> None:
        """Draw that line; "" draws nothing."""
        self._line = line
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(QR_PX, QR_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, then every dark module on whole pixels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRoundedRect(QRectF(self.rect()), 14, 14)
        if not self._line:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        rows = modules_of(self._line)
        side = min(self.width(), self.height()) // (len(rows) + 2 * QUIET_MODULES)
        left = (self.width() - side * len(rows)) // 2
        top = (self.height() - side * len(rows)) // 2
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(left + x * side, top + y * side, side, side, QColor("#000000"))


class PairingSheet(Sheet):
    """Ticks each second while a line is shown. `another_asked` wants a new line; closing it forgets the line."""

    another_asked = Signal()
    ticked = Signal()
    copied = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, "", 0, 520)
        self.closes_outside = False  # a tap beside it would lose the line
        self.code = QrCode()
        self.how = Words(
            look, "Start Daybook on the new device and give it this line: scan the code, paste the line, or type it.", "body", wrap=True
        )
        self.line = Words(look, "", "chip", "text", "ink", wrap=True)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.line.setAccessibleName("Pairing line")
        self.left = Words(look, "", "card", "button", "primary", wrap=True)
        self.clock = IconLabel(look, "clock", "primary")
        self.done = Notes(look, Tone.OK, "circle-check")
        self.error = ErrorRow(look)
        self.copy = ActionButton(look, "Copy the line", "copy", Kind.SECONDARY, SMALL)
        self.another = ActionButton(look, "New code", "refresh-cw", Kind.SECONDARY, SMALL)
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self.ticked)
        self.copy.asked.connect(self._copy)
        self.another.asked.connect(self.another_asked)
        self.closed.connect(self.timer.stop)
        self._lay_out()

    def show_part(self, part: PairingPart | None) -> None:
        """Draw it; None closes."""
        if part is None:
            self.code.show_line("")
            self.line.setText("")
            self.shut()
            return
        good = bool(part.left) and not part.is_paired
        self.title.setText(part.title)
        self.setAccessibleName(part.title)
        for widget in (self.code, self.how, self.line, self.copy):
            widget.setVisible(good)
        self.code.show_line(part.line if good else "")
        self.line.setText(spaced(part.line) if good else "")
        self.left.setText("" if part.is_paired else part.left or "This code is over. Make a new one.")
        self.left.set_colour("primary" if part.left else "warn")
        for waiting in (self.left, self.clock, self.another):
            waiting.setVisible(not part.is_paired)
        self.another.kind = Kind.SECONDARY if good else Kind.PRIMARY
        self.another.set_missing(part.busy)
        self.done.show_notes(("It has everything it needs. Close this sheet.",) if part.is_paired else ())
        self.error.set_sentence(part.error)
        if not self.isVisible():
            self.open()
        if not self.timer.isActive() and not part.is_paired:
            self.timer.start()

    def _copy(self) -> None:
        copy_words(self.line.text().replace("\u200b", ""))
        self.copied.emit()

    def _lay_out(self) -> None:
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 8, 8)
        column.setSpacing(12)
        time = QHBoxLayout()
        time.setSpacing(10)
        time.addWidget(self.clock)
        time.addWidget(self.left, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy, 1)
        buttons.addWidget(self.another, 1)
        column.addLayout(time)  # above the code: a low window must show it without scrolling
        column.addWidget(self.how)
        column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.line)
        for part in (self.error, self.done):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolled(inner), 1)
        self.body.addLayout(buttons)


def spaced(line: str) -> str:
    """The line with places where it may wrap inside its long fingerprint; copying takes them out again."""
    return " ".join(
        "\u200b".join(part[at : at + 8] for at in range(0, len(part), 8)) if len(part) == 64 else part for part in line.split(" ")
    )
