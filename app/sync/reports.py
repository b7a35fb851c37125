"""What a cycle leaves for the people at the screen: values, no rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the pictures of this cycle are: `done` of `total` are sent and removed."""

    done: int
    total: int

    @property
    def sentence(self) -> str:
        """For the panel's headline."""
        return f"Sending {min(self.done + 1, self.total)} of {self.total}"


@dataclass(frozen=True, slots=True)
class RemovalQuestion:
    """The server would remove `removed` of the `known` facts on this device; a person has to agree first."""

    removed: int
    known: int

    @property
    def sentence(self) -> str:
        """What the person is asked."""
        return f"The server wants to take {self.removed} of {self.known} entries off this device’s lists. Ask the office before you agree."


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleReport:
    """One cycle. is_online: the nursery's server answered and the cycle came to its end; else `reason` says why not.

    is_permanent: trying again as we are cannot help (revoked, too old, another server). Counts are of this cycle. held_clips: of those
    that are held, the clips, which somebody has to cover further outside of the cycle.
    """

    is_online: bool
    reason: str = ""
    is_permanent: bool = False
    pulled: int = 0
    held: int = 0
    held_clips: int = 0
    covered_further: int = 0
    pushed: int = 0
    refused: int = 0
    wiped: int = 0
    question: RemovalQuestion | None = None
