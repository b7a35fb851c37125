"""The manager's part of the tour, at the office PC's own screens."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtTest import QSignalSpy

from app.ui.enrol.view import EnrolView
from app.ui.office.screen import Stage, Subject
from app.ui.office.view import OfficeView
from app.ui.unlock.view import UnlockView
from commands.touring.hands import Hands
from domain.pairing import Pairing

PATIENCE_S = 60.0
VIDEO_S = 240.0  # patience: the server searches and covers each family's video anew before anybody sees it
ASK_S, SEE_S = 5.0, 2.0  # between two taps: at a video that is not drawn yet, at one that is seen


class Desk:
    """The office PC and the manager at it."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands
        self._shot: set[str] = set()
        self._tapped_s = 0.0

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
            self._hands.until("the next entry", lambda: view.drawn.subject is not None and not view.drawn.is_busy)
            if shows_video(view):
                self._watch_videos(view)
            self._hands.until("the entry's picture", lambda: is_ready(view))
            if view.drawn.subject is not None and view.drawn.subject.is_clip:
                self._shoot_videos(view, view.drawn.subject)
            else:
                self._shoot_once("11-office-moderation")
            before = view.drawn.count
            self._hands.tap(view.approve)
            self._hands.until("the approval", partial(has_fewer, view, before), PATIENCE_S)
            approved += 1
        self._hands.until("the empty queue", lambda: view.drawn.stage is Stage.EMPTY, PATIENCE_S)
        self._hands.shoot("12-office-nothing-waits")
        return approved

    def _watch_videos(self, view: OfficeView) -> None:
        """Look at each family's video; the server covers them one after the other. An idle hand would lock the office meanwhile."""
        self._hands.until("the last family's video", partial(self._is_watched, view), VIDEO_S)

    def _shoot_videos(self, view: OfficeView, subject: Subject) -> None:
        """A picture of what each family gets, from the next one on: a tap on the tab that is open shows nothing anew."""
        families = len(subject.families)
        for number in ((subject.family + step) % families for step in range(1, families + 1)):
            seen = QSignalSpy(view.subject.player.seen)
            self._hands.tap(view.subject.tabs.tabs[number])
            self._hands.until("the family's video", partial(is_seen, seen, alone=families == 1))
            self._shoot_once(f"11-office-moderation-video-{number + 1}")

    def _is_watched(self, view: OfficeView) -> bool:
        """Whether all of them were seen; taps the next family where one was, and asks again for one that is not drawn yet."""
        subject = view.drawn.subject
        if subject is None:  # the entry is asked for anew, once the server has drawn the next family's
            return False
        if subject.approve.awake:
            return True
        if time.monotonic() - self._tapped_s > (ASK_S if subject.clip is None else SEE_S):
            self._tapped_s = time.monotonic()
            self._hands.tap(view.subject.tabs.tabs[(subject.family + 1) % len(subject.families)])
        return False

    def _shoot_once(self, name: str) -> None:
        if name not in self._shot:
            self._shot.add(name)
            self._hands.shoot(name)


def shows_video(view: OfficeView) -> bool:
    """Whether the entry that is shown has a video in its picture's place."""
    return view.drawn.subject is not None and view.drawn.subject.is_clip


def is_seen(seen: QSignalSpy, *, alone: bool) -> bool:
    """Whether a video's first frame has come; one that is alone is there already."""
    return alone or seen.count() > 0


def is_ready(view: OfficeView) -> bool:
    """Whether an entry is shown, whole, and nothing is on its way."""
    subject = view.drawn.subject
    if view.drawn.stage is not Stage.ENTRY or subject is None or view.drawn.is_busy:
        return False
    return subject.approve.awake and (subject.picture is not None or subject.clip is not None or not subject.has_pictures)


def has_fewer(view: OfficeView, before: int) -> bool:
    """Whether the queue is shorter than it was."""
    return view.drawn.count < before
