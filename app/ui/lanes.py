"""The three lanes of a station."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.background import Background


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where blocking work runs: the store's lane, the network's, and the picture worker's callers'. Each has one thread."""

    vault: Background
    net: Background
    cpu: Background

    def close(self) -> None:
        """Let every lane end, the store's last."""
        for lane in (self.cpu, self.net, self.vault):
            lane.close()
