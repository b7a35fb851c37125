"""One case of damage: whose period, the pictures of the device, and what is decided."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.office.parts.facts import Deeds, Facts, Notes, empty_layout
from app.ui.office.tablets.screen import CaseDetail
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.paint import whole
from app.ui.widgets.pills import Chip, ChipFact
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

PHOTO_PX = QSize(232, 174)


class DevicePhoto(QWidget):
    """A picture of a device, whole, in memory only."""

    def __init__(self, look: Look, picture: QImage, number: int) -> None:
        super().__init__()
        self._look, self._picture = look, picture
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Picture {number} of the device")

    def sizeHint(self) -> QSize:
        """Four to three."""
        return PHOTO_PX

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in a rounded field."""
        painter, rect, path = QPainter(self), QRectF(self.rect()), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path.addRoundedRect(rect, 14, 14)
        painter.fillPath(path, self._look.colour("sunk"))
        painter.setClipPath(path)
        painter.drawImage(whole(self._picture.size(), rect), self._picture)


class CasePanel(QWidget):
    """Emits the key of a step."""

    deed_asked = Signal(str)
    said = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.title, self.line = Words(look, "", "panel", "title", wrap=True), Words(look, "", "second", "text", "muted", wrap=True)
        self._chips: tuple[ChipFact, ...] = ()
        self.chips, self.photos = QWidget(), QWidget()
        self._chip_row, self._photo_row = FlowRow(8, self.chips), FlowRow(8, self.photos)
        self._pictures: tuple[QImage, ...] = ()
        self.warnings = Notes(look, Tone.WARN)
        self.words = Words(look, "", "body", "text", wrap=True)
        self.photos_note = Words(look, "", "second", "text", "muted", wrap=True)
        self.facts, self.deeds, self.dangers = Facts(look, pairs=1), Deeds(look), Deeds(look)
        self._lay_out(look)
        for deeds in (self.deeds, self.dangers):
            deeds.asked.connect(self.deed_asked)
            deeds.refused.connect(self.said)

    def show_case(self, case: CaseDetail) -> None:
        """Draw that case."""
        self.title.setText(case.title)
        self.line.setText(case.line)
        if case.chips != self._chips:
            self._chips = case.chips
            empty_layout(self._chip_row)
            for chip in case.chips:
                self._chip_row.addWidget(Chip(self._look, chip))
        self.warnings.show_notes(case.warnings)
        self.words.setText(f"“{case.said}”")
        self._show_photos(case)
        self.facts.show_facts(case.facts)
        for part, offered in ((self.deeds, case.deeds), (self.dangers, case.dangers)):
            part.show_deeds(offered)
            part.setVisible(bool(offered))

    def _show_photos(self, case: CaseDetail) -> None:
        if case.photos != self._pictures:
            self._pictures = case.photos
            empty_layout(self._photo_row)
            for number, picture in enumerate(case.photos, start=1):
                self._photo_row.addWidget(DevicePhoto(self._look, picture, number))
        self.photos.setVisible(bool(case.photos))
        self.photos_note.setText(case.photos_note)
        self.photos_note.setVisible(bool(case.photos_note))

    def _lay_out(self, look: Look) -> None:
        head, top, inner, card = QVBoxLayout(), QHBoxLayout(), Column(), Card(look)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.line)
        top.addLayout(head, 1)
        for part in (self.words, self.photos, self.photos_note, self.facts, self.deeds, self.dangers):
            card.body.addWidget(part)
        card.body.setSpacing(14)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(10)
        column.addLayout(top)
        for below in (self.chips, self.warnings, card):
            column.addWidget(below)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
