"""The right side while several faces are chosen: all of them to look at, and one answer for all."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.room.face_review.face_button import ITEM_WIDTH, FaceButton, item_height
from app.ui.room.face_review.grid_room import GridRoom
from app.ui.room.face_review.measures import ANSWER
from app.ui.room.face_review.screen import FaceMark, Several
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, IconButton, Kind
from app.ui.widgets.words import Words

GAP = 4
Shown = tuple[tuple[FaceMark, QPixmap | None], ...]


class FaceGrid(GridRoom):
    """The chosen faces row by row; a tap leaves one out."""

    face_tapped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._buttons: list[FaceButton] = []
        self._count = 0
        look.changed.connect(self._place)

    @property
    def faces(self) -> tuple[FaceButton, ...]:
        """The faces that are shown."""
        return tuple(self._buttons[: self._count])

    def show_faces(self, faces: Shown) -> None:
        """Show those faces in that order."""
        while len(self._buttons) < len(faces):
            self._buttons.append(self._new_button())
        for button, (mark, face) in zip(self._buttons, faces, strict=False):
            button.show_mark(mark, face, is_chosen=False, is_picked=True)
        self._count = len(faces)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many in a row as fit."""
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """One row."""
        return QSize(4 * ITEM_WIDTH, item_height(self._look))

    def _new_button(self) -> FaceButton:
        button = FaceButton(self._look, self._room)
        button.tapped.connect(lambda _: self.face_tapped.emit(button.mark.id) if button.mark else None)
        return button

    def _place(self) -> None:
        columns = max(1, self.viewport().width() // (ITEM_WIDTH + GAP))
        wide, tall = self.viewport().width() // columns, item_height(self._look)
        for index, button in enumerate(self._buttons):
            button.setVisible(index < self._count)
            column = columns - 1 - index % columns if self.isRightToLeft() else index % columns
            button.setGeometry(column * wide, index // columns * (tall + GAP), wide - GAP, tall)
        rows = -(-self._count // columns)
        self._room.resize(self.viewport().width(), rows * (tall + GAP))


class SeveralPanel(QWidget):
    """Emits the one answer for all, or that nobody is chosen any more."""

    face_tapped = Signal(str)
    leave_asked = Signal()
    else_asked = Signal()
    not_faces_asked = Signal()
    done_asked = Signal()
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = Words(look, role="panel", weight="title", wrap=True)
        self.line = Words(look, role="helper", colour="muted", wrap=True)
        self.grid = FaceGrid(look)
        self.leave = ActionButton(look, "Leave covered", "eye-off", Kind.SECONDARY, ANSWER)
        self.someone = ActionButton(look, "Someone else", "users", Kind.SECONDARY, ANSWER)
        self.not_faces = ActionButton(look, "None is a face", "circle-x", Kind.PRIMARY)
        self.done = IconButton(look, "x", "Back to one face", fill="sunk")
        answers = QHBoxLayout()
        answers.setSpacing(8)
        for button in (self.leave, self.someone):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            answers.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.space["s"])
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.done, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.grid, 1)
        column.addLayout(answers)
        column.addWidget(self.not_faces)
        self._connect()

    def _connect(self) -> None:
        self.grid.face_tapped.connect(self.face_tapped)
        self.done.clicked.connect(self.done_asked)
        for button, wish in (
            (self.leave, self.leave_asked),
            (self.someone, self.else_asked),
            (self.not_faces, self.not_faces_asked),
        ):
            button.asked.connect(wish)
            button.refused.connect(self.refused)

    def show_several(self, several: Several, faces: Shown) -> None:
        """Draw who is chosen and what may be said of them."""
        self.title.setText(several.title)
        self.line.setText(several.line)
        self.grid.show_faces(faces)
        self.not_faces.setVisible(several.are_maybes)
        self.not_faces.set_words("It is not a face" if len(several.ids) == 1 else "None of them is a face")
        self.not_faces.set_missing(several.not_faces.why)
        for button in (self.leave, self.someone):
            button.set_missing(several.answer.why)
