"""Videos that are covered behind the screens: asked for, followed, stopped, and never in anybody's way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.handing_in import HandedIn
from app.services.later import Later, Power
from app.storage.drafts import Draft
from app.ui.room.clip_looks import ClipLooks
from app.ui.room.covering_line import capsule
from app.ui.room.covering_sheet import CoveringSheet, progress_words
from app.ui.room.later_run import LaterRun
from app.ui.room.work_bar import WorkBar
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton
from domain.ids import DraftId
from tests import cast
from tests.app.ui.clip_review.film import FilmedImaging, recording, walk
from tests.app.ui.lanes import HeldToldLane, PromptLane
from tests.app.ui.tablet import tablet_with
from tests.app.ui.walk import faults_of


class Runner:
    """A tablet with the run of its hand-ins; the lane is held."""

    def __init__(self, folder: Path) -> None:
        self.imaging = FilmedImaging()
        self.tablet = tablet_with(folder, self.imaging)
        self.lane = HeldToldLane()
        self.looks = ClipLooks(self.tablet.clips, self.tablet.session, self.lane)
        self.run = LaterRun(self.tablet.later, self.tablet.session, self.looks, lane=self.lane, vault=PromptLane())
        self.handed: list[HandedIn] = []
        self.refused: list[Later] = []
        self.shares: list[float] = []
        self.run.handed_in.connect(self.handed.append)
        self.run.refused.connect(self.refused.append)
        self.run.changed.connect(lambda wishes: self.shares.extend(round(wish.share, 2) for wish in wishes))

    def asked(self) -> Draft:
        """An entry with a video that is to be handed in later."""
        draft = self.tablet.draft(cast.AMELIA)
        self.tablet.reviewed_clip(draft, recording(walk(60, 120, 50)), cast.AMELIA)
        self.tablet.later.ask(draft.id, self.tablet.session)
        return draft

    @property
    def waiting(self) -> tuple[Later, ...]:
        return self.tablet.later.waiting(self.tablet.session)


@pytest.fixture
def runner(qtbot: QtBot, tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(tmp_path / "data")
    yield runner
    runner.tablet.close()


def wish(share: float = 0.4, *, needs_you: str = "", clips: int = 1) -> Later:
    """A wish on its way."""
    return Later(
        draft_id=DraftId(cast.id_of(7000)), title="Amelia at the water tray", clips=clips, clip=1, share=share,
        sentence="Covering the video", needs_you=needs_you,
    )  # fmt: skip


def test_what_was_asked_for_is_handed_in_behind_the_screens(runner: Runner) -> None:
    runner.asked()
    runner.asked()

    runner.run.wake()
    runner.lane.run_all()

    assert len(runner.handed) == 2
    assert runner.waiting == runner.run.wishes == ()
    assert max(runner.shares) > 0


def test_a_look_comes_first_and_the_hand_in_begins_anew_after_it(runner: Runner) -> None:
    runner.asked()
    other = runner.tablet.draft(cast.NOAH)
    clip = runner.tablet.clips.keep(recording(walk(60, 120, 50)), other.id, runner.tablet.session).photo_id
    runner.run.wake()

    runner.looks.look(clip)
    runner.lane.run_next()
    assert runner.handed == []

    runner.lane.run_all()
    assert len(runner.handed) == 1
    assert runner.tablet.clip_regions(clip)


def test_a_wish_that_is_taken_back_is_a_draft_again(runner: Runner) -> None:
    draft = runner.asked()
    runner.run.wake()

    runner.run.take_back(draft.id)
    runner.lane.run_all()

    assert runner.handed == []
    assert runner.run.wishes == ()
    assert runner.tablet.writing.save(draft, runner.tablet.session)


def test_it_waits_for_the_battery_and_goes_on_when_it_is_charged(runner: Runner) -> None:
    runner.asked()
    runner.tablet.power = Power(percent=12, is_charging=False)
    runner.run.wake()
    runner.lane.run_all()
    assert runner.handed == []
    assert "charging" in runner.run.wishes[0].sentence

    runner.tablet.power = Power(percent=12, is_charging=True)
    runner.run.wake()
    runner.lane.run_all()

    assert len(runner.handed) == 1


def test_what_needs_the_person_is_told_once_and_stands_in_no_other_ones_way(runner: Runner) -> None:
    runner.asked()
    runner.asked()
    runner.imaging.fails = True
    runner.run.wake()
    runner.lane.run_next()
    runner.imaging.fails = False
    runner.lane.run_all()

    assert len(runner.refused) == 1
    assert len(runner.handed) == 1
    assert capsule(runner.run.wishes) is not None

    runner.run.wake()
    runner.lane.run_all()
    assert len(runner.refused) == 1


def test_an_ended_run_stops_at_its_next_step(runner: Runner) -> None:
    runner.asked()
    runner.run.wake()

    runner.run.end()
    runner.lane.run_all()

    assert runner.handed == []
    assert len(runner.waiting) == 1


def test_the_capsule_says_how_far_it_is_in_words() -> None:
    now, needs = capsule((wish(0.4),)), capsule((wish(0.4), wish(needs_you="A face shows.")))

    assert capsule(()) is None
    assert now is not None
    assert (now.words, now.short) == ("Covering a video, 40 %", "40 %")
    assert needs is not None
    assert needs.words == "A video needs you"


def test_the_time_left_is_said_when_it_is_known() -> None:
    assert progress_words(wish(0.4, clips=2), 3) == "Video 1 of 2, 40 %. About 3 minutes left."
    assert progress_words(wish(0.4), None) == "Covering the video, 40 %."
    assert progress_words(wish(0.9), 0) == "Covering the video, 90 %. Less than a minute left."


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 150)])
def test_the_sheet_offers_to_stop_and_open_again(qtbot: QtBot, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(look.theme.name, percent)
    host = WorkBar(look)
    qtbot.addWidget(host)
    host.setFixedHeight(height)
    host.resize(width, height)
    host.show()
    sheet = CoveringSheet(look, host, 80)
    asked = list[str]()
    sheet.stop_asked.connect(asked.append)
    sheet.show_wishes((wish(), wish(needs_you="A face shows. Look at the video again.")), lambda _: 3)
    sheet.open()

    stop, open_it = sheet.panel.findChildren(ActionButton)
    stop.click()

    assert faults_of(sheet) == []
    assert (stop.text(), open_it.text()) == ("Stop and open again", "Open it")
    assert asked == [wish().draft_id]
