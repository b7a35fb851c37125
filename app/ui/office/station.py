"""A lead's time at the office PC: checking entries, and the sections for devices and people beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from app.services.consents import ConsentDesk, Consents
from app.services.home_reviews import HomeReviews
from app.services.house import House, HouseDesk
from app.services.moderating import Moderating
from app.ui.errors import sentence_for
from app.ui.lanes import Lanes
from app.ui.office.home.presenter import HomeDesk, HomePresenter
from app.ui.office.home.review_page import PageWays
from app.ui.office.house import HouseSections
from app.ui.office.presenter import OfficePresenter, OfficeTask
from app.ui.office.view import OfficeView
from app.ui.shell import Shell
from app.ui.unlock.idle import IdleWatch
from app.ui.widgets.fault import FaultDialog

ASK_MS = 20_000  # an entry that a tablet hands in stands in the list within half a minute


class OfficeStation(QObject):
    """`report_fault` tells the server and runs in the net lane; `lock` leads back to the lock screen.

    house_desk: the line for everything beside moderation; None = moderation alone. consent_desk: for permissions and covers.
    home: the reviews of what families send; None = nobody can say who is in it here.
    """

    def __init__(
        self,
        shell: Shell,
        moderating: Moderating,
        task: OfficeTask,
        lanes: Lanes,
        *,
        report_fault: Callable[[str], None],
        lock: Callable[[], None],
        house_desk: HouseDesk | None = None,
        consent_desk: ConsentDesk | None = None,
        home: HomeReviews | None = None,
    ) -> None:
        super().__init__()
        self._shell, self._lanes, self._report_fault, self._lock = shell, lanes, report_fault, lock
        self._view = OfficeView(shell.look)
        self._presenter = OfficePresenter(self._view, moderating, task, net=lanes.net)
        self._house = self._sections(task, house_desk, consent_desk) if house_desk else None
        self.home = self._from_home(task, moderating, home) if home else None
        self._fault = FaultDialog(shell.look, self._view)
        self._idle = IdleWatch(shell.look, shell)
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_MS)
        self._view.person.set_person(task.session.first_name, task.session.last_name)
        self._connect()

    def start(self) -> None:
        """Show the page, and ask what waits."""
        self._shell.go(lambda: (self._view, self._presenter))
        self._presenter.start()
        if self._house is not None:
            self._house.refresh()
        if self.home is not None:
            self.home.start()
        self._timer.start()
        self._idle.start()

    def end(self) -> None:
        """Let go of every picture and fall silent."""
        self._idle.stop()
        self._timer.stop()
        if self.home is not None:
            self.home.close()
        self._presenter.close()
        if self._house is not None:
            self._house.close()

    def _sections(self, task: OfficeTask, house_desk: HouseDesk, consent_desk: ConsentDesk | None) -> HouseSections:
        return HouseSections(
            self._view,
            House(house_desk, task.session),
            self._shell.look,
            task.zone,
            task.clock,
            net=self._lanes.net,
            consents=Consents(consent_desk, task.session) if consent_desk else None,
            nursery=task.nursery,
        )

    def _from_home(self, task: OfficeTask, moderating: Moderating, reviews: HomeReviews) -> HomePresenter:
        ways = PageWays(report=self._tell, lock=lambda: self._lock())
        desk = HomeDesk(self._shell, reviews, moderating, self._lanes, ways)
        return HomePresenter(self._view, self._presenter, desk, task)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._refresh)
        self._view.fault_asked.connect(self._ask_fault)
        self._view.not_me_asked.connect(lambda: self._lock())
        self._fault.reported.connect(self._tell)

    def _refresh(self) -> None:
        if self.home is not None and self.home.is_reviewing:
            return
        self._presenter.refresh()
        if self._house is not None:
            self._house.refresh()

    def _ask_fault(self) -> None:
        self._fault.set_top(self._view.bar.height())  # the bar has one row or two
        self._fault.open()

    def _tell(self, note: str) -> None:
        self._lanes.net.run(partial(self._report_fault, note), lambda _: self._lock(), self._not_told)

    def _not_told(self, error: Exception) -> None:
        self._view.toast.say(f"{sentence_for(error)} Tell the other manager in person.", can_undo=False)
