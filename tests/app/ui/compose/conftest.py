from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.writing import Draft
from app.ui.room.compose.presenter import ComposeExits, ComposePresenter, ComposeServices
from app.ui.room.compose.state import ComposeTask
from app.ui.room.compose.view import ComposeView
from app.ui.theme.look import Look
from domain.entries import EntryKind
from domain.ids import ChildId, PhotoId
from imaging.values import FoundFace
from tests import cast
from tests.app.services.tablet import Tablet, framework
from tests.app.ui.lanes import HeldToldLane, PromptLane
from tests.app.ui.seen import SeenImaging, face, jpeg_of, scene
from tests.app.ui.sweeping import swept
from tests.app.ui.tablet import ZONE, tablet_with

__all__ = ["Desk", "desk_of", "swept"]
FACES = (face(200, 300), face(700, 320))


@dataclass
class Desk:
    """One entry being written: real store, real services, real widgets."""

    tablet: Tablet
    imaging: SeenImaging
    draft: Draft
    view: ComposeView
    presenter: ComposePresenter
    left: list[object] = field(default_factory=list)

    @property
    def stored(self) -> Draft:
        return self.tablet.writing.open(self.draft.id, self.tablet.session)


@pytest.fixture
def desk_of(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    opened: list[Tablet] = []

    def build(
        *children: ChildId,
        text: str = "",
        kind: EntryKind = EntryKind.OBSERVATION,
        photo: tuple[FoundFace, ...] | None = None,
        reviewed: bool = True,
        named: tuple[ChildId, ...] = (),
        vault: HeldToldLane | None = None,
    ) -> Desk:
        imaging = SeenImaging(*(photo or ()))
        tablet = tablet_with(tmp_path / "data", imaging)
        opened.append(tablet)
        draft = tablet.draft(*children, kind=kind, text=text)
        if photo is not None:
            taken = tablet.photo(draft, jpeg_of(scene(*photo)))
            if reviewed:
                tablet.name(taken, cast.AMELIA)
                assert tablet.reviewing.finish(taken, tablet.session) == ()
        view = ComposeView(look)
        qtbot.addWidget(view)
        view.bar.set_person("Sam", "Morris")
        view.bar.set_connection("Offline · 3 waiting")
        view.resize(1280, 800)
        view.show()
        left: list[object] = []
        exits = ComposeExits(
            back=lambda: left.append("back"),
            camera=lambda: left.append("camera"),
            review=left.append,
            handed_in=left.append,
            handed_in_later=lambda: left.append("later"),
        )
        task = ComposeTask(draft_id=draft.id, session=tablet.session, children=cast.CHILDREN, framework=framework(), zone=ZONE, named=named)
        services = ComposeServices(tablet.writing, tablet.handing_in, tablet.reviewing, tablet.capturing, tablet.clips, tablet.later)
        presenter = ComposePresenter(view, services, task, exits, vault=vault or PromptLane())
        presenter.start()
        return Desk(tablet, imaging, draft, view, presenter, left)

    yield build
    for tablet in opened:
        tablet.close()


def first_photo(desk: Desk) -> PhotoId:
    """The entry's first photo."""
    return desk.stored.photo_ids[0]
