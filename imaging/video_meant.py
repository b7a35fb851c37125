"""Which found faces the words about tracks mean: one at a time each, so that no box stands for everybody in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from domain.boxes import Box
from imaging.video_gate import NEAR_FRAMES, allowed_at, forgotten_at
from imaging.video_values import FoundTracks, Track

ROOMY = 4.0  # a box so much larger than a found face does not mean it; a search may find half of what another found whole

Fits = dict[int, float]  # by the number of a found track: how much its face has in common with what the word says


def meant(found: FoundTracks, tracks: Sequence[Track], seen: Collection[int]) -> list[list[Box]]:
    """By frame, where the found faces may be that the seen tracks mean. tracks, seen: of the order."""
    words = [_meant_by(track, found.tracks) for track in tracks if track.id in seen]
    return [[box for places in words for box in places.get(frame, ())] for frame in range(len(found.times_s))]


def _meant_by(track: Track, found: Sequence[Track]) -> dict[int, list[Box]]:
    """By frame, where the face may be that the word about this track means: there, or where it is a moment earlier or later.

    It is chosen among whole tracks: only one that the word fits best on most of the frames on which it could mean it.
    """
    spoken = [frame for frame in range(track.first - NEAR_FRAMES, track.end + NEAR_FRAMES) if allowed_at([track], [track.id], frame)]
    fits = {frame: _fits_at(track, found, frame) for frame in spoken}
    possible = Counter(number for each in fits.values() for number in each)
    best = Counter(max(each, key=each.__getitem__) for each in fits.values() if each)
    chosen = {number for number, count in best.items() if 2 * count > possible[number]}
    one_at = {frame: max(there, key=each.__getitem__) for frame, each in fits.items() if (there := chosen & each.keys())}
    return {frame: _places(found, one_at, frame) for frame in spoken}


def _fits_at(track: Track, found: Sequence[Track], frame: int) -> Fits:
    """The found faces that the word could mean on that frame."""
    near, fits = allowed_at([track], [track.id], frame), Fits()
    for number, each in enumerate(found):
        if (box := each.followed_at(frame)) is None:
            continue
        said = [other for other in near if other.area <= ROOMY * box.area and other.shared_area(box)]
        if said and not forgotten_at([each], frame, (), said):
            fits[number] = max(box.overlap(other) for other in said)
    return fits


def _places(found: Sequence[Track], one_at: dict[int, int], frame: int) -> list[Box]:
    """Where the chosen face is on that frame and beside it; which one that is, a frame beside it tells where it does not itself."""
    near = sorted(range(frame - NEAR_FRAMES, frame + NEAR_FRAMES + 1), key=lambda each: abs(each - frame))
    one = next((found[one_at[each]] for each in near if each in one_at), None)
    return [box for each in near if one and (box := one.followed_at(each)) is not None]
