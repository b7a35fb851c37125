"""Puts a sheet on the kiosk's printer. Nothing is written to a file: a sheet may name children."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

from app.ui.paused.paper import print_on, the_printer
from app.ui.theme import fonts


def print_sheet(html: str) -> None:
    """Print on the default printer. Raises NoPrinter, PrinterFailed."""
    printer = the_printer()
    document = QTextDocument()
    document.setDefaultStyleSheet(f"body {{ font-family: '{fonts.family()}'; font-size: 11pt; }} h1 {{ font-size: 18pt; }}")
    document.setHtml(f"<body>{html}</body>")
    print_on(printer, document)
