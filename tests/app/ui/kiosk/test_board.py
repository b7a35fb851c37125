"""The board: where every tablet is, what the day needs, and what it says when the server is away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.kiosk.state import KioskState, screen_of
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, Tone
from app.ui.widgets.paint import isolated
from domain.tablet_day import ClosingStep, DayState
from domain.tablets import Standing
from domain.wire import kiosk as wire
from tests import cast
from tests.app.ui.held import HeldLane
from tests.app.ui.kiosk.conftest import KioskOf
from tests.app.ui.kiosk.desk import NOW, Desk, card, device, tablets
from tests.app.ui.kiosk.kiosk import ZONE, Kiosk


def test_each_state_is_told_by_its_own_word_shape_and_colour() -> None:
    desk = Desk(cards=[card(at + 1, standing) for at, standing in enumerate(Standing)])

    cards = screen_of(KioskState(board=desk.board()), ZONE, NOW).cards

    words = [each.word for each in cards]
    assert words == ["In", "In, low battery", "Returned, not clear", "Out", "Late", "Out of use", "Missing", "Lost"]
    assert len({each.icon for each in cards}) == len(cards)
    assert [each.tone for each in cards[:5]] == [Tone.OK, Tone.WARN, Tone.WARN, Tone.INFO, Tone.BAD]


def test_the_board_reads_as_in_the_picture(kiosk: Kiosk) -> None:
    lines = {each.number: (each.line, each.second, each.button) for each in kiosk.view.drawn.cards}

    assert lines["1"] == ("Slot 1 · charging 84 %", "Ready to take", "Sign out")
    assert lines["2"] == (f"{isolated('Sam Morris')} since 07:25", "Back by 18:00 · everything sent", "Sign in")
    assert lines["4"] == ("Slot 4 · 22 % and rising", "Take 1 or 3 instead", "Sign out")
    assert lines["5"] == ("Cracked glass, Tuesday", "Waiting for repair", "See report")
    assert lines["6"] == (f"{isolated('Jo Patel')}, due 17:30", "Last seen 17:20 in Garden room", "Sign in")
    assert kiosk.view.bar.second.text() == "Thursday 19 November · we close at 18:00"


def test_a_tablet_that_came_back_says_how_much_it_has_not_sent(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(cards=[card(1, Standing.NOT_CLEAR, waiting=2)]))

    assert kiosk.view.drawn.cards[0].word == "Returned, not clear"
    assert kiosk.view.drawn.cards[0].line == "Slot 1 · 2 not sent yet"


def test_c46_a_tablet_on_the_dock_that_does_not_charge_is_flagged(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(cards=[card(1, is_rising=False)]))

    assert kiosk.view.drawn.cards[0].line == "Slot 1 · 84 %, not rising"


def test_a_low_battery_is_refused_with_a_better_one(kiosk: Kiosk) -> None:
    kiosk.tap_card(4)

    assert kiosk.presenter.flows.flow is None
    assert kiosk.view.toast.sentence == "Its battery is too low for a session. Take 1 or 3 instead."


def test_a_tap_anywhere_on_a_card_acts_and_a_stroke_does_not(kiosk: Kiosk) -> None:
    tablet = kiosk.view.card("1")
    QTest.mousePress(tablet, Qt.MouseButton.LeftButton, pos=QPoint(30, 40))
    QTest.mouseRelease(tablet, Qt.MouseButton.LeftButton, pos=QPoint(30, 90))
    assert not kiosk.panel.isVisible()

    QTest.mouseClick(tablet, Qt.MouseButton.LeftButton, pos=QPoint(30, 40))

    assert kiosk.panel.isVisible()


def test_no_child_is_named_on_the_board(kiosk: Kiosk) -> None:
    shown = repr(kiosk.view.drawn)

    assert not [child for child in cast.CHILDREN if child.first_name in shown]


def test_a_step_of_the_list_is_ticked_by_the_server_alone(kiosk_of: KioskOf) -> None:
    net = HeldLane()
    kiosk = kiosk_of(net=net)
    net.run_all()
    dock = kiosk.view.panel.rows[4]

    kiosk.tap(dock)
    assert not dock.isChecked()

    net.run_all()
    assert dock.isChecked()
    assert kiosk.desk.asked == [wire.Tick(step=ClosingStep.ON_THE_DOCK, is_done=True)]


def test_a_step_that_ticks_itself_says_so(kiosk: Kiosk) -> None:
    kiosk.tap(kiosk.view.panel.rows[2])

    assert kiosk.desk.asked == []
    assert kiosk.view.toast.sentence == "“All tablets in” ticks itself: 2 and 6 are still out."


def test_the_day_does_not_close_over_a_tablet_that_is_out_and_names_its_holder(kiosk: Kiosk) -> None:
    kiosk.tap(kiosk.view.panel.button)

    assert kiosk.presenter.flows.flow is None
    assert (
        kiosk.view.toast.sentence == f"Not yet: 2 is with {isolated('Sam Morris')}; 6 is with {isolated('Jo Patel')}. Sign them in first."
    )


@pytest.mark.parametrize(
    ("minutes", "level", "words"),
    [(-31, 0, ""), (-30, 1, "We close in 30 minutes."), (-10, 2, "We close in 10 minutes."), (0, 3, "We closed at 18:00.")],
)
def test_c45_the_late_warning_rises_with_its_sound(kiosk_of: KioskOf, minutes: int, level: int, words: str) -> None:
    kiosk = kiosk_of(Desk(now=NOW.replace(hour=18, minute=0) + timedelta(minutes=minutes)))

    assert kiosk.view.drawn.alarm == level
    assert kiosk.rung == [True] * min(level, 1)
    bar = kiosk.view.drawn.alarm_bar
    assert (bar.words if bar else "") == (f"Tablets 2 and 6 are still out. {words}" if words else "")


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_under_the_late_warning_every_tablet_stays_in_sight(kiosk_of: KioskOf, size: tuple[int, int]) -> None:
    kiosk = kiosk_of(Desk(now=NOW.replace(hour=18, minute=0), attest_due=True), width=size[0], height=size[1])
    QApplication.processEvents()

    assert kiosk.view.alarm.isVisible()
    assert kiosk.view.notice.isVisible() == (size[1] == 800)
    for shown in kiosk.view.cards:
        assert shown.button.visibleRegion().boundingRect() == shown.button.rect()
    assert kiosk.faults == []


def test_the_sound_comes_once_for_each_level(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(now=NOW.replace(hour=17, minute=30)))
    kiosk.presenter.refresh()
    assert len(kiosk.rung) == 1

    kiosk.desk.now = NOW.replace(hour=17, minute=50)
    kiosk.presenter.refresh()
    kiosk.presenter.refresh()

    assert len(kiosk.rung) == 2


def test_offline_says_so_keeps_the_board_and_rests_every_step(kiosk: Kiosk) -> None:
    kiosk.desk.is_out_of_reach = True
    kiosk.presenter.refresh()

    assert kiosk.view.offline.isVisible()
    assert len(kiosk.view.drawn.cards) == 6
    kiosk.tap_card(1)
    assert kiosk.presenter.flows.flow is None

    kiosk.desk.is_out_of_reach = False
    kiosk.tap(kiosk.view.offline.button)
    assert not kiosk.view.offline.isVisible()


def test_out_of_reach_from_the_start_is_no_blank_page(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(is_out_of_reach=True))

    assert kiosk.view.offline.isVisible()
    assert kiosk.faults == []


def test_a_slow_server_is_asked_one_question_at_a_time(kiosk_of: KioskOf) -> None:
    net = HeldLane()
    kiosk = kiosk_of(net=net)

    kiosk.presenter.refresh()
    kiosk.presenter.refresh()

    assert len(net.waiting) == 1


def test_what_the_server_finds_odd_is_said_in_full(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(anomalies=("Two kiosks signed tablet 2 out at once.", "Tablet 3 came twice.")))

    kiosk.tap(kiosk.view.notice.button)

    assert "Tablet 3 came twice." in kiosk.panel.form.text.words.text()


def test_twelve_tablets_scroll(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(cards=[*tablets(), *(card(number) for number in range(7, 13))]))

    assert len(kiosk.view.cards) == 12
    assert kiosk.faults == []


@pytest.mark.parametrize(
    ("width", "height", "percent", "theme"),
    [
        (1280, 800, 100, ThemeName.LIGHT),
        (1024, 600, 100, ThemeName.DARK),
        (1280, 800, 150, ThemeName.CONTRAST),
        (1024, 600, 150, ThemeName.LIGHT),
    ],
)
def test_everything_on_the_board_can_be_reached_read_and_named(
    kiosk_of: KioskOf, look: Look, width: int, height: int, percent: int, theme: ThemeName
) -> None:
    look.choose(theme, percent)
    kiosk = kiosk_of(width=width, height=height)

    assert kiosk.faults == []


def test_the_small_kiosk_shows_six_tablets_without_scrolling(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(now=NOW.replace(hour=15)), width=1024, height=600)

    last = kiosk.view.card("6").button

    assert last.visibleRegion().boundingRect() == last.rect()


def test_the_board_mirrors_from_right_to_left(kiosk: Kiosk) -> None:
    kiosk.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()

    assert kiosk.view.panel.x() < kiosk.view.cards[0].mapTo(kiosk.view, QPoint(0, 0)).x()
    assert kiosk.faults == []


def test_the_clock_is_the_servers(kiosk: Kiosk) -> None:
    assert kiosk.view.clock.text() == "17:42"
    assert kiosk.desk.day is DayState.OPEN
    assert device(1) == kiosk.view.drawn.cards[0].device_id
