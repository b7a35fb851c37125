"""From the cabinet into somebody's hands, from hand to hand, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.services.at_kiosk import free_slots, short_number, suggested_slot
from app.ui.kiosk.flows.flow import Flow, WordsStep
from app.ui.kiosk.flows.glass import Glass
from app.ui.kiosk.flows.pages import FormPage, Page, Tile
from app.ui.kiosk.flows.proving import Proving, who_step
from app.ui.kiosk.flows.step import Host, Step, code_of
from app.ui.theme.tokens import Tone
from domain.errors import KnownError
from domain.tablets import Standing
from domain.wire.kiosk import Done, SignIn, SignOut, TabletCard, Transfer

REASON_NEEDED = "reason_needed"
BRING, OTHER, HAND_OVER = "bring", "other", "hand_over"
LATE_QUICK = ("A child was collected late", "It was forgotten in the room", "It had to finish sending")
OTHER_QUICK = ("Found in the room", "The holder had to leave", "The holder is with a child")


class SignOutFlow(Flow):
    """Name, PIN, look at the glass: it is yours."""

    def __init__(self, card: TabletCard) -> None:
        super().__init__()
        self._card, self.number, self.tone = card, short_number(card.name), Tone.OK
        self.title = f"Sign out tablet {self.number}"
        self.who = who_step()
        self.proving = Proving(lambda: self.who.choice, signs=True)
        self.glass = Glass()

    def steps(self) -> Sequence[Step]:
        """As many as this person needs."""
        proving = self.proving.steps if self.who.is_answered else (self.proving.secret,)
        return (self.who, *proving, *self.glass.steps)

    def provings(self) -> Sequence[Proving]:
        """The taker's."""
        return (self.proving,)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """One tablet to one person."""
        request = SignOut(
            proof=self.proving.proof, device_id=self._card.device_id, version=self._card.version, damage=self.glass.damage,
            photos=self.glass.photos,
        )  # fmt: skip
        return lambda: host.desk.sign_out(request)


class SlotStep(Step):
    """Onto the dock: which slot, and whether the light is on."""

    def __init__(self, card: TabletCard) -> None:
        super().__init__()
        self._card, self._is_put = card, False
        self.slot: int | None = None
        self.is_light_on = False

    @property
    def is_answered(self) -> bool:
        """It stands there."""
        return self._is_put

    def page(self, host: Host) -> Page:
        """Big numbers, the free one of its own number chosen beforehand."""
        slots = free_slots(host.board, self._card)
        if self.slot is None or (self.slot, False) not in slots:
            self.slot = suggested_slot(host.board, self._card)
        numbers = tuple(
            Tile(name=str(slot), words=str(slot), is_chosen=slot == self.slot, missing="taken" if is_taken else "")
            for slot, is_taken in slots
        )
        light = Tile(name="light", words="The light is on", is_chosen=self.is_light_on)
        return FormPage(
            question="Put it on the dock",
            second="We suggest its own slot. Look whether it charges.",
            numbers=numbers,
            ticks=(light,),
            go="Sign in",
            go_icon="log-in",
            missing="" if self.is_light_on else "Tick “The light is on” when it charges.",
            below=() if self.is_light_on else (Tile(name="dark", words="There is no light", icon="plug"),),
        )

    def forget(self) -> None:
        """Ask again; the slot stays."""
        self._is_put = False

    def picked(self, name: str, host: Host) -> None:
        """A slot; or it does not charge, which is said and holds nobody up."""
        if name == "dark":
            self.is_light_on, self._is_put = False, True
            host.go_on()
            return
        self.slot = int(name)
        host.show()

    def ticked(self, name: str, is_on: bool, host: Host) -> None:
        """The light."""
        self.is_light_on = is_on
        host.show()

    def go(self, host: Host) -> None:
        """It stands there."""
        self._is_put = True
        host.go_on()


class SignInFlow(Flow):
    """The holder's PIN, or a word how it came back; the glass; the dock. From the same first step it goes on to a colleague."""

    def __init__(self, card: TabletCard) -> None:
        super().__init__()
        self._card, self.number = card, short_number(card.name)
        self._way, self._needs_reason = BRING, card.standing is Standing.LATE
        self.tone = Tone.BAD if self._needs_reason else Tone.INFO
        self.proving = Proving(lambda: card.holder_id or "")
        self.proving.secret.on_below = self._turn
        self.reason = WordsStep("Why is it late?", "In a few words", quick=LATE_QUICK, missing="Say why in a few words.")
        self.brought = WordsStep(
            "How did it come back?", "Who brings it, and why", quick=OTHER_QUICK, missing="Say in a few words who brings it.",
            second="It is signed in by whoever runs the day here. The reason is kept.",
        )  # fmt: skip
        self.who = who_step("Who takes it now?")
        self.taking = Proving(lambda: self.who.choice, signs=True)
        self.glass = Glass()
        self.dock = SlotStep(card)
        if card.holder_id is None:
            self._way = OTHER
        self._name_ways()

    def steps(self) -> Sequence[Step]:
        """By the way that was chosen in the first step."""
        first: tuple[Step, ...] = (self.brought,) if self._way == OTHER else self.proving.steps
        if self._way == HAND_OVER:
            taking = self.taking.steps if self.who.is_answered else (self.taking.secret,)
            return (*first, self.who, *taking, *self.glass.steps)
        late = (self.reason,) if self._needs_reason else ()
        return (*first, *late, *self.glass.steps, self.dock)

    def provings(self) -> Sequence[Proving]:
        """The holder's, and the colleague's."""
        return {BRING: (self.proving,), OTHER: (), HAND_OVER: (self.proving, self.taking)}[self._way]

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """Back on the dock, or in a colleague's hands."""
        card = self._card
        if self._way == HAND_OVER:
            transfer = Transfer(
                from_proof=self.proving.proof, to_proof=self.taking.proof, device_id=card.device_id, version=card.version,
                damage=self.glass.damage,
            )  # fmt: skip
            return lambda: host.desk.transfer(transfer)
        said = (self.brought.text if self._way == OTHER else "", self.reason.text if self._needs_reason else "")
        sign_in = SignIn(
            proof=self.proving.proof if self._way == BRING else "",
            device_id=card.device_id,
            version=card.version,
            slot=self.dock.slot,
            is_light_on=self.dock.is_light_on,
            reason=". ".join(words.strip() for words in said if words.strip())[:300],
            damage=self.glass.damage,
            photos=self.glass.photos,
        )
        return lambda: host.desk.sign_in(sign_in)

    def refused(self, error: KnownError) -> None:
        """It has become late while somebody stood here: ask why, too."""
        if code_of(error) == REASON_NEEDED and not self._needs_reason:
            self._needs_reason = True
            self.reason.error = error.sentence
            return
        super().refused(error)

    def back(self) -> None:
        """Before the word how it came back lies the holder's PIN."""
        if self._way == OTHER and self.current is self.brought and self._card.holder_id is not None:
            self._turn(BRING, None)
            return
        super().back()

    def _turn(self, way: str, host: Host | None) -> None:
        self._way = way
        self._name_ways()
        if host is not None:
            host.show()

    def _name_ways(self) -> None:
        is_handing = self._way == HAND_OVER
        self.glass.condition.offers_photo = not is_handing  # both stand here and look at it
        self.title = f"Hand over tablet {self.number}" if is_handing else f"Sign in tablet {self.number}"
        other = Tile(name=OTHER, words="Somebody else brought it", icon="users")
        hand = Tile(name=HAND_OVER, words="Hand over to a colleague", icon="arrow-left-right")
        bring = Tile(name=BRING, words="Sign it in instead", icon="log-in")
        self.proving.secret.below = (bring,) if is_handing else (hand, other)
