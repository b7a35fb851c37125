"""Which regions of each frame are covered, and with which drawing: one drawing per track, moved only when it must be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from domain.boxes import Box, cover_region, on_grid
from imaging.covers import cover, random_pick
from imaging.model import RgbArray
from imaging.video_values import DrawnRegion, Track

REACH_FRAMES = 3  # a region holds the face of so many frames before and after: it neither lags nor trembles
LOOSE = 1.6  # a region stays as long as it is at most so much larger than it must be


@dataclass(frozen=True, slots=True)
class Cover:
    """One drawing through time. regions: by frame, on the 16-px grid, inside the picture."""

    regions: dict[int, Box]
    pick: int


def covers_of(
    tracks: Sequence[Track],
    seen: Collection[int],
    drawn: Sequence[DrawnRegion],
    times_s: Sequence[float],
    size: tuple[int, int],
    pick: Callable[[], int] = random_pick,
) -> list[Cover]:
    """The covers of every track that is not seen, and of what a person drew. size: width and height of the frames."""
    found = [Cover(_calm(track, len(times_s), size), pick()) for track in tracks if track.id not in seen]
    return [*found, *(Cover(regions, pick()) for each in drawn if (regions := _drawn(each, times_s, size)))]


def regions_at(all_covers: Sequence[Cover], frame: int) -> list[Box]:
    """The covered regions of that frame."""
    return [cover.regions[frame] for cover in all_covers if frame in cover.regions]


def cover_frame(rgb: RgbArray, all_covers: Sequence[Cover], frame: int) -> RgbArray:
    """A copy of the frame in which nothing of what lay inside the regions is left. rgb: (H, W, 3) uint8."""
    there = [each for each in all_covers if frame in each.regions]
    picks = iter([each.pick for each in there])
    return cover(rgb, [each.regions[frame] for each in there], lambda: next(picks))


def _calm(track: Track, count: int, size: tuple[int, int]) -> dict[int, Box]:
    """The track's region on every frame of it: never smaller than the cover of its face there, and moved as seldom as that allows."""
    needed = [cover_region(box, *size) for box in track.boxes]
    regions: dict[int, Box] = {}
    now: Box | None = None
    for index in range(len(needed)):
        near = needed[max(0, index - REACH_FRAMES) : index + REACH_FRAMES + 1]
        whole = near[0]
        for other in near[1:]:
            whole = whole.around(other)
        if now is None or now.around(whole) != now or now.area > LOOSE * whole.area:
            now = whole
        if track.first + index < count:
            regions[track.first + index] = now
    return regions


def _drawn(drawn: DrawnRegion, times_s: Sequence[float], size: tuple[int, int]) -> dict[int, Box]:
    box = drawn.region
    try:
        region = on_grid(box.x0, box.y0, box.x1, box.y1).inside(*size)
    except ValueError:  # wholly outside the picture
        return {}
    return {index: region for index, at_s in enumerate(times_s) if drawn.span.contains(at_s)}
