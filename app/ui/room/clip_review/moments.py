"""Where in a video something is: frames and seconds, the kept part, and whether two faces are there at once. Pure."""

from __future__ import annotations

from app.services.clips import ClipUnderReview
from imaging.video_values import Span, Track

LEAST_S = 1.0  # a part is never shorter
EDGE_S = 0.05  # nearer to an end means the end


def trim_of(clip: ClipUnderReview) -> Span | None:
    """The kept part, or None when it is all of the recording."""
    whole = clip.span.start_s <= 0 and clip.span.end_s >= clip.duration_s - 0.001
    return None if whole else clip.span


def trimmed(clip: ClipUnderReview, start_s: float, end_s: float) -> tuple[Span | None, Span | None] | None:
    """The kept part as it is and as it would be, one second at least and inside the recording; None when nothing would change."""
    if clip.duration_s <= LEAST_S:
        return None
    start = 0.0 if start_s < EDGE_S else min(start_s, clip.duration_s - LEAST_S)
    end = clip.duration_s if end_s > clip.duration_s - EDGE_S else max(end_s, start + LEAST_S)
    is_whole = start <= 0 and end >= clip.duration_s
    before, after = trim_of(clip), None if is_whole else Span(round(start, 3), round(end, 3))
    return None if before == after else (before, after)


def at_s(clip: ClipUnderReview, number: int) -> float:
    """When a frame is shown, in seconds; the end of the recording for the frame after the last."""
    return clip.times_s[number] if 0 <= number < len(clip.times_s) else clip.duration_s if number else 0.0


def frame_at(clip: ClipUnderReview, seconds: float) -> int:
    """The frame that is shown at that moment of the kept part."""
    inside = [number for number, at in enumerate(clip.times_s) if clip.span.contains(at)]
    before = [number for number in inside if clip.times_s[number] <= seconds + 0.0005]
    return before[-1] if before else inside[0] if inside else 0


def are_apart(one: Track, other: Track) -> bool:
    """Whether both are truly seen on one frame without touching each other."""
    for number in range(max(one.first, other.first), min(one.end, other.end)):
        here, there = one.followed_at(number), other.followed_at(number)
        if here is not None and there is not None and not here.overlap(there):
            return True
    return False
