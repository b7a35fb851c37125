"""What every section of the office is: a banner while the server is away, a place that is loading, empty or full, and its keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.office.parts.row_list import RowList
from app.ui.office.parts.screen import Around, Stage
from app.ui.theme.look import Look
from app.ui.widgets.banner import Banner
from app.ui.widgets.empty import Empty
from app.ui.widgets.overlays import Overlay
from app.ui.widgets.words import Words

LIST_PX, NARROW_LIST_PX, NARROW_PX = 316, 270, 1200
STAGES = (Stage.READY, Stage.LOADING, Stage.EMPTY)


class SectionPage(QWidget):
    """`said` carries what a toast says. Subclasses fill `content`, name their keys in `keys` and their regions in `regions`."""

    said = Signal(str)
    retry_asked = Signal()

    def __init__(self, look: Look, list_: RowList | None = None) -> None:
        super().__init__()
        self._look, self.list = look, list_
        self.keys: dict[str, Callable[[], None]] = {}
        self.banner = Banner(look)
        self.content = QWidget()
        self.loading = Words(look, "Asking the server.", "card", "text", "muted", wrap=True)
        self.loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty = Empty(look, "", "")
        self.stage = QStackedWidget()
        for page in (self.content, self.loading, self.empty):
            self.stage.addWidget(page)
        self.middle = QVBoxLayout()
        self.middle.setContentsMargins(20, 14, 17, 10)
        self.middle.setSpacing(8)
        self.middle.addWidget(self.banner)
        self.middle.addWidget(self.stage, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        if list_ is not None:
            across.addWidget(list_)
            self.keys["/"] = list_.begin_search
        across.addLayout(self.middle, 1)
        self.banner.acted.connect(self.retry_asked)
        look.changed.connect(self._fit)

    @property
    def regions(self) -> tuple[QWidget, ...]:
        """Where Tab goes, in this order."""
        parts = (self.list, self.banner, self.content)
        return tuple(part for part in parts if part is not None)

    def show_around(self, around: Around) -> None:
        """Draw what stands round the section."""
        self.banner.say(around.offline, icon="cloud-off", action="Try again" if around.offline else "")
        self.stage.setCurrentIndex(STAGES.index(around.stage))
        if around.message:
            self.said.emit(around.message)

    @property
    def has_sheet(self) -> bool:
        """Whether something lies over the page: its keys rest then."""
        return any(overlay.isVisible() for overlay in self.findChildren(Overlay))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The section's own keys; a field that has the focus keeps its letters."""
        free = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        deed = self.keys.get(event.text().lower()) if free and event.text() else None
        if self.has_sheet:
            event.accept()
        elif deed is not None:
            deed()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list its share."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.list is not None:
            plain = NARROW_LIST_PX if self.width() < NARROW_PX else LIST_PX
            growth = 1 + (self._look.theme.text_percent - 100) / 200  # half of what the letters grow: lines may wrap
            self.list.setFixedWidth(min(round(plain * growth), round(self.width() * 0.32)))
