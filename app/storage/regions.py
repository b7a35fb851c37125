"""Faces, maybes and drawn covers of an original, and what a person said of each.

A clip's regions have tracks (`app.storage.tracks`). Those that lie outside the part that is kept are `is_out`: they are there, with what
was said of them, and nobody is asked about them.
"""

from __future__ import annotations

from datetime import datetime

from app.storage.database import Connection
from domain.boxes import Box
from domain.covering import Region, Says, Source
from domain.ids import ChildId, PhotoId, RegionId, StaffId

COLUMNS = "id, x0, y0, x1, y1, source, says, child_id"


def add(connection: Connection, photo_id: PhotoId, region: Region) -> None:
    """Keep a new region."""
    box = region.box
    connection.execute(
        f"INSERT INTO region (photo_id, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (photo_id, region.id, box.x0, box.y0, box.x1, box.y1, region.source.value, region.says.value, region.child),
    )


def of_photo(connection: Connection, photo_id: PhotoId) -> tuple[Region, ...]:
    """All regions of an original, in the order they were found; of a clip, those of the part that is kept."""
    return select(connection, "photo_id = ? AND is_out = 0", photo_id)


def of_whole_clip(connection: Connection, photo_id: PhotoId) -> tuple[Region, ...]:
    """The same, with those outside the part that is kept."""
    return select(connection, "photo_id = ?", photo_id)


def read(connection: Connection, id: RegionId) -> tuple[PhotoId, Region] | None:
    """One region and its photo, or None."""
    row = connection.execute(f"SELECT photo_id, {COLUMNS} FROM region WHERE id = ?", (id,)).fetchone()  # noqa: S608
    return None if row is None else (PhotoId(row[0]), region_of(*row[1:]))


def say(connection: Connection, id: RegionId, says: Says, child: ChildId | None, by: StaffId, at: datetime) -> None:
    """Note what a person said of a region."""
    connection.execute(
        "UPDATE region SET says = ?, child_id = ?, said_by = ?, said_at = ? WHERE id = ?", (says.value, child, by, at.isoformat(), id)
    )


def unsay(connection: Connection, id: RegionId) -> None:
    """Forget what was said: the detector has become surer than it was when it was said."""
    connection.execute("UPDATE region SET says = 'nothing', child_id = NULL, said_by = NULL, said_at = NULL WHERE id = ?", (id,))


def place(connection: Connection, id: RegionId, box: Box, source: Source) -> None:
    """Set where a region lies and who put it there."""
    connection.execute(
        "UPDATE region SET x0 = ?, y0 = ?, x1 = ?, y1 = ?, source = ? WHERE id = ?", (box.x0, box.y0, box.x1, box.y1, source.value, id)
    )


def set_out(connection: Connection, id: RegionId, *, is_out: bool) -> None:
    """Note whether a region of a clip lies outside the part that is kept."""
    connection.execute("UPDATE region SET is_out = ? WHERE id = ?", (int(is_out), id))


def remove(connection: Connection, id: RegionId) -> None:
    """Forget a drawn region."""
    connection.execute("DELETE FROM region WHERE id = ?", (id,))


def remove_of_photo(connection: Connection, photo_id: PhotoId) -> None:
    """Forget who is where in a picture that is no longer there; what was decided travels in the manifest."""
    connection.execute("DELETE FROM region WHERE photo_id = ?", (photo_id,))


def select(connection: Connection, where: str, value: str) -> tuple[Region, ...]:
    """The regions that the condition picks; `where` comes from this module only."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM region WHERE {where} ORDER BY rowid_", (value,))  # noqa: S608
    return tuple(region_of(*row) for row in rows.fetchall())


def region_of(id: str, x0: int, y0: int, x1: int, y1: int, source: str, says: str, child_id: str | None) -> Region:
    """A region from its row."""
    child = None if child_id is None else ChildId(child_id)
    return Region(id=RegionId(id), box=Box(x0, y0, x1, y1), source=Source(source), says=Says(says), child=child)
