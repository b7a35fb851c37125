"""Damage found in the cabinet, loss and theft, what was found again, and the two checks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.services.at_kiosk import short_number
from app.ui.kiosk.flows.flow import PLACES, Flow, WordsStep, tile
from app.ui.kiosk.flows.glass import Glass
from app.ui.kiosk.flows.pages import FormField, FormPage, Page, Tile
from app.ui.kiosk.flows.proving import Proving, who_step
from app.ui.kiosk.flows.showing import SeeGoneFlow
from app.ui.kiosk.flows.step import Host, PickStep, Step
from app.ui.kiosk.wording import HELD, WORDS
from app.ui.theme.tokens import Tone
from app.ui.widgets.paint import isolated
from domain.damage import FILING_SENTENCES, DamageKind, FilingRefusal, Noticed, filing_refusals
from domain.permissions import Action
from domain.tablets import Standing
from domain.wire.kiosk import Attest, Done, FileDamage, Found, NewDamage, SpotCheck, TabletCard

FINE, NOT_FINE = "fine", "not_fine"
CABINET = frozenset({Standing.IN, Standing.LOW_BATTERY, Standing.NOT_CLEAR})
HERE = CABINET | HELD | {Standing.OUT_OF_USE}
GONE_ALREADY = frozenset({Standing.LOST})


def tablet_step(question: str, standings: frozenset[Standing], why: str) -> PickStep:
    """Every tablet; those that this is not about rest, and say so."""

    def tiles(host: Host) -> Sequence[Tile]:
        return [tablet_tile(card, "" if card.standing in standings else why) for card in host.board.tablets]

    return PickStep(question, tiles, columns=4, is_tall=False)


def tablet_tile(card: TabletCard, missing: str = "") -> Tile:
    """One tablet with its word."""
    word, icon, tone = WORDS[card.standing]
    who = f" · {isolated(card.holder_name)}" if card.holder_name else ""
    words = f"Tablet {short_number(card.name)}"
    return Tile(name=card.device_id, words=words, second=f"{word}{who}", icon=icon, tone=tone, missing=missing)


def card_of(host: Host, device_id: str) -> TabletCard:
    """The tablet as the board has it now."""
    return next(card for card in host.board.tablets if card.device_id == device_id)


class DamageFlow(Flow):
    """Damage that somebody finds in the cabinet."""

    title = "Damage in the cabinet"
    tone = Tone.WARN

    def __init__(self) -> None:
        super().__init__()
        self.which = tablet_step("Which tablet?", CABINET, "Not in the cabinet")
        self.glass = Glass(only_damage=True)

    def steps(self) -> Sequence[Step]:
        """Which, what, and in words."""
        return (self.which, *self.glass.steps)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """File it."""
        card, damage = card_of(host, self.which.choice), self.glass.damage
        if damage is None:
            raise ValueError("Carried out before a kind was chosen")
        request = FileDamage(device_id=card.device_id, version=card.version, noticed=Noticed.IN_CABINET, damage=damage)
        return lambda: host.desk.file_damage(request)


class GoneStep(Step):
    """What happened, and the tick that closes the tablet for good: without it nothing is filed (C44)."""

    def __init__(self, kind: Callable[[], str]) -> None:
        super().__init__()
        self._kind, self.text, self.revokes, self._is_said = kind, "", False, False

    @property
    def is_answered(self) -> bool:
        """Said and ticked."""
        return self._is_said

    def page(self, host: Host) -> Page:
        """Line and box."""
        kind = DamageKind(self._kind() or DamageKind.LOSS)
        missing = filing_refusals(kind, self.text, revokes=self.revokes)
        return FormPage(
            question="What happened?",
            second="Nobody can open it any more, and it seals itself at the next contact. What it has not sent stays on it, sealed.",
            fields=(FormField(name="text", label="Where and when was it seen last", text=self.text),),
            ticks=(Tile(name="revoke", words="Close this tablet now", is_chosen=self.revokes, tone=Tone.BAD),),
            go="Report and close it",
            go_icon="shield-alert",
            missing=FILING_SENTENCES[missing[0]] if missing else "",
        )

    def forget(self) -> None:
        """Ask again; the words stay."""
        self._is_said = False

    def typed(self, name: str, text: str, host: Host) -> None:
        """The words as they stand."""
        self.text = text
        host.show()

    def ticked(self, name: str, is_on: bool, host: Host) -> None:
        """The box."""
        self.revokes = is_on
        host.show()

    def go(self, host: Host) -> None:
        """Report it."""
        self._is_said = True
        host.go_on()


class LossFlow(Flow):
    """Lost or stolen: closed for good in the same step, then the sheet of what it could hold."""

    title = "Lost or stolen"
    tone = Tone.BAD

    def __init__(self) -> None:
        super().__init__()
        self.which = tablet_step("Which tablet?", frozenset(Standing) - GONE_ALREADY, "Reported already")
        self.kind = PickStep("What happened to it?", lambda host: LOSSES)
        self.words = GoneStep(lambda: self.kind.choice)

    def steps(self) -> Sequence[Step]:
        """Which, how, and in words."""
        return (self.which, self.kind, self.words)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """File and revoke."""
        card = card_of(host, self.which.choice)
        damage = NewDamage(kind=DamageKind(self.kind.choice), text=self.words.text.strip())
        noticed = Noticed.WHILE_OUT if card.standing in HELD else Noticed.IN_CABINET
        request = FileDamage(device_id=card.device_id, version=card.version, noticed=noticed, damage=damage, revoke=self.words.revokes)
        return lambda: host.desk.file_damage(request)

    def after(self, done: Done, host: Host) -> Flow | None:
        """The sheet."""
        return SeeGoneFlow(self.which.choice)


LOSSES: tuple[Tile, ...] = (
    tile(DamageKind.LOSS.value, "Lost", "search", "Nobody knows where it is", Tone.BAD),
    tile(DamageKind.THEFT.value, "Stolen", "triangle-alert", "Call the police first", Tone.BAD),
)


class FoundFlow(Flow):
    """A missing or lost tablet is here again."""

    def __init__(self, card: TabletCard) -> None:
        super().__init__()
        self._card, self.number, self.tone = card, short_number(card.name), Tone.OK
        self.title = f"Tablet {self.number} was found"
        self.where = WordsStep("Where was it found?", "In a few words", quick=PLACES, missing="Say where it was found.", go="It is here")

    def steps(self) -> Sequence[Step]:
        """One."""
        return (self.where,)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """It is in again."""
        request = Found(device_id=self._card.device_id, version=self._card.version, where=self.where.text.strip()[:300])
        return lambda: host.desk.found(request)


class SpotFlow(Flow):
    """One tablet looked at, in somebody's hands or in the cabinet."""

    title = "Spot check"

    def __init__(self) -> None:
        super().__init__()
        self.which = tablet_step("Which tablet do you look at?", HERE, "Not here")
        self.who = who_step("Who looks at it?", takes=False, action=Action.RUN_DAY)
        self.proving = Proving(lambda: self.who.choice)
        self.answer = PickStep("Is everything as it should be?", lambda host: SPOT)
        self.words = WordsStep("What is not right?", "In a few words", missing=FILING_SENTENCES[FilingRefusal.NOTHING_SAID])

    def steps(self) -> Sequence[Step]:
        """Words only when something is not right."""
        proving = self.proving.steps if self.who.is_answered else (self.proving.secret,)
        words = (self.words,) if self.answer.choice == NOT_FINE else ()
        return (self.which, self.who, *proving, self.answer, *words)

    def provings(self) -> Sequence[Proving]:
        """Whoever looks."""
        return (self.proving,)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """Note it."""
        is_fine = self.answer.choice == FINE
        text = "" if is_fine else self.words.text.strip()
        request = SpotCheck(proof=self.proving.proof, device_id=self.which.choice, text=text, is_fine=is_fine)
        return lambda: host.desk.spot_check(request)


SPOT: tuple[Tile, ...] = (
    tile(FINE, "All fine", "circle-check", "The right person, nothing but Daybook on it", Tone.OK),
    tile(NOT_FINE, "Something is not right", "triangle-alert", "Say what in the next step", Tone.WARN),
)


class OddOnesStep(Step):
    """The tablets that carry something else, and what."""

    def __init__(self) -> None:
        super().__init__()
        self.found: frozenset[str] = frozenset()
        self.text, self._is_said = "", False

    @property
    def is_answered(self) -> bool:
        """Said."""
        return self._is_said

    def page(self, host: Host) -> Page:
        """A box per tablet, and a line."""
        ticks = tuple(
            Tile(name=card.device_id, words=f"Tablet {short_number(card.name)}", is_chosen=card.device_id in self.found)
            for card in host.board.tablets
        )
        missing = "" if self.found and self.text.strip() else "Tick the tablets and say what is on them."
        field = FormField(name="text", label="What is on them", text=self.text)
        return FormPage(
            question="On which tablets?", second="They go out of use.", fields=(field,), ticks=ticks, missing=missing, go="Report"
        )

    def forget(self) -> None:
        """Ask again."""
        self._is_said = False

    def typed(self, name: str, text: str, host: Host) -> None:
        """The words as they stand."""
        self.text = text
        host.show()

    def ticked(self, name: str, is_on: bool, host: Host) -> None:
        """One tablet."""
        self.found = self.found | {name} if is_on else self.found - {name}
        host.show()

    def go(self, host: Host) -> None:
        """Said."""
        self._is_said = True
        host.go_on()


class AttestFlow(Flow):
    """The weekly word that the tablets carry nothing but their work (C31)."""

    title = "Weekly check"

    def __init__(self) -> None:
        super().__init__()
        self.answer = PickStep("Is there nothing but Daybook on the tablets?", lambda host: WEEKLY, second="Look at each of them first.")
        self.odd = OddOnesStep()
        self.who = who_step("Who has looked?", takes=False, action=Action.RUN_DAY)
        self.proving = Proving(lambda: self.who.choice, open_words="Sign")

    def steps(self) -> Sequence[Step]:
        """The signature last, over what was found."""
        proving = self.proving.steps if self.who.is_answered else (self.proving.secret,)
        odd = (self.odd,) if self.answer.choice == NOT_FINE else ()
        return (self.answer, *odd, self.who, *proving)

    def provings(self) -> Sequence[Proving]:
        """Whoever has looked."""
        return (self.proving,)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """Give the word."""
        is_odd = self.answer.choice == NOT_FINE
        found = tuple(sorted(self.odd.found)) if is_odd else ()
        request = Attest(proof=self.proving.proof, found=found, text=self.odd.text.strip() if is_odd else "")
        return lambda: host.desk.attest(request)


WEEKLY: tuple[Tile, ...] = (
    tile(FINE, "Nothing but Daybook", "circle-check", "On every tablet", Tone.OK),
    tile(NOT_FINE, "Something else is on one", "triangle-alert", "It goes out of use", Tone.WARN),
)
