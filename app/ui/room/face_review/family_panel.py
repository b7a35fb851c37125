"""The right side of "Amelia's family sees": why each face is seen or covered, and a last question."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.room.face_review.head_row import head_row
from app.ui.room.face_review.screen import FamilyPicture, FamilyRow, RowKind
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.cards import TintCard
from app.ui.widgets.paint import centred
from app.ui.widgets.portrait_ring import Face, Portrait
from app.ui.widgets.words import Words

SIGNS = {
    RowKind.SEEN: ("circle-check", Tone.OK),
    RowKind.COVERED: ("eye-off", Tone.INFO),
    RowKind.MAYBE: ("", Tone.WARN),  # a dashed ring, as on the picture
    RowKind.DRAWN: ("brush", Tone.PRIMARY),
}
SIGN_PX = 44
LAST_LOOK = "Does anybody still show? A side face, a mirror, a name on a peg? Then draw a cover."


class SignDisc(QWidget):
    """A round sign before a row; its words stand beside it."""

    def __init__(self, look: Look, kind: RowKind) -> None:
        super().__init__()
        self._look, self._kind = look, kind
        self.setFixedSize(SIGN_PX, SIGN_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        icon, tone = SIGNS[self._kind]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(f"{tone.value}-soft"))
        painter.drawEllipse(QRectF(self.rect()))
        place = centred(QRectF(self.rect()), 24, 24)
        if icon:
            draw_icon(painter, place, icon, self._look.theme.tone(tone))
            return
        pen = QPen(self._look.colour(tone.value), 2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place.adjusted(2, 2, -2, -2))


class FamilyPanel(QWidget):
    """Draws one family's picture in words; `right_asked` when it looks right."""

    right_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._told: FamilyPicture | None = None
        self.portrait = Portrait(look, 84, Face(0, Tone.OK))
        self.title = Words(look, role="panel", weight="title", wrap=True)
        self.line = Words(look, "gets exactly this picture.", role="helper", colour="muted", wrap=True)
        self.right = ActionButton(look, "Looks right", "check", Kind.PRIMARY)
        self.right.asked.connect(self.right_asked)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.theme.space["m"])
        self.hint = TintCard(look)
        self.hint.body.addWidget(Words(look, LAST_LOOK, wrap=True))
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        head = head_row(look, self.portrait, (self.title, self.line))
        inner = QWidget()
        inner.setObjectName("scrolled")
        inner.setLayout(self._rows)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.space["m"])
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addWidget(self.hint)
        column.addWidget(self.right)

    def set_compact(self, compact: bool) -> None:
        """The small tablet: the helper goes, the rows stand closer."""
        self.hint.setVisible(not compact)
        self._rows.setSpacing(self._look.theme.space["xs" if compact else "m"])

    def show_family(self, family: FamilyPicture) -> None:
        """Draw that family's rows; they stay while only the picture changes."""
        told = replace(family, picture=None)
        if told == self._told:
            return
        self._told = told
        self.title.setText(family.title)
        self.portrait.set_face(Face(family.avatar, Tone.OK))
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()  # until it is deleted, the new rows stand in its place
                row.deleteLater()
        for row_fact in family.rows:
            self._rows.addWidget(self._row(row_fact))
        self._rows.addStretch()

    def _row(self, fact: FamilyRow) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._look.theme.space["m"])
        line.addWidget(SignDisc(self._look, fact.kind), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(self._look, fact.title, role="name", weight="title", wrap=True))
        words.addWidget(Words(self._look, fact.line, role="second", colour="muted", wrap=True))
        line.addLayout(words, 1)
        return row
