"""Touch on the picture: one finger is a pointer, two zoom and push; a tap of two fingers means nothing."""

from __future__ import annotations

import math
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEventPoint, QTouchEvent

TOUCHES = frozenset({QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})


class Hand(Protocol):
    """Who is touched."""

    def press(self, at: QPointF) -> None:
        """A finger came down."""

    def drag(self, at: QPointF) -> None:
        """It moved."""

    def release(self, at: QPointF) -> None:
        """It left."""

    def let_go(self) -> None:
        """What began with one finger is no tap and no drag."""

    def pinch(self, factor: float, middle: QPointF, push: QPointF) -> None:
        """Two fingers went apart by `factor` round `middle`, and pushed by `push`."""


class Fingers:
    """Tells a hand what the fingers do, from Qt's touch events."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._are_two = False

    def touched(self, event: QTouchEvent) -> None:
        """Follow one event; the sequence ends with the last finger."""
        if event.type() == QEvent.Type.TouchCancel:
            self._hand.let_go()
            self._are_two = False
            return
        points = event.points()
        if len(points) >= 2:
            self._two(points[0], points[1])
        elif not self._are_two:
            self._one(points[0])
        if event.type() == QEvent.Type.TouchEnd:
            self._are_two = False

    def _one(self, point: QEventPoint) -> None:
        match point.state():
            case QEventPoint.State.Pressed:
                self._hand.press(point.position())
            case QEventPoint.State.Updated:
                self._hand.drag(point.position())
            case QEventPoint.State.Released:
                self._hand.release(point.position())

    def _two(self, one: QEventPoint, other: QEventPoint) -> None:
        if not self._are_two:
            self._are_two = True
            self._hand.let_go()
            return
        before, now = apart(one.lastPosition(), other.lastPosition()), apart(one.position(), other.position())
        middle, was = (one.position() + other.position()) / 2, (one.lastPosition() + other.lastPosition()) / 2
        if before > 1 and now > 1:
            self._hand.pinch(now / before, middle, middle - was)


def apart(one: QPointF, other: QPointF) -> float:
    """How far two points are from each other."""
    return math.hypot(one.x() - other.x(), one.y() - other.y())
