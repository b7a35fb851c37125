"""Puts a sheet on the kiosk's printer. Nothing is written to a file: a sheet may name children."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.ui.theme import fonts
from domain.errors import KnownError


class NoPrinter(KnownError):
    """No printer is set up here."""

    def __init__(self) -> None:
        super().__init__("This kiosk has no printer. The office can print it.")


def print_sheet(html: str) -> None:
    """Print on the default printer. Raises NoPrinter."""
    if QPrinterInfo.defaultPrinter().isNull():
        raise NoPrinter
    printer = QPrinter(QPrinterInfo.defaultPrinter(), QPrinter.PrinterMode.HighResolution)
    document = QTextDocument()
    document.setDefaultStyleSheet(f"body {{ font-family: '{fonts.family()}'; font-size: 11pt; }} h1 {{ font-size: 18pt; }}")
    document.setHtml(f"<body>{html}</body>")
    document.print_(printer)
