"""How one act of a review is stored."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from app.ui.room.face_review.history import Act, Drew, Moved, NoChild, Passed, Removed, Said, Step
from app.ui.room.face_review.ports import ReviewingPort
from app.ui.room.face_review.state import ReviewTask
from domain.ids import RegionId


def store(reviewing: ReviewingPort, act: Act, task: ReviewTask, own: Callable[[Step], None]) -> RegionId | None:
    """Store an act; what is said alike of several regions is one call, so that it is one write. The new region's id, if one was drawn.

    own: stores a step that only this sort of picture has.
    """
    drawn = None
    for is_said, steps in groupby(act, key=lambda step: step.after if isinstance(step, Said) else None):
        if is_said is not None:
            regions = [step.region for step in steps if isinstance(step, Said)]
            reviewing.say(regions, is_said.says, is_said.child, task.session)
        else:
            for step in steps:
                drawn = store_step(reviewing, step, task, own) or drawn
    return drawn


def store_step(reviewing: ReviewingPort, step: Step, task: ReviewTask, own: Callable[[Step], None]) -> RegionId | None:
    """Store one step that is no word; the new region's id when a cover was drawn."""
    match step:
        case Drew(_, box):
            return reviewing.draw(task.photo_id, box, task.session).id
        case Removed(region, _):
            reviewing.remove_drawn(region, task.session)
        case Moved(region, _, box):
            reviewing.move_drawn(region, box, task.session)
        case NoChild(said):
            reviewing.say_no_child(task.photo_id, said, task.session)
        case Passed():
            pass  # covered is what they are
        case _:
            own(step)
    return None
