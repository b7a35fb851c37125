"""Wiping one sent photo: key row deleted, log truncated, file unlinked, folder synced, row, audit and operation written."""

from __future__ import annotations

import os
import statistics
import tempfile
from functools import partial
from pathlib import Path

from app.storage import wiping
from benchmarks.common import ROUNDS, figure, percentile, seconds, show
from benchmarks.rig.shelf import Shelf

PHOTOS = 40  # in each round
PHOTO_BYTES = 1 << 20


def main() -> None:
    """Print the 95th percentile of all wipes; min and max are those of the rounds."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        shelf = Shelf(Path(name))
        rounds = [one_round(shelf) for _ in range(ROUNDS)]
        shelf.close()
    percentiles = [percentile(taken, 0.95) for taken in rounds]
    show(figure("wipe_p95", percentiles, "ms", value=percentile([ms for taken in rounds for ms in taken], 0.95)))
    show(figure("wipe_median", [statistics.median(taken) for taken in rounds], "ms"))


def one_round(shelf: Shelf) -> list[float]:
    """Milliseconds of each wipe."""
    ids = [shelf.acknowledged(os.urandom(PHOTO_BYTES)) for _ in range(PHOTOS)]
    return [1000 * seconds(partial(wiping.wipe, shelf.connection, shelf.vault, one, shelf.author, shelf.now())) for one in ids]


if __name__ == "__main__":
    main()
