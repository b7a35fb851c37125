"""What takes minutes with videos, as one value: looks and hand-ins. They outlive the screens; a locked tablet goes on with them."""

from __future__ import annotations

from app.services.session import Session
from app.services.tablet import TabletServices
from app.ui.lanes import Lanes
from app.ui.room.clip_looks import ClipLooks
from app.ui.room.later_run import LaterRun


class ClipTasks:
    """Both work in the lane `later`, a look before a hand-in."""

    def __init__(self, services: TabletServices, session: Session, lanes: Lanes) -> None:
        self.looks = ClipLooks(services.clips, session, lanes.later)
        self.later = LaterRun(services.later, session, self.looks, lane=lanes.later, vault=lanes.vault)

    def end(self) -> None:
        """Stop at the next step: the store is about to close."""
        self.looks.end()
        self.later.end()
