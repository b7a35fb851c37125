"""Turns a lead's taps on devices into steps at the server, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from app.services.house import House
from app.services.session import Clock
from app.ui.background import Lane
from app.ui.office.devices.state import ORDERS, DevicesState, Pairing, screen_of, shown_rows
from app.ui.office.devices.steps import NAME, ROOM, STATION, STEPS, TAG, ask_for, ask_new
from app.ui.office.devices.view import DevicesPage
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.parts.screen import NO_REASON, WORDS, Answer, following
from domain.errors import KnownError
from domain.permissions import Station
from domain.wire.people import DeviceList, DeviceRow, DeviceStep, Hands, NewDevice, PairingShown

ASK_EVERY_S = 3  # while a pairing line is shown


class DevicesPresenter(SectionPresenter):
    """The devices section. Every call to the server runs in `net`."""

    def __init__(self, page: DevicesPage, house: House, zone: ZoneInfo, clock: Clock, *, net: Lane) -> None:
        super().__init__(net)
        self._page, self._house, self._zone, self._clock = page, house, zone, clock
        self._state, self._seconds = DevicesState(), 0
        self._connect()

    def refresh(self) -> None:
        """Ask for the devices, and for the chosen one's hands."""
        self._show(self._state)
        self.fetch(self._house.devices, self._came)

    def offline_heard(self, sentence: str) -> None:
        """The server is away, or back."""
        if sentence != self._state.offline:
            self._show(replace(self._state, offline=sentence))

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def _came(self, known: DeviceList) -> None:
        ids = [row.id for row in known.devices]
        state = replace(self._state, known=known)
        first = next(iter(shown_rows(state)), None)
        chosen = state.chosen if state.chosen in ids else first.id if first else ""
        self._show(replace(state, chosen=chosen))
        self._ask_hands()

    def choose(self, device_id: str) -> None:
        """Look at that device."""
        self._show(replace(self._state, chosen=device_id))
        self._ask_hands()

    def step(self, way: int) -> None:
        """The next device of the list, or the one before."""
        ids = [row.id for row in shown_rows(self._state)]
        if ids:
            at = ids.index(self._state.chosen) + way if self._state.chosen in ids else 0
            self.choose(ids[min(max(0, at), len(ids) - 1)])

    def search(self, words: str) -> None:
        """Show only what bears these words."""
        self._show(replace(self._state, search=words))

    def turn_order(self) -> None:
        """Sort by the next order."""
        self._show(replace(self._state, order=following(ORDERS, self._state.order)))

    def _ask_hands(self) -> None:
        if self._state.chosen:
            self.fetch(partial(self._house.hands, self._state.chosen), partial(self._hands_came, self._state.chosen))

    def _hands_came(self, device_id: str, hands: Hands) -> None:
        self._show(replace(self._state, hands={**self._state.hands, device_id: hands}))

    # -- Steps ------------------------------------------------------------------------------------------------------------------------

    def ask(self, step: str) -> None:
        """Open the sheet of a step; a new code needs no reason."""
        row = self._state.row
        if row is None:
            return
        if step == "code":
            self._new_code(row)
        else:
            self._show(replace(self._state, ask=ask_for(step, row)))

    def answer(self, answer: Answer) -> None:
        """The sheet was filled in."""
        ask, row = self._state.ask, self._state.row
        if ask is None or ask.busy:
            return
        if ask.id == "new device":
            self._pair(answer)
        elif not answer.of(WORDS):
            self._show(replace(self._state, ask=ask.refused(NO_REASON, WORDS)))
        elif row is not None:
            step = ask.id.split(" ")[0]
            self._show(replace(self._state, ask=ask.waiting()))
            work = partial(self._house.device_step, row.id, DeviceStep(step=step, reason=answer.of(WORDS)[:300]))
            self.act(work, partial(self._stepped, step), partial(self._refused, WORDS))

    def give_up(self) -> None:
        """The sheet was closed."""
        self._show(replace(self._state, ask=None))

    def _stepped(self, step: str, row: DeviceRow) -> None:
        known = self._state.known
        devices = tuple(row if each.id == row.id else each for each in known.devices) if known else (row,)
        known = known.model_copy(update={"devices": devices}) if known else None
        self._show(replace(self._state, known=known, ask=None, message=STEPS[step].done.format(name=row.name)))
        self._ask_hands()

    def _refused(self, key: str, error: KnownError) -> None:
        """What the world says against it stands in the sheet; what was typed stays."""
        if self._state.ask is not None:
            self._show(replace(self._state, ask=self._state.ask.refused(error.sentence, key)))
        else:
            self._show(replace(self._state, message=error.sentence))

    # -- Pairing ----------------------------------------------------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Open the sheet for a new device."""
        self._show(replace(self._state, ask=ask_new(self._state.known.rooms if self._state.known else ())))

    def _pair(self, answer: Answer) -> None:
        ask, room = self._state.ask, answer.of(ROOM)
        station = Station(answer.of(STATION) or Station.ROOM.value)
        if ask is None:
            return
        missing = {NAME: "" if answer.of(NAME) else "Give it a name, as on its sticker."}
        missing[ROOM] = "Choose its room." if station is Station.ROOM and not room and self._state.known and self._state.known.rooms else ""
        errors = tuple((key, sentence) for key, sentence in missing.items() if sentence)
        if errors:
            self._show(replace(self._state, ask=replace(ask, errors=errors)))
            return
        device = NewDevice(
            name=answer.of(NAME), asset_tag=answer.of(TAG), station=station, room_id=room or None if station is Station.ROOM else None
        )
        self._show(replace(self._state, ask=ask.waiting()))
        self.act(partial(self._house.pair, device), partial(self._pairing_came, device.name), partial(self._refused, NAME))

    def _pairing_came(self, name: str, shown: PairingShown) -> None:
        self._show(replace(self._state, ask=None, pairing=Pairing(name=name, shown=shown), chosen=shown.device_id))
        self.refresh()

    def _new_code(self, row: DeviceRow) -> None:
        self.act(partial(self._house.new_code, row.id), partial(self._pairing_came, row.name), partial(self._refused, ""))

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
        if self._seconds % ASK_EVERY_S == 0 and self._state.row is not None and not self._state.row.is_paired:
            self.refresh()
        self._show(self._state)

    def end_pairing(self) -> None:
        """The pairing sheet was closed; the line leaves the memory."""
        self._show(replace(self._state, pairing=None))
        self.refresh()

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def _show(self, state: DevicesState) -> None:
        if self.is_closed:
            return
        self._state = replace(state, message="")
        who = self._house.session
        self._page.show_screen(screen_of(state, f"{who.first_name} {who.last_name}", self._zone, self._clock()))

    def _connect(self) -> None:
        page = self._page
        for signal, slot in (
            (page.row_chosen, self.choose),
            (page.stepped, self.step),
            (page.searched, self.search),
            (page.order_asked, self.turn_order),
            (page.new_asked, self.ask_new),
            (page.deed_asked, self.ask),
            (page.sheet.answered, self.answer),
            (page.sheet.given_up, self.give_up),
            (page.pairing.another_asked, self.another_code),
            (page.pairing.ticked, self.tick),
            (page.pairing.closed, self.end_pairing),
            (page.retry_asked, self.refresh),
        ):
            signal.connect(slot)
