"""Handing in later: covering half a minute of video takes minutes, so the wish is kept, and done in the background.

It may be stopped at any time: nothing is half done, it begins anew. Whatever stands in its way is asked of the person, never decided alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.handing_in import HandedIn, HandingIn, Progress
from app.services.own import DraftGone, own_draft
from app.services.session import Clock, Session, require
from app.storage import audit, crash, drafts, later, photos
from app.storage.database import Connection, Store, transaction
from app.storage.later import Wish, WishState
from domain.entries import title_of
from domain.errors import KnownError
from domain.ids import DraftId
from domain.permissions import Action
from imaging.video_values import ClipStopped

LEAST_PERCENT = 30  # of the battery, off the dock: below, the rest of the day needs it more than a video does
STEP = 0.05  # so much further, and it is written down
WAITS_TURN = "Waiting its turn"
LOW_BATTERY = f"This waits until the tablet is charging, or has more than {LEAST_PERCENT} % of its battery."


@dataclass(frozen=True, slots=True)
class Power:
    """percent: 0 to 100, is_charging: on the dock; None = this device has no battery, or does not say."""

    percent: int | None = None
    is_charging: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """One hand-in that was asked for. clip: which of its `clips` is at work, from 1; share: of all, 0 to 1.

    sentence: what goes on, or why it waits. needs_you: why it cannot be done as it is, "" = it can; the draft is a draft as before then.
    """

    draft_id: DraftId
    title: str
    clips: int
    clip: int
    share: float
    sentence: str
    needs_you: str


def reason_to_wait(power: Power) -> str:
    """Why no video is worked on just now, as a sentence; "" = it may be. Runs on the dock, and off it above `LEAST_PERCENT`."""
    if power.is_charging or power.percent is None or power.percent > LEAST_PERCENT:
        return ""
    return LOW_BATTERY


class HandingInLater:
    """Keeps wishes, and does one at a time."""

    def __init__(self, store: Store, handing_in: HandingIn, clock: Clock, power: Callable[[], Power] = Power) -> None:
        self._store, self._handing_in, self._clock, self._power = store, handing_in, clock, power

    def ask(self, draft_id: DraftId, session: Session) -> Later:
        """Keep the wish that the draft be handed in; from now on nobody writes on it. Durable when this returns.

        Raises as `HandingIn.ready` does when something stands in the way already; nothing is kept then.
        """
        self._handing_in.ready(draft_id, session)
        connection, now = self._store.connect(), self._clock()
        with transaction(connection):
            own_draft(connection, draft_id, session)
            wish = Wish(draft_id=draft_id, asked_by=session.staff_id, asked_at=now, sentence=WAITS_TURN)
            later.ask(connection, wish)
            audit.append(connection, at=now, who=session.staff_id, what="entry.asked_later", about=draft_id)
        crash.point("later.asked")
        return told(connection, wish)

    def waiting(self, session: Session) -> tuple[Later, ...]:
        """The person's wishes, in the order in which they are done; with those that need them."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        return tuple(told(connection, wish) for wish in later.of_person(connection, session.staff_id))

    def take_back(self, draft_id: DraftId, session: Session) -> bool:
        """The draft is a draft as before; a hand-in that is at work stops at its next step. False = nobody asked for it.

        Raises DraftGone, NotAllowed.
        """
        require(session, Action.HAND_IN)
        connection = self._store.connect()
        with transaction(connection):
            own_draft(connection, draft_id, session)
            is_taken = later.take_back(connection, draft_id)
            if is_taken:
                audit.append(connection, at=self._clock(), who=session.staff_id, what="entry.taken_back", about=draft_id)
        return is_taken

    def run_next(
        self, session: Session, progress: Callable[[Later], None] | None = None, stop: Callable[[], bool] | None = None
    ) -> HandedIn | None:
        """Do the oldest wish of the person; takes minutes, for a lane of its own. None = nothing was handed in.

        That is: there was none, the battery is low, it was stopped or taken back, or it needs the person now. `waiting` says which.
        """
        require(session, Action.HAND_IN)
        connection = self._store.connect()
        wish = next((each for each in later.of_person(connection, session.staff_id) if each.state is WishState.WAITING), None)
        if wish is None or self._has_to_wait(connection, wish):
            return None
        noting = Noting(connection, wish, progress)
        try:
            return self._handing_in.hand_in(
                wish.draft_id, session, noting.hear, stop=lambda: noting.is_taken_back() or (stop is not None and stop()), is_wished=True
            )
        except ClipStopped:
            noting.note(0.0, WAITS_TURN)
        except DraftGone:
            with transaction(connection):
                later.take_back(connection, wish.draft_id)
        except KnownError as error:
            self._refuse(connection, wish, error.sentence)
        return None

    def _has_to_wait(self, connection: Connection, wish: Wish) -> bool:
        reason = reason_to_wait(self._power())
        if reason and reason != wish.sentence:
            with transaction(connection):
                later.note(connection, wish.draft_id, 0.0, reason)
        return bool(reason)

    def _refuse(self, connection: Connection, wish: Wish, sentence: str) -> None:
        with transaction(connection):
            if later.refuse(connection, wish.draft_id, sentence):
                audit.append(connection, at=self._clock(), who="device", what="entry.needs_its_author", about=wish.draft_id)


class Noting:
    """Writes down how far a wish has come, and tells whoever listens."""

    def __init__(self, connection: Connection, wish: Wish, progress: Callable[[Later], None] | None) -> None:
        self._connection, self._draft_id, self._progress = connection, wish.draft_id, progress
        self._noted = -1.0

    def hear(self, now: Progress) -> None:
        """One step of the hand-in."""
        if now.share >= self._noted + STEP:
            self.note(now.share, now.sentence)

    def note(self, share: float, sentence: str) -> None:
        """Write it down."""
        self._noted = share
        with transaction(self._connection):
            later.note(self._connection, self._draft_id, share, sentence)
        wish = later.read(self._connection, self._draft_id)
        if wish is not None and self._progress is not None:
            self._progress(told(self._connection, wish))

    def is_taken_back(self) -> bool:
        """Whether nobody waits for it any more."""
        return not later.is_waiting(self._connection, self._draft_id)


def told(connection: Connection, wish: Wish) -> Later:
    """A wish as the screens hear of it."""
    draft, clips = drafts.read(connection, wish.draft_id), photos.count_clips(connection, wish.draft_id)
    is_refused = wish.state is WishState.NEEDS_YOU
    return Later(
        draft_id=wish.draft_id,
        title="" if draft is None else title_of(draft.words()),
        clips=clips,
        clip=min(clips, int(wish.share * clips) + 1),
        share=wish.share,
        sentence=wish.sentence,
        needs_you=wish.sentence if is_refused else "",
    )
