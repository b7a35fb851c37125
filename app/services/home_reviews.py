"""The reviews of all that one log-in at the office looks at from home (R10): what was said stays, what was seen is let go of."""

from __future__ import annotations

from app.services.home_reviewing import FromHome, HomeDesk, HomeReviewing
from app.services.pixels import Imaging
from app.services.session import Clock, Session, require
from domain.ids import ChildId
from domain.permissions import Action
from domain.wire import ChildFact, OfficeEntry
from domain.wire.home import HomePicture


class HomeReviews:
    """One review per picture, for as long as the person is logged in: going back, or a line that breaks, loses nothing."""

    def __init__(self, desk: HomeDesk, imaging: Imaging, clock: Clock) -> None:
        self._desk, self._imaging, self._clock = desk, imaging, clock
        self._reviews: dict[str, HomeReviewing] = {}

    def of(self, entry: OfficeEntry, picture: HomePicture) -> HomeReviewing:
        """The review of that picture, with what the server says of it and of the children now."""
        subject = FromHome(
            entry_id=entry.item.id,
            picture=picture,
            journal=ChildId(entry.body.children[0]),
            children=likely_first(entry),
        )
        kept = self._reviews.get(picture.id)
        if kept is None:
            kept = self._reviews[picture.id] = HomeReviewing(self._desk, self._imaging, subject, self._clock)
        else:
            kept.told(subject)
        return kept

    def leave_out(self, picture_id: str, session: Session) -> None:
        """Have it destroyed at the server."""
        require(session, Action.REVIEW_HOME_PICTURES)
        self._desk.home_discard(picture_id)
        self._reviews.pop(picture_id, None)

    def search_again(self, picture_id: str, session: Session) -> None:
        """Have a picture searched anew whose search failed: being asked for it, the server begins again and says so in a KnownError."""
        require(session, Action.REVIEW_HOME_PICTURES)
        self._desk.home_picture(picture_id)

    def forget(self) -> None:
        """Let go of everything: the office was locked, or somebody else is there."""
        for review in self._reviews.values():
            review.hide()
        self._reviews = {}


def likely_first(entry: OfficeEntry) -> tuple[ChildFact, ...]:
    """Who may be named: the entry's own children, then those of their rooms, then the others.

    Who is in today says nothing of a picture from home, so nobody is told of it.
    """
    own = set(entry.body.children)
    rooms = {child.room_id for child in entry.children if child.id in own}
    children = sorted(entry.children, key=lambda child: (child.id not in own, child.room_id not in rooms))
    return tuple(child.model_copy(update={"session_start": None}) for child in children)
