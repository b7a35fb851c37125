"""How many things wait, as a figure beside the sealed store: it says nothing of anybody, and the lock screen may show it."""

from __future__ import annotations

from pathlib import Path

from app.keys.files import write_durably

FILE_NAME = "waiting"


def save_waiting(folder: Path, count: int) -> None:
    """Keep the figure."""
    write_durably(folder / FILE_NAME, str(count))


def load_waiting(folder: Path) -> int | None:
    """The figure as it was at the last log-out, or None."""
    path = folder / FILE_NAME
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return int(text) if text.isdecimal() else None
