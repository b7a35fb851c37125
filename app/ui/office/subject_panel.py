"""The entry in the middle: as each family gets it, with what the checks point at marked in the text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.clip_player import ClipPlayer
from app.ui.office.home.panel import HomePanel
from app.ui.office.memory_picture import MemoryPicture
from app.ui.office.screen import Subject
from app.ui.room.compose.editor import WritingEdit
from app.ui.room.face_review.family_tabs import FamilyTabs, TabFact
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.cards import Card
from app.ui.widgets.field import IconLabel
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.pills import Chip
from app.ui.widgets.portrait_ring import Face, Portrait
from app.ui.widgets.scrolled import Column
from app.ui.widgets.words import Words

MOST_LINES = 60  # an entry is never longer; the panel scrolls, not the text in it


class SubjectPanel(Column):
    """Draws a `Subject`; emits which family and which picture."""

    family_chosen = Signal(int)
    turned = Signal(int)  # -1 or 1
    clip_seen = Signal()
    clip_failed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.portrait = Portrait(look, 48, Face(0))
        self.title = Words(look, "", "panel", "title", wrap=True)
        self.line = Words(look, "", "second", "text", "muted", wrap=True)
        self.tabs = FamilyTabs(look)
        self.picture, self.player = MemoryPicture(look), ClipPlayer(look)
        self.back = IconButton(look, "chevron-left", "Earlier picture", fill="surface")
        self.on = IconButton(look, "chevron-right", "Later picture", fill="surface")
        self.home = HomePanel(look)
        self.card = Card(look, padding=18)
        self.text = WritingEdit(look, "Text of the entry", "", role="card", grows_to=MOST_LINES)
        self.text.setReadOnly(True)
        self.text.setProperty("ring_radius", 8)
        self.chips = QWidget()
        self._chip_row = FlowRow(8, self.chips)
        self.disowned = Banner(look)
        self.next_icon = IconLabel(look, "sprout", "primary", 22)
        self.next_step = Words(look, "", "helper", wrap=True)
        self._lay_out(look)
        self.tabs.chosen.connect(self.family_chosen)
        self.back.clicked.connect(lambda: self.turned.emit(-1))
        self.on.clicked.connect(lambda: self.turned.emit(1))
        self.player.seen.connect(self.clip_seen)
        self.player.failed.connect(self.clip_failed)

    def show_subject(self, subject: Subject) -> None:
        """Draw that entry."""
        self.portrait.setVisible(subject.avatar is not None)
        self.portrait.set_face(Face(subject.avatar or 0))
        self.title.setText(subject.title)
        self.line.setText(subject.line)
        self.disowned.say(subject.disowned, Tone.BAD, "user")
        facts = [TabFact(f"{family.name}’s family sees", family.name, seed=family.avatar) for family in subject.families]
        self.tabs.show_tabs(facts, subject.family)
        self.tabs.setVisible(subject.home is None or subject.has_pictures)  # before that no family sees anything of it
        self.picture.setVisible(subject.has_pictures and not subject.is_clip)
        self.player.setVisible(subject.has_pictures and subject.is_clip)
        self._column.setStretch(self._column.count() - 1, 0 if subject.has_pictures else 1)
        self.picture.show_picture(subject.picture, subject.picture_note)
        self.player.show_clip(subject.clip, subject.picture_note, subject.heard)
        for arrow in (self.back, self.on):
            arrow.setVisible(subject.can_turn)
        self.home.show_part(subject.home)
        self.text.set_text(subject.text)
        self.text.show_hints(subject.hints)
        self._show_chips(subject)
        self.next_step.setText(f"Next step: {subject.next_step}")
        for part in (self.next_icon, self.next_step):
            part.setVisible(bool(subject.next_step))

    def _show_chips(self, subject: Subject) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        for fact in subject.chips:
            self._chip_row.addWidget(Chip(self._look, fact))
        self.chips.setVisible(bool(subject.chips))

    def _lay_out(self, look: Look) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.line)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.portrait)
        head.addLayout(words, 1)
        both = QGridLayout()
        both.setContentsMargins(0, 0, 0, 0)
        for part in (self.picture, self.player):  # one at a time
            both.addWidget(part, 0, 0, 1, 3)
        both.addWidget(self.back, 0, 0, Qt.AlignmentFlag.AlignCenter)
        both.addWidget(self.on, 0, 2, Qt.AlignmentFlag.AlignCenter)
        both.setColumnStretch(1, 1)
        self.card.body.addWidget(self.text)
        self.card.body.addWidget(self.chips)
        step = QHBoxLayout()
        step.setSpacing(10)
        step.addWidget(self.next_icon, 0, Qt.AlignmentFlag.AlignTop)
        step.addWidget(self.next_step, 1)
        self.card.body.addLayout(step)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.disowned)
        column.addWidget(self.home)
        column.addWidget(self.tabs)
        column.addLayout(both, 1)  # the picture gets what the words leave
        column.addWidget(self.card)
        column.addWidget(self.home.list)
        column.addStretch()
