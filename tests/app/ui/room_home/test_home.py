"""Room home on a real store: choose, filter, find, begin."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.room import ChildCard, Here, RoomBoard, counts_of
from app.services.writing import Draft
from app.ui.room.home.arrange import (
    TAP_A_CHILD,
    ConnectionFacts,
    HomeFacts,
    connection_line,
    due_chip,
    filters_of,
    home_screen,
    promise_of,
    shown,
    tile_of,
)
from app.ui.room.home.presenter import HomePresenter, HomeWays, toggled
from app.ui.room.home.screen import Filter
from app.ui.room.home.view import HomeView
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, Tone
from app.ui.widgets.fault import REPORT
from domain.consent import Scope
from domain.entries import EntryKind
from domain.ids import ChildId
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.app.ui.held import HeldLane
from tests.app.ui.walk import faults_of

LONDON = ZoneInfo("Europe/London")


class Home:
    """Home with its presenter on a real tablet, and where it led."""

    def __init__(self, qtbot: QtBot, look: Look, tablet: Tablet) -> None:
        self.tablet, self.lane, self.went = tablet, HeldLane(), list[tuple[str, object]]()
        self.connection = ConnectionFacts(on_network=False, waiting=3)
        self.view = HomeView(look)
        qtbot.addWidget(self.view)
        self.view.resize(1280, 800)
        self.view.show()
        ways = HomeWays(
            take_photo=lambda draft: self.went.append(("photo", draft)),
            write=lambda draft: self.went.append(("write", draft)),
            go_on=lambda draft: self.went.append(("go on", draft)),
            open_sync_panel=lambda: self.went.append(("panel", None)),
            lock=lambda: self.went.append(("lock", None)),
            report_fault=lambda note: self.went.append(("fault", note)),
        )
        self.presenter = HomePresenter(
            self.view, tablet.room, tablet.writing, lambda: self.connection, self.lane, tablet.session, LONDON, ways
        )
        self.lane.run_all()

    def names(self) -> list[str]:
        return [card.tile.name for card in self.view.grid.cards]

    def tap(self, *children: ChildId) -> None:
        for child in children:
            self.view.grid.card(child).click()

    def refresh(self) -> None:
        self.presenter.refresh()
        self.lane.run_all()


@pytest.fixture
def home(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Home]:
    tablet = Tablet(tmp_path)
    tablet.learn()
    yield Home(qtbot, look, tablet)
    tablet.close()


def test_every_child_of_the_room_has_a_card(home: Home) -> None:
    assert sorted(home.names()) == sorted(f"{child.first_name} {child.last_initial}" for child in cast.CHILDREN)


def test_a_tap_chooses_and_a_second_lets_go(home: Home) -> None:
    home.tap(cast.AMELIA)
    assert home.view.grid.card(cast.AMELIA).isChecked()
    assert home.view.bar.choice.isVisible()

    home.tap(cast.AMELIA)
    assert not home.view.grid.card(cast.AMELIA).isChecked()
    assert not home.view.bar.choice.isVisible()


def test_without_a_child_the_actions_rest_and_say_why(qtbot: QtBot, home: Home) -> None:
    QTest.mouseClick(home.view.bar.photo_button, Qt.MouseButton.LeftButton)

    assert home.lane.waiting == []
    assert home.view.bar.hint.text() == TAP_A_CHILD
    assert home.view.toast.isVisible()


def test_take_photo_makes_the_draft_first_and_once(qtbot: QtBot, home: Home) -> None:
    home.tap(cast.AMELIA, cast.NOAH)

    QTest.mouseClick(home.view.bar.photo_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(home.view.bar.photo_button, Qt.MouseButton.LeftButton)
    assert home.went == []
    home.lane.run_all()

    [(way, draft)] = home.went
    assert way == "photo"
    assert isinstance(draft, Draft)
    assert draft.children == (cast.AMELIA, cast.NOAH)
    assert home.tablet.writing.drafts(home.tablet.session) == (draft,)


def test_a_snapshot_begins_as_a_snapshot(qtbot: QtBot, home: Home) -> None:
    home.tap(cast.ISLA)

    QTest.mouseClick(home.view.bar.snapshot_button, Qt.MouseButton.LeftButton)
    home.lane.run_all()

    [(way, draft)] = home.went
    assert way == "write"
    assert isinstance(draft, Draft)
    assert draft.kind is EntryKind.SNAPSHOT


def test_the_confirm_chip_says_for_whom(home: Home) -> None:
    home.tap(cast.AMELIA)

    assert home.view.bar.choice.accessibleName().translate(str.maketrans("", "", "\u2068\u2069")) == "For Amelia K."


def test_let_go_empties_the_choice(qtbot: QtBot, home: Home) -> None:
    home.tap(cast.AMELIA, cast.NOAH)

    QTest.mouseClick(home.view.bar.choice.close_button, Qt.MouseButton.LeftButton)

    assert not any(card.isChecked() for card in home.view.grid.cards)


def test_my_children_are_those_whose_key_person_i_am(home: Home) -> None:
    home.view.filter_chosen.emit(Filter.MINE.value)

    assert home.names() == ["Amelia K.", "Ayaan S.", "Noah B."]


def test_find_shows_whoever_begins_so(qtbot: QtBot, home: Home) -> None:
    QTest.keyClicks(home.view.filters.search.editor, "zo")

    assert home.names() == ["Zoë Ö."]


def test_finding_nobody_says_what_to_do(qtbot: QtBot, home: Home) -> None:
    QTest.keyClicks(home.view.filters.search.editor, "xyz")

    assert home.view.middle.currentWidget() is home.view.empty


def test_the_choice_outlives_filter_and_refresh(home: Home) -> None:
    home.tap(cast.AMELIA)
    home.view.filter_chosen.emit(Filter.TO_OBSERVE.value)

    home.refresh()

    assert home.view.grid.card(cast.AMELIA).isChecked()


def test_a_consent_that_changes_shows_at_the_next_refresh(home: Home) -> None:
    home.tablet.set_scope(cast.ISLA, Scope.NONE)

    home.refresh()

    assert "no photo" in home.view.grid.card(cast.ISLA).accessibleName()


def test_what_was_begun_is_offered(qtbot: QtBot, home: Home) -> None:
    draft = home.tablet.draft(cast.AMELIA)
    home.refresh()

    QTest.mouseClick(home.view.bar.drafts_button, Qt.MouseButton.LeftButton)

    assert home.went == [("go on", draft.id)]


def test_several_begun_entries_are_listed(qtbot: QtBot, home: Home) -> None:
    first = home.tablet.draft(cast.AMELIA, text="She pours.")
    home.tablet.clock.go_on(minutes=1)
    home.tablet.draft(cast.NOAH, text="He builds.")
    home.refresh()

    QTest.mouseClick(home.view.bar.drafts_button, Qt.MouseButton.LeftButton)
    assert home.view.drafts_sheet.isVisible()
    assert faults_of(home.view) == []
    home.view.drafts_sheet.chosen.emit(first.id)

    assert home.went == [("go on", first.id)]


def test_not_me_locks_at_once(qtbot: QtBot, home: Home) -> None:
    QTest.mouseClick(home.view.person_button, Qt.MouseButton.LeftButton)

    assert home.went == [("lock", None)]


def test_the_connection_opens_the_panel(qtbot: QtBot, home: Home) -> None:
    assert home.view.connection_pill.text() == "Offline · 3 waiting"

    QTest.mouseClick(home.view.connection_pill, Qt.MouseButton.LeftButton)

    assert home.went == [("panel", None)]


def test_the_promise_shows_whom_it_is_about(qtbot: QtBot, home: Home) -> None:
    assert home.view.promise_pill.text() == "6 snapshots by 16:30"

    QTest.mouseClick(home.view.promise_pill, Qt.MouseButton.LeftButton)

    assert len(home.names()) == 6
    assert Filter.SNAPSHOT_DUE in home.view.filters._pills


def test_a_fault_is_reported_from_home(qtbot: QtBot, home: Home) -> None:
    home.view.fault_button.click()
    home.view.fault_dialog.buttons[REPORT].click()

    assert home.went == [("fault", "")]


def test_arrows_walk_the_grid_and_space_chooses(qtbot: QtBot, home: Home) -> None:
    cards = home.view.grid.cards
    cards[0].setFocus()

    QTest.keyClick(cards[0], Qt.Key.Key_Right)
    QTest.keyClick(cards[1], Qt.Key.Key_Space)

    assert home.view.focusWidget() is cards[1]
    assert cards[1].isChecked()
    QTest.keyClick(cards[0], Qt.Key.Key_Down)
    assert home.view.focusWidget() is cards[5]


def test_a_card_reads_name_state_permission_allergy_and_never_why(home: Home) -> None:
    assert home.view.grid.card(cast.NOAH).accessibleName() == "Noah B., here, to observe, own journal only"
    assert home.view.grid.card(cast.LUKASZ).accessibleName() == "Łukasz W., here, to observe, photos allowed, allergy"


def test_the_screen_holds_no_reason_and_no_surname(home: Home) -> None:
    screen = repr(home_screen(facts_of(board_of(15))))

    assert "court" not in screen
    assert "egg" not in screen


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("name", ThemeName)
def test_nothing_is_small_nameless_or_cut_off(home: Home, name: ThemeName, size: tuple[int, int], percent: int, rtl: bool) -> None:
    home.view.look.choose(name, percent)
    home.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    home.tap(cast.AMELIA)
    home.view.resize(*size)
    QApplication.processEvents()

    assert faults_of(home.view) == []
    assert (home.view.width(), home.view.height()) == size


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_fifteen_children_need_no_scrolling(home: Home, size: tuple[int, int]) -> None:
    home.view.resize(*size)
    home.view.show_screen(home_screen(facts_of(board_of(15))))
    QApplication.processEvents()

    viewport = home.view.grid.viewport()
    assert len(home.view.grid.cards) == 15
    assert home.view.grid.cards[-1].geometry().bottom() <= viewport.height()


def test_more_children_than_fit_scroll_to_the_focused_one(qtbot: QtBot, home: Home) -> None:
    home.view.show_screen(home_screen(facts_of(board_of(30))))
    QApplication.processEvents()

    last = home.view.grid.cards[-1]
    QApplication.sendEvent(last, QFocusEvent(QFocusEvent.Type.FocusIn))

    assert home.view.grid.verticalScrollBar().value() > 0


def test_where_one_chip_fits_the_urgent_one_survives(home: Home) -> None:
    card = home.view.grid.card(cast.AMELIA)

    assert [chip.word for chip in card.chips_that_fit(400)] == ["Here", "To observe"]
    assert [chip.word for chip in card.chips_that_fit(120)] == ["To observe"]


def test_a_long_name_takes_two_lines_before_it_is_shortened(home: Home) -> None:
    card = home.view.grid.card(cast.AMELIA)
    card.show_tile(dataclasses.replace(card.tile, name="Bartholomew Alexander Christopher-James W."))

    lines = card._name_lines(210)

    assert len(lines) == 2
    assert lines[0].startswith("Bartholomew")
    card.show_tile(dataclasses.replace(card.tile, name="Amelia K."))
    assert card._name_lines(210) == ["Amelia K."]


def board_of(count: int, **changes: object) -> RoomBoard:
    children = [cast.child(ChildId(cast.id_of(500 + number)), f"Child{number}", "A.", Scope.ALL) for number in range(count)]
    cards = tuple(
        ChildCard(child=child, is_mine=False, here=Here.HERE, observe_due=False, snapshot_due=False, snapshot_urgent=False)
        for child in children
    )
    board = RoomBoard(
        room_name="Caterpillars", nursery="Hazel Lane", on=cast.TODAY, children=cards, counts=counts_of(cards), snapshots_due=0,
        snapshot_by=None, is_paused=False,
    )  # fmt: skip
    return dataclasses.replace(board, **changes)  # type: ignore[arg-type]  # fields by name


def facts_of(board: RoomBoard) -> HomeFacts:
    return HomeFacts(board=board, session=session_of(), drafts=(), connection=ConnectionFacts(True, 0), zone=LONDON)


def test_paused_rests_every_action_with_the_way_out() -> None:
    screen = home_screen(facts_of(board_of(3, is_paused=True)))

    assert "paper sheets" in screen.missing
    assert screen.banner == screen.missing


def test_no_snapshot_due_leaves_no_promise() -> None:
    assert promise_of(board_of(3)) is None


def test_an_urgent_snapshot_goes_before_an_observation() -> None:
    card = dataclasses.replace(board_of(1).children[0], observe_due=True, snapshot_due=True, snapshot_urgent=True)

    chip = due_chip(card)

    assert chip is not None
    assert chip.word == "Snapshot due"


def test_a_child_who_is_not_in_owes_nothing_and_is_faded() -> None:
    card = dataclasses.replace(board_of(1).children[0], here=Here.NOT_IN, observe_due=True)

    tile = tile_of(card, ())

    assert tile.due is None
    assert tile.face.faded
    assert tile.presence.word == "Not in today"


@pytest.mark.parametrize(
    ("facts", "words", "tone"),
    [
        (ConnectionFacts(True, 0), "Online", Tone.OK),
        (ConnectionFacts(True, 2), "Online · 2 waiting", Tone.OK),
        (ConnectionFacts(False, 3), "Offline · 3 waiting", Tone.WARN),
        (ConnectionFacts(False, 0), "Offline", Tone.WARN),
    ],
)
def test_the_connection_is_said_in_words(facts: ConnectionFacts, words: str, tone: Tone) -> None:
    line = connection_line(facts)

    assert (line.words, line.tone) == (words, tone)


def test_filters_carry_their_counts() -> None:
    assert [(pill.words, pill.count) for pill in filters_of(facts_of(board_of(4)))] == [
        ("My children", 0),
        ("Everyone", 4),
        ("Here now", 4),
        ("To observe", 0),
    ]


def test_a_search_looks_at_everyone_whatever_the_filter() -> None:
    facts = dataclasses.replace(facts_of(board_of(4)), filter=Filter.MINE, search="child2")

    assert [card.child.first_name for card in shown(facts)] == ["Child2"]


def test_a_tap_adds_at_the_end_and_takes_away() -> None:
    one, two = ChildId("one"), ChildId("two")

    assert toggled((one,), two) == (one, two)
    assert toggled((one, two), one) == (two,)


def test_no_pill_is_ever_a_window_of_its_own(look: Look, qtbot: QtBot) -> None:
    view = HomeView(look)
    qtbot.addWidget(view)

    pills = (view.filter_button, view.promise_pill, view.connection_pill)
    assert {pill.window() for pill in pills} == {view}
    assert [pill for pill in pills if not pill.isHidden()] == []


def test_tab_reads_the_children_before_the_actions(home: Home, qtbot: QtBot) -> None:
    home.view.activateWindow()
    qtbot.waitUntil(home.view.isActiveWindow)
    home.view.filters.search.editor.setFocus()

    QTest.keyClick(home.view.filters.search.editor, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is home.view.grid.cards[0]

    home.view.grid.cards[-1].setFocus()
    QTest.keyClick(home.view.grid.cards[-1], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is home.view.bar.photo_button
