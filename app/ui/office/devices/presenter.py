"""Turns a lead's taps on devices into steps at the server, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from app.services.house import House
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.office.devices.state import ORDERS, DevicesState, Pairing, screen_of
from app.ui.office.devices.steps import CODE, NAME, NEW, STEPS, ask_for, ask_new, device_of, missing_of
from app.ui.office.devices.view import DevicesPage
from app.ui.office.parts.listed_presenter import ListedPresenter
from app.ui.office.parts.screen import NO_REASON, WORDS, Answer, Ask
from app.ui.office.parts.wording import full_name
from domain.errors import KnownError
from domain.wire.people import DeviceList, DeviceRow, DeviceStep, Hands, PairingShown

ASK_EVERY_S = 3  # while a pairing line is shown


class DevicesPresenter(ListedPresenter[DevicesState]):
    """The devices section."""

    orders = ORDERS

    def __init__(self, page: DevicesPage, house: House, zone: ZoneInfo, clock: Clock, *, net: Lane) -> None:
        super().__init__(page, DevicesState(), net=net)
        self._page, self._house, self._zone, self._clock, self._seconds = page, house, zone, clock, 0
        for signal, slot in (
            (page.new_asked, self.ask_new),
            (page.pairing.another_asked, self.another_code),
            (page.pairing.ticked, self.tick),
            (page.pairing.closed, self.end_pairing),
        ):
            signal.connect(slot)

    def _draw(self, state: DevicesState) -> None:
        self._page.show_screen(screen_of(state, full_name(self._house.session), self._zone, self._clock()))

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Ask for the devices, and then for the chosen one's hands."""
        self.fetch(self._house.devices, self._came)

    def _came(self, known: DeviceList) -> None:
        self._show(replace(self._state, known=known).kept_or_first())
        self._ask_hands()

    def choose(self, chosen: str) -> None:
        """Look at that device."""
        super().choose(chosen)
        self._ask_hands()

    def _ask_hands(self) -> None:
        if self._state.chosen:
            self.fetch(partial(self._house.hands, self._state.chosen), partial(self._hands_came, self._state.chosen))

    def _hands_came(self, device_id: str, hands: Hands) -> None:
        self._show(replace(self._state, hands={**self._state.hands, device_id: hands}))

    # -- Steps ------------------------------------------------------------------------------------------------------------------------

    def act_on(self, key: str) -> None:
        """Open the sheet of a step; a new code needs no reason."""
        row = self._state.subject
        if row is not None and key == CODE:
            self.act(partial(self._house.new_code, row.id), partial(self._pairing_came, row.name), self.refused)
        elif row is not None:
            self.show_ask(ask_for(key, row))

    def answered(self, ask: Ask, answer: Answer) -> None:
        """Pair the new device, or take the step with its reason."""
        row, reason = self._state.subject, answer.of(WORDS)
        if ask.id == NEW:
            self._pair(ask, answer)
        elif not reason:
            self.show_ask(ask.refused(NO_REASON, WORDS))
        elif row is not None:
            step = ask.id.split(" ")[0]
            self.send(ask, partial(self._house.device_step, row.id, DeviceStep(step=step, reason=reason[:300])), partial(self._taken, step))

    def refused_ask(self, ask: Ask, error: KnownError) -> Ask:
        """At the name of a new device, or at the reason of a step."""
        return ask.refused(error.sentence, NAME if ask.id == NEW else WORDS)

    def _taken(self, step: str, row: DeviceRow) -> None:
        devices = tuple(row if each.id == row.id else each for each in self._state.rows)
        known = self._state.known.model_copy(update={"devices": devices}) if self._state.known else None
        self._show(replace(self._state, known=known, ask=None, message=STEPS[step].done.format(name=row.name)))
        self._ask_hands()

    # -- Pairing ----------------------------------------------------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Open the sheet for a new device."""
        self.show_ask(ask_new(self._state.known.rooms if self._state.known else ()))

    def _pair(self, ask: Ask, answer: Answer) -> None:
        wrong = ask.wrong(missing_of(answer, has_rooms=bool(self._state.known and self._state.known.rooms)))
        if wrong.errors:
            self.show_ask(wrong)
        else:
            device = device_of(answer)
            self.send(ask, partial(self._house.pair, device), partial(self._pairing_came, device.name))

    def _pairing_came(self, name: str, shown: PairingShown) -> None:
        self._show(replace(self._state, ask=None, pairing=Pairing(name=name, shown=shown), chosen=shown.device_id))
        self.refresh()

    def another_code(self) -> None:
        """A new line for the device that is being paired."""
        pairing = self._state.pairing
        if pairing is None or pairing.busy:
            return
        self._show(replace(self._state, pairing=replace(pairing, busy="One moment: asking for a new code.", error="")))
        work = partial(self._house.new_code, pairing.shown.device_id)
        self.act(work, partial(self._pairing_came, pairing.name), self._no_code)

    def _no_code(self, error: KnownError) -> None:
        if self._state.pairing is not None:
            self._show(replace(self._state, pairing=replace(self._state.pairing, busy="", error=error.sentence)))

    def tick(self) -> None:
        """A second has passed while a line is shown: now and then it asks, for whoever holds the new device waits for the word."""
        if self._state.pairing is None:
            return
        self._seconds += 1
        row = self._state.subject
        if self._seconds % ASK_EVERY_S == 0 and row is not None and not row.is_paired:
            self.refresh()
        self._show(self._state)

    def end_pairing(self) -> None:
        """The pairing sheet was closed; the line leaves the memory."""
        self._show(replace(self._state, pairing=None))
        self.refresh()
