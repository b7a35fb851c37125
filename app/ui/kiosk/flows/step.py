"""One decision of a flow: its page, and what the person's answer makes of it. Steps hold what was typed; a refusal takes nothing away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar
from zoneinfo import ZoneInfo

from app.services.at_kiosk import AtKiosk, KioskDesk
from app.sync.failures import NetworkError
from app.ui.camera import Shot
from app.ui.kiosk.flows.pages import Page, PickPage, Tile
from domain.errors import KnownError
from domain.wire.kiosk import Board

if TYPE_CHECKING:  # a flow is made of steps
    from app.ui.kiosk.flows.flow import Flow

T = TypeVar("T")


class Host(Protocol):
    """What a step asks of the kiosk around it."""

    kiosk: AtKiosk

    @property
    def desk(self) -> KioskDesk:
        """The line to the server; only inside `ask`."""

    @property
    def board(self) -> Board:
        """The board as it was heard last."""

    @property
    def zone(self) -> ZoneInfo:
        """The site's zone."""

    @property
    def year(self) -> int:
        """This year: no PIN may look like a year of birth."""

    def ask(self, work: Callable[[], T], done: Callable[[T], None], refused: Callable[[KnownError], None]) -> None:
        """Work in the net lane; the flow rests meanwhile."""

    def take_photo(self, kept: Callable[[str], None], refused: Callable[[KnownError], None], shot: Shot) -> None:
        """Look at the picture in the cpu lane, then send it; `kept` gets its id."""

    def shot(self) -> Shot | None:
        """The camera's frame of this moment; None while there is none."""

    def camera(self, *, on: bool) -> None:
        """Open the camera, or let it go."""

    def go_on(self) -> None:
        """This step may be answered: show the next one, or carry out the whole."""

    def show(self) -> None:
        """Draw the step again."""

    def begin(self, flow: Flow) -> None:
        """Do that instead."""

    def print_sheet(self, html: str) -> None:
        """On paper; the toast says when there is no printer."""


class Step:
    """A step without an answer. `error` is said over its page until the next touch."""

    def __init__(self) -> None:
        self.error = ""

    @property
    def is_answered(self) -> bool:
        """Whether the flow may go on."""
        raise NotImplementedError

    def page(self, host: Host) -> Page:
        """What it shows now."""
        raise NotImplementedError

    def forget(self) -> None:
        """Ask again; what was typed stays."""

    def picked(self, name: str, host: Host) -> None:
        """A tile was tapped."""

    def typed(self, name: str, text: str, host: Host) -> None:
        """A line reads so now."""

    def ticked(self, name: str, is_on: bool, host: Host) -> None:
        """A box is ticked, or not any more."""

    def entered(self, secret: str, host: Host) -> None:
        """A PIN or password was given; it is passed on and not kept."""

    def go(self, host: Host) -> None:
        """The page's button."""


class PickStep(Step):
    """One answer out of several. `tiles` are asked for each time: the board changes while somebody thinks."""

    def __init__(
        self, question: str, tiles: Callable[[Host], Sequence[Tile]], *, second: str = "", columns: int = 2, is_tall: bool = True
    ) -> None:
        super().__init__()
        self._question, self._tiles, self._second, self._columns, self._is_tall = question, tiles, second, columns, is_tall
        self.choice = ""

    @property
    def is_answered(self) -> bool:
        """Something was tapped."""
        return bool(self.choice)

    def page(self, host: Host) -> Page:
        """The question and its tiles."""
        return PickPage(
            question=self._question,
            second=self._second,
            tiles=tuple(self._tiles(host)),
            columns=self._columns,
            is_tall=self._is_tall,
        )

    def forget(self) -> None:
        """Ask again."""
        self.choice = ""

    def picked(self, name: str, host: Host) -> None:
        """This one."""
        self.choice = name
        host.go_on()


def code_of(error: KnownError) -> str:
    """The server's short word for a refusal; "" when none came."""
    return error.code if isinstance(error, NetworkError) else ""
