"""Walks a window as a finger, a screen reader and an eye would: what is too small, nameless, cut off or out of sight."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from app.ui.widgets.field import FieldBox

LEAST = 48  # px
EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit)
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


def faults_of(window: QWidget) -> list[str]:
    """Every fault of what is visible, in words; an empty list is a good window. The window must be shown."""
    for _ in range(2):  # let layouts settle: a scroll bar that comes makes another round
        QApplication.processEvents()
    return [fault for widget in visible(window) for fault in faults_of_one(widget, window)]


def visible(window: QWidget) -> Iterator[QWidget]:
    """Every visible widget inside the window."""
    return (widget for widget in window.findChildren(QWidget) if widget.isVisibleTo(window) and not widget.visibleRegion().isEmpty())


def controls(window: QWidget) -> list[QWidget]:
    """Everything that a finger or a key can act on."""
    return [widget for widget in visible(window) if is_control(widget)]


def is_control(widget: QWidget) -> bool:
    return isinstance(widget, (QAbstractButton, *EDITORS)) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def faults_of_one(widget: QWidget, window: QWidget) -> Iterator[str]:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    who = f"{type(widget).__name__} “{widget.accessibleName() or words}”"
    if is_control(widget):
        target = widget.parentWidget() if isinstance(widget.parentWidget(), FieldBox) else widget
        assert target is not None
        if target.width() < LEAST or target.height() < LEAST:
            yield f"{who} is {target.width()} × {target.height()}, smaller than a finger"
        if not widget.accessibleName():
            yield f"{who} has no accessible name"
        if isinstance(widget, QAbstractButton) and not spoken(widget).startswith(written(widget)):
            yield f"{who} is spoken otherwise than it is written: “{widget.text()}”"
        if not in_scroll_area(widget, window) and not window.rect().contains(place(widget, window)):
            yield f"{who} lies outside the window at {place(widget, window)}"
    if isinstance(widget, QLabel) and widget.text():
        yield from faults_of_words(widget, who)
    elif isinstance(widget, QAbstractButton):
        least = widget.minimumSizeHint()
        if widget.width() < least.width() or widget.height() < least.height():
            yield f"{who} is cut off: {widget.width()} × {widget.height()} for {least.width()} × {least.height()}"


def faults_of_words(label: QLabel, who: str) -> Iterator[str]:
    if label.wordWrap():
        if label.heightForWidth(label.width()) > label.height() + 1:
            yield f"{who} is cut off: {label.height()} px high for {label.heightForWidth(label.width())}"
    elif label.sizeHint().width() > label.width() + 1 or label.sizeHint().height() > label.height() + 1:
        yield f"{who} is cut off: {label.width()} × {label.height()} for {label.sizeHint().width()} × {label.sizeHint().height()}"


def spoken(button: QAbstractButton) -> str:
    return " ".join(button.accessibleName().translate(ISOLATES).split())


def written(button: QAbstractButton) -> str:
    return " ".join(button.text().translate(ISOLATES).split())


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def in_scroll_area(widget: QWidget, window: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QScrollArea | QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False
