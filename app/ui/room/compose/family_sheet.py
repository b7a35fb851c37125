"""The entry as one family will read it, in a sheet: a tab per family, the covered pictures, the words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.room.compose.screen import FamilyPage
from app.ui.room.face_review.family_tabs import FamilyTabs, TabFact
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.pills import Chip, ChipFact
from app.ui.widgets.words import Words


class CoveredPicture(QWidget):
    """One covered picture in the width that there is, whole."""

    def __init__(self, look: Look, picture: QImage, name: str) -> None:
        super().__init__()
        self._look, self._picture = look, picture
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """So high that nothing is distorted."""
        return round(width * self._picture.height() / max(1, self._picture.width()))

    def sizeHint(self) -> QSize:
        """As wide as the sheet."""
        return QSize(480, self.heightForWidth(480))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture with round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), 14, 14)
        painter.setClipPath(frame)
        painter.drawImage(QRectF(self.rect()), self._picture)


class FamilySheet(Sheet):
    """Closed while there is no page to show; `family_chosen` gives the index of the tab."""

    family_chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget, top_px: int) -> None:
        super().__init__(look, parent, "As a family sees it", top_px, 620)
        self.tabs = FamilyTabs(look)
        self.tabs.chosen.connect(self.family_chosen)
        self.body.addWidget(self.tabs)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("The entry")
        self.body.addWidget(self._scroll, 1)

    def show_page(self, page: FamilyPage | None) -> None:
        """Open with that page, or close."""
        if page is None:
            self.shut()
            return
        facts = [TabFact(f"{chip.name}’s family", chip.name, seed=chip.avatar) for chip in page.families]
        current = next((at for at, chip in enumerate(page.families) if chip.id == page.child), 0)
        self.tabs.show_tabs(facts, current)
        self.tabs.setVisible(len(facts) > 1)
        self._scroll.setWidget(self._page(page))
        if not self.isVisible():
            self.open()

    def _page(self, page: FamilyPage) -> QWidget:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 4, 12, 4)
        column.setSpacing(self.look.theme.space["m"])
        column.addWidget(Words(self.look, page.title, "panel", "title", wrap=True))
        column.addWidget(Words(self.look, page.when, "second", "text", "muted", wrap=True))
        for number, picture in enumerate(page.pictures, 1):
            column.addWidget(CoveredPicture(self.look, picture, f"Picture {number}, covered"))
        if page.is_loading:
            column.addWidget(Words(self.look, "One moment: covering the pictures.", "body", "text", "muted", wrap=True))
        column.addWidget(Words(self.look, page.text or "Nothing is written yet.", "card", wrap=True))
        if page.areas:
            chips = QWidget()
            flow = FlowRow(8, chips)
            for area in page.areas:
                flow.addWidget(Chip(self.look, ChipFact(area, "sprout", Tone.PRIMARY)))
            column.addWidget(chips)
        if page.next_step:
            column.addWidget(Words(self.look, f"Next: {page.next_step}", "body", wrap=True))
        column.addStretch(1)
        return inner
