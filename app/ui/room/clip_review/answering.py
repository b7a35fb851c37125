"""What a tap means: the steps that it makes of the state. Pure; and how a step is stored."""

from __future__ import annotations

from app.services.clips import Clips
from app.services.reviewing import Reviewing
from app.ui.room.clip_review.history import Act, ClipStep, Trimmed
from app.ui.room.clip_review.moments import trim_of
from app.ui.room.clip_review.state import ClipState, elsewhere
from app.ui.room.face_review.history import NOTHING, Drew, Moved, NoChild, Removed, Said, Word
from app.ui.room.face_review.state import ReviewTask
from domain.covering import Region, Says, Source
from domain.ids import ChildId, RegionId
from imaging.video_values import Span

LEAST_S = 1.0  # a part is never shorter
EDGE_S = 0.05  # nearer to an end means the end


def targets(state: ClipState) -> tuple[Region, ...]:
    """The faces that an answer is for: the chosen one, or those chosen together."""
    if state.is_several:
        return tuple(region for region in state.regions if region.id in state.picks)
    region = state.region(state.chosen)
    return (region,) if region is not None else ()


def naming(state: ClipState, child: ChildId) -> Act:
    """The name for all of them; it comes off faces that are somewhere else at the same moment."""
    word = Word(Says.CHILD, child)
    faces = [region for region in targets(state) if region.source is not Source.DRAWN and region.child != child]
    ids = {region.id for region in faces}
    away = {other.id: other for region in faces for other in elsewhere(state, region, child) if other.id not in ids}
    taken_off = tuple(Said(other.id, word_of(other), NOTHING) for other in away.values())
    return (*taken_off, *(Said(region.id, word_of(region), word) for region in faces))


def saying(state: ClipState, word: Word, *, maybes_only: bool = False) -> Act:
    """One word for all of them that may bear it."""
    faces = [region for region in targets(state) if region.source is Source.MAYBE or (not maybes_only and region.source is Source.FACE)]
    return tuple(Said(region.id, word_of(region), word) for region in faces if word_of(region) != word)


def trimming(state: ClipState, start_s: float, end_s: float) -> Act:
    """Keep that part, one second at least and inside the recording; () when nothing changes."""
    clip = state.clip
    if clip is None or clip.duration_s <= LEAST_S:
        return ()
    start = 0.0 if start_s < EDGE_S else min(start_s, clip.duration_s - LEAST_S)
    end = clip.duration_s if end_s > clip.duration_s - EDGE_S else max(end_s, start + LEAST_S)
    is_whole = start <= 0 and end >= clip.duration_s
    before, after = trim_of(clip), None if is_whole else Span(round(start, 3), round(end, 3))
    return () if before == after else (Trimmed(before, after),)


def word_of(region: Region) -> Word:
    """What was said of the region."""
    return Word(region.says, region.child)


def store_step(reviewing: Reviewing, clips: Clips, step: ClipStep, task: ReviewTask) -> RegionId | None:
    """Store one step; the new region's id when a cover was drawn."""
    match step:
        case Said(region, _, word):
            reviewing.say((region,), word.says, word.child, task.session)
        case Drew(_, box):
            return reviewing.draw(task.photo_id, box, task.session).id
        case Removed(region, _):
            reviewing.remove_drawn(region, task.session)
        case Moved(region, _, box):
            reviewing.move_drawn(region, box, task.session)
        case NoChild(said):
            reviewing.say_no_child(task.photo_id, said, task.session)
        case Trimmed(_, span):
            clips.trim(task.photo_id, span, task.session)
    return None
