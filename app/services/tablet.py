"""The services of a room tablet, over one open store, as one value to hand on."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.capturing import Capturing
from app.services.clips import Clips
from app.services.handing_in import HandingIn
from app.services.later import HandingInLater
from app.services.looking import Looking
from app.services.reporting import Reporting
from app.services.reviewing import Reviewing
from app.services.rewording import Rewording
from app.services.room import Room
from app.services.sending import Sending
from app.services.starting import Starting
from app.services.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletServices:
    """What the room's screens ask of the program, over one open store."""

    room: Room
    writing: Writing
    capturing: Capturing
    clips: Clips
    looking: Looking
    reviewing: Reviewing
    handing_in: HandingIn
    later: HandingInLater
    rewording: Rewording
    sending: Sending
    reporting: Reporting
    starting: Starting
