"""A lead at the office's window: real station, real services, real widgets; only the server's two desks are the test's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services.home_reviews import HomeReviews
from app.services.moderating import Moderating
from app.services.session import Session
from app.ui.lanes import Lanes
from app.ui.office.presenter import OfficeTask
from app.ui.office.sections import Section
from app.ui.office.station import OfficeStation
from app.ui.office.view import OfficeView
from app.ui.shell import Shell
from app.ui.theme.look import Look
from domain.ids import StaffId
from domain.permissions import Role, Station
from domain.wire.people import StaffRow
from tests import cast
from tests.app.services.tablet import framework
from tests.app.ui.lanes import HeldToldLane, PromptLane
from tests.app.ui.office.consent_desk import MemoryConsents
from tests.app.ui.office.desk import Desk, desk_of, office_entry
from tests.app.ui.office.house_desk import MemoryDesk, some_staff
from tests.app.ui.tablet import ZONE


@dataclass
class Window:
    """The window, and what stands behind it."""

    desk: MemoryDesk
    consents: MemoryConsents
    station: OfficeStation
    view: OfficeView
    shell: Shell

    def go(self, section: Section) -> QWidget:
        """Go to a section by its button."""
        self.view.bar.sections.buttons[section].click()
        QApplication.processEvents()
        return self.page

    @property
    def page(self) -> QWidget:
        """The section that is shown."""
        page = self.view.pages.currentWidget()
        assert page is not None
        return page

    def key(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on whatever has the focus in the window."""
        target = self.view.focusWidget() or self.view
        if isinstance(key, str):
            QTest.keyClicks(target, key, modifier)
        else:
            QTest.keyClick(target, key, modifier)
        QApplication.processEvents()

    def resize(self, width: int, height: int) -> None:
        """Another window size."""
        self.shell.resize(width, height)
        QApplication.processEvents()


def row_of(who: StaffId) -> StaffRow:
    """The cast's person as the office sees them."""
    return next(row for row in some_staff() if row.id == who)


def session_of(row: StaffRow, role: Role | None = None) -> Session:
    """That person at the office PC."""
    return Session(
        staff_id=StaffId(row.id),
        username=row.username,
        first_name=row.first_name,
        last_name=row.last_name,
        role=role or row.role,
        station=Station.OFFICE,
    )


def open_window(
    qtbot: QtBot,
    look: Look,
    *,
    who: StaffId = cast.RUTH,
    role: Role | None = None,
    net: HeldToldLane | None = None,
    desk: Desk | None = None,
    clock: Callable[[], datetime] = lambda: cast.NOW,
    with_house: bool = True,
    consents: MemoryConsents | None = None,
    home: HomeReviews | None = None,
    lock: Callable[[], None] = lambda: None,
) -> Window:
    """Open the office's window for that person."""
    row, words = row_of(who), framework()
    memory, consents = MemoryDesk(row), consents or MemoryConsents()
    shell = Shell(look, "Daybook")
    lane = net or PromptLane()
    lanes = Lanes(vault=lane, net=lane, cpu=lane)  # type: ignore[arg-type]  # a lane without a thread
    task = OfficeTask(session=session_of(row, role), framework=words, zone=ZONE, clock=clock, nursery="Hazel Lane Nursery")
    moderating = Moderating(desk or desk_of(office_entry(1, cast.AMELIA)), words, clock)
    station = OfficeStation(
        shell,
        moderating,
        task,
        lanes,
        report_fault=lambda note: None,
        lock=lock,
        house_desk=memory if with_house else None,
        consent_desk=consents,
        home=home,
    )
    qtbot.addWidget(shell, before_close_func=lambda _: station.end())  # else its clock would tick on without a window
    shell.show()
    shell.activateWindow()
    station.start()
    QApplication.processEvents()
    view = shell.screen_now
    assert isinstance(view, OfficeView)
    return Window(memory, consents, station, view, shell)
