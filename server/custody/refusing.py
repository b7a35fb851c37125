"""Why the book does not take a step, each with the sentence that the kiosk shows."""

from __future__ import annotations

from domain.errors import KnownError
from domain.tablets import SIGN_OUT_SENTENCES, Place, SignOutRefusal


class BookRefused(KnownError):
    """The step was not taken. `code` is for the program."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Moved(BookRefused):
    """Somebody else was faster: the tablet is no longer what the board showed."""

    def __init__(self, sentence: str) -> None:
        super().__init__("moved", sentence)


class WrongPlace(BookRefused):
    """Nothing of the kind can be done with a tablet that is where it is."""

    def __init__(self, name: str, place: Place) -> None:
        super().__init__("wrong_place", PLACE_SENTENCES[place].format(name=name))


class NotTheirs(BookRefused):
    """Whoever hands it on does not hold it."""

    def __init__(self, sentence: str) -> None:
        super().__init__("not_holder", sentence)


class ReasonNeeded(BookRefused):
    """The step is taken with a reason only."""

    def __init__(self, sentence: str) -> None:
        super().__init__("reason_needed", sentence)


class SignOutRefused(BookRefused):
    """The tablet does not go into these hands now; `reasons` are all of them, the first is said."""

    def __init__(self, reasons: tuple[SignOutRefusal, ...], sentence: str = "") -> None:
        super().__init__(reasons[0].value, sentence or SIGN_OUT_SENTENCES[reasons[0]])
        self.reasons = reasons


PLACE_SENTENCES = {
    Place.IN: "{name} is in already. Look at the board again.",
    Place.OUT: "{name} is in somebody’s hands. Sign it in first.",
    Place.MISSING: "{name} is missing by the book. Say where it was found first.",
    Place.LOST: "{name} was reported lost. Say where it was found first.",
}
