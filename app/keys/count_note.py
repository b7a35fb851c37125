"""What lay in the store when it was closed, as figures beside it: a tablet on its dock can say that it is clear though nothing is open."""

from __future__ import annotations

from pathlib import Path

from app.keys.files import sync_folder, write_durably
from app.keys.kept import Frozen, read_or

FILE_NAME = "counts.json"


class Counts(Frozen):
    """Things not sent, pictures that nobody handed in, children by first name. None = not known."""

    waiting: int | None = None
    originals: int | None = None
    children: int | None = None


def save_counts(folder: Path, counts: Counts) -> None:
    """Keep the figures of a store that is being closed."""
    write_durably(folder / FILE_NAME, counts.model_dump_json())


def load_counts(folder: Path) -> Counts:
    """The figures as they were when the store was closed; none after a power cut, for work may have come since they were taken."""
    path = folder / FILE_NAME
    return read_or(path, Counts()) if path.exists() else Counts()


def forget_counts(folder: Path) -> None:
    """The store is open: from now on it counts itself. Durably, for old figures after a power cut would call it clear."""
    (folder / FILE_NAME).unlink(missing_ok=True)
    sync_folder(folder)
