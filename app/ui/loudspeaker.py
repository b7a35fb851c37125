"""Where a video's sound is heard: one protocol. What is played lies in memory only."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.sound_samples import SoundFormat

NO_LOUDSPEAKER = "No loudspeaker here. This video has sound."


class Loudspeaker(QObject):
    """A loudspeaker, or none: as it is here, nothing is heard."""

    def form(self) -> SoundFormat | None:
        """What it takes now; None = there is none."""
        return None

    def play(self, raw: bytes) -> None:
        """Play that from its beginning, in place of what played; in the format that `form` said last."""

    def rest(self) -> None:
        """Be silent, and forget what was played."""
