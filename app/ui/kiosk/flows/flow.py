"""A flow: a row of steps, of which the first without an answer is shown; when all are answered, it is carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.ui.kiosk.flows.pages import FlowScreen, FormField, FormPage, Page, Tile
from app.ui.kiosk.flows.proving import Proving
from app.ui.kiosk.flows.step import Host, Step, code_of
from app.ui.theme.tokens import Tone
from domain.errors import KnownError
from domain.wire.kiosk import Done

PROOF_OVER = "proof_over"
PLACES = ("On a shelf", "In the room", "In the garden shed")  # where tablets turn up


class Flow:
    """Subclasses say which steps there are now, in their order, and what is sent in the end."""

    title = ""
    number = ""
    tone = Tone.PRIMARY
    way_out = "Cancel"

    def steps(self) -> Sequence[Step]:
        """The steps as the answers so far have it."""
        raise NotImplementedError

    def provings(self) -> Sequence[Proving]:
        """Whose proofs go with what is sent: asked again when their two minutes are over."""
        return ()

    def begin(self, host: Host) -> None:
        """It is on the screen now."""

    def carry_out(self, host: Host) -> Callable[[], Done]:
        """What is done in the net lane when every step is answered; a flow that only shows is never carried out."""
        raise NotImplementedError

    def after(self, done: Done, host: Host) -> Flow | None:
        """What follows at once; None = back to the board."""
        return None

    @property
    def current(self) -> Step:
        """The step that is shown: the first without an answer, else the last."""
        steps = self.steps()
        return next((step for step in steps if not step.is_answered), steps[-1])

    @property
    def is_answered(self) -> bool:
        """Whether it can be carried out."""
        return all(step.is_answered for step in self.steps())

    def screen(self, host: Host, *, is_busy: bool) -> FlowScreen:
        """The current step as it is drawn."""
        steps, step = list(self.steps()), self.current
        at = steps.index(step)
        return FlowScreen(
            title=self.title,
            number=self.number,
            tone=self.tone,
            step=at + 1,
            steps=max(len(steps), at + 1),
            page=step.page(host),
            is_busy=is_busy,
            error=step.error,
            can_back=at > 0,
            way_out=self.way_out,
        )

    def back(self) -> None:
        """To the step before; its answer is asked again, what was typed stays."""
        steps = list(self.steps())
        at = steps.index(self.current)
        steps[at].forget()
        if at:
            steps[at - 1].forget()

    def refused(self, error: KnownError) -> None:
        """The server did not do it: say why where the person stands. Nothing typed is lost."""
        if code_of(error) == PROOF_OVER:
            for proving in self.provings():
                proving.ask_again(error.sentence)
            return
        self.steps()[-1].error = error.sentence


class WordsStep(Step):
    """One line to type, with words to tap for those who are in a hurry."""

    def __init__(self, question: str, label: str, *, second: str = "", quick: tuple[str, ...] = (), missing: str, go: str = "Next") -> None:
        super().__init__()
        self._question, self._label, self._second, self._quick, self._missing, self._go = question, label, second, quick, missing, go
        self.text, self.is_said = "", False

    @property
    def is_answered(self) -> bool:
        """Typed, and the button tapped."""
        return self.is_said

    def page(self, host: Host) -> Page:
        """The line."""
        field = FormField(name="text", label=self._label, text=self.text, quick=self._quick)
        missing = "" if self.text.strip() else self._missing
        return FormPage(question=self._question, second=self._second, fields=(field,), go=self._go, missing=missing)

    def forget(self) -> None:
        """Ask again; the words stay."""
        self.is_said = False

    def typed(self, name: str, text: str, host: Host) -> None:
        """The words as they stand."""
        self.text = text
        host.show()

    def go(self, host: Host) -> None:
        """Said."""
        self.is_said = True
        host.go_on()


class ReadingStep(Step):
    """Something to read; nothing is asked, so the flow ends with it."""

    def __init__(self, page: Page, tapped: Callable[[str, Host], None] = lambda name, host: None) -> None:
        super().__init__()
        self.shown, self._tapped = page, tapped

    @property
    def is_answered(self) -> bool:
        """Never: whoever has read it goes back to the board."""
        return False

    def page(self, host: Host) -> Page:
        """The words."""
        return self.shown

    def picked(self, name: str, host: Host) -> None:
        """One of the buttons."""
        self._tapped(name, host)

    def go(self, host: Host) -> None:
        """The main button."""
        self._tapped("go", host)


def tile(name: str, words: str, icon: str, second: str = "", tone: Tone = Tone.PRIMARY, missing: str = "") -> Tile:
    """A tile in one line."""
    return Tile(name=name, words=words, icon=icon, second=second, tone=tone, missing=missing)
