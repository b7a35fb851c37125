"""The manager's part of the tour, at the office PC's own screens."""

from __future__ import annotations

from functools import partial

from app.ui.enrol.view import EnrolView
from app.ui.office.screen import Stage
from app.ui.office.view import OfficeView
from app.ui.unlock.view import UnlockView
from commands.touring.hands import Hands
from domain.pairing import Pairing

PATIENCE_S = 60.0


class Desk:
    """The office PC and the manager at it."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def open(self, pairing: Pairing, username: str, password: str) -> None:
        """Pair the PC and log in."""
        view = self._hands.screen(EnrolView)
        view.field.set_text(pairing.line())
        self._hands.tap(view.pair_button)
        lock = self._hands.screen(UnlockView)
        self._hands.shoot("10-office-log-in")
        self._hands.type(lock.user_name.editor, username)
        self._hands.type(lock.password.editor, password)
        self._hands.tap(lock.open_button)
        self._hands.screen(OfficeView)

    def approve_all(self, expected: int) -> int:
        """Approve every entry that waits, each after its picture was seen; returns how many."""
        view = self._hands.screen(OfficeView)
        approved = 0
        while approved < expected:
            self._hands.until("the next entry and its picture", lambda: is_ready(view), PATIENCE_S)
            if approved == 0:
                self._hands.shoot("11-office-moderation")
            before = view.drawn.count
            self._hands.tap(view.approve)
            self._hands.until("the approval", partial(has_fewer, view, before), PATIENCE_S)
            approved += 1
        self._hands.until("the empty queue", lambda: view.drawn.stage is Stage.EMPTY, PATIENCE_S)
        self._hands.shoot("12-office-nothing-waits")
        return approved


def is_ready(view: OfficeView) -> bool:
    """Whether an entry is shown, whole, and nothing is on its way."""
    subject = view.drawn.subject
    if view.drawn.stage is not Stage.ENTRY or subject is None or view.drawn.is_busy:
        return False
    return subject.approve.awake and (subject.picture is not None or not subject.has_pictures)


def has_fewer(view: OfficeView, before: int) -> bool:
    """Whether the queue is shorter than it was."""
    return view.drawn.count < before
