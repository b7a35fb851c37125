"""The page of the review of a video: what fingers and keys do on it, and that all of it can be reached and read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from app.ui.room.clip_review.screen import Appearance, Timeline
from app.ui.room.clip_review.timeline import PAD, TimelineBar
from app.ui.room.clip_review.wording import LOOKING
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.ids import RegionId
from tests import cast
from tests.app.ui.clip_review.conftest import ClipReview
from tests.app.ui.clip_review.film import recording, walk
from tests.app.ui.face_review.test_picture_toast import under_toast
from tests.app.ui.walk import faults_of

BARS = (Appearance(region=RegionId("1"), start_s=0, end_s=6, is_seen=True, is_chosen=False),)


@pytest.fixture
def bar(qtbot: QtBot, look: Look) -> TimelineBar:
    """Ten seconds, of which 2 to 8 are kept; 60 px a second."""
    bar = TimelineBar(look)
    qtbot.addWidget(bar)
    bar.resize(600 + 2 * PAD, 64)
    bar.show_timeline(Timeline(seconds=10, at_s=5, start_s=2, end_s=8, bars=BARS, is_trimmed=True))
    bar.show()
    return bar


def drag(bar: TimelineBar, start_s: float, end_s: float, *, off: int = 0) -> None:
    begin, end = (QPoint(round(PAD + 60 * seconds) + off, 30) for seconds in (start_s, end_s))
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(bar, end)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=end)


def test_a_finger_scrubs_within_what_is_kept(bar: TimelineBar) -> None:
    moved = QSignalSpy(bar.moved)

    drag(bar, 4, 9.5)

    assert [round(moved.at(number)[0], 1) for number in range(moved.count())] == [4.0, 8.0]


def test_a_handle_is_dragged_and_leaves_a_second_at_least(bar: TimelineBar) -> None:
    trimmed = QSignalSpy(bar.trimmed)

    drag(bar, 2, 3, off=-8)
    drag(bar, 8, 1, off=8)

    assert [[round(each, 1) for each in trimmed.at(number)] for number in range(2)] == [[2.9, 8.0], [2.0, 3.0]]


@pytest.mark.parametrize(
    ("key", "modifier", "lands"),
    [
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 5.1),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, 4.0),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 2.0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 8.0),
    ],
)
def test_keys_step_along_the_line(bar: TimelineBar, key: Qt.Key, modifier: Qt.KeyboardModifier, lands: float) -> None:
    moved = QSignalSpy(bar.moved)

    QTest.keyClick(bar, key, modifier)

    assert round(moved.at(0)[0], 1) == lands


def test_right_to_left_the_line_runs_the_other_way(bar: TimelineBar) -> None:
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    moved = QSignalSpy(bar.moved)

    drag(bar, 6, 6)
    QTest.keyClick(bar, Qt.Key.Key_Left)

    assert [round(moved.at(number)[0], 1) for number in (0, moved.count() - 1)] == [4.0, 5.1]


def test_nothing_moves_before_the_video_was_looked_at(bar: TimelineBar) -> None:
    bar.show_timeline(Timeline(seconds=10, end_s=10, looked=0.4, why=LOOKING))
    moved, trimmed = QSignalSpy(bar.moved), QSignalSpy(bar.trimmed)

    drag(bar, 0, 5)

    assert (moved.count(), trimmed.count()) == (0, 0)
    assert "40 %" in bar.accessibleName()


def test_the_line_says_where_it_is_and_what_is_kept(bar: TimelineBar) -> None:
    assert bar.accessibleName() == "Timeline. At 5 seconds of 10 seconds, kept from 2 seconds to 8 seconds"


def test_space_plays_and_escape_leaves_the_innermost_thing_first(two: ClipReview) -> None:
    QTest.keyClick(two.view, Qt.Key.Key_Space)
    assert two.view.drawn.timeline.is_playing
    two.view.several.click()

    QTest.keyClick(two.view, Qt.Key.Key_Escape)
    assert not two.view.drawn.is_several
    assert two.left == []
    QTest.keyClick(two.view, Qt.Key.Key_Escape)
    assert two.left == ["back"]


@pytest.mark.parametrize(
    ("theme", "size", "percent", "rtl"),
    [
        (ThemeName.DARK, (1024, 600), 100, True),
        (ThemeName.CONTRAST, (1280, 800), 150, False),
        (ThemeName.LIGHT, (1024, 600), 150, False),
    ],
)
def test_everything_can_be_reached_read_and_named(
    review_of: Callable[[bytes], ClipReview], look: Look, theme: ThemeName, size: tuple[int, int], percent: int, rtl: bool
) -> None:
    review = review_of(recording(walk(60, 120, 50, step=2), walk(420, 130, 25), firsts=(0, 25))).start(look=False)
    look.choose(theme, percent)
    review.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    review.view.resize(*size)
    assert faults_of(review.view) == []

    review.later.run_all()
    review.frames.run_all()
    review.name(cast.AMELIA)
    assert faults_of(review.view) == []

    review.view.say("Without sound for Noah’s family.")
    assert under_toast(review.view) == []

    review.view.tab_chosen.emit(1)
    review.frames.run_all()
    assert faults_of(review.view) == []
