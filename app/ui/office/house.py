"""The sections beside moderation: which ones this person sees, and who keeps each of them alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from app.services.house import House
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.office.agreements.presenter import AgreementsPresenter
from app.ui.office.agreements.view import AgreementsPage
from app.ui.office.devices.presenter import DevicesPresenter
from app.ui.office.devices.view import DevicesPage
from app.ui.office.parts.page import SectionPage
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.refusals.presenter import RefusalsPresenter
from app.ui.office.refusals.view import RefusalsPage
from app.ui.office.section_bar import SECTIONS, Section
from app.ui.office.staff.presenter import StaffPresenter
from app.ui.office.staff.view import StaffPage
from app.ui.office.tablets.paper import print_paper
from app.ui.office.tablets.presenter import TabletsPresenter
from app.ui.office.tablets.view import TabletsPage
from app.ui.office.view import OfficeView
from app.ui.theme.look import Look

Made = tuple[SectionPage, SectionPresenter]


class HouseSections:
    """Builds a section when it is first looked at; what is typed there stays while another one is looked at."""

    def __init__(self, view: OfficeView, house: House, look: Look, zone: ZoneInfo, clock: Clock, *, net: Lane) -> None:
        self._view, self._house, self._look, self._zone, self._clock, self._net = view, house, look, zone, clock, net
        self.made: dict[Section, Made] = {}
        self._makers: dict[Section, Callable[[], Made]] = {
            Section.DEVICES: self._devices,
            Section.TABLETS: self._tablets,
            Section.STAFF: self._staff,
            Section.AGREEMENTS: self._agreements,
            Section.REFUSALS: self._refusals,
        }
        view.bar.offer(tuple(section for section in Section if house.allows(SECTIONS[section].needs)))
        view.bar.set_current(Section.MODERATION)
        view.section_asked.connect(self.go)

    def go(self, section: Section) -> None:
        """Show that section, if this person may see it, and ask the server anew."""
        if not self._house.allows(SECTIONS[section].needs):
            return
        if section in self._makers and section not in self.made:
            page, presenter = self.made[section] = self._makers[section]()
            self._view.add_section(section, page)
        self._view.show_section(section)
        if section in self.made:
            page, presenter = self.made[section]
            presenter.start()
            page.setFocus()

    def refresh(self) -> None:
        """Ask anew for the section that is shown."""
        if (made := self.made.get(self._view.section)) is not None:
            made[1].refresh()

    def close(self) -> None:
        """Fall silent."""
        for _, presenter in self.made.values():
            presenter.close()

    def _devices(self) -> Made:
        page = DevicesPage(self._look)
        return page, DevicesPresenter(page, self._house, self._zone, self._clock, net=self._net)

    def _tablets(self) -> Made:
        page = TabletsPage(self._look)
        on_paper = partial(print_paper, page)
        return page, TabletsPresenter(page, self._house, self._zone, self._clock, net=self._net, print_paper=on_paper)

    def _staff(self) -> Made:
        page = StaffPage(self._look)
        return page, StaffPresenter(page, self._house, self._zone, self._clock, net=self._net)

    def _refusals(self) -> Made:
        page = RefusalsPage(self._look)
        return page, RefusalsPresenter(page, self._house, self._zone, self._clock, net=self._net)

    def _agreements(self) -> Made:
        page = AgreementsPage(self._look)
        return page, AgreementsPresenter(page, self._house, self._zone, self._clock, net=self._net)
