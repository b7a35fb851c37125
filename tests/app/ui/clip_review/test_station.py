"""A video from the camera to the office's queue, over the room's own station, lanes and store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.storage.drafts import Draft
from app.sync.reports import CycleReport
from app.sync.rhythm import Rhythm
from app.ui.background import Background
from app.ui.lanes import Lanes
from app.ui.room.camera_screen.view import CameraView
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.clip_tasks import ClipTasks
from app.ui.room.compose.view import ComposeView
from app.ui.room.covering_line import DONE
from app.ui.room.covering_sheet import CoveringSheet
from app.ui.room.entry_ways import HANDED_IN_LATER
from app.ui.room.home.view import HomeView
from app.ui.room.station import LOOKED, RoomStation, StationExits
from app.ui.shell import Shell
from app.ui.sync_clock import SyncClock
from app.ui.theme.look import Look
from domain.ids import PhotoId
from tests import cast
from tests.app.services.tablet import Tablet, framework
from tests.app.ui.camera.test_filming import FilmCamera
from tests.app.ui.clip_review.film import PretendImaging, recording, walk
from tests.app.ui.returned.conftest import services_of
from tests.app.ui.tablet import tablet_with

V = TypeVar("V", bound=QWidget)


@dataclass
class AtWork:
    """Sam at work with a camera."""

    qtbot: QtBot
    shell: Shell
    tablet: Tablet
    lanes: Lanes
    camera: FilmCamera
    tasks: ClipTasks
    station: RoomStation

    def screen(self, kind: type[V]) -> V:
        self.qtbot.waitUntil(lambda: isinstance(self.shell.screen_now, kind))
        now = self.shell.screen_now
        assert isinstance(now, kind)
        return now

    def film(self, draft: Draft) -> CameraView:
        """Open the camera, and film two seconds."""
        self.station._entries.camera(draft.id)
        view = self.screen(CameraView)
        view.film_button.click()
        view.shutter.click()
        for at in range(9):
            self.camera.give(at / 4)
            self.qtbot.waitUntil(partial(has_seconds, view, at / 4))
        return view

    def clips(self, draft: Draft) -> frozenset[PhotoId]:
        return self.tablet.clips.clips_of(draft.id, self.tablet.session)


@pytest.fixture
def at_work(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[AtWork]:
    tablet = tablet_with(tmp_path / "data", PretendImaging())
    shell = Shell(look, "Daybook")
    qtbot.addWidget(shell)
    shell.resize(1280, 800)
    shell.show()
    lanes, camera = Lanes(Background(), Background(), Background()), FilmCamera()
    clock = SyncClock(lambda stop: CycleReport(is_online=False), lanes.net, Rhythm())
    services = services_of(tablet)
    tasks = ClipTasks(services, tablet.session, lanes)
    exits = StationExits(lock=lambda: None, turned=lambda angle: None, agree_to_removal=lambda: None)
    station = RoomStation(shell, services, tablet.session, lanes, camera, framework(), clock, exits, clips=tasks)
    yield AtWork(qtbot, shell, tablet, lanes, camera, tasks, station)
    station.end()
    tasks.end()
    clock.stop()
    lanes.close()
    tablet.close()


def test_a_video_goes_from_the_camera_to_handed_in_while_the_person_works_on(at_work: AtWork, qtbot: QtBot) -> None:
    draft = at_work.tablet.draft(cast.AMELIA)
    at_work.film(draft).shutter.click()

    review = at_work.screen(ClipReviewView)
    qtbot.waitUntil(lambda: bool(review.drawn.review.marks))
    next(tile for tile in review.who.grid.tiles if tile.child and tile.child.id == cast.AMELIA).click()
    qtbot.waitUntil(lambda: review.drawn.review.finish.awake and review.drawn.review.marks[0].label == "Amelia")
    review.who.finish.click()

    compose = at_work.screen(ComposeView)
    qtbot.waitUntil(lambda: bool(compose.drawn.photos) and compose.drawn.photos[0].picture is not None)
    assert compose.drawn.photos[0].film == "0:02"
    assert compose.drawn.saved_line.endswith("Handing in covers the video behind your work. It takes a few minutes.")
    release = held(at_work.lanes.later)
    compose.hand_in.click()

    home = at_work.screen(HomeView)
    qtbot.waitUntil(lambda: home.toast.sentence == HANDED_IN_LATER)
    qtbot.waitUntil(home.covering_pill.isVisible)
    assert home.covering_pill.accessibleName().endswith("Covering a video, 0 %")
    release()
    qtbot.waitUntil(lambda: home.toast.sentence == DONE)
    qtbot.waitUntil(lambda: not home.covering_pill.isVisible())


def test_a_lock_while_it_records_keeps_what_is_there_for_the_draft(at_work: AtWork, qtbot: QtBot) -> None:
    draft = at_work.tablet.draft(cast.AMELIA)
    at_work.film(draft)

    at_work.station.end()

    qtbot.waitUntil(lambda: len(at_work.clips(draft)) == 1)
    assert not at_work.camera.is_open


def test_a_look_that_ended_is_told_where_the_person_is(at_work: AtWork, qtbot: QtBot) -> None:
    draft = at_work.tablet.draft(cast.AMELIA)
    clip = at_work.tablet.clips.keep(recording(walk(60, 120, 50)), draft.id, at_work.tablet.session).photo_id
    at_work.station.home()
    home = at_work.screen(HomeView)

    at_work.tasks.looks.look(clip)

    qtbot.waitUntil(lambda: home.toast.sentence == LOOKED)


def test_a_look_goes_on_behind_a_lock(at_work: AtWork, qtbot: QtBot) -> None:
    draft = at_work.tablet.draft(cast.AMELIA)
    release = held(at_work.lanes.later)
    at_work.film(draft).shutter.click()
    at_work.screen(ClipReviewView)
    [clip] = at_work.clips(draft)
    qtbot.waitUntil(lambda: at_work.tasks.looks.is_busy)

    at_work.station.end()
    release()

    qtbot.waitUntil(lambda: bool(at_work.tablet.clip_regions(clip)))


def test_a_hand_in_that_goes_on_is_stopped_and_opened_again(at_work: AtWork, qtbot: QtBot) -> None:
    draft = at_work.tablet.draft(cast.AMELIA)
    at_work.tablet.reviewed_clip(draft, recording(walk(60, 120, 50)), cast.AMELIA)
    at_work.tablet.later.ask(draft.id, at_work.tablet.session)
    release = held(at_work.lanes.later)
    at_work.station.start()
    home = at_work.screen(HomeView)
    qtbot.waitUntil(home.covering_pill.isVisible)

    home.draft_chosen.emit(draft.id)  # a draft that is handed in is not written on: its sheet opens
    [sheet] = home.findChildren(CoveringSheet)
    sheet.stop_asked.emit(draft.id)

    compose = at_work.screen(ComposeView)
    release()
    qtbot.waitUntil(lambda: compose.drawn.text == "She pours the water.")
    assert at_work.tablet.later.waiting(at_work.tablet.session) == ()


def has_seconds(view: CameraView, seconds: float) -> bool:
    """Whether so much is recorded."""
    return view.drawn is not None and view.drawn.film is not None and view.drawn.film.seconds >= seconds


def held(lane: Background) -> Callable[[], None]:
    """Keep the lane busy until the answer is called."""
    gate = Event()
    lane.run(lambda: gate.wait(20), lambda _: None, lambda error: None)
    return gate.set
