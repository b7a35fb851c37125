from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.storage.drafts import Draft
from app.ui.loudspeaker import Loudspeaker
from app.ui.room.clip_looks import ClipLooks
from app.ui.room.clip_review.presenter import ClipReviewPresenter, ClipServices
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.face_review.presenter import ReviewExits
from app.ui.room.face_review.state import ReviewTask
from app.ui.sound_samples import OURS, SoundFormat
from app.ui.theme.look import Look
from domain.covering import Region
from domain.ids import ChildId, PhotoId
from tests import cast
from tests.app.services.tablet import Tablet
from tests.app.ui.clip_review.film import FilmedImaging, recording, walk
from tests.app.ui.lanes import HeldToldLane, PromptLane
from tests.app.ui.sweeping import swept
from tests.app.ui.tablet import tablet_with

__all__ = ["ClipReview", "review_of", "swept", "two"]


class FakeLoudspeaker(Loudspeaker):
    """`playing`: what is heard now. is_away: there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.playing, self.is_away = b"", False

    def form(self) -> SoundFormat | None:
        return None if self.is_away else OURS

    def play(self, raw: bytes) -> None:
        self.playing = raw

    def rest(self) -> None:
        self.playing = b""


@dataclass
class ClipReview:
    """One video under review: real store, real services, real widgets; only the detector is the test's."""

    tablet: Tablet
    imaging: FilmedImaging
    draft: Draft
    clip: PhotoId
    view: ClipReviewView
    presenter: ClipReviewPresenter
    later: HeldToldLane
    frames: HeldToldLane
    looks: ClipLooks
    loudspeaker: FakeLoudspeaker
    left: list[object] = field(default_factory=list)

    def start(self, *, look: bool = True) -> ClipReview:
        self.presenter.start()
        if look:
            self.later.run_all()
            self.frames.run_all()
        return self

    @property
    def stored(self) -> tuple[Region, ...]:
        return self.tablet.clips.clip(self.clip, self.tablet.session).regions

    def says(self) -> list[ChildId | None]:
        """Whose face each mark is, in order of appearance."""
        children = {region.id: region.child for region in self.stored}
        return [children[mark.id] for mark in self.view.drawn.review.marks if mark.id in children]

    def name(self, child: ChildId) -> None:
        """Tap a child, as a person does."""
        tile = next(tile for tile in self.view.who.grid.tiles if tile.child and tile.child.id == child)
        tile.click()
        self.frames.run_all()


@pytest.fixture
def review_of(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Callable[..., ClipReview]]:
    opened: list[Tablet] = []

    def build(data: bytes, imaging: FilmedImaging | None = None) -> ClipReview:
        imaging = imaging or FilmedImaging()
        tablet = tablet_with(tmp_path / "data", imaging)
        opened.append(tablet)
        draft = tablet.draft(cast.AMELIA)
        taken = tablet.clips.keep(data, draft.id, tablet.session)
        view = ClipReviewView(look)
        qtbot.addWidget(view)
        view.bar.set_person("Sam", "Morris")
        view.resize(1280, 800)
        view.show()
        left: list[object] = []
        exits = ReviewExits(
            back=lambda: left.append("back"), kept=lambda named: left.append(named), discarded=lambda: left.append("discarded")
        )
        task = ReviewTask(
            photo_id=taken.photo_id, number=1, photos=1, children=cast.CHILDREN, journals=(cast.AMELIA,), session=tablet.session
        )  # fmt: skip
        later, frames, loudspeaker = HeldToldLane(), HeldToldLane(), FakeLoudspeaker()
        looks = ClipLooks(tablet.clips, tablet.session, later)
        services = ClipServices(tablet.reviewing, tablet.clips, tablet.capturing, looks)
        lanes = {"vault": PromptLane(), "frames": frames}
        presenter = ClipReviewPresenter(
            view, services, task, exits, write=lambda: left.append("write"), loudspeaker=lambda: loudspeaker, **lanes
        )  # fmt: skip
        return ClipReview(tablet, imaging, draft, taken.photo_id, view, presenter, later, frames, looks, loudspeaker, left)

    yield build
    for tablet in opened:
        tablet.close()


@pytest.fixture
def two(review_of: Callable[..., ClipReview]) -> ClipReview:
    """Two seconds with two children: one throughout, one in the second second only; looked at."""
    return review_of(recording(walk(60, 120, 50, step=2), walk(420, 130, 25), firsts=(0, 25))).start()
