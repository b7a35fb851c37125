"""Everything that is not a tap on a card."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.kiosk.flows.flow import Flow, tile
from app.ui.kiosk.flows.pages import Tile
from app.ui.kiosk.flows.reports import AttestFlow, DamageFlow, LossFlow, SpotFlow
from app.ui.kiosk.flows.step import Host, PickStep, Step
from app.ui.kiosk.papers import day_paper
from app.ui.theme.tokens import Tone
from domain.tablet_day import DayState

PAPER = "paper"
FLOWS: dict[str, type[DamageFlow | LossFlow | SpotFlow | AttestFlow]] = {
    "damage": DamageFlow,
    "loss": LossFlow,
    "spot": SpotFlow,
    "attest": AttestFlow,
}
TILES = (
    tile("damage", "Damage in the cabinet", "bandage", "Found before anybody took it", Tone.WARN),
    tile("loss", "Lost or stolen", "triangle-alert", "Closes the tablet for good", Tone.BAD),
    tile("spot", "Spot check", "search", "Look at one tablet"),
    tile("attest", "Weekly check", "list-checks", "Nothing but Daybook on them"),
    tile(PAPER, "Report of the day", "printer", "As it stands now, on paper"),
)


class MoreFlow(Flow):
    """A list of what else can be done here."""

    title = "What would you like to do?"
    way_out = "Close"

    def __init__(self) -> None:
        super().__init__()
        self.choice = MoreStep("Damage, loss, checks and paper", more_tiles)

    def steps(self) -> Sequence[Step]:
        """One."""
        return (self.choice,)


class MoreStep(PickStep):
    """A tap begins something else; the paper comes at once."""

    @property
    def is_answered(self) -> bool:
        """Never: what was chosen takes its place."""
        return False

    def picked(self, name: str, host: Host) -> None:
        """Begin it."""
        if name == PAPER:
            host.print_sheet(day_paper(host.board, host.zone))
        else:
            host.begin(FLOWS[name]())


def more_tiles(host: Host) -> Sequence[Tile]:
    """All of them, the checks only while the day is open."""
    return TILES if host.board.day is DayState.OPEN else tuple(each for each in TILES if each.name not in ("spot", "attest"))
