"""Tab goes in reading order: region by region as the screen names them, and within a region line by line as the eye does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

AIR = 8  # px round a control that is scrolled into sight


def go_on(regions: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the focus to the next control of these regions, or to the one before; False when there is none.

    Call it from `focusNextPrevChild`. It looks at where things are now: cards and tiles come and go, Qt's own chain only knows their ages.
    """
    inside = [control for region in regions for control in controls_of(region)]
    if not inside:
        return False
    now = QApplication.focusWidget()
    at = inside.index(now) + (1 if forward else -1) if now in inside else 0 if forward else -1
    target = inside[at % len(inside)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    bring_into_sight(target)
    return True


def controls_of(region: QWidget) -> list[QWidget]:
    """What keys can reach in that region, the region itself included, line by line from the start of each line."""
    found = [widget for widget in (region, *region.findChildren(QWidget)) if is_reached(widget)]
    lines: list[list[QWidget]] = []
    for widget in sorted(found, key=lambda each: place(each, region).y()):
        if lines and is_beside(widget, lines[-1][0], region):
            lines[-1].append(widget)
        else:
            lines.append([widget])
    way = -1 if region.isRightToLeft() else 1
    return [widget for line in lines for widget in sorted(line, key=lambda each: way * place(each, region).x())]


def is_reached(widget: QWidget) -> bool:
    """Whether Tab stops there."""
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def is_beside(widget: QWidget, first: QWidget, region: QWidget) -> bool:
    """Whether `widget` stands in the line that `first` began: its middle is not below it."""
    return place(widget, region).y() + widget.height() / 2 < place(first, region).y() + first.height()


def place(widget: QWidget, region: QWidget) -> QPoint:
    """The widget's corner in the region."""
    return widget.mapTo(region, QPoint(0, 0))


def bring_into_sight(widget: QWidget) -> None:
    """Scroll every room that the widget lies in."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, AIR, AIR)
        above = above.parentWidget()
