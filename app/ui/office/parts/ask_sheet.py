"""The sheet before a step: what will follow in one sentence, then fields, a choice, and words. It never says "are you sure"."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.ui.office.parts.facts import empty_layout
from app.ui.office.parts.screen import WORDS, Answer, Ask, AskChoice, AskField
from app.ui.room.compose.editor import WritingEdit
from app.ui.theme.look import Look
from app.ui.widgets.buttons import MAIN, ActionButton, Kind
from app.ui.widgets.field import ErrorRow, Field, FieldBox
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.pills import Pill
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

SHEET_PX, WORDS_PX = 540, 112


class ChoicePart(QWidget):
    """A label and a pill for each option."""

    chosen = Signal()

    def __init__(self, look: Look, ask: AskChoice) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Words(look, ask.label, "body", "button"))
        row = QWidget()
        flow = FlowRow(8, row)
        self._group = QButtonGroup(self)
        self.pills: dict[str, Pill] = {}
        for value, words in ask.options:
            pill = Pill(look, words, checkable=True)
            pill.setChecked(value == ask.value)
            self._group.addButton(pill)
            flow.addWidget(pill)
            self.pills[value] = pill
        self._group.buttonClicked.connect(lambda _: self.chosen.emit())
        self.error = ErrorRow(look)
        column.addWidget(row)
        column.addWidget(self.error)
        if (first := self._first) is not None:
            self.setFocusProxy(first)

    @property
    def _first(self) -> Pill | None:
        """Where the keys come in: what is chosen, or the first option."""
        return next((pill for pill in self.pills.values() if pill.isChecked()), next(iter(self.pills.values()), None))

    @property
    def value(self) -> str:
        """The chosen option; "" = none."""
        return next((value for value, pill in self.pills.items() if pill.isChecked()), "")


class AskSheet(Sheet):
    """Draws an `Ask`. `answered` and `typed` give an Answer; `given_up` when it is closed without one."""

    answered = Signal(object)
    typed = Signal(object)
    given_up = Signal()

    def __init__(self, look: Look, parent: QWidget, top_px: int = 0) -> None:
        super().__init__(look, parent, "", top_px, SHEET_PX)
        self._ask: Ask | None = None
        self._edited: set[str] = set()
        self.fields: dict[str, Field] = {}
        self.choices: dict[str, ChoicePart] = {}
        self.sentence = Words(look, "", "body", "text", "muted", wrap=True)
        inner = Column()
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(2, 2, 8, 8)
        self._parts.setSpacing(14)
        self.words = WritingEdit(look, "", "", role="body")
        self.words_label, self.words_error = Words(look, "", "body", "button"), ErrorRow(look)
        self.words_box = FieldBox(look, self.words, height=WORDS_PX)
        self.words_box.row.setContentsMargins(14, 10, 8, 8)
        self.error, self.button = ErrorRow(look), ActionButton(look, "", "", Kind.PRIMARY, MAIN)
        self._column = QVBoxLayout()
        self._column.setSpacing(14)
        self._lay_out(inner)
        self.button.asked.connect(lambda: self.answered.emit(self.answer))
        self.words.typed.connect(lambda _: self._tell_typed())
        self.closed.connect(self._closed)

    @property
    def answer(self) -> Answer:
        """What is filled in now."""
        filled = [(key, field.text) for key, field in self.fields.items()] + [(key, part.value) for key, part in self.choices.items()]
        return Answer((*filled, (WORDS, self.words.toPlainText())))

    def show_ask(self, ask: Ask | None) -> None:
        """Draw it; None closes. Another `id` begins anew, the same one keeps what was typed."""
        before, self._ask = self._ask, ask
        if ask is None:
            self.shut()
            return
        is_new = before is None or before.id != ask.id
        if is_new:
            self._build(ask)
        self._suggest(ask)
        self._show_errors(ask)
        self.button.set_missing(ask.busy)
        if is_new:
            self.open()
        elif before is not None and ask.errors and ask.errors != before.errors:
            self._lead_to(ask)

    # -- Making -----------------------------------------------------------------------------------------------------------------------

    def _build(self, ask: Ask) -> None:
        self._edited = set()
        self.title.setText(ask.title)
        self.setAccessibleName(ask.title)
        self.sentence.setText(ask.sentence)
        empty_layout(self._column)
        if ask.choices_first:
            self.choices = {choice.key: self._choice(choice) for choice in ask.choices}
        self.fields = {field.key: self._field(field) for field in ask.fields}
        if not ask.choices_first:
            self.choices = {choice.key: self._choice(choice) for choice in ask.choices}
        for part in (self.words_label, self.words_box):
            part.setVisible(bool(ask.words))
        self.words_label.setText(ask.words)
        self.words.setAccessibleName(ask.words or "Words")
        self.words.setPlaceholderText(ask.words_hint)
        blocked = self.words.blockSignals(True)
        self.words.setPlainText("")
        self.words.blockSignals(blocked)
        self.button.kind = Kind.DANGER if ask.is_danger else Kind.PRIMARY
        self.button.set_words(ask.button, ask.icon)

    def _field(self, ask: AskField) -> Field:
        field = Field(self.look, ask.label, icon=ask.icon, placeholder=ask.hint)
        field.editor.setMaxLength(ask.limit)
        field.changed.connect(lambda text, key=ask.key: self._edit(key, text))
        field.entered.connect(self.button.click)
        self._column.addWidget(field)
        return field

    def _choice(self, ask: AskChoice) -> ChoicePart:
        part = ChoicePart(self.look, ask)
        part.chosen.connect(self._tell_typed)
        self._column.addWidget(part)
        return part

    def _edit(self, key: str, text: str) -> None:
        (self._edited.add if text else self._edited.discard)(key)
        self._tell_typed()

    def _tell_typed(self) -> None:
        self.typed.emit(self.answer)

    def _suggest(self, ask: Ask) -> None:
        for each in ask.fields:
            if each.key not in self._edited:
                self.fields[each.key].set_text(each.value)

    def _show_errors(self, ask: Ask) -> None:
        for key, field in self.fields.items():
            field.set_error(ask.error(key))
        for key, part in self.choices.items():
            part.error.set_sentence(ask.error(key))
        self.words_error.set_sentence(ask.error(WORDS))
        self.words_box.set_wrong(bool(ask.error(WORDS)))
        known = {*self.fields, *self.choices, *([WORDS] if ask.words else [])}
        self.error.set_sentence(next((sentence for key, sentence in ask.errors if key not in known), ""))

    def _lead_to(self, ask: Ask) -> None:
        """Put the cursor where the first thing is wrong, and bring it into sight."""
        choices, fields = self.choices, self.fields
        parts: dict[str, QWidget] = {**choices, **fields} if ask.choices_first else {**fields, **choices}
        wrong = next((part for key, part in (parts | {WORDS: self.words_box}).items() if ask.error(key)), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
            self._parts.activate()
            self.room.ensureWidgetVisible(wrong)

    def _closed(self) -> None:
        if self._ask is not None:
            self._ask = None
            self.given_up.emit()

    def _lay_out(self, inner: Column) -> None:
        self._parts.addWidget(self.sentence)
        self._parts.addLayout(self._column)
        words = QVBoxLayout()
        words.setSpacing(8)
        for part in (self.words_label, self.words_box, self.words_error):
            words.addWidget(part)
        self._parts.addLayout(words)
        self._parts.addStretch(1)
        self.room = scrolled(inner)
        self.body.addWidget(self.room, 1)
        self.body.addWidget(self.error)
        self.body.addWidget(self.button)
