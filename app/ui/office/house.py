"""The sections beside moderation: which ones this person sees, and who keeps each of them alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from app.services.consents import Consents
from app.services.house import House
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.office.agreements.presenter import AgreementsPresenter
from app.ui.office.agreements.view import AgreementsPage
from app.ui.office.consents.presenter import ConsentsPresenter, Ways
from app.ui.office.consents.view import ConsentsPage
from app.ui.office.covering.presenter import CoveringPresenter, PaperWay
from app.ui.office.covering.view import CoveringPage
from app.ui.office.devices.presenter import DevicesPresenter
from app.ui.office.devices.view import DevicesPage
from app.ui.office.parts.page import SectionPage
from app.ui.office.parts.paper import print_sheet
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.rechecks.presenter import CaseWays, RechecksPresenter
from app.ui.office.rechecks.unseen import UnseenCount
from app.ui.office.rechecks.view import RechecksPage
from app.ui.office.refusals.presenter import RefusalsPresenter
from app.ui.office.refusals.view import RefusalsPage
from app.ui.office.sections import SECTIONS, Section
from app.ui.office.staff.presenter import StaffPresenter
from app.ui.office.staff.view import StaffPage
from app.ui.office.tablets.paper import print_paper
from app.ui.office.tablets.presenter import TabletsPresenter
from app.ui.office.tablets.view import TabletsPage
from app.ui.office.view import OfficeView
from app.ui.theme.look import Look

Made = tuple[SectionPage, SectionPresenter[Any]]


class HouseSections:
    """Builds a section when it is first looked at; what is typed there stays while another one is looked at.

    consents: None = without the sections about permissions and covers. nursery: its name, for what is printed.
    """

    def __init__(
        self,
        view: OfficeView,
        house: House,
        look: Look,
        zone: ZoneInfo,
        clock: Clock,
        *,
        net: Lane,
        consents: Consents | None = None,
        nursery: str = "",
    ) -> None:
        self._view, self._house, self._look, self._zone, self._clock, self._net = view, house, look, zone, clock, net
        self.made: dict[Section, Made] = {}
        self._makers: dict[Section, Callable[[], Made]] = {
            Section.DEVICES: self._devices,
            Section.TABLETS: self._tablets,
            Section.STAFF: self._staff,
            Section.AGREEMENTS: self._agreements,
            Section.REFUSALS: self._refusals,
        }
        self._unseen = None
        if consents is not None:
            self._makers |= {
                Section.CONSENTS: partial(self._consents, consents, nursery),
                Section.CHANGES: partial(self._changes, consents),
                Section.COVERING: partial(self._covering, consents, nursery),
            }
            if consents.allows(SECTIONS[Section.CHANGES].needs):
                self._unseen = UnseenCount(consents, view.bar.set_unseen, net=net)
        offered = (Section.MODERATION, *self._makers)
        view.bar.offer(tuple(section for section in Section if section in offered and house.allows(SECTIONS[section].needs)))
        view.bar.set_current(Section.MODERATION)
        view.section_asked.connect(self.go)

    def go(self, section: Section) -> None:
        """Show that section, if this person may see it, and ask the server anew."""
        if not self._house.allows(SECTIONS[section].needs) or section not in (Section.MODERATION, *self._makers):
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
        """Ask anew for the section that is shown, and how many changes nobody ticked off."""
        if (made := self.made.get(self._view.section)) is not None:
            made[1].refresh()
        if self._unseen is not None and self._view.section is not Section.CHANGES:
            self._unseen.refresh()

    def close(self) -> None:
        """Fall silent."""
        if self._unseen is not None:
            self._unseen.close()
        for _, presenter in self.made.values():
            presenter.close()

    def show_cases(self, child_id: str) -> None:
        """What became of that child's pictures, after a change."""
        self.go(Section.CHANGES)
        _, presenter = self.made[Section.CHANGES]
        if isinstance(presenter, RechecksPresenter):
            presenter.show_child(child_id)

    def check_entry(self, entry_id: str) -> None:
        """That entry in moderation."""
        self.go(Section.MODERATION)
        self._view.retry_asked.emit()  # it came back into the list a moment ago
        self._view.entry_chosen.emit(entry_id)

    def _consents(self, consents: Consents, nursery: str) -> Made:
        page = ConsentsPage(self._look)
        ways = Ways(show_cases=self.show_cases, print_sheet=partial(print_sheet, page), nursery=nursery)
        return page, ConsentsPresenter(page, consents, self._zone, self._clock, net=self._net, ways=ways)

    def _changes(self, consents: Consents) -> Made:
        page = RechecksPage(self._look)
        ways = CaseWays(check_entry=self.check_entry, count_unseen=self._view.bar.set_unseen)
        return page, RechecksPresenter(page, consents, self._zone, self._clock, net=self._net, ways=ways)

    def _covering(self, consents: Consents, nursery: str) -> Made:
        page = CoveringPage(self._look)
        way = PaperWay(partial(print_sheet, page), nursery)
        return page, CoveringPresenter(page, consents, self._zone, self._clock, net=self._net, way=way)

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
        return page, AgreementsPresenter(page, self._house, self._zone, net=self._net)
