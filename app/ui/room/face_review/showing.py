"""The screen that follows from what the presenter knows. Pure: the same state is always the same screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from app.services.reviewing import PhotoUnderReview
from app.ui.room.face_review import wording
from app.ui.room.face_review.cover_art import CoverPick
from app.ui.room.face_review.cutting import cutting_of, offer_line
from app.ui.room.face_review.screen import FaceMark, FamilyPicture, FamilyTab, MarkKind, Question, ReviewScreen, Shortcuts, Stop, Wish
from app.ui.room.face_review.several import several_of, shortcuts_of
from app.ui.room.face_review.state import (
    ReviewState,
    ReviewTask,
    ReviewWords,
    avatar_of,
    choices,
    family_children,
    first_names,
    image_of,
    scopes_of,
)
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Decision
from domain.cropping import is_left
from domain.ids import ChildId, RegionId

Pick = Callable[[RegionId], CoverPick]  # the drawing of a region's cover
SAVING = "Your last tap is being saved."


def screen_of(state: ReviewState, task: ReviewTask, pick: Pick) -> ReviewScreen:
    """The screen for this state."""
    photo, regions = state.photo, state.regions
    if photo is None:
        return ReviewScreen(
            title=task.words.title,
            line=f"{task.words.thing} {task.number} of {task.photos}",
            message=state.message,
            coming=task.words.coming,
            finish=Wish(False, task.words.looking),
        )
    names, scopes = first_names(task.children), scopes_of(task, state.outcome)
    marks = marks_of(state, photo, scopes, names, pick)
    shown = kept_marks(marks, photo.crop)
    may_show = not state.has_failed and (not state.is_looking or bool(regions))
    return ReviewScreen(
        title=task.words.title,
        line=wording.photo_line(task.number, task.photos, regions, is_looking=state.is_looking, thing=task.words.thing),
        picture=state.picture if may_show else None,
        marks=shown if may_show else (),
        faces=state.faces,
        chosen=state.chosen,
        children=choices(task, regions, scopes, names),
        question=question_of(state, marks),
        tabs=tuple(FamilyTab(child, names.get(child, ""), avatar_of(task, child)) for child in family_children(state, task)),
        family=family_of(state, task, names),
        is_looking=state.is_looking,
        held=task.words.held if state.has_failed else "",
        outcome=state.outcome.sentence if state.outcome else "",
        undo=Wish(bool(state.history.done)),
        redo=Wish(bool(state.history.undone)),
        no_child=wording.no_child_wish(state.left, is_looking=state.is_looking, is_held=state.has_failed, looking=task.words.looking),
        no_child_said=photo.no_child_said,
        finish=finish_of(state, task.words),
        finish_words=task.words.finish,
        several=several_of(state.picked, state.left) if state.is_several and may_show else None,
        shortcuts=shortcuts_of(state.left, state.passed) if may_show and not state.is_looking else Shortcuts(),
        crop=photo.crop,
        offer=offer_line(state.offer) if state.frame is None else "",
        may_cut=may_cut(state) if task.can_cut else None,
        cutting=cutting_of(state.frame, marks, is_cut=photo.crop is not None) if state.frame is not None else None,
        stop=stop_of(state, names, task.words),
        coming=task.words.coming,
        message=state.message,
    )


def marks_of(
    state: ReviewState,
    photo: PhotoUnderReview,
    scopes: Mapping[ChildId, Scope],
    names: Mapping[ChildId, str],
    pick: Pick,
) -> tuple[FaceMark, ...]:
    """Every region as it is drawn."""
    frame = wording.Frame(photo.width, photo.height)
    return wording.marks(state.regions, frame=frame, scopes=scopes, names=names, pick=pick, passed=state.passed, away=photo.away)


def kept_marks(marks: Sequence[FaceMark], crop: Box | None) -> tuple[FaceMark, ...]:
    """Those that are not cut away; the others keep their numbers."""
    return tuple(mark for mark in marks if is_left(mark.cover, crop))


def may_cut(state: ReviewState) -> Wish:
    """Whether a cut may be chosen: only once every face is known can anybody tell who is in what is kept."""
    if state.has_failed or state.is_looking:
        return Wish(False, wording.HELD if state.has_failed else wording.LOOKING)
    return Wish(not state.is_saving, SAVING if state.is_saving else "")


def question_of(state: ReviewState, marks: Sequence[FaceMark]) -> Question | None:
    """What is asked about the chosen region; None when there is none to ask about."""
    region = state.region(state.chosen)
    if region is None or state.has_failed:
        return None
    number = 0
    for mark in marks:
        number += mark.kind is not MarkKind.DRAWN
        if mark.id == region.id:
            return wording.question(region, mark, number)
    return None


def family_of(state: ReviewState, task: ReviewTask, names: Mapping[ChildId, str]) -> FamilyPicture | None:
    """The open family tab."""
    if state.family_child is None:
        return None
    name = names.get(state.family_child, "")
    decisions = [Decision(face.region, face.why) for face in state.family.faces] if state.family else []
    return FamilyPicture(
        child=state.family_child,
        title=f"{name}’s family",
        avatar=avatar_of(task, state.family_child),
        picture=image_of(state.family) if state.family else None,
        rows=wording.family_rows(name, decisions, names),
    )


def finish_of(state: ReviewState, words: ReviewWords) -> Wish:
    """Whether "Keep and write" is awake."""
    if state.is_saving:
        return Wish(False, words.finishing if state.is_finishing else SAVING)
    holds = state.outcome.holds if state.outcome else ()
    return wording.finish_wish(holds, is_looking=state.is_looking, is_held=state.has_failed, looking=words.looking, held=words.held)


def stop_of(state: ReviewState, names: Mapping[ChildId, str], words: ReviewWords) -> Stop | None:
    """The dialog, while a child is named who may be in no picture."""
    if state.outcome is None or not state.outcome.refused:
        return None
    child = state.outcome.refused[0]
    name = names.get(child, "This child")
    return replace(
        wording.stop_for(child, name),
        title=words.stop.format(name=name),
        line=words.stop_line,
        discard_label=words.discard,
        discard_line=words.discard_line.format(name=name),
    )
