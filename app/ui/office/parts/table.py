"""A table that reads well: rows of a finger's height, words that wrap, chips, and a head that sorts."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.ui.office.parts.screen import Cell, Head, TableRow
from app.ui.theme.look import Look
from app.ui.widgets.pills import CHIP_HEIGHT, chip_width, draw_chip

ROW_PX, PAD, AIR = 48, 12, 9
ORDER_ROLE, CELL_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
NARROW_PX = 860  # below it, minor columns go
Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """The cells as Qt asks for them."""

    def __init__(self, heads: tuple[Head, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.heads = heads
        self.rows: tuple[TableRow, ...] = ()

    def show_rows(self, rows: tuple[TableRow, ...]) -> None:
        """Hold those rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a head."""
        is_head = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        if role == Qt.ItemDataRole.TextAlignmentRole:
            table = self.parent()
            mirrored = isinstance(table, QWidget) and table.isRightToLeft()  # a styled head does not mirror itself
            return (Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        return self.heads[section].words if is_head else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words, what they sort by, or the whole cell."""
        cell = self.rows[index.row()].cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.words
        if role == ORDER_ROLE:
            return cell.words.casefold() if cell.order is None else cell.order
        return cell if role == CELL_ROLE else None


class CellPainter(QStyledItemDelegate):
    """Draws words that wrap, or a chip; the current row is tinted."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell, with a line below."""
        rect, cell = QRect(getattr(option, "rect")), index.data(CELL_ROLE)  # noqa: B009 - PySide6's stubs do not know the fields
        chosen = bool(getattr(option, "state") & QStyle.StateFlag.State_Selected)  # noqa: B009
        painter.fillRect(rect, self._look.colour("primary-soft" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._look.colour("line"))
        inner, rtl = QRectF(rect.adjusted(PAD, 0, -PAD // 2, 0)), getattr(option, "direction") is Qt.LayoutDirection.RightToLeft  # noqa: B009
        if not isinstance(cell, Cell):
            return
        if cell.chip is not None:
            self._paint_chip(painter, inner, cell, rtl=rtl)
            return
        painter.setFont(self._look.font("second", "text"))
        painter.setPen(self._look.colour("muted" if cell.is_quiet else "ink"))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(WRAP | side | Qt.AlignmentFlag.AlignAbsolute), cell.words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words are at the column's width."""
        cell, table = index.data(CELL_ROLE), self.parent()
        width = table.columnWidth(index.column()) if isinstance(table, QTableView) else 200
        least = self._look.theme.scaled(ROW_PX)
        if not isinstance(cell, Cell) or cell.chip is not None:
            return QSize(width, least)
        metrics = QFontMetrics(self._look.font("second", "text"))
        words = metrics.boundingRect(QRect(0, 0, max(20, width - PAD - PAD // 2), 4000), int(WRAP), cell.words)
        return QSize(width, max(least, words.height() + 2 * AIR))

    def _paint_chip(self, painter: QPainter, inner: QRectF, cell: Cell, *, rtl: bool) -> None:
        if cell.chip is None:
            return
        wide, tall = min(chip_width(self._look, cell.chip), inner.width()), self._look.theme.scaled(CHIP_HEIGHT)
        left = inner.right() - wide if rtl else inner.left()
        draw_chip(painter, QRectF(left, inner.center().y() - tall / 2, wide, tall), cell.chip, self._look, rtl=rtl)


class Table(QTableView):
    """`row_chosen` gives the id of the row that a finger or the arrows came to. Tab leaves it.

    grows: as high as all of its rows, for a table in a column that scrolls.
    """

    row_chosen = Signal(str)

    def __init__(self, look: Look, name: str, heads: tuple[Head, ...], *, grows: bool = False) -> None:
        super().__init__()
        self._look, self._heads, self._grows = look, heads, grows
        self._rows = Rows(heads, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSortRole(ORDER_ROLE)
        self._sorted.setSourceModel(self._rows)
        self.setModel(self._sorted)
        self.setItemDelegate(CellPainter(look, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("ring_radius", look.theme.radius["field"])
        self._dress_heads()
        self.selectionModel().currentRowChanged.connect(self._tell)
        look.changed.connect(self._dress)
        self._dress()

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """What it shows, as it was given."""
        return self._rows.rows

    def show_rows(self, rows: tuple[TableRow, ...]) -> None:
        """Show those rows; place and choice stay."""
        if rows == self._rows.rows:
            return
        chosen, place = self.chosen, self.verticalScrollBar().value()
        self._rows.show_rows(rows)
        self._fit()
        self.choose(chosen)
        self.verticalScrollBar().setValue(place)

    @property
    def chosen(self) -> str:
        """The id of the chosen row; "" = none."""
        index = self._sorted.mapToSource(self.currentIndex())
        return self._rows.rows[index.row()].id if index.isValid() else ""

    def choose(self, row_id: str) -> None:
        """Choose a row without telling it."""
        at = next((number for number, row in enumerate(self._rows.rows) if row.id == row_id), -1)
        if at >= 0:
            blocked = self.blockSignals(True)
            self.setCurrentIndex(self._sorted.mapFromSource(self._rows.index(at, 0)))
            self.blockSignals(blocked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self._fit()

    def _tell(self, now: QModelIndex) -> None:
        source = self._sorted.mapToSource(now)
        if source.isValid():
            self.row_chosen.emit(self._rows.rows[source.row()].id)

    def _fit(self) -> None:
        width = self.viewport().width()
        narrow = width < self._look.theme.scaled(NARROW_PX)
        shown = [(number, head) for number, head in enumerate(self._heads) if not (narrow and head.is_minor)]
        whole = sum(head.share for _, head in shown)
        for number in range(len(self._heads)):
            self.setColumnHidden(number, number not in dict(shown))
        left = width
        for number, head in shown[:-1]:
            self.setColumnWidth(number, width * head.share // whole)
            left -= width * head.share // whole
        self.setColumnWidth(shown[-1][0], left)  # to the very edge: a finger finds a row everywhere
        self.resizeRowsToContents()
        if self._grows:
            tall = sum(self.rowHeight(row) for row in range(self._sorted.rowCount()))
            self.setFixedHeight(self.horizontalHeader().height() + tall + 2)

    def _dress_heads(self) -> None:
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setSectionsClickable(True)
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        heads.setSortIndicatorClearable(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._sorted.sort(-1)  # until a head is tapped, the order is the presenter's

    def _dress(self) -> None:
        colours, theme = self._look.theme.colours, self._look.theme
        self.horizontalHeader().setFixedHeight(theme.scaled(ROW_PX))
        self.horizontalHeader().setFont(self._look.font("second", "button"))
        self.setStyleSheet(
            f"QTableView {{ background: {colours['surface']}; border: none; outline: none; }}"
            f"QHeaderView {{ background: {colours['surface']}; }}"
            f"QHeaderView::section {{ background: {colours['surface']}; color: {colours['muted']}; border: none;"
            f" border-bottom: 2px solid {colours['line']}; padding: 0 {PAD}px; }}"
        )
        self._fit()
