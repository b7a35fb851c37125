"""Puts headings and words on paper. Nothing is kept in a file: the sheet names children."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

KEEP = "Keep this sheet in the locked cabinet. It names children."
BODY_PT, HEAD_PT, TITLE_PT = 11, 11, 18


def document_of(title: str, parts: tuple[tuple[str, str], ...]) -> QTextDocument:
    """The sheet as a document in black on white."""
    document = QTextDocument()
    document.setDefaultFont(QFont("Nunito", BODY_PT))
    cursor = QTextCursor(document)
    cursor.insertText(f"{title}\n", _format(TITLE_PT, bold=True))
    for heading, words in parts:
        cursor.insertText(f"\n{heading}\n", _format(HEAD_PT, bold=True))
        cursor.insertText(f"{words}\n", _format(BODY_PT, bold=False))
    cursor.insertText(f"\n{KEEP}\n", _format(BODY_PT, bold=False))
    return document


def print_paper(parent: QWidget, title: str, parts: tuple[tuple[str, str], ...]) -> None:
    """Ask for a printer, and print. Printing into a file is not offered."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    if dialog.exec():
        document_of(title, parts).print_(printer)


def _format(points: int, *, bold: bool) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontPointSize(points)
    form.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return form
