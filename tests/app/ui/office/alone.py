"""One section of the office without the window round it: its page, its presenter, and what it said and led to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.consents import Consents
from app.ui.background import Lane
from app.ui.office.consents.presenter import ConsentsPresenter, Ways
from app.ui.office.consents.view import ConsentsPage
from app.ui.office.covering.presenter import CoveringPresenter, PaperWay
from app.ui.office.covering.view import CoveringPage
from app.ui.office.parts.page import SectionPage
from app.ui.office.parts.paper import Paper
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.rechecks.presenter import CaseWays, RechecksPresenter
from app.ui.office.rechecks.view import RechecksPage
from app.ui.theme.look import Look
from tests import cast
from tests.app.ui.lanes import PromptLane
from tests.app.ui.office.consent_desk import MemoryConsents
from tests.app.ui.office.house import row_of, session_of
from tests.app.ui.tablet import ZONE

P = TypeVar("P", bound=SectionPage)
R = TypeVar("R", bound=SectionPresenter[Any])
PAGE_PX = 1280, 676  # what the bar leaves of the window


@dataclass
class Alone(Generic[P, R]):
    """`said` is what the toast would say; `led` where the section led; `sheets` what went on paper."""

    page: P
    presenter: R
    desk: MemoryConsents
    said: list[str] = field(default_factory=list)
    led: list[object] = field(default_factory=list)
    sheets: list[Paper] = field(default_factory=list)

    def key(self, key: Qt.Key | str) -> None:
        """A key on whatever has the focus."""
        target = self.page.focusWidget() or self.page
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def consents_alone(
    qtbot: QtBot, look: Look, child: str = cast.AMELIA, desk: MemoryConsents | None = None
) -> Alone[ConsentsPage, ConsentsPresenter]:
    """The consents section with that child in the middle."""
    desk, page, led, sheets = desk or MemoryConsents(), ConsentsPage(look), list[object](), list[Paper]()
    ways = Ways(show_cases=led.append, print_sheet=sheets.append, nursery="Hazel Lane Nursery")
    presenter = ConsentsPresenter(page, asked_of(desk), ZONE, lambda: cast.NOW, net=lane(), ways=ways)
    here = Alone(page, presenter, desk, led=led, sheets=sheets)
    opened(qtbot, here)
    if desk.children:
        page.rows.row_chosen.emit(child)
    QApplication.processEvents()
    return here


def changes_alone(qtbot: QtBot, look: Look, desk: MemoryConsents | None = None) -> Alone[RechecksPage, RechecksPresenter]:
    """The section after a change; `led` holds entries that were opened and unseen numbers that were told."""
    desk, page, led = desk or MemoryConsents(), RechecksPage(look), list[object]()
    ways = CaseWays(check_entry=led.append, count_unseen=led.append)
    here = Alone(page, RechecksPresenter(page, asked_of(desk), ZONE, lambda: cast.NOW, net=lane(), ways=ways), desk, led=led)
    opened(qtbot, here)
    return here


def covering_alone(qtbot: QtBot, look: Look, entry: str = "", desk: MemoryConsents | None = None) -> Alone[CoveringPage, CoveringPresenter]:
    """The covering record, with that entry open."""
    desk, page, sheets = desk or MemoryConsents(), CoveringPage(look), list[Paper]()
    way = PaperWay(sheets.append, "Hazel Lane Nursery")
    here = Alone(page, CoveringPresenter(page, asked_of(desk), ZONE, lambda: cast.NOW, net=lane(), way=way), desk, sheets=sheets)
    opened(qtbot, here)
    if entry:
        page.rows.row_chosen.emit(entry)
        QApplication.processEvents()
    return here


def asked_of(desk: MemoryConsents) -> Consents:
    """Ruth, the manager, asks."""
    return Consents(desk, session_of(row_of(cast.RUTH)))


def lane() -> Lane:
    """A lane without a thread."""
    return PromptLane()


def opened(qtbot: QtBot, here: Alone[P, R]) -> None:
    """Show the page, as a window would."""
    close: Callable[[object], None] = lambda _: here.presenter.close()  # noqa: E731 - qtbot asks for a function of the widget
    qtbot.addWidget(here.page, before_close_func=close)
    here.page.said.connect(here.said.append)
    here.page.resize(*PAGE_PX)
    here.page.show()
    here.page.setFocus()
    here.presenter.start()
    QApplication.processEvents()
