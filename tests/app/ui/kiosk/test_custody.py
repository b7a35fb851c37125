"""Out of the cabinet, from hand to hand, and back: by taps, as somebody in a hurry does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.kiosk.flows.pages import FormPage, PickPage, SecretPage
from app.ui.kiosk.presenter import flow_of
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.damage import DamageKind
from domain.wire import kiosk as wire
from tests import cast
from tests.app.ui.held import HeldLane
from tests.app.ui.kiosk.conftest import KioskOf
from tests.app.ui.kiosk.desk import KIT, MO, Desk, device, refused
from tests.app.ui.kiosk.kiosk import Kiosk
from tests.app.ui.seen import face


def last(kiosk: Kiosk) -> object:
    return kiosk.desk.asked[-1]


def test_taking_a_tablet_is_eight_taps(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.pick("fine")

    assert kiosk.taps <= 8
    assert last(kiosk) == wire.SignOut(proof=f"proof of {cast.TOM}", device_id=device(1), version=1)
    assert not kiosk.panel.isVisible()
    assert kiosk.view.toast.sentence == "It is yours until 18:00."
    assert kiosk.view.drawn.cards[0].word == "Out"


def test_handing_over_is_fourteen_taps_and_both_prove_it(kiosk: Kiosk) -> None:
    kiosk.tap_card(2)
    kiosk.below("Hand over to a colleague")
    kiosk.enter_pin()
    kiosk.pick(MO)
    kiosk.enter_pin()
    kiosk.pick("fine")

    assert kiosk.taps <= 14
    assert last(kiosk) == wire.Transfer(from_proof=f"proof of {cast.SAM}", to_proof=f"proof of {MO}", device_id=device(2), version=1)


def test_the_keyboards_digits_type_into_the_pad(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    focused = QApplication.focusWidget() or kiosk.panel.secret.pad

    QTest.keyClicks(focused, "4826")
    QTest.keyClick(focused, Qt.Key.Key_Return)

    assert kiosk.question == "Look at the glass"


def test_digits_reach_the_pad_wherever_the_focus_is(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.panel.back.setFocus()

    QTest.keyClicks(kiosk.panel.back, "48")

    assert kiosk.panel.secret.pad.typed == 2


def test_a_board_that_comes_meanwhile_takes_no_sentence_and_no_digit_away(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.tap(kiosk.panel.pick.tiles[cast.SAM])
    kiosk.presenter.refresh()
    assert kiosk.panel.error.isVisible()

    kiosk.pick(cast.TOM)
    assert not kiosk.panel.error.isVisible()
    kiosk.tap(kiosk.panel.secret.pad.keys["4"])
    kiosk.presenter.refresh()

    assert kiosk.panel.secret.pad.typed == 1


def test_whoever_holds_a_tablet_rests_with_the_reason(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    sam = kiosk.panel.pick.tiles[cast.SAM]

    kiosk.tap(sam)

    assert "Holds tablet 2" in sam.accessibleName()
    assert kiosk.question == "Who are you?"


def test_a_manager_may_hold_a_second_one(kiosk_of: KioskOf) -> None:
    desk = Desk()
    desk.staff = [each.model_copy(update={"holds": device(2)}) if each.id == cast.RUTH else each for each in desk.staff]
    kiosk = kiosk_of(desk)
    kiosk.tap_card(1)

    kiosk.pick(cast.RUTH)

    assert kiosk.question.endswith("enter your PIN")


def test_five_wrong_pins_ask_for_the_password_and_the_password_lets_through(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin("1111")
    assert kiosk.panel.secret.pad.line.text() == "This PIN is not right. 4 tries left."
    for _ in range(4):
        kiosk.enter_pin("1111")
    assert kiosk.panel.secret.password.isVisible()

    kiosk.enter_password(cast.PASSWORD)

    assert kiosk.question == "Look at the glass"


def test_a_locked_pin_says_who_helps_and_takes_nothing(kiosk: Kiosk) -> None:
    kiosk.desk.wrong[cast.TOM] = 10
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)

    kiosk.enter_pin()

    assert kiosk.panel.secret.locked.sentence == "Ten wrong PINs. The office lets you in again."
    assert not kiosk.panel.secret.pad.isVisible()


def test_cover_staff_choose_a_pin_twice_and_sign_before_they_take_one(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(KIT)
    kiosk.enter_password(cast.PASSWORD)
    kiosk.enter_pin("1234")
    assert kiosk.panel.secret.pad.line.text() == "Too easy: digits in a row. Choose another PIN."
    kiosk.enter_pin("5937")
    kiosk.enter_pin("5938")
    assert kiosk.panel.secret.pad.line.text() == "The two PINs are not the same. Choose it again."
    kiosk.enter_pin("5937")
    kiosk.enter_pin("5937")
    kiosk.type("Kit", "name")
    kiosk.go()
    assert kiosk.panel.form.fields["name"].error == "Type your name as Kit Doyle."
    kiosk.type("Kit Doyle", "name")
    kiosk.go()
    kiosk.pick("fine")

    assert [type(message) for message in kiosk.desk.asked] == [wire.ChoosePin, wire.SignAgreement, wire.SignAgreement, wire.SignOut]


def test_damage_at_sign_out_goes_with_it_and_its_photo(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.pick("broken")
    kiosk.pick("liquid")
    kiosk.type("Juice in the socket")
    kiosk.tap(kiosk.panel.form.photo)
    kiosk.tap(kiosk.panel.camera.shutter)
    kiosk.tick("usable")
    kiosk.go()

    message = last(kiosk)
    assert isinstance(message, wire.SignOut) and message.damage is not None
    assert message.damage.kind is DamageKind.LIQUID and message.damage.is_usable
    assert list(message.damage.photos) == list(kiosk.desk.photos)
    assert not kiosk.camera.is_on


def test_a_picture_with_a_person_never_leaves_the_kiosk_and_the_words_stay(kiosk: Kiosk) -> None:
    kiosk.imaging.faces = (face(100, 100),)
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.pick("broken")
    kiosk.pick("accidental")
    kiosk.type("A crack")
    kiosk.tap(kiosk.panel.form.photo)

    kiosk.tap(kiosk.panel.camera.shutter)

    assert kiosk.desk.photos == {}
    assert kiosk.panel.drawn is not None and kiosk.panel.drawn.error.startswith("Somebody may be in this picture")
    kiosk.tap(kiosk.panel.camera.without)
    assert kiosk.panel.form.fields["text"].text == "A crack"


def test_loss_and_theft_rest_while_somebody_holds_the_tablet(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.pick("broken")

    kiosk.tap(kiosk.panel.pick.tiles["theft"])

    assert kiosk.question == "What is it?"
    assert kiosk.panel.error.isVisible()


def test_a_refusal_of_the_server_is_shown_where_the_person_stands(kiosk: Kiosk) -> None:
    kiosk.desk.refuse = lambda message: refused("moved", "Somebody else was faster: Mo Ali has it.", 409)
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()

    kiosk.pick("fine")

    assert kiosk.panel.error.isVisible()
    assert kiosk.panel.drawn is not None and kiosk.panel.drawn.error == "Somebody else was faster: Mo Ali has it."


def test_a_call_that_fails_takes_nothing_of_what_was_typed(kiosk: Kiosk) -> None:
    kiosk.tap_card(6)
    kiosk.enter_pin()
    kiosk.type("A child was collected late")
    kiosk.go()
    kiosk.pick("fine")
    kiosk.tick("light")
    kiosk.desk.is_out_of_reach = True
    kiosk.go()
    assert kiosk.panel.drawn is not None and "does not answer" in kiosk.panel.drawn.error

    kiosk.desk.is_out_of_reach = False
    kiosk.go()

    message = last(kiosk)
    assert isinstance(message, wire.SignIn) and message.reason == "A child was collected late"


def test_a_proof_that_is_over_asks_for_the_pin_again_and_nothing_else(kiosk: Kiosk) -> None:
    over = [refused("proof_over", "The two minutes are over. Enter your PIN again.")]
    kiosk.desk.refuse = lambda message: over.pop() if over else None
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.pick("fine")
    assert kiosk.panel.secret.pad.line.text() == "The two minutes are over. Enter your PIN again."

    kiosk.enter_pin()

    assert isinstance(last(kiosk), wire.SignOut)


def test_a_late_one_asks_why_and_a_tap_is_enough(kiosk: Kiosk) -> None:
    kiosk.tap_card(6)
    kiosk.enter_pin()
    assert kiosk.question == "Why is it late?"
    assert not kiosk.panel.form.go.is_available
    kiosk.type("It was forgotten in the room")
    kiosk.go()
    kiosk.pick("fine")
    kiosk.tick("light")
    kiosk.go()

    message = last(kiosk)
    assert isinstance(message, wire.SignIn)
    assert (message.slot, message.is_light_on, message.proof) == (6, True, f"proof of {cast.JO}")
    assert kiosk.view.drawn.cards[5].word == "Returned, not clear"


def test_somebody_else_brings_it_with_a_reason(kiosk: Kiosk) -> None:
    kiosk.tap_card(2)
    kiosk.below("Somebody else brought it")
    kiosk.type("Found in the room")
    kiosk.go()
    kiosk.pick("fine")
    kiosk.tap(kiosk.panel.form.numbers["6"])
    kiosk.tap(kiosk.panel.form._below)

    message = last(kiosk)
    assert isinstance(message, wire.SignIn)
    assert (message.proof, message.reason, message.slot, message.is_light_on) == ("", "Found in the room", 6, False)


def test_back_from_the_word_how_it_came_leads_to_the_holders_pin(kiosk: Kiosk) -> None:
    kiosk.tap_card(2)
    kiosk.below("Somebody else brought it")
    kiosk.presenter.flows._back()

    assert kiosk.question == "\u2068Sam\u2069, enter your PIN"


def test_a_taken_slot_cannot_be_chosen_and_its_own_is_suggested(kiosk: Kiosk) -> None:
    kiosk.tap_card(2)
    kiosk.enter_pin()
    kiosk.pick("fine")
    page = kiosk.panel.drawn.page if kiosk.panel.drawn else None

    assert isinstance(page, FormPage)
    assert [tile.name for tile in page.numbers if tile.is_chosen] == ["2"]
    assert {tile.name for tile in page.numbers if tile.missing} == {"1", "3", "4", "5"}


def test_back_goes_one_step_and_cancel_leads_to_the_board(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    assert kiosk.panel.drawn is not None and kiosk.panel.drawn.step == 2

    kiosk.tap(kiosk.panel.back)
    assert isinstance(kiosk.panel.drawn.page, PickPage)

    kiosk.tap(kiosk.panel.cancel)
    assert not kiosk.panel.isVisible()


def test_a_flow_that_is_left_alone_closes_and_keeps_no_digit(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.tap(kiosk.panel.secret.pad.keys["4"])
    assert kiosk.presenter.flows.alone.isActive()

    kiosk.presenter.flows.alone.timeout.emit()

    assert not kiosk.panel.isVisible()
    assert kiosk.panel.secret.pad.typed == 0


def test_a_second_tap_waits_for_the_first(kiosk_of: KioskOf) -> None:
    net = HeldLane()
    kiosk = kiosk_of(net=net)
    net.run_all()
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    net.run_all()

    kiosk.pick("fine")
    kiosk.pick("fine")
    net.run_all()

    assert len(kiosk.desk.asked) == 1


def test_an_answer_to_a_flow_that_was_cancelled_is_not_heard(kiosk_of: KioskOf) -> None:
    net = HeldLane()
    kiosk = kiosk_of(net=net)
    net.run_all()
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.tap(kiosk.panel.cancel)

    net.run_all()

    assert not kiosk.panel.isVisible()


def test_the_pin_is_in_no_screen(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    for digit in "4826":
        kiosk.tap(kiosk.panel.secret.pad.keys[digit])

    page = kiosk.panel.drawn.page if kiosk.panel.drawn else None

    assert isinstance(page, SecretPage)
    assert "4826" not in repr(page)


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150), (1024, 600, 150)])
def test_every_step_of_taking_can_be_reached_read_and_named(kiosk_of: KioskOf, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    kiosk = kiosk_of(width=width, height=height)
    kiosk.presenter.flows.begin(flow_of(kiosk.desk.cards[0]))
    assert kiosk.faults == []
    steps: tuple[Callable[[], None], ...] = (
        lambda: kiosk.pick(cast.TOM),
        kiosk.enter_pin,
        lambda: kiosk.pick("broken"),
        lambda: kiosk.pick("accidental"),
    )
    for step in steps:
        step()
        assert kiosk.faults == []
