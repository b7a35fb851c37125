from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.storage.drafts import Draft
from app.ui.room.face_review.presenter import ReviewExits, ReviewPresenter, ReviewServices
from app.ui.room.face_review.state import ReviewTask
from app.ui.room.face_review.view import ReviewView
from app.ui.theme.look import Look
from domain.covering import Region
from domain.ids import ChildId, PhotoId
from imaging.values import FoundFace
from tests import cast
from tests.app.services.tablet import Tablet
from tests.app.ui.lanes import HeldToldLane, PromptLane
from tests.app.ui.seen import SeenImaging, face, jpeg_of, scene
from tests.app.ui.sweeping import swept
from tests.app.ui.tablet import tablet_with

__all__ = ["Review", "review_of", "swept", "three"]


@dataclass
class Review:
    """One photo under review: real store, real services, real widgets; only the detector is the test's."""

    tablet: Tablet
    imaging: SeenImaging
    draft: Draft
    photo: PhotoId
    view: ReviewView
    presenter: ReviewPresenter
    cpu: HeldToldLane
    left: list[object] = field(default_factory=list)

    def start(self, *, look: bool = True) -> Review:
        self.presenter.start()
        if look:
            self.cpu.run_all()
        return self

    @property
    def stored(self) -> tuple[Region, ...]:
        return self.tablet.regions(self.photo)

    def name(self, number: int, child: ChildId) -> None:
        """Tap a face, then a child, as a person does."""
        self.view.canvas.region_tapped.emit(self.view.drawn.marks[number].id)
        tile = next(tile for tile in self.view.who.grid.tiles if tile.child and tile.child.id == child)
        tile.click()


@pytest.fixture
def review_of(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Callable[..., Review]]:
    opened: list[Tablet] = []

    def build(*faces: FoundFace, first: tuple[FoundFace, ...] | None = None, vault: HeldToldLane | None = None) -> Review:
        imaging = SeenImaging(*faces, first=first)
        tablet = tablet_with(tmp_path / "data", imaging)
        opened.append(tablet)
        draft = tablet.draft(cast.AMELIA)
        photo = tablet.capturing.capture(jpeg_of(scene(*faces)), draft.id, tablet.session).photo_id
        view = ReviewView(look)
        qtbot.addWidget(view)
        view.resize(1280, 800)
        view.show()
        left: list[object] = []
        exits = ReviewExits(
            back=lambda: left.append("back"), kept=lambda named: left.append(named), discarded=lambda: left.append("discarded")
        )
        task = ReviewTask(photo_id=photo, number=1, photos=1, children=cast.CHILDREN, journals=(cast.AMELIA,), session=tablet.session)
        cpu = HeldToldLane()
        services = ReviewServices(tablet.reviewing, tablet.looking, tablet.capturing, tablet.reviewing)
        presenter = ReviewPresenter(view, services, task, exits, vault=vault or PromptLane(), cpu=cpu)
        return Review(tablet, imaging, draft, photo, view, presenter, cpu, left)

    yield build
    for tablet in opened:
        tablet.close()


@pytest.fixture
def three(review_of: Callable[..., Review]) -> Review:
    """A photo with three faces, looked at."""
    return review_of(face(200, 300), face(700, 320), face(1200, 310)).start()
