"""The writing page. It draws a `ComposeScreen` and emits what a person types and taps."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.room.compose.bottom import ComposeBottom
from app.ui.room.compose.child_pills import ChildPills
from app.ui.room.compose.family_sheet import FamilySheet
from app.ui.room.compose.photo_row import PhotoRow
from app.ui.room.compose.phrase_row import PhraseRow
from app.ui.room.compose.screen import ComposeScreen
from app.ui.room.compose.side_cards import AreasCard, LeuvenCard
from app.ui.room.compose.step_cards import LastStepCard, NextStepCard
from app.ui.room.compose.text_card import TextCard
from app.ui.room.face_review.child_grid import ChildGrid
from app.ui.room.work_bar import WorkBar
from app.ui.theme.look import Look, is_compact
from app.ui.widgets.field import ErrorRow
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.toast import Toast
from app.ui.widgets.words import Words

SIDE_PX = 408
SMALLEST = QSize(1024, 600)
LARGE_TEXT = 125  # percent


class ComposeView(QWidget):
    """Emits wishes; the presenter answers with another screen."""

    text_typed = Signal(str)
    next_step_typed = Signal(str)
    cursor_moved = Signal(int)
    change_asked = Signal()
    keep_asked = Signal()
    child_toggled = Signal(str)
    photo_tapped = Signal(str)
    removal_asked = Signal(str)
    removal_undone = Signal()
    removal_expired = Signal()
    another_asked = Signal()
    photos_changed = Signal()  # behind the page: a video was looked at
    area_toggled = Signal(str)
    wellbeing_chosen = Signal(int)
    involvement_chosen = Signal(int)
    family_asked = Signal()
    family_chosen = Signal(int)
    family_closed = Signal()
    hand_in_asked = Signal()
    hand_in_refused = Signal()
    back_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._screen = look, ComposeScreen()
        self.bar = WorkBar(look)
        self.children_row = ChildPills(look)
        self.journals = Words(look, "", "second", "text", "muted")
        self.children_error, self.photos_error = ErrorRow(look), ErrorRow(look)
        self.photos = PhotoRow(look)
        self.last_step = LastStepCard(look)
        self.card = TextCard(look)
        self.text, self.hint, self.text_error = self.card.text, self.card.hint, self.card.error
        self.phrases, self.step_card = PhraseRow(look), NextStepCard(look)
        self.step, self.step_error = self.step_card.step, self.step_card.error
        self.areas, self.leuven = AreasCard(look), LeuvenCard(look)
        self.bottom = ComposeBottom(look)
        self.saved, self.saved_line = self.bottom.saved, self.bottom.line
        self.more, self.family, self.hand_in = self.bottom.more, self.bottom.family, self.bottom.hand_in
        self._lay_out()
        top = self.bar.height()
        self.grid = ChildGrid(look)
        self.child_sheet = Sheet(look, self, "Who is it about?", top, 480)
        self.child_sheet.body.addWidget(self.grid, 1)
        self.side_sheet = Sheet(look, self, "Areas and levels", top, 480)
        self.side_room = room_in(self.side_sheet)
        self.family_sheet = FamilySheet(look, self, top)
        self.toast = Toast(look, self)
        self._connect()
        look.changed.connect(self._fit)

    # -- Drawing ----------------------------------------------------------------------------------------------------------------------

    @property
    def drawn(self) -> ComposeScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: ComposeScreen) -> None:
        """Draw everything that `screen` says; what a person is typing stays under the cursor."""
        before, self._screen = self._screen, screen
        self.bar.set_titles(screen.title, screen.line)
        self.children_row.show_children(screen.children)
        self.grid.show_children(screen.others)
        self.journals.setText(screen.journals)
        self.photos.show_photos(screen.photos)
        self.last_step.words.setText(screen.last_step)
        self._show_words(screen)
        self.areas.show_areas(screen.areas, screen.errors.get("areas", ""))
        self.leuven.wellbeing.show_level(screen.wellbeing, screen.errors.get("wellbeing", ""))
        self.leuven.involvement.show_level(screen.involvement, screen.errors.get("involvement", ""))
        self.bottom.show_screen(screen)
        self.family_sheet.show_page(screen.family)
        if screen.message:
            self.toast.say(screen.message, can_undo=False)
        if shape(before) != shape(screen):
            self._fit()

    def _show_words(self, screen: ComposeScreen) -> None:
        self.text.set_text(screen.text)
        self.step.set_text(screen.next_step)
        self.text.show_hints(screen.hints)
        self.hint.show_card(screen.card)
        for row, fields in (
            (self.children_error, ("children", "happened_at")),
            (self.photos_error, ("photos",)),
            (self.text_error, ("text", "title")),
            (self.step_error, ("next_step",)),
        ):
            row.set_sentence(next((screen.errors[name] for name in fields if name in screen.errors), ""))
        self.card.set_wrong("text" in screen.errors)
        busy = bool(screen.progress)
        for part in (self.text, self.step):
            part.setReadOnly(busy)

    def say(self, sentence: str) -> None:
        """Say it for eight seconds, with nothing to undo."""
        self.toast.say(sentence, can_undo=False)

    def offer_undo(self, sentence: str) -> None:
        """Say what was taken out, and let it be undone for eight seconds."""
        self.toast.say(sentence)

    # -- Making -----------------------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.left = QVBoxLayout()
        self.left.setSpacing(10)
        people = QHBoxLayout()
        people.addWidget(self.children_row)
        people.addStretch()
        people.addWidget(self.journals)
        self.left.addLayout(people)
        self.left.addWidget(self.children_error)
        pictures = QHBoxLayout()
        pictures.setSpacing(12)
        pictures.addWidget(self.photos, 1)
        pictures.addWidget(self.last_step)
        self.left.addLayout(pictures)
        self.left.addWidget(self.photos_error)
        self.left.addWidget(self.card, 1)
        self.left.addWidget(self.phrases)
        self.left.addWidget(self.step_card)
        self.side = QWidget()
        self.side_column = QVBoxLayout(self.side)
        self.side_column.setContentsMargins(0, 0, 0, 0)
        self.side_column.setSpacing(6)
        self.side_column.addWidget(self.areas, 1)
        self.side_column.addWidget(self.leuven)
        self.content = QHBoxLayout()
        self.content.setSpacing(16)
        self.content.addLayout(self.left, 1)
        self.content.addWidget(self.side)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        page.addWidget(self.bar)
        page.addLayout(self.content, 1)
        page.addWidget(self.bottom)

    def _connect(self) -> None:
        for signal, wish in (
            (self.bar.back_asked, self.back_asked),
            (self.text.typed, self.text_typed),
            (self.step.typed, self.next_step_typed),
            (self.text.cursor_at, self.cursor_moved),
            (self.hint.change_asked, self.change_asked),
            (self.hint.keep_asked, self.keep_asked),
            (self.children_row.removal_asked, self.child_toggled),
            (self.grid.child_tapped, self.child_toggled),
            (self.phrases.chosen, self.text.insert_phrase),
            (self.photos.photo_tapped, self.photo_tapped),
            (self.photos.removal_asked, self.removal_asked),
            (self.photos.another_asked, self.another_asked),
            (self.toast.undone, self.removal_undone),
            (self.toast.expired, self.removal_expired),
            (self.areas.toggled, self.area_toggled),
            (self.leuven.wellbeing_chosen, self.wellbeing_chosen),
            (self.leuven.involvement_chosen, self.involvement_chosen),
            (self.family.asked, self.family_asked),
            (self.family_sheet.family_chosen, self.family_chosen),
            (self.family_sheet.closed, self.family_closed),
            (self.hand_in.asked, self.hand_in_asked),
        ):
            signal.connect(wish)
        self.children_row.add_asked.connect(self.child_sheet.open)
        self.more.asked.connect(self.side_sheet.open)
        self.hand_in.refused.connect(lambda _: self.hand_in_refused.emit())

    # -- The page's own small moves ---------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """The small tablet."""
        return SMALLEST

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        words = (self.bar, self.children_row, self.photos, self.card, self.phrases, self.step_card)
        return go_on((*words, self.side, self.bottom, self.toast), forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the new size."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back; Ctrl+Enter hands in."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        elif event.keyCombination() == Qt.Modifier.CTRL | Qt.Key.Key_Return:
            self.hand_in.click()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        tight = is_compact(self.width(), self.height())
        folded = tight or self._look.theme.text_percent > LARGE_TEXT
        self.bar.set_compact(tight)
        self.bottom.set_compact(tight)
        self.photos.set_compact(folded)
        self.hint.set_compact(folded)
        self.bottom.line.setVisible(not folded)
        self.journals.setVisible(not folded)
        self.last_step.setVisible(bool(self._screen.last_step) and not folded)
        side = 16 if tight else 24
        self.content.setContentsMargins(side - 3, 10, side - 3, 6)
        self.left.setSpacing(6 if folded else 10)
        self.side.setFixedWidth(SIDE_PX)
        is_large = self._look.theme.text_percent > LARGE_TEXT
        self.card.question.setVisible(not (tight and is_large))  # the text says so itself while it is empty
        self.bottom.hand_in.setMinimumWidth(0 if tight or is_large else SIDE_PX)
        self.bottom.shorten(is_large)
        self.phrases.setVisible(not (tight and self._screen.card is not None))
        self._fold(folded)

    def _fold(self, folded: bool) -> None:
        """Put the side cards, and the next step, beside the text or into their sheet; a snapshot has none of them."""
        snapshot = self._screen.is_snapshot
        self.more.setVisible(folded and not snapshot)
        self.side.setVisible(not folded and not snapshot)
        self.step_card.setVisible(not snapshot)
        home = self.side_room if folded else self.side_column
        if home.indexOf(self.areas) < 0:
            home.addWidget(self.areas, 1)
            home.addWidget(self.leuven)
            (home if folded else self.left).addWidget(self.step_card)


def shape(screen: ComposeScreen) -> tuple[bool, bool, bool]:
    """What of a screen changes the layout."""
    return screen.is_snapshot, bool(screen.last_step), screen.card is not None


def room_in(sheet: Sheet) -> QVBoxLayout:
    """A column in the sheet that scrolls when the tablet is small."""
    inner = QWidget()
    inner.setObjectName("scrolled")
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 12, 0)
    sheet.body.addWidget(scrolled(inner), 1)
    return column
