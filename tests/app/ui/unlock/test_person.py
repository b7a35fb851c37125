"""The person's button: "Not me?" at once, the question after it, the menu behind the initials; and what a locked window holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.storage import audit, drafts, outbox
from app.ui.room.compose.view import ComposeView
from app.ui.room.home.view import HomeView
from app.ui.room.person.desk import TOLD
from app.ui.room.person.menu import PersonMenu
from app.ui.room.person.written_sheet import WrittenSheet
from app.ui.unlock.change_password import ChangePasswordView
from app.ui.unlock.choose_pin import ChoosePinView
from app.ui.unlock.presenter import LockedSession, UnlockPresenter
from app.ui.unlock.view import UnlockView
from app.ui.widgets.bars import PersonButton
from domain.entries import EntryKind
from domain.ids import DraftId
from tests import cast
from tests.app.ui.held import HeldLane
from tests.app.ui.unlock.work import LONDON, Work, told_by
from tests.app.ui.walk import faults_of


def person_button(view: QWidget) -> PersonButton:
    return next(button for button in view.findChildren(PersonButton) if button.isVisible())


def tap_initials(view: QWidget) -> None:
    button = person_button(view)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(20, button.height() // 2))


def tap_not_me(view: QWidget) -> None:
    button = person_button(view)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() - 20, button.height() // 2))


def write(work: Work) -> str:
    """Something under Sam's name; the id of its draft."""
    return work.services.writing.new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), work.opened.session).id


def told(work: Work) -> list[str]:
    return [row.what for row in audit.rows(work.opened.store.connect())]


def test_l16_not_me_locks_at_once(work: Work) -> None:
    work.station.start()

    tap_not_me(work.home())

    assert work.locks == ["lock"]
    work.rest()
    assert "not_me.said" in told(work)


def test_l16_the_true_holder_is_asked_once_what_is_not_theirs(work: Work) -> None:
    write(work)
    work.station.start()
    tap_not_me(work.home())
    work.rest()

    work.begin_again()
    sheet = work.over(WrittenSheet)
    assert [row.line.title for row in sheet.rows] == ["Observation, half written"]
    QTest.mouseClick(sheet.rows[0], Qt.MouseButton.LeftButton)
    assert sheet.tell.text() == "It is not mine: tell the office"
    QTest.mouseClick(sheet.tell, Qt.MouseButton.LeftButton)

    home = work.screen(HomeView)
    work.qtbot.waitUntil(lambda: home.toast.sentence == TOLD)
    assert "draft.disowned" in told(work)
    work.begin_again()
    work.home()
    work.rest()
    assert not any(each.isVisible() for each in work.shell.findChildren(WrittenSheet))


def test_all_of_it_is_mine_answers_too_and_tells_nobody(work: Work) -> None:
    write(work)
    work.station.start()
    tap_not_me(work.home())
    work.rest()
    work.begin_again()

    QTest.mouseClick(work.over(WrittenSheet).tell, Qt.MouseButton.LeftButton)

    work.rest()
    assert told(work)[-1] == "not_me.answered"
    assert outbox.count_waiting(work.opened.store.connect()) == 0


def test_closing_the_question_leaves_it_open(work: Work) -> None:
    write(work)
    work.station.start()
    tap_not_me(work.home())
    work.rest()
    work.begin_again()
    QTest.mouseClick(work.over(WrittenSheet).close_button, Qt.MouseButton.LeftButton)

    work.begin_again()

    assert len(work.over(WrittenSheet).rows) == 1


def test_what_was_disowned_is_marked_and_can_be_thrown_away(work: Work) -> None:
    draft = write(work)
    disowning = work.station._person
    assert disowning is not None
    disowning.disowning.disown(disowning.disowning.recent(work.opened.session), work.opened.session)
    work.station.start()
    tap_initials(work.home())
    QTest.mouseClick(work.over(PersonMenu).written, Qt.MouseButton.LeftButton)
    sheet = work.over(WrittenSheet)
    assert sheet.rows == []

    QTest.mouseClick(sheet.gone[0].delete, Qt.MouseButton.LeftButton)

    work.qtbot.waitUntil(lambda: sheet.gone == [])
    assert drafts.read(work.opened.store.connect(), DraftId(draft)) is None


def test_the_initials_open_the_menu_and_so_does_the_arrow(work: Work) -> None:
    work.station.start()
    home = work.home()
    tap_initials(home)
    menu = work.over(PersonMenu)
    assert work.locks == []
    menu.shut()

    person_button(home).setFocus()
    QTest.keyClick(person_button(home), Qt.Key.Key_Down)

    assert work.over(PersonMenu).isVisible()


def test_the_menu_logs_out_and_says_what_waits(work: Work) -> None:
    work.station.start()
    tap_initials(work.home())
    menu = work.over(PersonMenu)
    assert "Everything is sent." in told_by(menu)

    QTest.mouseClick(menu.log_out, Qt.MouseButton.LeftButton)

    assert (work.log_outs, work.locks) == (["out"], [])


def test_the_menu_offers_another_pin_only_while_there_is_one(work: Work) -> None:
    work.station.start()
    tap_initials(work.home())
    assert not work.over(PersonMenu).pin.isVisible()
    work.over(PersonMenu).shut()
    work.device.unlocking.set_pin(work.opened, "48261")

    tap_initials(work.home())
    QTest.mouseClick(work.over(PersonMenu).pin, Qt.MouseButton.LeftButton)
    QTest.mouseClick(work.screen(ChoosePinView).later, Qt.MouseButton.LeftButton)

    assert work.home().isVisible()


def test_from_the_password_back_to_where_the_person_was_with_every_letter(work: Work) -> None:
    draft = work.services.writing.new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), work.opened.session)
    work.station.compose(draft.id)
    view = work.screen(ComposeView)
    work.qtbot.waitUntil(lambda: view.text.isEnabled())
    work.rest()
    view.text_typed.emit("She pours the")
    tap_initials(view)
    QTest.mouseClick(work.over(PersonMenu).password, Qt.MouseButton.LeftButton)

    QTest.mouseClick(work.screen(ChangePasswordView).leave, Qt.MouseButton.LeftButton)

    assert work.screen(ComposeView) is not view
    work.rest()
    assert work.services.writing.open(draft.id, work.opened.session).text == "She pours the"


def test_the_menu_changes_the_letters_at_once(work: Work) -> None:
    work.station.start()
    tap_initials(work.home())

    work.over(PersonMenu).sizes.chosen.emit(2)

    assert work.shell.look.theme.text_percent == 150
    work.shell.look.choose(work.shell.look.theme.name, 100)


def test_c37_a_locked_window_holds_nothing_of_any_child(work: Work) -> None:
    work.station.start()
    work.home()
    assert "Amelia" in told_by(work.shell)

    work.station.end()
    lock_screen(work)

    told_now = told_by(work.shell)
    assert [child.first_name for child in cast.CHILDREN if child.first_name in told_now] == []
    assert work.shell.windowTitle() == "Daybook"
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not work.shell] == []


def lock_screen(work: Work) -> None:
    """What the program shows when it locks."""

    def build() -> tuple[QWidget, object]:
        view = UnlockView(work.shell.look)
        locked = LockedSession(opened=work.opened, unlocked=lambda opened: None, log_out=lambda: None)
        return view, UnlockPresenter(
            view, work.device.unlocking, vault=HeldLane(), net=HeldLane(), clock=work.device.clock, zone=LONDON,
            opened=lambda opened: None, fault_reported=lambda note: None, locked=locked,
        )  # fmt: skip

    work.shell.go(build)


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("percent", [100, 150])
def test_menu_and_question_are_never_small_nameless_or_cut_off(work: Work, size: tuple[int, int], percent: int) -> None:
    write(work)
    work.shell.look.choose(work.shell.look.theme.name, percent)
    work.shell.resize(*size)
    work.station.start()
    tap_initials(work.home())
    menu = work.over(PersonMenu)
    assert faults_of(menu) == []

    QTest.mouseClick(menu.written, Qt.MouseButton.LeftButton)
    assert faults_of(work.over(WrittenSheet)) == []
    work.shell.look.choose(work.shell.look.theme.name, 100)


def test_what_is_being_typed_is_kept_when_work_ends_in_the_middle_of_a_word(work: Work) -> None:
    draft = work.services.writing.new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), work.opened.session)
    work.station.compose(draft.id)
    view = work.screen(ComposeView)
    work.rest()
    view.text_typed.emit("She pours the wat")

    work.station.end()

    work.rest()
    assert work.services.writing.open(draft.id, work.opened.session).text == "She pours the wat"
