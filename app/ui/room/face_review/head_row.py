"""The head of a panel beside the picture: who or what it is about, and two lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import Look


def head_row(look: Look, picture: QWidget, lines: Sequence[QWidget]) -> QHBoxLayout:
    """The picture, and the lines in the middle of its height."""
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addStretch()
    for line in lines:
        words.addWidget(line)
    words.addStretch()
    head = QHBoxLayout()
    head.setSpacing(look.theme.space["m"])
    head.addWidget(picture)
    head.addLayout(words, 1)
    return head
