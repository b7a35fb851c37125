""" "Who can be heard?": the children of the room, and two answers that need no child."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.room.clip_review.screen import SoundPart, VoiceChoice
from app.ui.room.clip_review.voice_pill import VoicePill
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words
from domain.ids import ChildId

TITLE = "Who can be heard?"
LINE = "Everybody whose voice is in it, also out of the picture."
NOBODY, NOT_SURE = "Only grown-ups", "Somebody else, or not sure"
ONLY_THESE = "These, and nobody else"
TAP_FIRST = "Tap every child whose voice is in this video."
COLUMNS = 2


class SoundSheet(Sheet):
    """`said` gives the children who are heard, as a tuple of ids; None = it stays silent. What is ticked counts only once it is said."""

    said = Signal(object)
    refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget, top_px: int = 0) -> None:
        super().__init__(look, parent, TITLE, top_px)
        self.pills: tuple[VoicePill, ...] = ()
        self.these = ActionButton(look, ONLY_THESE, "check", Kind.PRIMARY, SMALL)
        self.nobody = ActionButton(look, NOBODY, "volume-2", measure=SMALL)
        self.not_sure = ActionButton(look, NOT_SURE, "mic-off", measure=SMALL)
        self.body.addWidget(scrolled(self._children()), 1)
        self.body.addLayout(self._other_answers())
        self.body.addWidget(self.these)
        self.these.asked.connect(lambda: self._say(self.ticked))
        self.these.refused.connect(self.refused)
        self.nobody.asked.connect(lambda: self._say(()))
        self.not_sure.asked.connect(lambda: self._say(None))

    def _children(self) -> QWidget:
        """The children of the room; a full one scrolls."""
        room, self._grid = Column(), QGridLayout()
        beside_bar, column = QHBoxLayout(room), QVBoxLayout()
        beside_bar.setContentsMargins(0, 0, 0, 0)
        beside_bar.setSpacing(0)
        beside_bar.addLayout(column, 1)
        beside_bar.addSpacing(8)  # on the side of the scroll bar, whichever that is
        column.setSpacing(8)
        self._grid.setSpacing(8)
        column.addWidget(Words(self.look, LINE, "helper", colour="muted", wrap=True))
        column.addLayout(self._grid)
        column.addStretch(1)
        return room

    def _other_answers(self) -> QHBoxLayout:
        """Those without a child stay in sight: whoever is not sure shall not have to look for saying so."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.nobody, 1)
        row.addWidget(self.not_sure, 1)
        return row

    @property
    def ticked(self) -> tuple[ChildId, ...]:
        """Who is heard by the ticks."""
        return tuple(pill.choice.child for pill in self.pills if pill.isChecked())

    def ask(self, part: SoundPart) -> None:
        """Open it with what was said so far."""
        self._show_voices(part.voices)
        self.nobody.setVisible(not any(voice.is_in_picture for voice in part.voices))
        self._look_again()
        self.open()

    def _show_voices(self, voices: tuple[VoiceChoice, ...]) -> None:
        for pill in self.pills:
            pill.hide()
            pill.deleteLater()
        self.pills = tuple(VoicePill(self.look, voice) for voice in voices)
        for number, pill in enumerate(self.pills):
            self._grid.addWidget(pill, number // COLUMNS, number % COLUMNS)
            pill.clicked.connect(self._look_again)

    def _look_again(self) -> None:
        self.these.set_missing("" if self.ticked else TAP_FIRST)

    def _say(self, heard: tuple[ChildId, ...] | None) -> None:
        self.shut()
        self.said.emit(heard)
