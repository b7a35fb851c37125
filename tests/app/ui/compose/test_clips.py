"""Videos in an entry's photos: covered, marked as film, and handed in behind the screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.storage.drafts import Draft
from app.ui.room.compose.presenter import ComposeExits, ComposePresenter, ComposeServices
from app.ui.room.compose.screen import PhotoTile
from app.ui.room.compose.state import ComposeTask
from app.ui.room.compose.view import ComposeView
from app.ui.theme.look import Look
from tests import cast
from tests.app.services.tablet import Tablet, framework
from tests.app.ui.clip_review.film import FilmedImaging, recording, walk
from tests.app.ui.lanes import PromptLane
from tests.app.ui.seen import has_face
from tests.app.ui.tablet import ZONE, tablet_with

TWO_SECONDS = recording(walk(60, 120, 50), walk(400, 120, 50))


@dataclass
class Page:
    """One entry on its page; `left` is where it led."""

    tablet: Tablet
    draft: Draft
    view: ComposeView
    left: list[object]

    def open(self) -> ComposeView:
        exits = ComposeExits(
            back=lambda: self.left.append("back"),
            camera=lambda: self.left.append("camera"),
            review=self.left.append,
            handed_in=self.left.append,
            handed_in_later=lambda: self.left.append("later"),
        )
        tablet = self.tablet
        services = ComposeServices(
            tablet.writing, tablet.handing_in, tablet.reviewing, tablet.capturing, tablet.clips, tablet.later
        )  # fmt: skip
        task = ComposeTask(draft_id=self.draft.id, session=tablet.session, children=cast.CHILDREN, framework=framework(), zone=ZONE)
        self.presenter = ComposePresenter(self.view, services, task, exits, vault=PromptLane())
        self.presenter.start()
        return self.view

    @property
    def tile(self) -> PhotoTile:
        return self.view.drawn.photos[0]


@pytest.fixture
def page(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Page]:
    tablet = tablet_with(tmp_path / "data", FilmedImaging())
    view = ComposeView(look)
    qtbot.addWidget(view)
    view.resize(1280, 800)
    view.show()
    yield Page(tablet, tablet.draft(cast.AMELIA), view, [])
    tablet.close()


def test_a_video_that_nobody_reviewed_shows_nothing_of_itself(page: Page) -> None:
    page.tablet.clips.keep(TWO_SECONDS, page.draft.id, page.tablet.session)

    page.open()

    assert (page.tile.film, page.tile.note, page.tile.picture, page.tile.asks) == ("0:02", "Looking for faces", None, True)
    assert not page.view.hand_in.is_available


def test_a_look_behind_the_page_is_seen_on_it(page: Page) -> None:
    clip = page.tablet.clips.keep(TWO_SECONDS, page.draft.id, page.tablet.session).photo_id
    page.open()

    page.tablet.clips.look(clip, page.tablet.session)
    page.view.photos_changed.emit()

    assert page.tile.note == "Who is in it?"


def test_a_reviewed_video_is_as_covered_as_the_first_family_gets_it(page: Page) -> None:
    page.tablet.reviewed_clip(page.draft, TWO_SECONDS, None, None)

    page.open()

    assert page.tile.note == "2 covered"
    assert page.tile.picture is not None
    assert not has_face(page.tile.picture)
    assert page.view.photos._buttons[0].accessibleName() == "2 covered, video 1, 0:02"


def test_an_entry_with_a_video_is_handed_in_behind_the_screens(page: Page) -> None:
    page.tablet.reviewed_clip(page.draft, TWO_SECONDS, cast.AMELIA, None)
    page.open()

    page.view.hand_in.click()

    assert page.left == ["later"]
    assert [wish.draft_id for wish in page.tablet.later.waiting(page.tablet.session)] == [page.draft.id]


def test_a_video_is_taken_out_by_its_name(page: Page) -> None:
    clip = page.tablet.reviewed_clip(page.draft, TWO_SECONDS, None, None)
    page.open()

    page.view.removal_asked.emit(clip)

    assert page.view.toast.sentence == "The video is taken out."
    page.view.removal_expired.emit()
    assert page.tablet.clips.clips_of(page.draft.id, page.tablet.session) == frozenset()
