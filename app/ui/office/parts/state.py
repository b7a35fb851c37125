"""What a section's presenter knows: one frozen value, from which the whole screen follows. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from app.ui.office.parts.screen import Around, Ask, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """What every section knows. offline: a sentence while the server is out of reach; is_busy: a step is on its way.

    message: said with the next screen, and then gone.
    """

    is_busy: bool = False
    offline: str = ""
    message: str = ""

    def around(self, stage: Stage) -> Around:
        """What stands round the section now."""
        return Around(stage=stage, offline=self.offline, message=self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedState(SectionState):
    """A list of which one is looked at. chosen: its id; ask: the sheet that lies over the page before something is done."""

    chosen: str = ""
    search: str = ""
    order: str = ""
    ask: Ask | None = None

    @property
    def subject(self) -> object | None:
        """The chosen one, as the list has it; None = nobody chose, or it is known no more."""
        raise NotImplementedError

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """The list as it stands: what the search leaves, in its order."""
        raise NotImplementedError

    def neighbour(self, way: int) -> str:
        """The one so many places further, and never past an end; the first while none is chosen, "" in an empty list."""
        ids = self.shown_ids
        at = ids.index(self.chosen) + way if self.chosen in ids else 0
        return ids[min(max(0, at), len(ids) - 1)] if ids else ""

    def kept_or_first(self) -> Self:
        """With the chosen one as long as it is known, else with the first of the list."""
        return self if self.subject is not None else replace(self, chosen=next(iter(self.shown_ids), ""))


def stage_of(shown: object | None, known: object | None) -> Stage:
    """READY with something to show; LOADING until the server has answered, EMPTY when it had nothing."""
    if shown is not None:
        return Stage.READY
    return Stage.LOADING if known is None else Stage.EMPTY
