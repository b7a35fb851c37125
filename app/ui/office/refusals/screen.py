"""What the refusals section shows: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.office.parts.screen import AROUND, Around, TableRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalsScreen:
    """The whole section. `seen_missing` says why there is nothing to mark; everything: what was seen before is shown too."""

    around: Around = AROUND
    title: str = "Refusals"
    since: str = ""
    sentences: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    rows_note: str = ""
    search: str = ""
    everything: bool = False
    seen_missing: str = ""
