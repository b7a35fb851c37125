"""The right side of "Who is who": whose face is it, the children, what will happen, and the way on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.room.face_review.child_grid import ChildGrid
from app.ui.room.face_review.face_button import paint_round
from app.ui.room.face_review.head_row import head_row
from app.ui.room.face_review.measures import ANSWER
from app.ui.room.face_review.screen import FaceMark, MarkKind, ReviewScreen
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.cards import TintCard
from app.ui.widgets.words import Words

HEAD_PX, SMALL_HEAD_PX = 84, 56
FEW_CHILDREN = 12  # three rows: so many leave room for a row more on the small tablet
PLAIN_TEXT = 100  # percent
TIGHT, ROOMY = 8, 12  # px between the rows


class FaceHead(QWidget):
    """The chosen face, large enough to tell who it is; held in memory only."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._face, self._size = look, QPixmap(), HEAD_PX
        self._mark: FaceMark | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_face(self, mark: FaceMark | None, face: QPixmap | None) -> None:
        """Show that face, or an empty disc."""
        self._mark, self._face = mark, face or QPixmap()
        self.update()

    def set_small(self, small: bool) -> None:
        """The small tablet's size, or the large one's."""
        self._size = SMALL_HEAD_PX if small else HEAD_PX
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self._mark is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("primary-soft"))
            painter.drawEllipse(disc)
            side = disc.width() * 0.3
            draw_icon(painter, disc.adjusted(side, side, -side, -side), "scan-face", self._look.theme.colours["primary"])
            return
        paint_round(painter, disc.adjusted(2, 2, -2, -2), None if self._face.isNull() else self._face, self._mark)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.colour("primary"), 4))
        painter.drawEllipse(disc)


class WhoPanel(QWidget):
    """Emits what a person answers for the chosen region."""

    child_tapped = Signal(str)
    leave_asked = Signal()
    else_asked = Signal()
    not_a_face_asked = Signal()
    remove_asked = Signal()
    move_asked = Signal()
    others_asked = Signal()
    maybes_asked = Signal()
    cutting_asked = Signal()
    finish_asked = Signal()
    discard_asked = Signal()
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.head = FaceHead(look)
        self.title = Words(look, role="panel", weight="title", wrap=True)
        self.line = Words(look, role="helper", colour="muted", wrap=True)
        self.grid = ChildGrid(look)
        self.grid.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # words first: the tiles share what is left
        self.leave = ActionButton(look, "Leave covered", "eye-off", Kind.SECONDARY, ANSWER)
        self.not_face = ActionButton(look, "Not a face", "circle-x", Kind.SECONDARY, ANSWER)
        self.someone = ActionButton(look, "Someone else", "users", Kind.SECONDARY, ANSWER)
        self.move_it = ActionButton(look, "Move it", "pencil", Kind.SECONDARY, ANSWER)
        self.remove = ActionButton(look, "Remove it", "trash-2", Kind.SECONDARY, ANSWER)
        self.discard = ActionButton(look, "Discard the photo", "trash-2", Kind.DANGER, ANSWER)
        self.others = ActionButton(look, "Others stay covered", "eye-off", Kind.SECONDARY, ANSWER)
        self.maybes = ActionButton(look, "Maybes: faces?", "circle-question-mark", Kind.SECONDARY, ANSWER)
        self.box = TintCard(look)
        self.box_title = Words(look, "What will happen", role="second", weight="title", colour="primary")
        self.outcome = Words(look, role="body", wrap=True)
        self.cut = ActionButton(look, "Cut it here", "scissors", Kind.SECONDARY, ANSWER)
        self.finish = ActionButton(look, "Keep and write", "arrow-right", Kind.PRIMARY)
        self._is_compact = False
        self._lay_out(look)
        self._connect()

    def _lay_out(self, look: Look) -> None:
        head = head_row(look, self.head, (self.title, self.line))
        self.answers = QHBoxLayout()
        self.answers.setSpacing(8)
        for button in (self.leave, self.not_face, self.move_it, self.remove, self.someone, self.discard):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.hide()  # which of them stand there is the screen's to say
            self.answers.addWidget(button, 1)
        self.shortcuts = QHBoxLayout()
        self.shortcuts.setSpacing(8)
        for button in (self.others, self.maybes):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.hide()
            self.shortcuts.addWidget(button, 1)
        self.cut.bare, self.cut.text_colour = True, "primary"
        self.box.body.setSpacing(4)
        self.box.body.addWidget(self.box_title)
        self.box.body.addWidget(self.outcome)
        self.box.body.addWidget(self.cut)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.theme.space["s"])
        self.column.addLayout(head)
        self.column.addWidget(self.grid, 1)
        self.column.addLayout(self.answers)
        self.column.addLayout(self.shortcuts)
        self.column.addWidget(self.box)
        self.column.addWidget(self.finish)

    def _connect(self) -> None:
        self.grid.child_tapped.connect(self.child_tapped)
        self.leave.asked.connect(self.leave_asked)
        self.not_face.asked.connect(self.not_a_face_asked)
        self.someone.asked.connect(self.else_asked)
        self.move_it.asked.connect(self.move_asked)
        self.remove.asked.connect(self.remove_asked)
        self.discard.asked.connect(self.discard_asked)
        self.others.asked.connect(self.others_asked)
        self.maybes.asked.connect(self.maybes_asked)
        self.cut.asked.connect(self.cutting_asked)
        self.finish.asked.connect(self.finish_asked)
        for button in (self.leave, self.not_face, self.someone, self.finish):
            button.refused.connect(self.refused)

    def set_compact(self, compact: bool) -> None:
        """The small tablet: smaller head, tighter spaces; names, badges and targets keep their size."""
        self._is_compact = compact
        self.line.setVisible(not compact)
        self.box_title.setVisible(not compact)
        self.outcome.set_role("chip" if compact else "body")
        inset = 8 if compact else 16
        self.box.body.setContentsMargins(inset, inset, inset, inset)
        self._tighten(False)

    def show_screen(self, screen: ReviewScreen, mark: FaceMark | None, face: QPixmap | None) -> None:
        """Draw the question, the children and what will happen."""
        asked = screen.question
        self.head.show_face(mark, face)
        title, line = (asked.title, asked.line) if asked else nobody(screen)
        self.title.setText(title)
        self.line.setText(line)
        self.grid.show_children(screen.children)
        kind = asked.kind if asked else MarkKind.COVERED
        is_held = bool(screen.held)
        self.leave.setVisible(kind not in (MarkKind.MAYBE, MarkKind.NOT_A_FACE, MarkKind.DRAWN) and not is_held)
        self.not_face.setVisible(kind in (MarkKind.MAYBE, MarkKind.NOT_A_FACE))
        self.someone.setVisible(kind is not MarkKind.DRAWN and not is_held)
        self.discard.setVisible(is_held)
        self.move_it.setVisible(kind is MarkKind.DRAWN)
        self.remove.setVisible(kind is MarkKind.DRAWN)
        choose(self.leave, asked is not None and asked.is_left)
        choose(self.someone, asked is not None and asked.is_else)
        choose(self.not_face, kind is MarkKind.NOT_A_FACE)
        for button in (self.leave, self.someone, self.not_face):
            button.set_missing("" if asked else "Tap a face first.")
        has_room = self._has_room(screen) and kind is not MarkKind.DRAWN and not is_held
        for button, words in ((self.others, screen.shortcuts.others), (self.maybes, screen.shortcuts.maybes)):
            button.setVisible(bool(words) and has_room)
            button.set_words(words or button.text())
        self._tighten(len(screen.children) > FEW_CHILDREN and not (self.others.isHidden() and self.maybes.isHidden()))
        self.others.setAccessibleDescription("Everybody whom nobody has named stays covered.")
        self.maybes.setAccessibleDescription("Look at them together, and say whether they are faces.")
        self._show_outcome(screen)

    def _tighten(self, is_full: bool) -> None:
        """A full room beside a crowd: the head and the spaces shrink before a child is out of sight."""
        self.head.set_small(is_full or self._is_compact)
        self.column.setSpacing(TIGHT if is_full or self._is_compact else ROOMY)

    def _has_room(self, screen: ReviewScreen) -> bool:
        """Whether the short ways may stand here: never in place of a child. They are in "More" too."""
        return not self._is_compact or (len(screen.children) <= FEW_CHILDREN and self._look.theme.text_percent == PLAIN_TEXT)

    def _show_outcome(self, screen: ReviewScreen) -> None:
        """What will happen, or what still has to; and a cut that hides somebody just as well."""
        missing = screen.finish.why
        self.cut.set_words(screen.offer or self.cut.text())
        has_offer = bool(screen.offer) and not missing and not self._is_compact and not screen.shortcuts.others
        self.cut.setVisible(has_offer)
        self.finish.set_words(screen.finish_words)
        self.box_title.setText("Before you go on" if missing else "What will happen")
        self.outcome.setText(missing or screen.outcome)
        self.box.setVisible(bool(missing or (screen.outcome and not self._is_compact)))
        self.finish.set_missing(missing)


def nobody(screen: ReviewScreen) -> tuple[str, str]:
    """Title and line while there is no region to ask about."""
    if screen.held:
        return "Not looked yet", "The photo stays covered."
    if screen.picture is None:
        return "Looking for faces", "It takes a second."
    return "Nobody to name", "Draw a cover if somebody shows."


def choose(button: ActionButton, chosen: bool) -> None:
    """Tint the answer that holds now, and say so aloud."""
    button.kind = Kind.TINT if chosen else Kind.SECONDARY
    button.setAccessibleDescription("chosen" if chosen else "")
    button.update()
