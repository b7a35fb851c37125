"""The faces that an order leaves out, as tracks to be covered too: each from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.boxes import Box
from imaging.values import Tier
from imaging.video_gate import Allowed, forgotten_at
from imaging.video_regions import Cover
from imaging.video_values import FoundTracks, Span, Track

STANDS_S = 1.0  # what one look finds is covered for so long before and after it


def left_out(found: FoundTracks, allowed: Allowed, covers: Sequence[Cover], span: Span) -> tuple[Track, ...]:
    """The found faces that are neither covered nor allowed on some frame of `span`, each for as long as it is to be covered.

    covers: of the order. That is a face's whole life, reach included; of one that lies on an allowed face for a while only the time from
    its first to its last frame beside it.
    """
    kept = [frame for frame, at_s in enumerate(found.times_s) if span.contains(at_s)]
    left = (track for track in found.tracks if any(forgotten_at([track], frame, covers, allowed[frame]) for frame in kept))
    return tuple(_beside(track, allowed) for track in left)


def standing(faces: Sequence[Box], frame: int, times_s: Sequence[float], first_id: int) -> tuple[Track, ...]:
    """The faces that one look found on that frame and nobody followed, each where it is for a second before and after.

    times_s: of all frames; first_id: the tracks' numbers begin there.
    """
    near = [index for index, at_s in enumerate(times_s) if abs(at_s - times_s[frame]) <= STANDS_S]
    return tuple(Track(id, Tier.FACE, near[0], frame, (box,) * len(near)) for id, box in enumerate(faces, first_id))


def _beside(track: Track, allowed: Allowed) -> Track:
    """The track without what lies on allowed faces before and after it; its reach counts with the frame that it goes on from."""
    first, end = track.first + track.reach[0], track.end - track.reach[1]
    bare = [frame for frame in range(first, end) if forgotten_at([track], frame, (), allowed[frame])]
    since = track.first if bare[0] == first else bare[0]
    until = track.end if bare[-1] == end - 1 else bare[-1] + 1
    part = track.within(since, until)
    return replace(part, first=part.first + since, best=part.best + since)
