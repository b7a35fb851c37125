"""What the presenter knows of a video under review, and the screen that follows from it. Pure: the same state is always the same screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QImage

from app.services.clips import ClipUnderReview
from app.services.reviewing import CoveredPreview, Outcome, PhotoUnderReview
from app.ui.room.clip_review import wording as clip_wording
from app.ui.room.clip_review.history import ClipHistory
from app.ui.room.clip_review.moments import are_apart, at_s, trim_of
from app.ui.room.clip_review.screen import Appearance, ClipScreen, Timeline
from app.ui.room.face_review import wording
from app.ui.room.face_review.cover_art import CoverPick
from app.ui.room.face_review.screen import FaceMark, FamilyTab, MarkKind, Question, ReviewScreen, Wish
from app.ui.room.face_review.state import (
    SAVING,
    ReviewState,
    ReviewTask,
    ReviewWords,
    avatar_of,
    choices,
    family_children,
    family_of,
    first_names,
    question_of,
    scopes_of,
    stop_of,
)
from domain.boxes import Box
from domain.covering import Region, Says, Source
from domain.ids import ChildId, RegionId
from imaging.video_values import Track

Pick = Callable[[RegionId], CoverPick]
WORDS = ReviewWords(
    title=clip_wording.TITLE,
    thing="Video",
    finishing="The video is being kept.",
    coming=clip_wording.LOOKING,
    stop="{name} cannot be in a video",
    discard="Discard the video",
)


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """A frame as it came: its number, which regions were left open in it, and the picture."""

    number: int
    show: frozenset[RegionId]
    picture: QImage


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipState:
    """All that can change while one video is reviewed. at: the frame that is asked for; `frame` is the one that is shown.

    seen: what the chosen family sees; picks: the faces chosen together while `is_several`; looked: how far the search is, 0 to 1.
    """

    clip: ClipUnderReview | None = None
    outcome: Outcome | None = None
    at: int = 0
    frame: ShownFrame | None = None
    faces: Mapping[RegionId, QImage] = field(default_factory=dict)
    chosen: RegionId | None = None
    picks: frozenset[RegionId] = frozenset()
    is_several: bool = False
    family_child: ChildId | None = None
    family: CoveredPreview | None = None
    seen: frozenset[RegionId] = frozenset()
    history: ClipHistory = field(default_factory=ClipHistory)
    is_looking: bool = False
    looked: float = 0.0
    has_failed: bool = False
    is_saving: bool = False
    is_playing: bool = False
    message: str = ""

    @property
    def regions(self) -> tuple[Region, ...]:
        """Faces in order of appearance, then maybes, then drawn covers."""
        if self.clip is None:
            return ()
        tracks = self.clip.tracks
        return wording.in_order(sorted(self.clip.regions, key=lambda region: tracks[region.id].first if region.id in tracks else 0))

    def region(self, region_id: RegionId | None) -> Region | None:
        """The region with that id, if it is still there."""
        return next((region for region in self.regions if region.id == region_id), None)

    @property
    def wanted(self) -> frozenset[RegionId]:
        """What the next frame is to leave open: what the family sees, or who was named and may be seen, and what is no face."""
        if self.family_child is not None:
            return self.seen
        return frozenset(region.id for region in self.regions if region.says in (Says.CHILD, Says.NOT_A_FACE))


def inner(state: ClipState) -> ReviewState:
    """The same as the review of a photo knows it: what both show is decided in one place."""
    clip = state.clip
    photo = (
        PhotoUnderReview(
            photo_id=clip.photo_id,
            draft_id=clip.draft_id,
            jpeg=b"",
            width=clip.width,
            height=clip.height,
            regions=state.regions,
            look=clip.look,
            no_child_said=clip.no_child_said,
            may_say_no_child=clip.may_say_no_child,
            state=clip.state,
        )
        if clip is not None
        else None
    )
    return ReviewState(
        photo=photo,
        outcome=state.outcome,
        chosen=state.chosen,
        family_child=state.family_child,
        family=state.family,
        is_looking=state.is_looking,
        has_failed=state.has_failed,
        is_saving=state.is_saving,
    )


def screen_of(state: ClipState, task: ReviewTask, pick: Pick) -> ClipScreen:
    """The screen for this state."""
    clip = state.clip
    if clip is None:
        empty = ReviewScreen(line="Video", message=state.message, finish=Wish(False, clip_wording.LOOKING))
        return ClipScreen(review=empty, waiting="One moment.", timeline=Timeline(why=clip_wording.LOOKING))
    review = inner(state)
    names, scopes = first_names(task.children), scopes_of(task, state.outcome)
    frame = wording.Frame(clip.width, clip.height)
    marks = timed(wording.marks(state.regions, frame=frame, scopes=scopes, names=names, pick=pick), clip)
    shows = not state.has_failed and not state.is_looking
    return ClipScreen(
        review=ReviewScreen(
            line=line_of(state, task, clip),
            picture=picture_of(state) if shows else None,
            marks=marks if shows else (),
            chosen=None if state.is_several else state.chosen,
            children=choices(task, state.regions, scopes, names),
            question=asked(state, review, marks),
            tabs=tuple(FamilyTab(child, names.get(child, ""), avatar_of(task, child)) for child in family_children(review, task)),
            family=family_of(review, task, names),
            is_looking=state.is_looking,
            held=clip_wording.HELD if state.has_failed else "",
            outcome=state.outcome.sentence if state.outcome else "",
            undo=Wish(bool(state.history.done)),
            redo=Wish(bool(state.history.undone)),
            no_child=wording.no_child_wish(
                state.regions, is_looking=state.is_looking, is_held=state.has_failed, looking=clip_wording.LOOKING
            ),
            no_child_said=clip.no_child_said,
            finish=finish_of(state),
            stop=stop_of(review, names, WORDS),
            message=state.message,
        ),
        on_picture=on_frame(marks, state, clip) if shows and state.family_child is None else (),
        faces=state.faces,
        picks=state.picks,
        is_several=state.is_several,
        timeline=timeline_of(state, clip, marks),
        is_looking=state.is_looking,
        waiting=waiting_of(state),
    )


def line_of(state: ClipState, task: ReviewTask, clip: ClipUnderReview) -> str:
    """The second line of the bar."""
    seconds = clip.span.end_s - clip.span.start_s
    return clip_wording.clip_line(task.number, task.photos, state.regions, seconds=seconds, is_looking=state.is_looking)


def picture_of(state: ClipState) -> QImage | None:
    """The frame; what a family sees is shown only when it is covered for that family."""
    if state.frame is None or (state.family_child is not None and state.frame.show != state.wanted):
        return None
    return state.frame.picture


def waiting_of(state: ClipState) -> str:
    """What stands in the picture's place."""
    if state.has_failed:
        return clip_wording.NOT_SHOWN
    return clip_wording.waiting_words(state.looked) if state.is_looking else clip_wording.COVERING


def asked(state: ClipState, review: ReviewState, marks: Sequence[FaceMark]) -> Question | None:
    """What is asked about the chosen face, or about several."""
    if state.is_several and not state.has_failed:
        return clip_wording.several_question(len(state.picks))
    return question_of(review, marks)


def finish_of(state: ClipState) -> Wish:
    """Whether "Keep and write" is awake."""
    if state.is_saving:
        return Wish(False, SAVING)
    holds = state.outcome.holds if state.outcome else ()
    return clip_wording.finish_wish(holds, is_looking=state.is_looking, is_held=state.has_failed)


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
    if state.frame is None:
        return ()
    placed = ((mark, box_on(clip.tracks.get(mark.id), state.frame.number, mark)) for mark in marks)
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
    kinds = {mark.id: mark.kind for mark in marks}
    return Timeline(
        seconds=clip.duration_s,
        at_s=at_s(clip, state.at),
        start_s=clip.span.start_s,
        end_s=min(clip.span.end_s, clip.duration_s),
        bars=tuple(
            Appearance(
                region=region.id,
                start_s=at_s(clip, clip.tracks[region.id].first),
                end_s=at_s(clip, clip.tracks[region.id].end),
                is_seen=kinds.get(region.id) is MarkKind.SEEN,
                is_chosen=region.id in state.picks if state.is_several else region.id == state.chosen,
            )
            for region in state.regions
            if region.id in clip.tracks
        ),
        looked=state.looked if state.is_looking else None,
        is_playing=state.is_playing,
        is_trimmed=trim_of(clip) is not None,
        why=clip_wording.NOT_SHOWN if state.has_failed else clip_wording.LOOKING if state.is_looking else "",
    )


def elsewhere(state: ClipState, region: Region, child: ChildId) -> tuple[Region, ...]:
    """Other faces with that child's name that are seen at the same moment in another place: nobody is in two places at once."""
    clip = state.clip
    if clip is None or region.id not in clip.tracks:
        return ()
    track = clip.tracks[region.id]
    return tuple(
        other
        for other in state.regions
        if other.child == child and other.id != region.id and other.id in clip.tracks and are_apart(track, clip.tracks[other.id])
    )


def next_to_ask(state: ClipState, after: RegionId | None) -> RegionId | None:
    """The next face that nobody has spoken about, from `after` on and then from the beginning; None when there is none."""
    regions = state.regions
    at = next((index for index, region in enumerate(regions) if region.id == after), -1)
    waiting = [
        region.id for region in (*regions[at + 1 :], *regions[: at + 1]) if region.source is Source.FACE and region.says is Says.NOTHING
    ]
    return next((region for region in waiting if region != after), None)
