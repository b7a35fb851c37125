"""The page of any picture under review: bar, families, picture, tools and faces on the one side, the panel that asks on the other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from app.ui.room.face_review.canvas import PictureCanvas
from app.ui.room.face_review.family_tabs import FamilyTabs, TabFact
from app.ui.room.face_review.page_keys import heard
from app.ui.room.face_review.page_wiring import connect
from app.ui.room.face_review.picture_toast import PictureToast
from app.ui.room.face_review.screen import ReviewScreen
from app.ui.room.face_review.side import FaceOf, Side
from app.ui.room.face_review.stop_dialog import StopDialog
from app.ui.room.face_review.strip import FaceStrip
from app.ui.room.face_review.tool_row import GAP, ToolRow
from app.ui.room.work_bar import WorkBar
from app.ui.theme.look import Look, is_compact
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import SMALL, ActionButton
from app.ui.widgets.cards import Card
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.reading_order import go_on
from app.ui.widgets.scrolled import Column, scrolled
from domain.ids import RegionId

PANEL_PX, PANEL_COMPACT_PX = 408, 376
LARGE_TEXT = 125  # percent; above it the helpers make room for the children
SMALLEST = QSize(1024, 600)


class PicturePage(QWidget):
    """Emits wishes. A page makes its tools and its side, adds what only it has, and draws the rest with `show_review`."""

    region_chosen = Signal(str)
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

    draw_hint = "Drag over what should be covered, or tap two corners."

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page")
        self._look, self._review, self._is_folded = look, ReviewScreen(), False
        self._under: tuple[QWidget, ...] = ()
        self._beside: tuple[QWidget, ...] = ()
        self.bar = WorkBar(look)
        self.banner = Banner(look)
        self.tabs = FamilyTabs(look)
        self.canvas = PictureCanvas(look)
        self.strip = FaceStrip(look)
        self.tools: ToolRow = self._make_tools(look)
        self.more = ActionButton(look, "More", "ellipsis", measure=SMALL)
        self.panel = Card(look, padding=16, radius="button")
        self.side: Side = self._make_side(look, self.strip.face_of)
        self.who, self.family = self.side.who, self.side.family
        self._lay_out(look)
        self.stop = StopDialog(look, self, self.bar.height())
        self.sheet = Sheet(look, self, "More", self.bar.height(), 420)
        self._fill_sheet()
        self.toast = PictureToast(look, self, self.canvas)
        connect(self)
        look.changed.connect(self._fit)

    def _make_tools(self, look: Look) -> ToolRow:
        raise NotImplementedError  # those of this sort of picture

    def _make_side(self, look: Look, face_of: FaceOf) -> Side:
        raise NotImplementedError  # likewise

    # -- Drawing ----------------------------------------------------------------------------------------------------------------------

    def show_review(self, screen: ReviewScreen) -> None:
        """Draw what is alike for all pictures."""
        self._review = screen
        self.bar.set_titles(screen.title, screen.line)
        self.banner.say(screen.held, action="Look again" if screen.held else "")
        self.tabs.show_tabs(tab_facts(screen), tab_index(screen))
        self.side.show_review(screen)
        self.stop.show_stop(screen.stop)
        if screen.message:
            self.say(screen.message)

    @property
    def chosen(self) -> RegionId | None:
        """The region that is asked about."""
        return self._review.chosen

    # -- Making -----------------------------------------------------------------------------------------------------------------------

    def _lay_out(self, look: Look) -> None:
        self.panel.body.addWidget(self.side)
        self.over_picture = QGridLayout()
        self.over_picture.addWidget(self.canvas, 0, 0)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addWidget(self.strip, 1)
        self._foot.addWidget(self.more)
        self._left = QVBoxLayout()
        for part in (self.banner, self.tabs):
            self._left.addWidget(part)
        self._left.addLayout(self.over_picture, 1)
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
        self._rare.setSpacing(GAP)
        self._rare.addStretch(1)
        self.sheet.body.addWidget(scrolled(room), 1)

    def put_under_picture(self, widget: QWidget) -> None:
        """Stand there between the picture and its tools: what only some pictures or keepers have."""
        self._left.insertWidget(self._left.indexOf(self.over_picture) + 1, widget)
        self._under = (widget,)

    def put_beside_faces(self, *widgets: QWidget) -> None:
        """Stand there between the faces and "More"."""
        for widget in widgets:
            self._foot.insertWidget(self._foot.count() - 1, widget)
        self._beside = widgets

    def put_under_more(self, *widgets: QWidget) -> None:
        """Stand under "More" on every tablet."""
        for widget in widgets:
            self._rare.insertWidget(self._rare.count() - 1, widget)

    # -- The page's own small moves ---------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """The small tablet."""
        return SMALLEST

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab in reading order."""
        left = (self.banner, self.tabs, self.canvas, *self._under, self.tools, self.strip, *self._beside, self.more)
        return go_on((self.bar, *left, self.panel, self.toast), forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the layout for the new size."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the innermost thing first; Page keys step between faces; with Ctrl: Z and Y undo and redo, +, − and 0 zoom."""
        if heard(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def step_out(self) -> None:
        """Leave the innermost thing: a drawing, what only this page has, a closer look, a family, the page."""
        if self.canvas.is_drawing or self.canvas.is_placing:
            self.canvas.draw_cover(False)
        elif self._left_own():
            return
        elif self.canvas.is_closer:
            self.canvas.look_closer()
        elif self._review.family is not None:
            self.tab_chosen.emit(0)
        else:
            self.back_asked.emit()

    def _left_own(self) -> bool:
        """Leave what only this page has; False when there is nothing of it to leave."""
        return False

    def say(self, sentence: str) -> None:
        """Say it for eight seconds, with nothing to undo."""
        self.toast.say(sentence, can_undo=False)

    def draw_or_stop(self) -> None:
        """Begin to draw a cover, or stop."""
        if self._review.family is not None:
            self.tab_chosen.emit(0)
        self.canvas.draw_cover(not self.canvas.is_drawing)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet.shut()

    def drawing_changed(self, drawing: bool) -> None:
        """Say how one draws, once it begins."""
        self.tools.show_drawing(drawing)
        if drawing:
            self.say(self.draw_hint)

    def look_closer(self) -> None:
        """Closer at the chosen face, or back to the whole."""
        self.canvas.look_closer()
        self.sheet.shut()

    def _fit(self) -> None:
        compact = is_compact(self.width(), self.height())
        percent = self._look.theme.text_percent
        self.bar.set_compact(compact)
        self.side.set_compact(compact or percent > LARGE_TEXT)
        for overlay in (self.stop, self.sheet):
            overlay.set_top(self.bar.height())
        margin = 16 if compact else 24
        self._content.setContentsMargins(margin, 12, margin - 3, 8)
        self._left.setSpacing(8 if compact else 10)
        wide = PANEL_COMPACT_PX if compact else PANEL_PX
        self.panel.setFixedWidth(min(round(wide * (1 + (percent - 100) / 250)), self.width() // 2))
        self._fold(compact or self.tools.width_in_a_row() > self.width() - self.panel.width() - 3 * margin)

    def _fold(self, folded: bool) -> None:
        """On the small tablet all tools lie under "More"."""
        if folded == self._is_folded:
            return
        self._is_folded = folded
        self.tools.fold(folded)
        if folded:
            self._rare.insertWidget(0, self.tools)
        else:
            self.sheet.shut()
            self._left.insertWidget(self._left.count() - 1, self.tools)
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
