"""Leads through the pictures from home: one review after the other, then back to the entry that waits for its decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.services.home_reviewing import HomeReviewing
from app.services.home_reviews import HomeReviews
from app.services.moderating import EntryToCheck, Moderating
from app.ui.errors import sentence_for
from app.ui.lanes import Lanes
from app.ui.office.home.review_page import PageWays, ReviewPage, Turn, raised
from app.ui.office.home.screen import Act
from app.ui.office.home.state import SETTLED, Doing, is_moving, next_to_review, stages_of, why_not_yet
from app.ui.office.parts.ask_sheet import AskSheet
from app.ui.office.parts.screen import Ask
from app.ui.office.presenter import OfficePresenter, OfficeTask
from app.ui.office.view import OfficeView
from app.ui.shell import Shell
from domain.errors import KnownError
from domain.ids import ChildId, EntryId, PhotoId
from domain.wire.home import HomePicture

ASK_MS = 3_000  # while the server searches or covers: a picture takes a second, a video a minute or two
COMING = "The picture is coming."
ALL_SAID = "Nothing is left to say. Read the words, then approve."


@dataclass(frozen=True, slots=True)
class HomeDesk:
    """What the reviews are built of."""

    shell: Shell
    reviews: HomeReviews
    moderating: Moderating
    lanes: Lanes
    ways: PageWays


class HomePresenter(QObject):
    """Beside the moderation page, whose chosen entry it works on. Calls run in the net lane, in order."""

    def __init__(self, view: OfficeView, page: OfficePresenter, desk: HomeDesk, task: OfficeTask) -> None:
        super().__init__()
        self._view, self._page, self._desk, self._task = view, page, desk, task
        self._net = desk.lanes.net
        self._doing, self._turn, self._is_closed = Doing(), 0, False
        self._open: ReviewPage | None = None
        self._sheet = AskSheet(desk.shell.look, view.pages)
        self._ask: Ask | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self.ask_again)
        view.subject.home.review_asked.connect(self.review)
        view.subject.home.list.acted.connect(self.act)
        view.subject.home.refused.connect(view.say)
        self._sheet.answered.connect(lambda _: self._leave_out())

    @property
    def is_reviewing(self) -> bool:
        """Whether a picture is shown: nothing else is asked of the server meanwhile, so that no tap waits."""
        return self._open is not None

    def start(self) -> None:
        """Begin to ask how far the server is."""
        self._timer.start()

    def close(self) -> None:
        """Let go of every clear picture, and of what was said: whoever comes next begins with what the server knows."""
        self._is_closed = True
        self._timer.stop()
        if self._open is not None:
            self._open.close()
        self._open = None
        self._desk.reviews.forget()

    def ask_again(self) -> None:
        """Look how far the server is, while it is at work on the chosen entry."""
        entry = self._page.entry
        if entry is not None and not self.is_reviewing and is_moving(entry, self._doing.sent):
            work = partial(self._desk.moderating.entry, EntryId(entry.entry.item.id), self._task.session)
            self._net.run(work, self._heard_again, self._not_heard)

    def _heard_again(self, entry: EntryToCheck) -> None:
        if self._is_closed:
            return
        self._page.took(entry)
        if self._page.entry is entry and not self.is_reviewing and not set(stages_of(entry, self._doing.sent)) - SETTLED:
            self._view.say(ALL_SAID)

    def _not_heard(self, error: Exception) -> None:
        """The page asks by itself and says when the line is down; a bug goes on up."""
        if not isinstance(error, KnownError):
            raise error

    # -- One picture after the other --------------------------------------------------------------------------------------------------

    def review(self) -> None:
        """Say who is in the first picture of which nobody has said it."""
        entry = self._page.entry
        picture = next_to_review(entry, self._doing.sent) if entry is not None else None
        if entry is not None and picture is not None:
            self._begin(entry, picture)

    def act(self, act: Act, picture_id: str) -> None:
        """What a picture's own button asks for."""
        entry = self._page.entry
        picture = next((each for each in entry.entry.home_pictures if each.id == picture_id), None) if entry is not None else None
        if entry is None or picture is None or self._doing.busy:
            return
        if act is Act.REVIEW:
            self._begin(entry, picture)
        elif act is Act.LEAVE_OUT:
            self._ask_leave_out(picture)
        else:
            self._net.run(partial(self._desk.reviews.search_again, picture.id, self._task.session), self._searching, self._searching)

    def _begin(self, entry: EntryToCheck, picture: HomePicture) -> None:
        """Fetch the picture, then show it: what the line does is said here, where the button to try again is."""
        self._turn += 1
        self._show(replace(self._doing, busy=COMING))
        review = self._desk.reviews.of(entry.entry, picture)
        work = partial(review.photo, PhotoId(picture.id), self._task.session)
        opened = partial(self._opened, self._turn, review, entry, picture)
        self._net.run(work, opened, partial(self._not_opened, self._turn))

    def _opened(self, turn: int, review: HomeReviewing, entry: EntryToCheck, picture: HomePicture, _photo: object) -> None:
        if self._is_closed or turn != self._turn or self._page.entry is None or self._page.entry.entry.item.id != entry.entry.item.id:
            review.hide()
            return
        self._show(replace(self._doing, busy=""))
        exits = Turn(
            entry=entry.entry,
            picture=picture,
            review=review,
            back=partial(self._back, review),
            kept=partial(self._kept, review, picture),
            discarded=partial(self._go_on, picture),
        )
        self._open = page = ReviewPage(self._desk.shell, exits, self._task.session, self._desk.lanes, self._desk.ways)
        page.show()

    def _not_opened(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._left_with(error)

    def _back(self, review: HomeReviewing) -> None:
        self._turn += 1
        self._hide(review)
        self._leave()
        self._page.refresh()

    def _kept(self, review: HomeReviewing, picture: HomePicture, _children: tuple[ChildId, ...]) -> None:
        self._hide(review)
        if picture.is_clip:
            self._doing = replace(self._doing, sent=self._doing.sent | {picture.id})
        self._go_on(picture)

    def _go_on(self, picture: HomePicture) -> None:
        """On to the next picture, by what the server knows now; the page stays until that one is there."""
        self._turn += 1
        if (entry := self._page.entry) is not None:
            work = partial(self._desk.moderating.entry, EntryId(entry.entry.item.id), self._task.session)
            self._net.run(work, partial(self._learned, self._turn, picture.id), partial(self._not_opened, self._turn))

    def _learned(self, turn: int, after: str, entry: EntryToCheck) -> None:
        if self._is_closed or turn != self._turn:
            return
        self._page.took(entry)
        following = next_to_review(entry, self._doing.sent, after)
        if following is not None:
            self._begin(entry, following)
            return
        self._leave()
        if not (set(stages_of(entry, self._doing.sent)) - SETTLED):
            self._view.say(ALL_SAID)
        elif why := why_not_yet(entry, self._doing):
            self._view.say(why)

    def _hide(self, review: HomeReviewing) -> None:
        """In the lane, behind whatever still asks for the picture."""
        self._net.run(review.hide, lambda _: None, raised)

    def _leave(self) -> None:
        self._open = None
        self._desk.shell.uncover()
        self._view.setFocus()
        self._show(replace(self._doing, busy=""))

    def _left_with(self, error: Exception) -> None:
        if not self._is_closed:
            self._leave()
            self._view.say(sentence_for(error))

    # -- Leaving one out, searching again ---------------------------------------------------------------------------------------------

    def _ask_leave_out(self, picture: HomePicture) -> None:
        self._ask = leaving_out(picture)
        self._sheet.show_ask(self._ask)

    def _leave_out(self) -> None:
        if (ask := self._ask) is not None:
            self._sheet.show_ask(ask.waiting())
            work = partial(self._desk.reviews.leave_out, ask.id, self._task.session)
            self._net.run(work, self._is_left_out, self._not_left_out)

    def _is_left_out(self, _: None) -> None:
        if not self._is_closed:
            self._sheet.show_ask(None)
            self._page.reload()

    def _not_left_out(self, error: Exception) -> None:
        if not self._is_closed:
            self._sheet.show_ask(None)
            self._view.say(sentence_for(error))
            self._page.reload()

    def _searching(self, answer: object) -> None:
        """The server searches again; that it gives no picture meanwhile is what it says."""
        if isinstance(answer, Exception) and not isinstance(answer, KnownError):
            raise answer
        if not self._is_closed:
            self._view.say(answer.sentence if isinstance(answer, KnownError) else "")
            self._page.reload()

    def _show(self, doing: Doing) -> None:
        self._doing = doing
        self._page.show_doing(doing)


def leaving_out(picture: HomePicture) -> Ask:
    """What is said before a picture is left out."""
    thing = "video" if picture.is_clip else "picture"
    return Ask(
        id=picture.id,
        title=f"Leave this {thing} out",
        sentence=f"The {thing} is destroyed here and comes into no journal. The family keeps its own, and the words stay.",
        button=f"Leave this {thing} out",
        icon="eye-off",
        is_danger=True,
    )
