"""Where the look at native size is worth its time: around whatever the coarser looks do not rule out (docs/adr/0014).

A face of 14 px is seven in the look of 1280 px. That look does not find it, but hardly ever gives it nothing at all: of 90 small faces
that the native look finds, one lay outside the cells marked here, and they were a fifth of the pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from imaging.looks import Place, sides, tiles, total_pixels
from imaging.model import FloatArray, RawFaces

HINT_SCORE = 0.012  # most of these are texture; a small face may have no more
LARGEST_HINT_PX = 80  # larger faces are found by the coarser looks
CELL_PX, MARGIN_PX = 128, 32  # the margin on all sides: a face of 64 px in the cell is seen whole
MOST_CELLS = 4  # in a row or column of one tile: 576 px with the margins, within the net's size


def hinted_tiles(seen: Sequence[RawFaces], width: int, height: int) -> list[Place]:
    """Tiles around all hints of coarser looks; the tiles of the whole picture where that is less work. seen: in pixels of the picture."""
    hints = [found.boxes[(found.scores >= HINT_SCORE) & (sides(found.boxes) < LARGEST_HINT_PX)] for found in seen]
    cells = _marked(np.concatenate(hints), width, height)
    marked = [_tile(block, width, height) for block in _blocks(cells)]
    return min(marked, tiles(width, height), key=total_pixels)


def _marked(boxes: FloatArray, width: int, height: int) -> NDArray[np.bool_]:
    """The cells in which a box has its middle, (rows, columns)."""
    cells = np.zeros((-(-height // CELL_PX), -(-width // CELL_PX)), bool)
    columns, rows = ((boxes[:, :2] + boxes[:, 2:]) / 2 // CELL_PX).astype(np.intp).T
    cells[np.clip(rows, 0, cells.shape[0] - 1), np.clip(columns, 0, cells.shape[1] - 1)] = True
    return cells


def _blocks(cells: NDArray[np.bool_]) -> list[Place]:
    """The marked cells as rectangles, in cells: the runs of a row, each going on downwards while the next row has the same."""
    growing: dict[tuple[int, int], int] = {}  # run: its first row
    done: list[Place] = []
    for row in range(len(cells) + 1):
        runs = set(_runs(cells[row])) if row < len(cells) else set()
        for run, first in list(growing.items()):
            if run not in runs or row - first == MOST_CELLS:
                done.append((run[0], first, run[1], row))
                del growing[run]
        growing |= dict.fromkeys(runs - growing.keys(), row)
    return done


def _runs(row: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The first and the last column + 1 of the marked stretches, each of at most four cells."""
    edges = np.flatnonzero(np.diff(row.astype(np.int8), prepend=0, append=0))
    for first, end in edges.reshape(-1, 2).tolist():
        yield from ((start, min(start + MOST_CELLS, end)) for start in range(first, end, MOST_CELLS))


def _tile(block: Place, width: int, height: int) -> Place:
    x0, x1 = _widened(block[0], block[2], width)
    y0, y1 = _widened(block[1], block[3], height)
    return x0, y0, x1, y1


def _widened(first: int, end: int, length: int) -> tuple[int, int]:
    """Cells with their margins, in pixels; moved rather than cut at the picture's edge, to stay on the net's grid."""
    span = min((end - first) * CELL_PX + 2 * MARGIN_PX, length)
    start = min(max(0, first * CELL_PX - MARGIN_PX), length - span)
    return start, start + span
