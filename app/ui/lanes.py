"""The lanes of a station."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.ui.background import Background


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where blocking work runs: the store's lane, the network's, and the picture worker's callers'. Each has one thread.

    frames: single frames of clips, recorded or shown; later: what takes minutes with a clip. No photo waits behind either.
    """

    vault: Background
    net: Background
    cpu: Background
    frames: Background = field(default_factory=Background)
    later: Background = field(default_factory=Background)

    def close(self) -> None:
        """Let every lane end, the store's last."""
        for lane in (self.later, self.frames, self.cpu, self.net, self.vault):
            lane.close()
