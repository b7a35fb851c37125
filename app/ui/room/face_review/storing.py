"""How one step of a review is stored, and what follows for the question that is asked next."""

from __future__ import annotations

from app.ui.room.face_review.history import Drew, Moved, NoChild, Removed, Said, Step, Word
from app.ui.room.face_review.ports import ReviewingPort
from app.ui.room.face_review.state import ReviewTask
from domain.covering import Region, Says, Source
from domain.ids import RegionId


def word_of(region: Region) -> Word:
    """What was said of the region."""
    return Word(region.says, region.child)


def first_to_ask(regions: tuple[Region, ...]) -> RegionId | None:
    """The first face that nobody has spoken about, else the first region."""
    asked = [region for region in regions if region.source is Source.FACE and region.says is Says.NOTHING]
    return next((region.id for region in (*asked, *regions)), None)


def store_step(reviewing: ReviewingPort, step: Step, task: ReviewTask) -> RegionId | None:
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
    return None
