"""Facts, numbers, lines to type and boxes to tick, and the one button that goes on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kiosk.flows.pages import FormField, FormPage
from app.ui.kiosk.flows.tiles import NumberButton, heading, say
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.field import Field
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.paint import whole
from app.ui.widgets.pills import Pill
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.tick import TickRow
from app.ui.widgets.words import Words

PICTURE_W, PICTURE_H = 260, 180


class DevicePicture(QWidget):
    """A picture of a tablet alone, whole."""

    def __init__(self, image: QImage, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self.setFixedSize(PICTURE_W, PICTURE_H)
        self.setAccessibleName(f"Picture {number} of the tablet")

    def sizeHint(self) -> QSize:
        """As large as it is."""
        return QSize(PICTURE_W, PICTURE_H)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Never cropped."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(whole(self._image.size(), QRectF(self.rect())), self._image)


class FormView(QWidget):
    """Draws one FormPage; what is typed is told with every letter, so that nothing is lost."""

    picked = Signal(str)
    typed = Signal(str, str)
    ticked = Signal(str, bool)
    went = Signal()
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._page, self._is_tight = look, FormPage(question=""), False
        self.fields: dict[str, Field] = {}
        self.ticks: dict[str, TickRow] = {}
        self.numbers: dict[str, NumberButton] = {}
        self.question, self.second = heading(look)
        self._text = Words(look, "", "writing", "text", wrap=True)
        self._column = QWidget()
        self.photo = ActionButton(look, "", "camera", Kind.SECONDARY)
        self.go = ActionButton(look, "", "check", Kind.PRIMARY)
        self._below = ActionButton(look, "", "", Kind.SECONDARY)
        self._why = Words(look, "", "second", "text", "muted", wrap=True)
        self._lay_out()
        self.go.asked.connect(self.went)
        self.go.refused.connect(self.refused)
        self.photo.asked.connect(lambda: self.picked.emit("photo"))
        self._below.asked.connect(lambda: self.picked.emit(self._page.below[0].name))

    def show_page(self, page: FormPage) -> None:
        """Draw it; lines that stay keep the cursor."""
        is_new = shape_of(page) != shape_of(self._page)
        self._page = page
        say(self.question, page.question)
        say(self.second, page.second if not self._is_tight or not page.numbers else "")
        say(self._text, page.text)
        if is_new:
            self._build(page)
        for field in page.fields:
            self.fields[field.name].set_text(field.text)
            self.fields[field.name].set_error(field.error)
        for tick in page.ticks:
            self.ticks[tick.name].setChecked(tick.is_chosen)
        for number in page.numbers:
            self.numbers[number.name].show_tile(number)
        self._show_foot(page)

    def set_tight(self, tight: bool) -> None:
        """A low window: where there is a dock to choose from, the second line goes."""
        self._is_tight = tight
        say(self.second, self._page.second if not tight or not self._page.numbers else "")

    def first_focus(self) -> None:
        """The first line to type, else the button."""
        first = next(iter(self.fields.values()), None)
        (first or self.go).setFocus()

    def _show_foot(self, page: FormPage) -> None:
        self.photo.set_words(page.photo)
        self.photo.setVisible(bool(page.photo))
        self.go.set_words(page.go, page.go_icon)
        self.go.set_missing(page.missing)
        self.go.setVisible(bool(page.go))
        say(self._why, page.missing)
        self._below.setVisible(bool(page.below))
        if page.below:
            self._below.set_words(page.below[0].words, page.below[0].icon)

    def _build(self, page: FormPage) -> None:
        """New parts for a page of another shape."""
        old = self._column
        self._column, self.fields, self.ticks, self.numbers = QWidget(), {}, {}, {}
        lines = QVBoxLayout(self._column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(14)
        self._add_facts(page, lines)
        self._add_row(lines, [DevicePicture(image, at + 1) for at, image in enumerate(page.pictures)])
        self.numbers = {tile.name: self._number() for tile in page.numbers}
        self._add_row(lines, list(self.numbers.values()))
        for field in page.fields:
            self._add_field(field, lines)
        self.ticks = {tile.name: self._tick(tile.name, tile.words) for tile in page.ticks}
        self._add_row(lines, list(self.ticks.values()))
        self._holder.replaceWidget(old, self._column)
        old.hide()
        old.deleteLater()

    def _add_facts(self, page: FormPage, lines: QVBoxLayout) -> None:
        if not page.facts:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (label, words) in enumerate(page.facts):
            grid.addWidget(Words(self._look, label, "body", "text", "muted", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Words(self._look, words, "body", "button", wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnMinimumWidth(0, self._look.theme.scaled(220))
        lines.addLayout(grid)

    def _add_field(self, field: FormField, lines: QVBoxLayout) -> None:
        line = Field(self._look, field.label, placeholder=field.placeholder)
        line.editor.setMaxLength(300)
        line.changed.connect(partial(self.typed.emit, field.name))
        line.entered.connect(self.go.click)
        self.fields[field.name] = line
        lines.addWidget(line)
        quick = []
        for words in field.quick:
            pill = Pill(self._look, words)
            pill.clicked.connect(partial(self._fill, field.name, words))
            quick.append(pill)
        self._add_row(lines, quick)

    def _fill(self, name: str, words: str) -> None:
        self.fields[name].editor.setText(words)

    def _number(self) -> NumberButton:
        button = NumberButton(self._look)
        button.picked.connect(self.picked)
        return button

    def _tick(self, name: str, words: str) -> TickRow:
        row = TickRow(self._look, words)
        row.clicked.connect(lambda: self.ticked.emit(name, row.isChecked()))
        return row

    def _add_row(
        self, lines: QVBoxLayout, parts: list[QWidget] | list[NumberButton] | list[TickRow] | list[DevicePicture] | list[Pill]
    ) -> None:
        if not parts:
            return
        holder = QWidget()
        row = FlowRow(12, holder)
        for part in parts:
            row.addWidget(part)
        lines.addWidget(holder)

    def _lay_out(self) -> None:
        inner = Column()
        self._holder = QVBoxLayout(inner)
        self._holder.setContentsMargins(0, 4, 8, 4)
        self._holder.setSpacing(14)
        self._holder.addWidget(self._text)
        self._holder.addWidget(self._column)
        photo = QHBoxLayout()
        photo.addWidget(self.photo)
        photo.addStretch(1)
        self._holder.addLayout(photo)
        self._holder.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self.question)
        lines.addWidget(self.second)
        lines.addSpacing(6)
        lines.addWidget(scrolled(inner), 1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._below)
        foot.addWidget(self._why, 1)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(0)
        foot.addWidget(self.go)
        lines.addLayout(foot)


def shape_of(page: FormPage) -> tuple[object, ...]:
    """What a page is built of: a change of it needs other widgets, a change of words does not."""
    return (
        page.question,
        page.facts,
        tuple(id(picture) for picture in page.pictures),
        tuple(tile.name for tile in page.numbers),
        tuple((field.name, field.label, field.quick) for field in page.fields),
        tuple((tile.name, tile.words) for tile in page.ticks),
    )
