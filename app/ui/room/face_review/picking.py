"""Choosing several faces, to give all of them one answer: by a long press, with Ctrl or Shift, or with one of the short ways."""

from __future__ import annotations

from collections.abc import Sequence

from app.ui.room.face_review.acts import leaving, open_faces, open_maybes, saying, spread, toggled
from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.doing import Doing
from app.ui.room.face_review.history import Word
from app.ui.room.face_review.state import ReviewState
from app.ui.room.face_review.view import ReviewView
from domain.covering import Region, Says, Source
from domain.ids import RegionId


class Picking:
    """Which faces are chosen; an answer ends the choosing and can be undone in one step."""

    def __init__(self, desk: Desk[ReviewState], doing: Doing) -> None:
        self._desk, self._doing = desk, doing

    def connect(self, view: ReviewView) -> None:
        """Hear what the view wishes."""
        for signal, slot in (
            (view.several_asked, self.toggle),
            (view.region_picked, self.pick),
            (view.region_added, self.add),
            (view.range_picked, self.pick_range),
            (view.all_left_asked, self.leave_all),
            (view.all_else_asked, self.someone_else),
            (view.none_a_face_asked, self.not_faces),
            (view.others_asked, self.leave_others),
            (view.maybes_asked, self.show_maybes),
        ):
            signal.connect(slot)

    def toggle(self) -> None:
        """Begin to choose several, or stop."""
        self._choose(not self._desk.state.is_several, ())

    def pick(self, region: str) -> None:
        """Take a region in, or leave it out; the first one begins the choosing."""
        self._choose(True, toggled(self._desk.state.picked, RegionId(region)))

    def add(self, region: str) -> None:
        """The same, together with the region that was asked about: what Ctrl and a click mean everywhere."""
        state = self._desk.state
        if not state.is_several and state.chosen is not None and state.chosen != region:
            self._choose(True, (state.chosen,))
        self.pick(region)

    def pick_range(self, region: str) -> None:
        """All from the last one to this one, in the strip's order."""
        state = self._desk.state
        start = state.picked[-1] if state.picked else state.chosen
        more = spread([each.id for each in state.left], start, RegionId(region))
        self._choose(True, tuple(dict.fromkeys((*state.picked, *more))))

    def show_maybes(self) -> None:
        """Choose every maybe that nobody answered, so that they are looked at before anything is said of them."""
        self._choose(True, tuple(region.id for region in open_maybes(self._desk.state.left, self._desk.state.passed)))

    def leave_others(self) -> None:
        """Everybody who is not answered stays covered."""
        self._doing.act(leaving(open_faces(self._desk.state.left, self._desk.state.passed)))

    def leave_all(self) -> None:
        """All that are chosen stay covered."""
        if regions := self._chosen():
            self._doing.act(leaving(regions))

    def someone_else(self) -> None:
        """All that are chosen are visitors or staff."""
        self._say(Word(Says.SOMEONE_ELSE), self._chosen())

    def not_faces(self) -> None:
        """None of the chosen maybes is a face."""
        self._say(Word(Says.NOT_A_FACE), [region for region in self._chosen() if region.source is Source.MAYBE])

    def _say(self, word: Word, regions: Sequence[Region]) -> None:
        act = saying(regions, word)
        if act:
            self._doing.act(act)
        else:
            self._choose(False, ())

    def _chosen(self) -> list[Region]:
        return [region for region in self._desk.state.left if region.id in self._desk.state.picked and region.source is not Source.DRAWN]

    def _choose(self, is_several: bool, picked: tuple[RegionId, ...]) -> None:
        now = picked if is_several else ()
        self._desk.change(is_several=is_several, picked=now, family_child=None, family=None, frame=None)
