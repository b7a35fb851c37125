"""What a person says of the faces of a video, draws and cuts off; stored step by step, to be taken back and done again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.ui.room.clip_review.answering import naming, saying, store_step, targets, trimming, word_of
from app.ui.room.clip_review.desk import ClipDesk, Stored
from app.ui.room.clip_review.history import Act, ClipHistory, reversed_act
from app.ui.room.clip_review.moments import frame_at
from app.ui.room.clip_review.state import next_to_ask
from app.ui.room.clip_review.watching import Watching
from app.ui.room.face_review.history import NOTHING, Drew, Moved, NoChild, Removed, Said, Word
from domain.boxes import Box
from domain.covering import Says, Source
from domain.ids import ChildId, RegionId

NO_NAME = "A cover that you drew has no name. Tap a face first."


class Answers:
    """Every wish of the page that changes what is stored."""

    def __init__(self, desk: ClipDesk, watching: Watching) -> None:
        self._desk, self._watching = desk, watching

    # -- Choosing ---------------------------------------------------------------------------------------------------------------------

    def choose(self, region: str) -> None:
        """Ask about that face, and show a moment at which it is there; or take it among several, or out again."""
        chosen = RegionId(region)
        if self._desk.state.is_several:
            self._desk.change(picks=self._desk.state.picks ^ {chosen})
            return
        self._desk.change(chosen=chosen, family_child=None, family=None, at=self._watching.moment_of(chosen))
        self._watching.fetch()

    def step(self, way: int) -> None:
        """Ask about the next face in order of appearance, or the one before."""
        ids = [region.id for region in self._desk.state.regions]
        if ids and not self._desk.state.is_several:
            at = ids.index(self._desk.state.chosen) if self._desk.state.chosen in ids else -way
            self.choose(ids[(at + way) % len(ids)])

    def choose_several(self, wanted: bool) -> None:
        """From now on taps gather faces of one child; or not any more."""
        chosen = self._desk.state.chosen
        picks = frozenset({chosen}) if wanted and chosen is not None and self._is_unanswered(chosen) else frozenset[RegionId]()
        self._desk.change(is_several=wanted, picks=picks, family_child=None, family=None)

    def _is_unanswered(self, region_id: RegionId) -> bool:
        region = self._desk.state.region(region_id)
        return region is not None and region.source is not Source.DRAWN and region.says is Says.NOTHING

    # -- Saying -----------------------------------------------------------------------------------------------------------------------

    def name(self, child: str) -> None:
        """Say whose face it is, or all the chosen ones are."""
        if any(region.source is Source.DRAWN for region in targets(self._desk.state)):
            self._desk.change(message=NO_NAME)
        self._act(naming(self._desk.state, ChildId(child)))

    def leave_covered(self) -> None:
        """Nobody is named here; where nobody is, on to the next face."""
        act = saying(self._desk.state, NOTHING)
        if act or self._desk.state.is_several:
            self._act(act)
        else:
            self.step(1)

    def someone_else(self) -> None:
        """A visitor or a member of staff."""
        self._act(saying(self._desk.state, Word(Says.SOMEONE_ELSE)))

    def not_a_face(self) -> None:
        """Maybes that are none; tapped again, they are maybes once more."""
        freed = Word(Says.NOT_A_FACE)
        self._act(saying(self._desk.state, freed, maybes_only=True) or saying(self._desk.state, NOTHING, maybes_only=True))

    def say_no_child(self) -> None:
        """Say, or take back, that no child is visible."""
        if self._desk.state.clip is not None:
            self._act((NoChild(not self._desk.state.clip.no_child_said),))

    def draw(self, box: Box) -> None:
        """Keep a drawn cover, and choose it; it stays for the whole video."""
        self._act((Drew(RegionId(""), box),))

    def move(self, region: str, box: Box) -> None:
        """Move a drawn cover."""
        before = self._desk.state.region(RegionId(region))
        if before is not None and before.source is Source.DRAWN and before.box != box:
            self._act((Moved(before.id, before.box, box),))

    def remove(self, region: str) -> None:
        """Remove a drawn cover."""
        before = self._desk.state.region(RegionId(region))
        if before is not None and before.source is Source.DRAWN:
            self._act((Removed(before.id, before.box),))

    def trim(self, start_s: float, end_s: float) -> None:
        """Keep that part of the recording."""
        self._act(trimming(self._desk.state, start_s, end_s))

    # -- Doing, undoing ---------------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last act back."""
        if self._desk.state.history.done:
            self._run(reversed_act(self._desk.state.history.done[-1]), self._desk.state.history.taken_back())

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._desk.state.history.undone:
            self._run(self._desk.state.history.undone[-1], self._desk.state.history.done_again())

    def _act(self, act: Act) -> None:
        if act:
            self._run(act, self._desk.state.history.with_act(act))

    def _run(self, act: Act, history: ClipHistory) -> None:
        """Store the act; taps that come while one is stored are let go, so that every step starts from what is shown."""
        if self._desk.state.is_saving:
            return
        self._desk.state = replace(self._desk.state, is_saving=True)
        self._desk.vault.run(partial(self._store, act), partial(self._stored, act, history), self._desk.failed)

    def _store(self, act: Act) -> Stored:
        drawn = None
        for step in act:
            drawn = store_step(self._desk.services.reviewing, self._desk.services.clips, step, self._desk.task) or drawn
        return replace(self._desk.read(), drawn=drawn)

    def _stored(self, act: Act, history: ClipHistory, stored: Stored) -> None:
        chosen = self._desk.state.chosen
        if stored.drawn is not None:
            old = next((step.region for step in act if isinstance(step, Drew)), RegionId(""))
            history, chosen = history.renamed(old, stored.drawn), stored.drawn
        at = frame_at(stored.clip, stored.clip.times_s[self._desk.state.at]) if stored.clip.times_s else 0
        self._desk.update(stored, history=history, chosen=chosen, at=at, is_saving=False, is_several=False, picks=frozenset())
        self._watching.fetch()
        if any(isinstance(step, Said) and step.after.says is not Says.NOTHING for step in act) and history.done[-1:] == (act,):
            self._ask_next(act)

    def _ask_next(self, act: Act) -> None:
        """A face is answered: on to the next one that waits, so that a video with many faces takes one tap each."""
        stop = self._desk.state.outcome is not None and self._desk.state.outcome.refused
        last = next((step.region for step in reversed(act) if isinstance(step, Said)), self._desk.state.chosen)
        following = next_to_ask(self._desk.state, last)
        if following is not None and not stop:
            self.choose(following)

    # -- A child who may be in no picture ---------------------------------------------------------------------------------------------

    def cover_refused(self) -> None:
        """Take the name off; the face stays covered for every family."""
        refused = frozenset(self._desk.state.outcome.refused) if self._desk.state.outcome else frozenset()
        self._act(tuple(Said(region.id, word_of(region), NOTHING) for region in self._desk.state.regions if region.child in refused))

    def wrong_child(self) -> None:
        """The tap was a slip: back to before it. After a restart nothing is known of it, and the name comes off."""
        if self._desk.state.history.done:
            self._run(reversed_act(self._desk.state.history.done[-1]), self._desk.state.history.forgotten())
        else:
            self.cover_refused()
