"""Opening and closing the day, opening it again, and the call to somebody who is late."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.services.at_kiosk import short_number
from app.ui.kiosk.flows.flow import PLACES, Flow, WordsStep, tile
from app.ui.kiosk.flows.pages import Tile
from app.ui.kiosk.flows.proving import Proving, who_step
from app.ui.kiosk.flows.step import Host, PickStep, Step
from app.ui.kiosk.wording import HELD
from app.ui.theme.tokens import Tone
from app.ui.widgets.paint import isolated
from domain.permissions import Action
from domain.wire.kiosk import Called, CloseDay, Done, OpenCheck, OpenDay, ReopenDay, TabletCard

HERE, FOUND, MISSING = "here", "found", "missing"
CALL_WORDS = ("on the way", "no answer, message left", "back before closing")


class MissingTablet:
    """The question about one tablet that nobody ticked, and where it was found."""

    def __init__(self, card: TabletCard) -> None:
        number = short_number(card.name)
        had = f"{isolated(card.holder_name)} had it last." if card.holder_name else ""
        self._card = card
        self.answer = PickStep(f"Where is tablet {number}?", lambda host: ANSWERS, second=had, columns=3)
        self.where = WordsStep(f"Where was tablet {number} found?", "In a few words", quick=PLACES,
                               missing="Say where it was found.")  # fmt: skip

    @property
    def steps(self) -> tuple[Step, ...]:
        """Where is only asked of what was found."""
        return (self.answer, self.where) if self.answer.choice == FOUND else (self.answer,)

    @property
    def check(self) -> OpenCheck:
        """What is reported of it."""
        found = self.answer.choice == FOUND
        return OpenCheck(
            device_id=self._card.device_id, is_here=self.answer.choice != MISSING, where=self.where.text.strip() if found else ""
        )


ANSWERS: tuple[Tile, ...] = (
    tile(HERE, "It is here", "circle-check", "I see it in the cabinet", Tone.OK),
    tile(FOUND, "It was found", "search", "Somewhere else; it is here now", Tone.INFO),
    tile(MISSING, "It is missing", "triangle-alert", "Reported now; the office is told", Tone.BAD),
)


class OpenFlow(Flow):
    """Asks about each tablet that was not ticked, then opens the day."""

    title = "Opening the day"

    def __init__(self, seen: Sequence[TabletCard], unseen: Sequence[TabletCard]) -> None:
        super().__init__()
        self._seen = seen
        self.questions = [MissingTablet(card) for card in unseen]

    def steps(self) -> Sequence[Step]:
        """One tablet after the other."""
        return [step for question in self.questions for step in question.steps]

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """Every tablet with what was seen of it."""
        here = tuple(OpenCheck(device_id=card.device_id, is_here=True) for card in self._seen)
        request = OpenDay(checks=(*here, *(question.check for question in self.questions)))
        return lambda: host.desk.open_day(request)


class CloseFlow(Flow):
    """Two people: who locked the cabinet, and who has seen it (C11)."""

    title = "Closing the day"

    def __init__(self) -> None:
        super().__init__()
        self.locker = who_step("Who locked the cabinet?", takes=False, action=Action.RUN_DAY)
        self.locking = Proving(lambda: self.locker.choice, second="The cabinet is locked, and the key is put away.")
        self.witness = who_step("Who has seen it?", besides=lambda: self.locker.choice, takes=False)
        self.seeing = Proving(lambda: self.witness.choice, open_words="Close", second="You have seen that the cabinet is locked.")

    def steps(self) -> Sequence[Step]:
        """First one, then the other."""
        locking = self.locking.steps if self.locker.is_answered else (self.locking.secret,)
        seeing = self.seeing.steps if self.witness.is_answered else (self.seeing.secret,)
        return (self.locker, *locking, self.witness, *seeing)

    def provings(self) -> Sequence[Proving]:
        """Both."""
        return (self.locking, self.seeing)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """The day ends."""
        request = CloseDay(locked_by=self.locking.proof, second=self.seeing.proof)
        return lambda: host.desk.close_day(request)


class ReopenFlow(Flow):
    """A tablet is needed after all."""

    title = "Opening the day again"

    def __init__(self) -> None:
        super().__init__()
        self.reason = WordsStep("Why is it opened again?", "In a few words", quick=("A tablet is needed", "An entry is to be finished"),
                                missing="Say why in a few words.", go="Open again")  # fmt: skip

    def steps(self) -> Sequence[Step]:
        """One."""
        return (self.reason,)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """The day goes on."""
        request = ReopenDay(reason=self.reason.text.strip()[:300])
        return lambda: host.desk.reopen_day(request)


class CallFlow(Flow):
    """Somebody was called about a tablet that is still out: what did they say."""

    title = "I have called them"
    tone = Tone.WARN

    def __init__(self, away: Sequence[TabletCard]) -> None:
        super().__init__()
        self._only = away[0].device_id if len(away) == 1 else ""
        self.which = PickStep("Whom did you call?", holder_tiles)
        who = f"What did {isolated(away[0].holder_name)} say?" if self._only else "What did they say?"
        self.said = WordsStep(who, "In a few words", quick=CALL_WORDS, missing="Say it in a few words.", go="Note it")

    def steps(self) -> Sequence[Step]:
        """Which tablet, if there are several."""
        return (self.said,) if self._only else (self.which, self.said)

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """Note the call."""
        device_id = self._only or self.which.choice
        holder = next(card.holder_name for card in host.board.tablets if card.device_id == device_id)
        request = Called(device_id=device_id, text=f"{holder} has been called: {self.said.text.strip()}"[:300])
        return lambda: host.desk.called(request)


def holder_tiles(host: Host) -> Sequence[Tile]:
    """Everybody who still has a tablet."""
    return [
        Tile(
            name=card.device_id, words=isolated(card.holder_name), second=f"Tablet {short_number(card.name)}", icon="phone", tone=Tone.WARN
        )
        for card in host.board.tablets
        if card.standing in HELD
    ]
