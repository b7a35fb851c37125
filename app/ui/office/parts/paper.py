"""A sheet for a file or an inspector: whose it is, when and by whom it was printed, then words, tables and drawings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTableFormat,
)
from PySide6.QtGui import QTextLength as Length
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.ui.office.parts.paper_lines import LineDrawing, insert_lines

KEEP = "Keep this sheet in the locked cabinet. It names children."
BODY_PT, HEAD_PT, TITLE_PT = 9, 11, 16
CELL_PAD, HEAD_GAP = 4, 14  # px
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Heads with their shares of the width, in percent, and rows."""

    heads: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart:
    """A heading with what stands below it. drawing: lines on white, never a photograph."""

    heading: str
    words: str = ""
    drawing: LineDrawing | None = None
    table: PaperTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One sheet; `head` says nursery, moment and person."""

    title: str
    head: str
    parts: tuple[PaperPart, ...]


def head_of(nursery: str, who: str, now: datetime, zone: ZoneInfo) -> str:
    """ "Hazel Lane Nursery. Printed on 22 November 2026 at 13:05 by Ruth Adeyemi." """
    local = now.astimezone(zone)
    printed = f"Printed on {local.day} {local:%B %Y} at {local:%H:%M} by {who}."
    return f"{nursery}. {printed}" if nursery else printed


def document_of(paper: Paper) -> QTextDocument:
    """The sheet in black on white."""
    document = QTextDocument()
    document.setDefaultFont(QFont("Nunito", BODY_PT))
    cursor = QTextCursor(document)
    cursor.insertText(f"{paper.head}\n", letters(BODY_PT))
    cursor.insertText(paper.title, letters(TITLE_PT, bold=True))
    for part in paper.parts:
        insert_part(cursor, part)
    cursor.insertText(f"\n{KEEP}", letters(BODY_PT))
    return document


def print_sheet(parent: QWidget, paper: Paper) -> None:
    """Ask for a printer, and print on A4. Printing into a file is not offered."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    if dialog.exec():
        document_of(paper).print_(printer)


def insert_part(cursor: QTextCursor, part: PaperPart) -> None:
    """Heading, words, drawing, table."""
    apart = QTextBlockFormat()
    apart.setTopMargin(HEAD_GAP)
    cursor.insertBlock(apart)
    cursor.insertText(part.heading, letters(HEAD_PT, bold=True))
    cursor.insertBlock(QTextBlockFormat())
    if part.words:
        cursor.insertText(f"{part.words}\n", letters(BODY_PT))
    if part.drawing is not None:
        insert_lines(cursor, part.drawing)
        cursor.insertText("\n", letters(BODY_PT))
    if part.table is not None and part.table.rows:
        insert_table(cursor, part.table)


def insert_table(cursor: QTextCursor, table: PaperTable) -> None:
    """The heads come again on every page."""
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorder(1)
    form.setBorderBrush(QBrush(QColor(160, 160, 160)))
    form.setBorderCollapse(True)
    form.setCellPadding(CELL_PAD)
    form.setWidth(Length(Length.Type.PercentageLength, 100))
    form.setColumnWidthConstraints([Length(Length.Type.PercentageLength, share) for _, share in table.heads])
    grid = cursor.insertTable(len(table.rows) + 1, len(table.heads), form)
    for row, cells in enumerate((tuple(words for words, _ in table.heads), *table.rows)):
        for column, words in enumerate(cells):
            grid.cellAt(row, column).firstCursorPosition().insertText(words, letters(BODY_PT, bold=row == 0))
    cursor.movePosition(QTextCursor.MoveOperation.End)


def letters(points: int, *, bold: bool = False) -> QTextCharFormat:
    """Black letters of that size."""
    form = QTextCharFormat()
    form.setFontPointSize(points)
    form.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return form
