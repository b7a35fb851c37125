"""Pictures of about one photo's size, written by the same code as a tablet's."""

from __future__ import annotations

import os

from benchmarks.rig.tablet import Picture
from imaging.worker import ImagingWorker

WIDTH, HEIGHT = 2048, 1536
BLOCK = 12  # pixels: noise in blocks of this size makes a JPEG of 1 to 1.5 MB, as a photo of many children is


def pictures(count: int) -> list[Picture]:
    """So many different pictures."""
    worker = ImagingWorker()
    try:
        return [one(worker) for _ in range(count)]
    finally:
        worker.close()


def one(worker: ImagingWorker) -> Picture:
    """A picture of coarse noise: no file of it is like another."""
    kept = worker.keep_frame(noise(), WIDTH, HEIGHT, 0)
    fresh = worker.rewrite(kept.jpeg)
    return Picture(fresh.jpeg, fresh.width, fresh.height)


def noise() -> bytes:
    """Raw RGB of random blocks."""
    rows = []
    for _ in range(0, HEIGHT, BLOCK):
        coarse = os.urandom(3 * (WIDTH // BLOCK + 1))
        row = b"".join(coarse[place : place + 3] * BLOCK for place in range(0, len(coarse), 3))[: 3 * WIDTH]
        rows.append(row * BLOCK)
    return b"".join(rows)[: 3 * WIDTH * HEIGHT]
