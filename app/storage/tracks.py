"""Where a clip's regions are on each of its frames, and when each frame is shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.storage.database import Connection
from domain.boxes import Box
from domain.ids import PhotoId, RegionId
from domain.wire.clips import packed, unpacked

COLUMNS = "number, tier, first, best, reach_before, reach_after, boxes"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRow:
    """One region through time, as `imaging.video_values.Track` says it, in frames of the whole recording.

    number: its name for the worker; tier: 1 a face, 2 a maybe; best: the frame on which a person is shown it; boxes: one for each frame.
    """

    number: int
    tier: int
    first: int
    best: int
    reach: tuple[int, int]
    boxes: tuple[Box, ...]


def keep(connection: Connection, photo_id: PhotoId, region_id: RegionId, track: TrackRow) -> None:
    """Set the track of a region. A new one needs a number that is free in that clip; one that is there keeps its own."""
    connection.execute(
        f"INSERT INTO track (region_id, photo_id, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        " ON CONFLICT (region_id) DO UPDATE SET tier = excluded.tier, first = excluded.first, best = excluded.best,"
        " reach_before = excluded.reach_before, reach_after = excluded.reach_after, boxes = excluded.boxes",
        (region_id, photo_id, track.number, track.tier, track.first, track.best, *track.reach, packed(track.boxes)),
    )


def of_photo(connection: Connection, photo_id: PhotoId) -> dict[RegionId, TrackRow]:
    """The tracks of a clip's regions, in the order they were found; frames of the whole recording."""
    rows = connection.execute(f"SELECT region_id, {COLUMNS} FROM track WHERE photo_id = ? ORDER BY rowid_", (photo_id,))  # noqa: S608
    return {RegionId(row[0]): track_of(*row[1:]) for row in rows.fetchall()}


def next_number(connection: Connection, photo_id: PhotoId) -> int:
    """A number that no track of that clip has."""
    row = connection.execute("SELECT coalesce(max(number), -1) + 1 FROM track WHERE photo_id = ?", (photo_id,)).fetchone()
    return int(row[0])


def remove(connection: Connection, region_id: RegionId) -> None:
    """Forget the track of a region."""
    connection.execute("DELETE FROM track WHERE region_id = ?", (region_id,))


def remove_of_photo(connection: Connection, photo_id: PhotoId) -> None:
    """Forget who was where in a clip that is no longer there; what was decided travels with the entry."""
    connection.execute("DELETE FROM track WHERE photo_id = ?", (photo_id,))
    connection.execute("DELETE FROM clip_time WHERE photo_id = ?", (photo_id,))


def set_times(connection: Connection, photo_id: PhotoId, times_s: Sequence[float]) -> None:
    """Keep when each frame is shown, in seconds from the beginning."""
    connection.execute(
        "INSERT INTO clip_time (photo_id, times_s) VALUES (?, ?) ON CONFLICT (photo_id) DO UPDATE SET times_s = excluded.times_s",
        (photo_id, json.dumps(list(times_s))),  # JSON keeps every bit of a float
    )


def times_s(connection: Connection, photo_id: PhotoId) -> tuple[float, ...]:
    """When each frame is shown; empty until the clip was looked at."""
    row = connection.execute("SELECT times_s FROM clip_time WHERE photo_id = ?", (photo_id,)).fetchone()
    return () if row is None else tuple(json.loads(row[0]))


def track_of(number: int, tier: int, first: int, best: int, reach_before: int, reach_after: int, boxes: str) -> TrackRow:
    """A track from its row."""
    reach = (reach_before, reach_after)
    return TrackRow(number=number, tier=tier, first=first, best=best, reach=reach, boxes=unpacked(boxes))
