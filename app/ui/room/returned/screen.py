"""What the sheet of a returned entry shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.ui.room.compose.screen import HintCard
from domain.language import Hint


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedScreen:
    """The whole sheet. `next_step` None = a snapshot has none; `errors` by field; `progress` while it is being handed in."""

    about: str = ""
    reason: str = ""
    pictures: str = ""
    text: str = ""
    next_step: str | None = None
    hints: tuple[Hint, ...] = ()
    card: HintCard | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    progress: str = ""
    message: str = ""
