"""A device that does not find its own key: the reason, the way out, and trying again. Nothing is lost and nothing can be typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime

from app.keys.enrolment import Enrolment
from app.services.opened import LockScreenFacts
from app.ui.unlock.arrange import screen_of
from app.ui.unlock.screen import Face, Shut
from app.ui.unlock.view import UnlockView

TITLE = "This device does not open"
WAY = "What was kept here is still here."


class NoKeyPresenter:
    """Says the sentence on the lock screen's own page."""

    def __init__(self, view: UnlockView, enrolment: Enrolment, sentence: str, now: datetime, again: Callable[[], None]) -> None:
        facts = LockScreenFacts(
            nursery=enrolment.nursery_name,
            device_name=enrolment.device_name,
            station=enrolment.station,
            holder_name=None,
            since=None,
            until=None,
            on_network=None,
            waiting=None,
        )
        screen = screen_of(facts, now)
        view.show_screen(dataclasses.replace(screen, face=Face.SHUT, shut=Shut(TITLE, sentence, WAY)))
        view.look_again_asked.connect(again)
        view.first_focus()
