from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.moderating import Moderating
from app.ui.office.presenter import OfficePresenter, OfficeTask
from app.ui.office.screen import Stage
from app.ui.office.state import due_of
from app.ui.office.view import OfficeView
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, Tone
from domain.entries import EntryKind
from domain.ids import StaffId
from domain.moderation import RemovalCategory
from domain.permissions import Station
from tests import cast
from tests.app.services.tablet import framework, session_of
from tests.app.ui.lanes import HeldToldLane, PromptLane
from tests.app.ui.office.desk import OUT_OF_REACH, Desk, desk_of, office_entry, two_families
from tests.app.ui.seen import face, has_face, jpeg_of, scene
from tests.app.ui.tablet import ZONE
from tests.app.ui.walk import faults_of


@dataclass
class Office:
    """Ruth at the office's machine: real service, real widgets; only the server's desk is the test's."""

    desk: Desk
    view: OfficeView
    presenter: OfficePresenter

    def key(self, key: Qt.Key | str) -> None:
        if isinstance(key, str):
            QTest.keyClicks(self.view, key)
        else:
            QTest.keyClick(self.view, key)

    @property
    def steps(self) -> list[tuple[str, str]]:
        return [(entry, request.action) for entry, request in self.desk.asked]


OfficeOf = Callable[..., Office]


@pytest.fixture
def office_of(qtbot: QtBot, look: Look) -> OfficeOf:
    def build(desk: Desk, *, who: StaffId = cast.RUTH, net: HeldToldLane | None = None) -> Office:
        view = OfficeView(look)
        qtbot.addWidget(view)
        view.person.set_person("Ruth", "Adeyemi")
        view.resize(1280, 800)
        view.show()
        view.activateWindow()
        words = framework()

        def clock() -> datetime:
            return cast.NOW

        task = OfficeTask(session=session_of(who, Station.OFFICE), framework=words, zone=ZONE, clock=clock)
        presenter = OfficePresenter(view, Moderating(desk, words, clock), task, net=net or PromptLane())
        presenter.start()
        QApplication.processEvents()
        return Office(desk, view, presenter)

    return build


def three_entries() -> Desk:
    """Łukasz is late, Amelia and Noah are due today, Isla tomorrow; given in another order."""
    return desk_of(
        office_entry(4, cast.ISLA, due=timedelta(days=1), title="Isla at the window"),
        two_families(1),
        office_entry(2, cast.LUKASZ, due=timedelta(minutes=-30), title="Łukasz and the bricks", kind=EntryKind.SNAPSHOT),
        picture_bytes=jpeg_of(scene(face(200, 300))),
    )


def test_what_is_due_first_stands_first_and_is_open(office_of: OfficeOf) -> None:
    office = office_of(three_entries())

    assert [line.names for line in office.view.drawn.lines] == ["Łukasz W.", "Amelia and Noah", "Isla M."]
    assert [line.due.word for line in office.view.drawn.lines] == ["Late", "14:05", "Tomorrow"]
    assert office.view.drawn.lines[0].is_chosen
    assert office.view.subject.title.text() == "Łukasz and the bricks"


def test_j_and_k_walk_through_the_list_and_stop_at_its_ends(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key("j")
    office.key("j")
    office.key("j")
    assert office.view.drawn.lines[2].is_chosen

    office.key("k")
    assert office.view.drawn.lines[1].is_chosen


def test_the_picture_is_shown_as_each_family_gets_it(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key("j")
    first = office.view.drawn.subject
    assert first is not None and first.picture is not None
    assert first.picture_note == "1 face seen, 2 covered"

    office.view.subject.tabs.tabs[1].click()

    assert len(set(office.desk.pictures_asked)) == 2
    second = office.view.drawn.subject
    assert second is not None and second.family == 1


def test_only_the_open_entrys_pictures_are_held(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key("j")
    assert has_face(office.view.grab().toImage())

    office.key("j")

    assert office.presenter._state.pictures == {}
    assert not has_face(office.view.grab().toImage())


def test_c18_nobody_approves_a_picture_that_did_not_come_and_it_comes_with_the_server(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.desk.is_out_of_reach = True
    office.key("j")
    unseen = office.view.drawn.subject
    assert unseen is not None and unseen.picture is None
    office.key("a")
    assert office.desk.asked == []
    assert "have not seen" in unseen.approve.why

    office.desk.is_out_of_reach = False
    office.presenter.refresh()

    seen = office.view.drawn.subject
    assert seen is not None and seen.picture is not None and seen.approve.awake


def test_findings_are_marked_in_the_text_and_said_in_words(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key("j")

    subject = office.view.drawn.subject
    assert subject is not None
    assert [hint.word for hint in subject.hints] == ["Isla"]
    assert len(office.view.subject.text.extraSelections()) == 1
    assert subject.to_look == 1 and subject.checks[0].look
    assert office.view.subject.text.isReadOnly()


def test_approving_takes_the_next_one_and_can_be_undone_for_eight_seconds(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key("j")

    office.key("a")

    assert office.steps == [(cast.id_of(3001), "approve")]
    assert office.view.subject.title.text() == "Isla at the window"
    assert office.view.toast.isVisible()

    office.key("z")

    assert office.steps[-1] == (cast.id_of(3001), "undo")
    assert office.desk.asked[-1][1].version == 2
    assert office.view.subject.title.text() == "Amelia at the water tray"
    assert len(office.view.drawn.lines) == 3


def test_after_eight_seconds_there_is_nothing_to_undo(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key("a")
    for _ in range(8):
        office.view.toast.tick()

    office.key("z")

    assert [action for _, action in office.steps] == ["approve"]


def test_returning_wants_a_note(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key("r")
    assert office.steps == []
    assert office.view.checks.note_error.sentence == "Write a reason, so that the author knows what to do."

    QTest.keyClicks(office.view.checks.note, "Lovely. Please say a friend.")
    office.view.give_back.click()

    entry, request = office.desk.asked[0]
    assert (entry, request.action, request.reason) == (cast.id_of(3002), "return", "Lovely. Please say a friend.")


def test_letters_rest_while_a_note_is_written(office_of: OfficeOf) -> None:
    office = office_of(three_entries())

    QTest.keyClicks(office.view.checks.note, "a rare jacket, okay")

    assert office.steps == []
    assert office.view.drawn.note == "a rare jacket, okay"
    assert office.view.drawn.lines[0].is_chosen


def test_a_note_stays_with_its_entry(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    QTest.keyClicks(office.view.checks.note, "For Sam")
    office.presenter.step(1)
    assert office.view.checks.note.toPlainText() == ""

    office.presenter.step(-1)

    assert office.view.checks.note.toPlainText() == "For Sam"


def test_removing_wants_a_category_and_words(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key(Qt.Key.Key_Delete)
    sheet = office.view.remove_sheet
    sheet.remove.click()
    assert sheet.category_error.sentence and sheet.reason_error.sentence
    assert office.steps == []

    sheet.rows[RemovalCategory.DIGNITY].click()
    sheet.reason.set_text("Not kind.")
    sheet.remove.click()

    _, request = office.desk.asked[0]
    assert (request.action, request.category, request.reason) == ("remove", "dignity", "Not kind.")


def test_nobody_approves_their_own_entry(office_of: OfficeOf) -> None:
    office = office_of(desk_of(office_entry(1, cast.ISLA, author=cast.RUTH)))

    office.key("a")

    assert office.steps == []
    assert not office.view.approve.is_available
    assert office.view.why.text() == "You wrote this one. Ask the other manager to check it."
    assert office.view.give_back.is_available


def test_an_empty_queue_says_so(office_of: OfficeOf) -> None:
    office = office_of(desk_of())

    assert office.view.drawn.stage is Stage.EMPTY
    assert not office.view.bottom.isVisible()
    for key in ("a", "r", "j", "k", "z"):
        office.key(key)
    assert office.steps == []


def test_out_of_reach_keeps_what_is_known_and_decides_nothing(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.desk.is_out_of_reach = True
    office.presenter.refresh()

    assert office.view.banner.isVisible() and office.view.drawn.offline == OUT_OF_REACH
    assert len(office.view.drawn.lines) == 3
    office.key("a")
    assert office.steps == []

    office.desk.is_out_of_reach = False
    office.view.banner.button.click()
    office.key("a")
    assert len(office.steps) == 1


def test_out_of_reach_at_the_start_is_no_blank_page(office_of: OfficeOf) -> None:
    desk = three_entries()
    desk.is_out_of_reach = True

    office = office_of(desk)

    assert office.view.banner.isVisible()
    assert faults_of(office.view) == []


def test_a_second_key_waits_for_the_first_step(office_of: OfficeOf) -> None:
    net = HeldToldLane()
    office = office_of(three_entries(), net=net)
    net.run_all()

    office.key("a")
    office.key("a")
    net.run_all()

    assert office.steps == [(cast.id_of(3002), "approve")]


def test_find_leaves_what_bears_the_words(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.key("/")
    assert office.view.list.search.editor.hasFocus()

    QTest.keyClicks(office.view.list.search.editor, "isla")

    assert [line.names for line in office.view.drawn.lines] == ["Isla M."]


def test_the_keys_are_shown_on_asking(office_of: OfficeOf) -> None:
    office = office_of(three_entries())

    office.key("?")

    assert office.view.keys_sheet.isVisible()


@pytest.mark.parametrize(
    ("due", "word", "tone"),
    [
        (timedelta(minutes=-1), "Late", Tone.BAD),
        (timedelta(hours=4), "14:05", Tone.WARN),
        (timedelta(days=1), "Tomorrow", Tone.QUIET),
        (timedelta(days=3), "Sunday", Tone.QUIET),
        (timedelta(days=9), "28 Nov", Tone.QUIET),
    ],
)
def test_when_it_is_due_in_the_nearest_word(due: timedelta, word: str, tone: Tone) -> None:
    fact = due_of(cast.NOW + due, ZONE, cast.NOW)

    assert (fact.word, fact.tone) == (word, tone)


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1280, 800, 100), (1600, 900, 100), (1280, 800, 150), (1024, 600, 100), (1024, 600, 150)]
)
def test_everything_can_be_reached_read_and_named(office_of: OfficeOf, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    office = office_of(three_entries())
    office.view.resize(width, height)
    office.key("j")
    QApplication.processEvents()

    assert faults_of(office.view) == []


def test_the_page_mirrors_from_right_to_left(office_of: OfficeOf) -> None:
    office = office_of(three_entries())
    office.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()

    assert office.view.list.x() > office.view.checks.x()
    assert faults_of(office.view) == []
