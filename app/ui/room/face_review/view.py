"""The face review as a page: picture and strip on the one side, whose face it is on the other. It draws a `ReviewScreen`."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.room.face_review.canvas import PictureCanvas
from app.ui.room.face_review.cut_panel import CutPanel
from app.ui.room.face_review.face_button import FACE_PX
from app.ui.room.face_review.family_panel import FamilyPanel
from app.ui.room.face_review.family_tabs import FamilyTabs, TabFact
from app.ui.room.face_review.more_tools import MoreColumn, MoreTools
from app.ui.room.face_review.screen import ReviewScreen, Several
from app.ui.room.face_review.several_panel import SeveralPanel
from app.ui.room.face_review.stop_dialog import StopDialog
from app.ui.room.face_review.strip import FaceStrip
from app.ui.room.face_review.tools import ReviewTools
from app.ui.room.face_review.view_keys import with_control
from app.ui.room.face_review.view_wiring import connect
from app.ui.room.face_review.who_panel import HEAD_PX, WhoPanel
from app.ui.room.work_bar import WorkBar
from app.ui.theme.look import Look, is_compact
from app.ui.theme.tokens import Tone
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import SMALL, ActionButton
from app.ui.widgets.cards import Card
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.pills import Chip, ChipFact
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.toast import Toast

PANEL_PX, PANEL_COMPACT_PX = 408, 376
LARGE_TEXT = 125  # percent; above it the helpers make room for the children
SMALLEST = QSize(1024, 600)
LOOKING = ChipFact("Still looking for hidden faces", "refresh-cw", Tone.PRIMARY)
NOT_SHOWN = "The photo is not shown before Daybook has looked for faces."


class ReviewView(QWidget):
    """Emits wishes; the presenter answers with another screen."""

    region_chosen = Signal(str)
    region_picked = Signal(str)  # one of several
    region_added = Signal(str)  # beside the one that was asked about
    range_picked = Signal(str)
    several_asked = Signal()
    all_left_asked = Signal()
    all_else_asked = Signal()
    none_a_face_asked = Signal()
    others_asked = Signal()
    maybes_asked = Signal()
    cutting_asked = Signal()
    frame_moved = Signal(object)  # Box, or None to leave the picture as it is
    cut_asked = Signal()
    whole_asked = Signal()
    neighbour_asked = Signal(int)
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
    tab_chosen = Signal(int)  # 0 is "Who is who"
    looks_right = Signal()
    finish_asked = Signal()
    look_again_asked = Signal()
    discard_asked = Signal()
    cover_refused_asked = Signal()
    wrong_child_asked = Signal()
    back_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._screen, self._is_folded = look, ReviewScreen(), False
        self._under: tuple[QWidget, ...] = ()
        self.bar = WorkBar(look)
        self.banner = Banner(look)
        self.tabs = FamilyTabs(look)
        self.canvas = PictureCanvas(look)
        self.looking = Chip(look, LOOKING)
        self.tools = ReviewTools(look)
        self.strip = FaceStrip(look)
        self.more_tools = MoreTools(look)
        self.more = ActionButton(look, "More", "ellipsis", measure=SMALL)
        self.panel = Card(look, padding=16, radius="button")
        self.who, self.family = WhoPanel(look), FamilyPanel(look)
        self.several, self.cut = SeveralPanel(look), CutPanel(look)
        self.sides = QStackedWidget()
        self._lay_out(look)
        self.stop = StopDialog(look, self, self.bar.height())
        self.sheet = Sheet(look, self, "More", self.bar.height(), 420)
        self._more = MoreColumn(self.more_tools)
        self.sheet.body.addWidget(self._more, 1)
        self.toast = Toast(look, self, 24)
        connect(self)
        look.changed.connect(self._fit)

    # -- Drawing ----------------------------------------------------------------------------------------------------------------------

    @property
    def drawn(self) -> ReviewScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: ReviewScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.bar.set_titles(screen.title, screen.line)
        self.banner.say(screen.held, action="Look again" if screen.held else "")
        self.tabs.show_tabs(tab_facts(screen), tab_index(screen))
        family = screen.family
        words = "One moment: covering it." if family else NOT_SHOWN if screen.held else screen.coming
        self.canvas.show_picture(family.picture if family else screen.picture, words)
        picked = frozenset(screen.several.ids if screen.several else ())
        self.canvas.show_marks(() if family else screen.marks, None if family else screen.chosen, picked)
        self.canvas.show_cut(None if family else screen.crop, screen.cutting.frame if screen.cutting else None)
        self.canvas.setAccessibleName(f"Photo. {screen.line}")
        self.looking.setVisible(screen.is_looking and family is None)
        self.strip.show_faces(screen.picture, screen.marks, screen.chosen, picked, screen.faces)
        self.tools.show_screen(screen)
        self.more_tools.show_screen(screen)
        self._show_side(screen)
        self.stop.show_stop(screen.stop)
        if screen.message:
            self.toast.say(screen.message, can_undo=False)

    def _show_side(self, screen: ReviewScreen) -> None:
        if screen.family is not None:
            self.sides.setCurrentWidget(self.family)
            self.family.show_family(screen.family)
        elif screen.cutting is not None:
            self.sides.setCurrentWidget(self.cut)
            self.cut.show_cutting(screen.cutting)
        elif screen.several is not None:
            self.sides.setCurrentWidget(self.several)
            self._show_several(screen, screen.several)
        else:
            self.sides.setCurrentWidget(self.who)
            mark = next((mark for mark in screen.marks if mark.id == screen.chosen), None)
            face = self.strip.face_of(mark, round(HEAD_PX * self.devicePixelRatioF())) if mark is not None else None
            self.who.show_screen(screen, mark, face)

    def _show_several(self, screen: ReviewScreen, several: Several) -> None:
        size = round(FACE_PX * self.devicePixelRatioF())
        picked = [mark for mark in screen.marks if mark.id in several.ids]
        self.several.show_several(several, tuple((mark, self.strip.face_of(mark, size)) for mark in picked))

    # -- Making -----------------------------------------------------------------------------------------------------------------------

    def _lay_out(self, look: Look) -> None:
        for side in (self.who, self.family, self.several, self.cut):
            self.sides.addWidget(side)
        self.panel.body.addWidget(self.sides)
        strip = QHBoxLayout()
        strip.setSpacing(8)
        strip.addWidget(self.strip, 1)
        strip.addWidget(self.more)
        self._left = QVBoxLayout()
        self._left.setSpacing(12)
        for part in (self.banner, self.tabs):
            self._left.addWidget(part)
        self._left.addLayout(self._over_picture(), 1)
        self._left.addWidget(self.tools)
        self._left.addLayout(strip)
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

    def _over_picture(self) -> QGridLayout:
        """The picture with the chip on its lower end."""
        both = QGridLayout()
        both.addWidget(self.canvas, 0, 0)
        both.addWidget(self.looking, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        return both

    def put_under_picture(self, widget: QWidget) -> None:
        """Stand there between the picture and its tools: what only some keepers have."""
        self._left.insertWidget(3, widget)
        self._under = (widget,)

    # -- The page's own small moves ---------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """The small tablet."""
        return SMALLEST

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        left = (self.banner, self.tabs, self.canvas, *self._under, self.tools, self.strip, self.more)
        return go_on((self.bar, *left, self.panel, self.toast), forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the new size."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the innermost thing first; Page keys step between faces; with Ctrl: Z and Y undo and redo, +, − and 0 zoom."""
        if event.key() == Qt.Key.Key_Escape:
            self._step_out()
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.neighbour_asked.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and with_control(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _step_out(self) -> None:
        if self.canvas.is_drawing or self.canvas.is_placing:
            self.canvas.draw_cover(False)
        elif self._screen.cutting is not None:
            self.frame_moved.emit(None)
        elif self._screen.several is not None:
            self.several_asked.emit()
        elif self.canvas.is_closer:
            self.canvas.look_closer()
        elif self._screen.family is not None:
            self.tab_chosen.emit(0)
        else:
            self.back_asked.emit()

    def say(self, sentence: str) -> None:
        """Say it for eight seconds, with nothing to undo."""
        self.toast.say(sentence, can_undo=False)

    def draw_or_stop(self) -> None:
        """Begin to draw a cover, or stop."""
        if self._screen.family is not None:
            self.tab_chosen.emit(0)
        self.canvas.draw_cover(not self.canvas.is_drawing)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.shut()

    def drawing_changed(self, drawing: bool) -> None:
        """Say how one draws, once it begins."""
        self.tools.show_drawing(drawing)
        if drawing:
            self.say("Drag over what should be covered, or tap two corners.")

    def look_closer(self) -> None:
        """Closer at the chosen face, or back to the whole."""
        self.canvas.look_closer()
        self.sheet.shut()

    def open_more(self) -> None:
        """The tools that have no place under the picture."""
        self.sheet.open()

    def _fit(self) -> None:
        compact = is_compact(self.width(), self.height())
        self.bar.set_compact(compact)
        for part in (self.who, self.family, self.cut):
            part.set_compact(compact or self._look.theme.text_percent > LARGE_TEXT)
        side = 16 if compact else 24
        self._content.setContentsMargins(side, 12, side - 3, 8)
        self._left.setSpacing(8 if compact else 10)
        wide = PANEL_COMPACT_PX if compact else PANEL_PX
        self.panel.setFixedWidth(min(round(wide * (1 + (self._look.theme.text_percent - 100) / 250)), self.width() // 2))
        self._fold(compact or self.tools.width_in_a_row() > self.width() - self.panel.width() - 3 * side)

    def _fold(self, folded: bool) -> None:
        if folded == self._is_folded:
            return
        self._is_folded = folded
        self.tools.fold(folded)
        if folded:
            self._more.column.insertWidget(0, self.tools)
        else:
            self.sheet.shut()
            self._left.insertWidget(3, self.tools)
        self.tools.show()


def tab_facts(screen: ReviewScreen) -> list[TabFact]:
    """ "Who is who", then one tab for each family."""
    families = [TabFact(f"{tab.name}’s family sees", tab.name, seed=tab.avatar) for tab in screen.tabs]
    return [TabFact("Who is who", "Who is who", icon="scan-face"), *families]


def tab_index(screen: ReviewScreen) -> int:
    """The index of the tab that is shown."""
    if screen.family is None:
        return 0
    return next((index for index, tab in enumerate(screen.tabs, 1) if tab.child == screen.family.child), 0)
