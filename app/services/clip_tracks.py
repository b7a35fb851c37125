"""A clip's tracks in the store: what a search found is put beside what is there, and sorted by the part that is kept."""

from __future__ import annotations

from datetime import datetime

from app.services.merging import source_of_tier
from app.services.tracking import best_box, frames_in, numbered, row_of, shown_box, track_changes, track_of
from app.storage import regions, tracks
from app.storage.database import Connection
from app.storage.ids import new_id
from domain.covering import Region
from domain.ids import PhotoId, RegionId
from imaging.video_values import FoundTracks, Track


def merge(connection: Connection, photo_id: PhotoId, found: FoundTracks, at: datetime) -> bool:
    """Put the tracks beside those that are there; whether a region is new or speaks anew. In the caller's transaction."""
    change = track_changes(regions.of_whole_clip(connection, photo_id), tracks.of_photo(connection, photo_id), found.tracks)
    for gone in change.gone:
        regions.remove(connection, gone)
        tracks.remove(connection, gone)
    for placed in change.placed:
        tracks.keep(connection, photo_id, placed.id, row_of(placed.track))
        regions.place(connection, placed.id, best_box(placed.track), placed.source)
        if placed.unsay:
            regions.unsay(connection, placed.id)
    for track in change.new:
        add_track(connection, photo_id, track, at)
    return bool(change.new) or any(placed.unsay for placed in change.placed)


def add_track(connection: Connection, photo_id: PhotoId, track: Track, at: datetime) -> None:
    """Keep a new track with its region."""
    region = Region(id=RegionId(new_id(at)), box=best_box(track), source=source_of_tier(track.tier))
    regions.add(connection, photo_id, region)
    tracks.keep(connection, photo_id, region.id, row_of(numbered(track, tracks.next_number(connection, photo_id))))


def sort_out(connection: Connection, photo_id: PhotoId, trim: tuple[int, int] | None) -> None:
    """Say of each tracked region whether it lies in the kept part, and put its box where the face is on the frame that is shown of it."""
    times_s = tracks.times_s(connection, photo_id)
    first, end = frames_in(times_s, trim)
    sources = {region.id: region.source for region in regions.of_whole_clip(connection, photo_id)}
    for region_id, row in tracks.of_photo(connection, photo_id).items():
        box = shown_box(track_of(row), first, end)
        regions.set_out(connection, region_id, is_out=box is None)
        if box is not None:
            regions.place(connection, region_id, box, sources[region_id])


def duration_ms(times_s: tuple[float, ...]) -> int:
    """How long the clip is: the last frame stays as long as the one before."""
    last = times_s[-1] - times_s[-2] if len(times_s) > 1 else 0.04
    return max(1, round((times_s[-1] + last) * 1000)) if times_s else 1
