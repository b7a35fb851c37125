"""What a person answers about the faces of a video: one child may have several, and the kept part may be shorter."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.room.clip_review.desk import ClipDesk
from app.ui.room.clip_review.moments import trimmed
from app.ui.room.clip_review.state import elsewhere
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.clip_review.watching import Watching
from app.ui.room.face_review.acts import is_open
from app.ui.room.face_review.answers import Answers
from app.ui.room.face_review.doing import Doing
from app.ui.room.face_review.history import Heard, Trimmed
from domain.covering import Region
from domain.ids import ChildId, RegionId


class ClipAnswers(Answers):
    """A face that is asked about is shown at a moment at which it is there."""

    def __init__(self, desk: ClipDesk, doing: Doing, watching: Watching) -> None:
        super().__init__(desk, doing)
        self._clip, self._watching = desk, watching

    def connect_clip(self, view: ClipReviewView) -> None:
        """Hear what the view wishes."""
        self.connect(view)
        view.several_asked.connect(self.choose_several)
        view.part_asked.connect(self.trim)
        view.sound_said.connect(self.hear)

    def show(self, region: RegionId) -> None:
        """Ask about that face."""
        self._clip.change(chosen=region, family_child=None, family=None, at=self._watching.moment_of(region))

    def step(self, way: int) -> None:
        """Ask about the next face in order of appearance, or the one before; not while several are gathered."""
        if not self._clip.state.is_several:
            super().step(way)

    def choose_several(self, wanted: bool) -> None:
        """From now on taps gather faces of one child; or not any more."""
        state = self._clip.state
        first = state.region(state.chosen)
        picked = (first.id,) if wanted and first is not None and is_open(first, state.passed) else ()
        self._clip.change(is_several=wanted, picked=picked, family_child=None, family=None)

    def trim(self, start_s: float, end_s: float) -> None:
        """Keep that part of the recording."""
        clip = self._clip.state.clip
        parts = trimmed(clip, start_s, end_s) if clip is not None else None
        if parts is not None:
            self._doing.act((Trimmed(*parts),))

    def hear(self, heard: tuple[ChildId, ...] | None) -> None:
        """Keep who can be heard; None = it stays silent."""
        clip = self._clip.state.clip
        if clip is not None and clip.heard != heard:
            self._doing.act((Heard(clip.heard, heard),))

    def _asked(self) -> Sequence[Region]:
        state = self._clip.state
        return [region for region in state.left if region.id in state.picked] if state.is_several else super()._asked()

    def _cannot_be(self, child: ChildId, faces: Sequence[Region]) -> Sequence[Region]:
        return elsewhere(self._clip.state, child, faces)
