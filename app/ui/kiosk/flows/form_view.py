"""Facts, numbers, lines to type and boxes to tick, and the one button that goes on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kiosk.flows.pages import FormField, FormPage, Tile
from app.ui.kiosk.flows.text_box import TextBox
from app.ui.kiosk.flows.tiles import NumberButton, TileButton, heading, say
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.field import Field
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.paint import whole
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.tick import TickRow
from app.ui.widgets.words import Words

PICTURE_W, PICTURE_H = 260, 180
LARGE_TEXT = 125  # percent
ALL_PX = 16777215  # Qt: no limit


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
        self.text = TextBox(look)
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
        self._show_question(page)
        self._show_second(page)
        self.text.say(page.text)
        if is_new:
            self._build(page)
            self._share_room()
        for field in page.fields:
            self.fields[field.name].set_text(field.text)
            self.fields[field.name].set_error(field.error)
        for tick in page.ticks:
            self.ticks[tick.name].setChecked(tick.is_chosen)
        for number in page.numbers:
            self.numbers[number.name].show_tile(number)
        self._show_foot(page)

    def set_tight(self, tight: bool) -> None:
        """A low window: where there is a dock to choose from, or a text to sign, the second line goes."""
        self._is_tight = tight
        self._share_room()
        self._show_question(self._page)
        self._show_second(self._page)
        for number in self.numbers.values():
            number.set_tight(tight)

    def first_focus(self) -> None:
        """The first line to type, else the button."""
        first = next(iter(self.fields.values()), None)
        (first or self.go).setFocus()

    def _show_question(self, page: FormPage) -> None:
        """Where letters are large and the window is low the text to sign says itself what it is."""
        is_full = self._is_tight and self._look.theme.text_percent > LARGE_TEXT and bool(page.text and page.fields)
        say(self.question, "" if is_full else page.question)

    def _show_second(self, page: FormPage) -> None:
        is_full = self._is_tight and bool(page.numbers or page.text)
        say(self.second, "" if is_full else page.second)

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
        if field.quick:
            lines.addLayout(self._quick_row(field))

    def _quick_row(self, field: FormField) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for words in field.quick:
            button = TileButton(self._look, is_tall=False)
            button.show_tile(Tile(name=words, words=words))
            button.picked.connect(partial(self._fill, field.name))
            row.addWidget(button)
        return row

    def _fill(self, name: str, words: str) -> None:
        self.fields[name].editor.setText(words)

    def _number(self) -> NumberButton:
        button = NumberButton(self._look)
        button.set_tight(self._is_tight)
        button.picked.connect(self.picked)
        return button

    def _tick(self, name: str, words: str) -> TickRow:
        row = TickRow(self._look, words)
        row.clicked.connect(lambda: self.ticked.emit(name, row.isChecked()))
        return row

    def _add_row(self, lines: QVBoxLayout, parts: list[QWidget] | list[NumberButton] | list[TickRow] | list[DevicePicture]) -> None:
        if not parts:
            return
        holder = QWidget()
        row = FlowRow(12, holder)
        for part in parts:
            row.addWidget(part)
        lines.addWidget(holder)

    def _share_room(self) -> None:
        """Beside a text to read the lines under it stay in sight: they take what they need, and the text scrolls."""
        page = self._page
        needs = self._column.sizeHint().height() + 8 if page.text else ALL_PX
        self._room.setVisible(not page.text or bool(page.fields or page.facts))
        self._room.setMaximumHeight(needs)
        self._room.setMinimumHeight(needs if page.text else 0)

    def _lay_out(self) -> None:
        inner = Column()
        self._holder = QVBoxLayout(inner)
        self._holder.setContentsMargins(0, 4, 8, 4)
        self._holder.setSpacing(14)
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
        lines.addWidget(self.text, 1)
        self._room = scrolled(inner)
        lines.addWidget(self._room, 1)
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
