"""The entries that were begun, in a sheet: a tap goes on with one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.room.home.screen import DraftLine
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.cards import TapCard, card_size
from app.ui.widgets.overlays import Sheet


class DraftRow(TapCard):
    """One draft: for whom or its first words, and when it was touched last."""

    def __init__(self, look: Look, draft: DraftLine, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._draft = draft
        self.setAccessibleName(f"{draft.title}, {draft.when}")

    def sizeHint(self) -> QSize:
        """A row of two lines."""
        return card_size(self.look, 300, 72)

    def minimumSizeHint(self) -> QSize:
        """Never lower than its two lines."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, pencil, two lines, arrow."""
        painter = QPainter(self)
        self.paint_card(painter)
        inner = self.inner().adjusted(16, 8, -16, -8)
        rtl = self.isRightToLeft()
        icons = QRectF(inner.right() - 24, inner.center().y() - 12, 24, 24), QRectF(inner.left(), inner.center().y() - 12, 24, 24)
        draw_icon(painter, icons[0 if rtl else 1], "pencil", self.look.theme.colours["primary"])
        draw_icon(painter, icons[1 if rtl else 0], "chevron-left" if rtl else "chevron-right", self.look.theme.colours["muted"])
        words = inner.adjusted(38, 0, -38, 0)
        half = words.height() / 2
        font = self.look.font("body", "button")
        painter.setFont(font)
        painter.setPen(self.look.colour("ink"))
        title = QFontMetricsF(font).elidedText(self._draft.title, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words.adjusted(0, 0, 0, -half), Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(self.look.font("second"))
        painter.setPen(self.look.colour("muted"))
        painter.drawText(words.adjusted(0, half, 0, 0), Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, self._draft.when)


class DraftsSheet(Sheet):
    """Emits `chosen` with the draft's id, and closes."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, "To finish")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 0, 0)
        area.setWidget(inner)
        self.body.addWidget(area)
        self._shown: tuple[DraftLine, ...] = ()

    def show_drafts(self, drafts: Sequence[DraftLine]) -> None:
        """List these drafts."""
        if tuple(drafts) == self._shown:
            return
        self._shown = tuple(drafts)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for draft in drafts:
            row = DraftRow(self.look, draft)
            row.clicked.connect(lambda _checked=False, draft=draft: self._choose(draft))
            self._rows.addWidget(row)
        self._rows.addStretch()

    def _choose(self, draft: DraftLine) -> None:
        self.shut()
        self.chosen.emit(draft.id)
