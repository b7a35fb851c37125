"""The clipboard, for two lines of words and nothing else: a pairing line, and a password that opens once."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def copy_words(words: str) -> None:
    """Put the words where the next paste takes them from."""
    QGuiApplication.clipboard().setText(words)


def forget_words(words: str) -> None:
    """Empty the clipboard if it still holds these words: the next paste on this machine would show them."""
    clipboard = QGuiApplication.clipboard()
    if words and clipboard.text() == words:
        clipboard.clear()
