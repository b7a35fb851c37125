"""What a person answers about the faces of a picture: whose they are, that they stay covered, that they are none."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.room.face_review.acts import leaving, naming, saying, toggled
from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.doing import Doing
from app.ui.room.face_review.history import NoChild, Word
from app.ui.room.face_review.page import PicturePage
from app.ui.room.face_review.state import ReviewState
from domain.covering import Region, Says, Source
from domain.ids import ChildId, RegionId

NO_NAME = "A cover that you drew has no name. Tap a face first."


class Answers:
    """Every wish of the panel that asks; the next face is asked about by itself."""

    def __init__(self, desk: Desk[ReviewState], doing: Doing) -> None:
        self._desk, self._doing = desk, doing

    def connect(self, page: PicturePage) -> None:
        """Hear what the page wishes."""
        for signal, slot in (
            (page.region_chosen, self.choose),
            (page.neighbour_asked, self.step),
            (page.child_tapped, self.name),
            (page.leave_asked, self.leave_covered),
            (page.else_asked, self.someone_else),
            (page.not_a_face_asked, self.not_a_face),
            (page.no_child_asked, self.say_no_child),
            (page.cover_refused_asked, self.cover_refused),
            (page.wrong_child_asked, self.wrong_child),
            (page.undo_asked, self._doing.undo),
            (page.redo_asked, self._doing.redo),
        ):
            signal.connect(slot)

    # -- Choosing ---------------------------------------------------------------------------------------------------------------------

    def choose(self, region: str) -> None:
        """Ask about that region; while several are being chosen, take it in or leave it out."""
        if self._desk.state.is_several:
            self._desk.change(picked=toggled(self._desk.state.picked, RegionId(region)))
        else:
            self.show(RegionId(region))

    def show(self, region: RegionId) -> None:
        """Ask about that region."""
        self._desk.change(chosen=region, family_child=None, family=None)

    def step(self, way: int) -> None:
        """Ask about the next region in the strip's order, or the one before."""
        ids = [region.id for region in self._desk.state.left]
        if ids:
            at = ids.index(self._desk.state.chosen) if self._desk.state.chosen in ids else -way
            self.show(ids[(at + way) % len(ids)])

    # -- Saying -----------------------------------------------------------------------------------------------------------------------

    def name(self, child: str) -> None:
        """Say whose face it is; the name comes off any face that cannot be the same child's."""
        asked, named = self._asked(), ChildId(child)
        if any(region.source is Source.DRAWN for region in asked):
            self._desk.change(message=NO_NAME)
        faces = [region for region in faces_of(asked) if region.child != named]
        if faces:
            self._doing.act(naming(faces, named, taken_off=self._cannot_be(named, faces)))

    def leave_covered(self) -> None:
        """Nobody is named here."""
        if faces := faces_of(self._asked()):
            self._doing.act(leaving(faces))

    def someone_else(self) -> None:
        """A visitor or a member of staff."""
        self._doing.act(saying(faces_of(self._asked()), Word(Says.SOMEONE_ELSE)))

    def not_a_face(self) -> None:
        """Maybes that are none; tapped again, they are maybes once more."""
        maybes = [region for region in self._asked() if region.source is Source.MAYBE]
        self._doing.act(saying(maybes, Word(Says.NOT_A_FACE)) or saying(maybes, Word(Says.NOTHING)))

    def say_no_child(self) -> None:
        """Say, or take back, that no child is visible."""
        if self._desk.state.photo is not None:
            self._doing.act((NoChild(not self._desk.state.photo.no_child_said),))

    def _asked(self) -> Sequence[Region]:
        """The regions that an answer is for."""
        region = self._desk.state.region(self._desk.state.chosen)
        return [region] if region is not None else []

    def _cannot_be(self, child: ChildId, faces: Sequence[Region]) -> Sequence[Region]:
        """Who bears that name and cannot be the same child as these faces: in one picture, anybody else."""
        return [other for other in self._desk.state.regions if other.child == child and other not in faces]

    # -- A child who may be in no picture ---------------------------------------------------------------------------------------------

    def cover_refused(self) -> None:
        """Take the name off; the face stays covered for every family."""
        refused = frozenset(self._desk.state.outcome.refused) if self._desk.state.outcome else frozenset()
        if faces := [region for region in self._desk.state.regions if region.child in refused]:
            self._doing.act(leaving(faces))

    def wrong_child(self) -> None:
        """The tap was a slip: back to before it. After a restart nothing is known of it, and the name comes off."""
        if not self._doing.forget():
            self.cover_refused()


def faces_of(regions: Sequence[Region]) -> list[Region]:
    """Those that were found, not drawn."""
    return [region for region in regions if region.source is not Source.DRAWN]
