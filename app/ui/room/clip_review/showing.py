"""The screen that follows from what the presenter knows of a video. Pure: the same state is always the same screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QImage

from app.services.clips import ClipUnderReview
from app.ui.room.clip_review import wording as clip_wording
from app.ui.room.clip_review.moments import at_s, trim_of
from app.ui.room.clip_review.screen import Appearance, ClipScreen, Timeline
from app.ui.room.clip_review.sound import sound_of
from app.ui.room.clip_review.state import ClipState
from app.ui.room.face_review import showing, wording
from app.ui.room.face_review.screen import FaceMark, MarkKind, ReviewScreen, Shortcuts
from app.ui.room.face_review.state import ReviewTask
from domain.boxes import Box
from imaging.video_values import Track


def screen_of(state: ClipState, task: ReviewTask, pick: showing.Pick) -> ClipScreen:
    """The screen for this state."""
    clip, review = state.clip, showing.screen_of(state, task, pick)
    if clip is None:
        return ClipScreen(review=review, waiting="One moment.", timeline=Timeline(why=clip_wording.LOOKING))
    sound = sound_of(state, task)
    shows = not state.has_failed and not state.is_looking
    marks = timed(review.marks, clip) if shows else ()
    told = " ".join(filter(None, (review.outcome, sound.outcome if sound is not None else "")))
    return ClipScreen(
        review=review_of(state, task, clip, replace(review, outcome=told, marks=marks, picture=picture_of(state) if shows else None)),
        on_picture=on_frame(marks, state, clip) if state.family_child is None else (),
        picks=frozenset(state.picked),
        is_several=state.is_several,
        timeline=timeline_of(state, clip, marks),
        waiting=waiting_of(state),
        sound=sound,
    )


def review_of(state: ClipState, task: ReviewTask, clip: ClipUnderReview, review: ReviewScreen) -> ReviewScreen:
    """What is shown as for a photo, where a video says or does it otherwise: several faces may be one child's."""
    seconds = clip.span.end_s - clip.span.start_s
    return replace(
        review,
        line=clip_wording.clip_line(task.number, task.photos, state.regions, seconds=seconds, is_looking=state.is_looking),
        chosen=None if state.is_several else state.chosen,
        question=clip_wording.several_question(len(state.picked)) if state.is_several and not state.has_failed else review.question,
        several=None,
        shortcuts=Shortcuts(),
    )


def picture_of(state: ClipState) -> QImage | None:
    """The frame; what a family sees is shown only when it is covered for that family."""
    if state.shown is None:
        return None
    is_for_another = state.family_child is not None and (state.family is None or state.shown.show != state.wanted)
    return None if is_for_another else state.shown.picture


def waiting_of(state: ClipState) -> str:
    """What stands in the picture's place."""
    if state.has_failed:
        return clip_wording.NOT_SHOWN
    return clip_wording.waiting_words(state.looked) if state.is_looking else clip_wording.COVERING


def timed(marks: Sequence[FaceMark], clip: ClipUnderReview) -> tuple[FaceMark, ...]:
    """The marks; aloud they say when the face comes."""
    return tuple(
        replace(mark, spoken=f"{mark.spoken}, from {clip_wording.second_words(at_s(clip, clip.tracks[mark.id].first))}")
        if mark.id in clip.tracks
        else mark
        for mark in marks
    )


def on_frame(marks: Sequence[FaceMark], state: ClipState, clip: ClipUnderReview) -> tuple[FaceMark, ...]:
    """The marks of the frame that is shown, where its faces are on it; drawn covers stay throughout."""
    if state.shown is None:
        return ()
    placed = ((mark, box_on(clip.tracks.get(mark.id), state.shown.number, mark)) for mark in marks)
    frame = wording.Frame(clip.width, clip.height)
    regions = {region.id: region for region in state.regions}
    return tuple(
        mark if mark.kind is MarkKind.DRAWN else replace(mark, box=box, cover=wording.cover_of(replace(regions[mark.id], box=box), frame))
        for mark, box in placed
        if box is not None
    )


def box_on(track: Track | None, number: int, mark: FaceMark) -> Box | None:
    """Where the region is on that frame; None when it is not there."""
    return mark.box if track is None else track.box_at(number)


def timeline_of(state: ClipState, clip: ClipUnderReview, marks: Sequence[FaceMark]) -> Timeline:
    """The recording along a line. While a frame is on its way the line shows where the finger is."""
    chosen = frozenset(state.picked) if state.is_several else frozenset({state.chosen})
    return Timeline(
        seconds=clip.duration_s,
        at_s=at_s(clip, state.at),
        start_s=clip.span.start_s,
        end_s=min(clip.span.end_s, clip.duration_s),
        bars=tuple(bar_of(mark, clip, is_chosen=mark.id in chosen) for mark in marks if mark.id in clip.tracks),
        looked=state.looked if state.is_looking else None,
        is_playing=state.is_playing,
        is_trimmed=trim_of(clip) is not None,
        why=clip_wording.NOT_SHOWN if state.has_failed else clip_wording.LOOKING if state.is_looking else "",
    )


def bar_of(mark: FaceMark, clip: ClipUnderReview, *, is_chosen: bool) -> Appearance:
    """When that face is there."""
    track = clip.tracks[mark.id]
    return Appearance(
        region=mark.id,
        start_s=at_s(clip, track.first),
        end_s=at_s(clip, track.end),
        is_seen=mark.kind is MarkKind.SEEN,
        is_chosen=is_chosen,
    )
