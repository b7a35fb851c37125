"""A clip's regions through time: what a later look changes in them, and which of them lie in the part that is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.services.merging import SURELY_THE_SAME, UNCOVERING, source_of_tier
from app.storage.tracks import TrackRow
from domain.boxes import Box
from domain.covering import Region, Says, Source
from domain.ids import RegionId
from imaging.values import SAME_FACE_OVERLAP, Tier
from imaging.video_values import Span, Track

TOGETHER = 0.5  # of the shorter track's frames: two tracks that are one face run beside each other for so long
TOGETHER_SURELY = 0.8  # of the later track's frames: a word that uncovers is not carried over to frames on which nobody was asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracked:
    """A region that is there already, where the later look follows it. `unsay` as in `merging.Placed`."""

    id: RegionId
    track: Track
    source: Source
    unsay: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackChanges:
    """What is to be written."""

    new: tuple[Track, ...]
    placed: tuple[Retracked, ...]
    gone: tuple[RegionId, ...]


def track_changes(known: Sequence[Region], rows: Mapping[RegionId, TrackRow], found: Iterable[Track]) -> TrackChanges:
    """How `found`, the answer of a later look, changes the regions `known` and their tracks. Drawn regions are left alone."""
    tracks = tuple(found)
    followed = [region for region in known if region.source is not Source.DRAWN and region.id in rows]
    pairs = same_tracks(tracks, followed, rows)
    taken = {region.id for region in pairs.values()}
    return TrackChanges(
        new=tuple(track for number, track in enumerate(tracks) if number not in pairs),
        placed=tuple(retracked(region, tracks[number], rows[region.id].number) for number, region in sorted(pairs.items())),
        gone=tuple(region.id for region in followed if region.says is Says.NOTHING and region.id not in taken),
    )


def same_tracks(tracks: Sequence[Track], known: Sequence[Region], rows: Mapping[RegionId, TrackRow]) -> dict[int, Region]:
    """Which track (its place in the list) is which region's; the closest pair is settled first, as for photos."""
    near = [
        (likeness, number, region)
        for number, track in enumerate(tracks)
        for region in known
        if (likeness := likeness_of(track, track_of(rows[region.id]), is_word_at_stake=region.says in UNCOVERING))
    ]
    pairs: dict[int, Region] = {}
    taken: set[RegionId] = set()
    for _, number, region in sorted(near, key=lambda pair: -pair[0]):
        if number not in pairs and region.id not in taken:
            pairs[number] = region
            taken.add(region.id)
    return pairs


def likeness_of(later: Track, earlier: Track, *, is_word_at_stake: bool) -> float:
    """How much two tracks are one face, 0 to 1; 0 = they are not. On a doubt a word that uncovers is asked for again."""
    common = range(max(later.first, earlier.first), min(later.end, earlier.end))
    if not common:
        return 0.0
    overlaps = [one.overlap(other) for at in common if (one := later.box_at(at)) and (other := earlier.box_at(at))]
    mean = sum(overlaps) / len(overlaps)
    together = len(common) / (len(later.boxes) if is_word_at_stake else min(len(later.boxes), len(earlier.boxes)))
    is_same = mean >= (SURELY_THE_SAME if is_word_at_stake else SAME_FACE_OVERLAP)
    return mean if is_same and together >= (TOGETHER_SURELY if is_word_at_stake else TOGETHER) else 0.0


def retracked(region: Region, track: Track, number: int) -> Retracked:
    """The region where the later look follows it. Once a face, always a face."""
    source = Source.FACE if Source.FACE in (region.source, source_of_tier(track.tier)) else Source.MAYBE
    unsay = source is Source.FACE and region.says is Says.NOT_A_FACE
    return Retracked(id=region.id, track=numbered(track, number), source=source, unsay=unsay)


def numbered(track: Track, number: int) -> Track:
    """The track under another number."""
    return Track(number, track.tier, track.first, track.best, track.boxes, track.reach)


def track_of(row: TrackRow) -> Track:
    """The track as the worker knows it."""
    return Track(row.number, Tier(row.tier), row.first, row.best, row.boxes, row.reach)


def row_of(track: Track) -> TrackRow:
    """The track as it is kept."""
    return TrackRow(number=track.id, tier=track.tier.value, first=track.first, best=track.best, reach=track.reach, boxes=track.boxes)


def best_box(track: Track) -> Box:
    """Where the face is on the frame on which a person is shown it."""
    return track.box_at(track.best) or track.boxes[0]


def span_of(trim: tuple[int, int] | None) -> Span | None:
    """The kept part in seconds; None = all of it. trim: in milliseconds."""
    return None if trim is None else Span(trim[0] / 1000, trim[1] / 1000)


def frames_in(times_s: Sequence[float], trim: tuple[int, int] | None) -> tuple[int, int]:
    """The frames [first, end) of the part that is kept; (0, 0) when it holds none."""
    span = span_of(trim)
    if span is None:
        return 0, len(times_s)
    frames = [frame for frame, at_s in enumerate(times_s) if span.contains(at_s)]
    return (frames[0], frames[-1] + 1) if frames else (0, 0)


def part_of(track: Track, first: int, end: int) -> Track | None:
    """The track on the frames [first, end), counted from `first`; None when it is not there."""
    return track.within(first, end) if track.first < end and track.end > first else None


def shown_box(track: Track, first: int, end: int) -> Box | None:
    """Where the region of that track lies on the frame that is shown for the part [first, end); None when it is not in it."""
    part = part_of(track, first, end)
    return None if part is None else best_box(part)
