"""The review of a video as a page: covered frame, timeline and faces on the one side, whose face it is on the other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.room.clip_review.screen import ClipScreen
from app.ui.room.clip_review.side import ClipSide
from app.ui.room.clip_review.strip import ClipStrip
from app.ui.room.clip_review.timeline import TimelineBar
from app.ui.room.clip_review.tools import ClipTools, NoChildButton, PlayButton
from app.ui.room.clip_review.wording import TITLE
from app.ui.room.face_review.canvas import PictureCanvas
from app.ui.room.face_review.family_tabs import FamilyTabs
from app.ui.room.face_review.stop_dialog import StopDialog
from app.ui.room.face_review.view import tab_facts, tab_index
from app.ui.room.work_bar import WorkBar
from app.ui.theme.look import Look, is_compact
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.cards import Card
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.toast import Toast

PANEL_PX, PANEL_COMPACT_PX = 408, 376
LARGE_TEXT = 125  # percent; above it the helpers make room for the children
SMALLEST = QSize(1024, 600)


class ClipReviewView(QWidget):
    """Emits wishes; the presenter answers with another screen."""

    region_chosen = Signal(str)
    neighbour_asked = Signal(int)
    several_asked = Signal(bool)
    child_tapped = Signal(str)
    leave_asked = Signal()
    else_asked = Signal()
    not_a_face_asked = Signal()
    cover_drawn = Signal(object)
    cover_moved = Signal(str, object)
    removal_asked = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()
    no_child_asked = Signal()
    moment_asked = Signal(float)
    play_asked = Signal()
    part_asked = Signal(float, float)
    tab_chosen = Signal(int)  # 0 is "Who is who"
    looks_right = Signal()
    finish_asked = Signal()
    write_asked = Signal()
    look_again_asked = Signal()
    discard_asked = Signal()
    cover_refused_asked = Signal()
    wrong_child_asked = Signal()
    back_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._screen, self._is_folded = look, ClipScreen(), False
        self.bar = WorkBar(look)
        self.banner = Banner(look)
        self.tabs = FamilyTabs(look)
        self.canvas = PictureCanvas(look)
        self.play, self.timeline = PlayButton(look), TimelineBar(look)
        self.tools, self.no_child = ClipTools(look), NoChildButton(look)
        self.strip = ClipStrip(look)
        self.several = ActionButton(look, "Same child", "users", measure=SMALL)
        self.more = ActionButton(look, "More", "ellipsis", measure=SMALL)
        self.panel = Card(look, padding=16, radius="button")
        self.side = ClipSide(look)
        self.who, self.family, self.write = self.side.who, self.side.family, self.side.write
        self._lay_out(look)
        self.stop = StopDialog(look, self, self.bar.height())
        self.sheet = Sheet(look, self, "More", self.bar.height(), 420)
        self._fill_sheet()
        self.toast = Toast(look, self, 24)
        self._connect()
        look.changed.connect(self._fit)

    # -- Drawing ----------------------------------------------------------------------------------------------------------------------

    @property
    def drawn(self) -> ClipScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: ClipScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        review = screen.review
        self.bar.set_titles(TITLE, review.line)
        self.banner.say(review.held, action="Look again" if review.held else "")
        self.tabs.show_tabs(tab_facts(review), tab_index(review))
        self.canvas.show_picture(review.picture, screen.waiting)
        self.canvas.show_marks(screen.on_picture, review.chosen, screen.picks)
        self.canvas.setAccessibleName(f"Video. {review.line}")
        if not screen.faces:
            self.strip.forget()
        self.strip.show_screen(screen)
        self.several.kind = Kind.TINT if screen.is_several else Kind.SECONDARY
        self.several.setVisible(len(review.marks) > 1)
        self.several.setAccessibleDescription("chosen" if screen.is_several else "Choose several faces of one child, and name them once.")
        for part in (self.play, self.tools, self.no_child):
            part.show_screen(screen)
        self.timeline.show_timeline(screen.timeline)
        self.side.show_screen(screen, self.strip.face_of)
        self.stop.show_stop(review.stop)
        if review.message:
            self.toast.say(review.message, can_undo=False)

    # -- Making -----------------------------------------------------------------------------------------------------------------------

    def _lay_out(self, look: Look) -> None:
        self.panel.body.addWidget(self.side)
        self._line, self._foot = QHBoxLayout(), QHBoxLayout()
        foot = (self.strip, self.several, self.no_child, self.more)
        for row, parts, wide in ((self._line, (self.play, self.timeline), self.timeline), (self._foot, foot, self.strip)):
            row.setSpacing(8)
            for part in parts:
                row.addWidget(part, 1 if part is wide else 0)
        self._left = QVBoxLayout()
        for above in (self.banner, self.tabs):
            self._left.addWidget(above)
        self._left.addWidget(self.canvas, 1)
        self._left.addLayout(self._line)
        self._left.addWidget(self.tools)
        self._left.addLayout(self._foot)
        self._content = QHBoxLayout()
        self._content.setSpacing(look.theme.space["l"] - 3)
        self._content.addLayout(self._left, 1)
        self._content.addWidget(self.panel)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the tools fold before the page would refuse to shrink
        page.addWidget(self.bar)
        page.addLayout(self._content, 1)

    def _fill_sheet(self) -> None:
        """It scrolls where letters are large."""
        room = Column()
        self._rare = QVBoxLayout(room)
        self._rare.setContentsMargins(0, 0, 0, 0)
        self._rare.setSpacing(10)
        for button in self.tools.rare:
            self._rare.addWidget(button)
        self._rare.addStretch(1)
        self.sheet.body.addWidget(scrolled(room), 1)

    def _connect(self) -> None:
        for signal, wish in (
            (self.bar.back_asked, self.back_asked),
            (self.banner.acted, self.look_again_asked),
            (self.tabs.chosen, self.tab_chosen),
            (self.canvas.region_tapped, self.region_chosen),
            (self.canvas.cover_drawn, self.cover_drawn),
            (self.canvas.cover_moved, self.cover_moved),
            (self.canvas.removal_asked, self.removal_asked),
            (self.canvas.neighbour_asked, self.neighbour_asked),
            (self.canvas.closeness_changed, self.tools.show_closeness),
            (self.strip.face_tapped, self.region_chosen),
            (self.play.asked, self.play_asked),
            (self.timeline.moved, self.moment_asked),
            (self.timeline.trimmed, self.part_asked),
            (self.timeline.played, self.play_asked),
            (self.tools.undo_asked, self.undo_asked),
            (self.tools.redo_asked, self.redo_asked),
            (self.no_child.asked, self.no_child_asked),
            (self.who.child_tapped, self.child_tapped),
            (self.who.leave_asked, self.leave_asked),
            (self.who.else_asked, self.else_asked),
            (self.who.not_a_face_asked, self.not_a_face_asked),
            (self.who.discard_asked, self.discard_asked),
            (self.tools.discard_asked, self.discard_asked),
            (self.who.finish_asked, self.finish_asked),
            (self.write.asked, self.write_asked),
            (self.family.right_asked, self.looks_right),
            (self.stop.discard_asked, self.discard_asked),
            (self.stop.cover_asked, self.cover_refused_asked),
            (self.stop.wrong_asked, self.wrong_child_asked),
        ):
            signal.connect(wish)
        self.canvas.drawing_changed.connect(self._drawing_changed)
        self.tools.draw_asked.connect(self._draw_or_stop)
        self.tools.closer_asked.connect(self._look_closer)
        self.tools.start_asked.connect(lambda: self._ask_part(self._screen.timeline.at_s, self._screen.timeline.end_s))
        self.tools.end_asked.connect(lambda: self._ask_part(self._screen.timeline.start_s, self._screen.timeline.at_s))
        self.tools.whole_asked.connect(lambda: self._ask_part(0.0, self._screen.timeline.seconds))
        self.who.remove_asked.connect(lambda: self.removal_asked.emit(self._screen.review.chosen or ""))
        self.who.move_asked.connect(self.canvas.place_cover)
        self.several.asked.connect(lambda: self.several_asked.emit(not self._screen.is_several))
        self.more.asked.connect(self.sheet.open)
        for part in (self.play, self.tools, self.no_child, self.who, self.several):
            part.refused.connect(self.say)

    # -- The page's own small moves ---------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """The small tablet."""
        return SMALLEST

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        left = (self.bar, self.banner, self.tabs, self.canvas, self.play, self.timeline, self.tools, self.strip)
        return go_on((*left, self.several, self.no_child, self.more, self.panel, self.toast), forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the new size."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the innermost thing first; Ctrl+Z and Ctrl+Y undo and redo; Page keys step between faces; Space plays."""
        keys = event.keyCombination()
        if event.key() == Qt.Key.Key_Escape:
            self._step_out()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.neighbour_asked.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif keys == Qt.Modifier.CTRL | Qt.Key.Key_Z:
            self.undo_asked.emit()
        elif keys == Qt.Modifier.CTRL | Qt.Key.Key_Y:
            self.redo_asked.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.play_asked.emit()
        else:
            super().keyPressEvent(event)

    def _step_out(self) -> None:
        if self.canvas.is_drawing or self.canvas.is_placing:
            self.canvas.draw_cover(False)
        elif self.canvas.is_closer:
            self.canvas.look_closer()
        elif self._screen.is_several:
            self.several_asked.emit(False)
        elif self._screen.review.family is not None:
            self.tab_chosen.emit(0)
        else:
            self.back_asked.emit()

    def say(self, sentence: str) -> None:
        """Say it for eight seconds, with nothing to undo."""
        self.toast.say(sentence, can_undo=False)

    def _ask_part(self, start_s: float, end_s: float) -> None:
        self.sheet.shut()
        self.part_asked.emit(start_s, end_s)

    def _draw_or_stop(self) -> None:
        if self._screen.review.family is not None:
            self.tab_chosen.emit(0)
        self.canvas.draw_cover(not self.canvas.is_drawing)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.shut()

    def _drawing_changed(self, drawing: bool) -> None:
        self.tools.show_drawing(drawing)
        if drawing:
            self.say("Drag over what should be covered, or tap two corners. It stays for the whole video.")

    def _look_closer(self) -> None:
        self.canvas.look_closer()
        self.sheet.shut()

    def _fit(self) -> None:
        compact = is_compact(self.width(), self.height())
        self.bar.set_compact(compact)
        for part in (self.who, self.family):
            part.set_compact(compact or self._look.theme.text_percent > LARGE_TEXT)
        self.side.show_screen(self._screen, self.strip.face_of)
        for overlay in (self.stop, self.sheet):
            overlay.set_top(self.bar.height())
        side = 16 if compact else 24
        self._content.setContentsMargins(side, 12, side - 3, 8)
        self._left.setSpacing(8)
        wide = PANEL_COMPACT_PX if compact else PANEL_PX
        self.panel.setFixedWidth(min(round(wide * (1 + (self._look.theme.text_percent - 100) / 250)), self.width() // 2))
        self._fold(compact or self.tools.width_in_a_row() > self.width() - self.panel.width() - 3 * side)

    def _fold(self, folded: bool) -> None:
        """On the small tablet all tools lie under "More", and the faces get the room of "Same child"."""
        if folded == self._is_folded:
            return
        self._is_folded = folded
        self.tools.fold(folded)
        if folded:
            self._rare.insertWidget(0, self.tools)
            self._line.addWidget(self.several)
        else:
            self.sheet.shut()
            self._left.insertWidget(4, self.tools)
            self._foot.insertWidget(1, self.several)
        self.tools.show()
