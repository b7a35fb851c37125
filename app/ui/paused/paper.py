"""The paper sheets that take Daybook's place while it is paused: first names and empty columns, ready for a pen."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from domain.errors import KnownError

COLUMNS = ("Meals and drinks", "Sleep, from and to", "Nappies", "Accidents, and who was told")
WIDTHS = (20, 22, 19, 17, 22)  # per cent of the paper's width: the name, then the columns
MARGIN_MM = 12
LETTER_PT, ROOM_PT = 8, 9  # size of the letters; above and below them, so that a row holds a line of handwriting
SPARE_ROWS = 2  # a visitor, a name that was forgotten


class NoPrinter(KnownError):
    """No printer is set up here."""

    def __init__(self) -> None:
        super().__init__("No printer is set up here. The office can print it.")


class PrinterFailed(KnownError):
    """The printer did not take the sheets."""

    def __init__(self) -> None:
        super().__init__("The printer did not take it. The office can print it.")


def paper_html(room: str, on: date, first_names: Sequence[str]) -> str:
    """One table: a row for every child, and two to spare. Everything that a person typed is escaped."""
    heads = "".join(
        f'<th align="left" width="{width}%">{html.escape(head)}</th>' for head, width in zip(("Child", *COLUMNS), WIDTHS, strict=True)
    )
    empty = "<td>&nbsp;</td>" * len(COLUMNS)
    rows = "".join(f"<tr><td><b>{html.escape(name)}</b></td>{empty}</tr>" for name in (*first_names, *[""] * SPARE_ROWS))
    return (
        "<style>* { color: #000000; }</style>"
        f"<h2>{html.escape(room)}, {on:%A} {on.day} {on:%B %Y}</h2>"
        "<p>Daybook is paused. Write the time and your initials beside everything, and give this sheet to the office.</p>"
        f'<table width="100%" border="1" cellspacing="0" cellpadding="{ROOM_PT}" style="border-collapse: collapse">'
        f"<thead><tr>{heads}</tr></thead>{rows}</table>"
    )


def paper_document(room: str, on: date, first_names: Sequence[str]) -> QTextDocument:
    """The sheets as a document; the head of the table stands on every page."""
    document = QTextDocument()
    letters = QFont(QApplication.font().family())
    letters.setPointSize(LETTER_PT)  # the window's letters are measured in its own pixels
    document.setDefaultFont(letters)
    document.setHtml(paper_html(room, on, first_names))
    return document


def the_printer() -> QPrinter:
    """This device's own printer. Raises NoPrinter."""
    info = QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise NoPrinter
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def print_on(printer: QPrinter, document: QTextDocument) -> None:
    """Print on A4; a room of fifteen fits on one page. Raises PrinterFailed."""
    page = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )
    printer.setPageLayout(page)
    document.setPageSize(QSizeF(printer.pageRect(QPrinter.Unit.Point).size()))
    document.print_(printer)
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise PrinterFailed
