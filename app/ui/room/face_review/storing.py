"""How one act of a review is stored."""

from __future__ import annotations

from itertools import groupby

from app.ui.room.face_review.history import Act, Cropped, Drew, Moved, NoChild, Removed, Said, Step
from app.ui.room.face_review.ports import ReviewServices
from app.ui.room.face_review.state import ReviewTask
from domain.ids import RegionId


def store(services: ReviewServices, act: Act, task: ReviewTask) -> RegionId | None:
    """Store an act; what is said alike of several regions is one call, so that it is one write. The new region's id, if one was drawn."""
    drawn = None
    for is_said, steps in groupby(act, key=lambda step: step.after if isinstance(step, Said) else None):
        if is_said is not None:
            regions = [step.region for step in steps if isinstance(step, Said)]
            services.reviewing.say(regions, is_said.says, is_said.child, task.session)
        else:
            for step in steps:
                drawn = store_step(services, step, task) or drawn
    return drawn


def store_step(services: ReviewServices, step: Step, task: ReviewTask) -> RegionId | None:
    """Store one step that is no word; the new region's id when a cover was drawn."""
    reviewing = services.reviewing
    match step:
        case Drew(_, box):
            return reviewing.draw(task.photo_id, box, task.session).id
        case Removed(region, _):
            reviewing.remove_drawn(region, task.session)
        case Moved(region, _, box):
            reviewing.move_drawn(region, box, task.session)
        case NoChild(said):
            reviewing.say_no_child(task.photo_id, said, task.session)
        case Cropped(_, box) if services.cropping is not None:
            services.cropping.crop(task.photo_id, box, task.session)
    return None
