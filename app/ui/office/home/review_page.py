"""The face review of one picture from home, over the office's page, in the office's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.services.home_reviewing import HomeReviewing
from app.services.home_reviews import likely_first
from app.services.session import Session
from app.ui.lanes import Lanes
from app.ui.office.home.moments import MomentBar
from app.ui.room.face_review.ports import ReviewServices
from app.ui.room.face_review.presenter import ReviewExits, ReviewPresenter
from app.ui.room.face_review.state import ReviewTask, ReviewWords
from app.ui.room.face_review.view import ReviewView
from app.ui.shell import Shell
from app.ui.widgets.fault import FaultDialog
from domain.ids import ChildId, PhotoId
from domain.wire import OfficeEntry
from domain.wire.home import HomePicture


@dataclass(frozen=True, slots=True)
class PageWays:
    """What the bar leads to: `report` tells of a privacy fault, `lock` leads back to the lock screen."""

    report: Callable[[str], None]
    lock: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One picture of an entry, its review, and where that leads."""

    entry: OfficeEntry
    picture: HomePicture
    review: HomeReviewing
    back: Callable[[], None]
    kept: Callable[[tuple[ChildId, ...]], None]
    discarded: Callable[[], None]


class ReviewPage:
    """Stands over the moderation page until one of the turn's ways is taken, or `close`."""

    def __init__(self, shell: Shell, turn: Turn, session: Session, lanes: Lanes, ways: PageWays) -> None:
        self._shell, self._ways = shell, ways
        self.view = view = ReviewView(shell.look)
        services = ReviewServices(turn.review, turn.review, turn.review)
        exits = ReviewExits(back=turn.back, kept=turn.kept, discarded=turn.discarded)
        self.presenter = ReviewPresenter(view, services, task_of(turn, session), exits, vault=lanes.net, cpu=lanes.cpu)
        self._fault = FaultDialog(shell.look, view)
        self._fault.reported.connect(ways.report)
        self.moments = MomentBar(shell.look, turn.review.moments)
        if turn.review.moments > 1:
            view.put_under_picture(self.moments)
        self._review, self._net = turn.review, lanes.net
        self.moments.asked.connect(self._show_moment)
        view.bar.set_person(session.first_name, session.last_name)
        view.bar.connection.hide()  # it stands on the page below; here every sentence says when the line is down
        view.bar.fault_asked.connect(self._ask_fault)
        view.bar.not_me_asked.connect(ways.lock)

    def show(self) -> None:
        """Show it over what is shown."""
        self._shell.over(self._built)
        self.view.setFocus()
        self.presenter.start()

    def close(self) -> None:
        """Let go of the clear picture."""
        self.presenter.close()

    def _built(self) -> tuple[QWidget, object]:
        return self.view, self

    def _show_moment(self, number: int) -> None:
        """In the lane, behind whatever still asks for the one before."""
        self._net.run(partial(self._review.show_moment, number), lambda _: self.presenter.reload(), raised)

    def _ask_fault(self) -> None:
        self._fault.set_top(self.view.bar.height())
        self._fault.open()


def raised(error: Exception) -> None:
    """A bug: nothing of the world is asked there."""
    raise error


def task_of(turn: Turn, session: Session) -> ReviewTask:
    """The review's task: this picture of so many, among all who may be named, for the journal of the entry's child."""
    pictures = [picture.id for picture in turn.entry.home_pictures]
    return ReviewTask(
        photo_id=PhotoId(turn.picture.id),
        number=pictures.index(turn.picture.id) + 1,
        photos=len(pictures),
        children=likely_first(turn.entry),
        journals=tuple(ChildId(child) for child in turn.entry.body.children),
        session=session,
        words=words_of("video" if turn.picture.is_clip else "picture"),
        can_cut=False,
        also_named=False,
        has_families=not turn.picture.is_clip,  # what a video shows on each frame only the server knows, once it is covered
    )


def words_of(thing: str) -> ReviewWords:
    """What the page says of a picture that a family sent, or of a video."""
    return ReviewWords(
        title=f"Who is in this {thing}?",
        thing=thing.capitalize(),
        finish="Keep and go on",
        finishing=f"The {thing} is being covered. It takes a few seconds.",
        coming="The next one is coming.",
        stop=f"{{name}} cannot be in a {thing}",
        stop_line="It holds for everyone, also for what a family sends.",
        discard=f"Leave this {thing} out",
        discard_line=f"The {thing} is destroyed here. What the family wrote stays.",
    )
