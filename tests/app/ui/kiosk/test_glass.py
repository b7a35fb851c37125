"""What is looked at, read and signed beside the PIN: in sight, at any size, and no tap more than it needs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.kiosk.flows.pages import PickPage
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.wire import kiosk as wire
from tests import cast
from tests.app.ui.held import HeldLane
from tests.app.ui.kiosk.conftest import KioskOf
from tests.app.ui.kiosk.desk import KIT, MO, Desk
from tests.app.ui.kiosk.kiosk import Kiosk


def at_the_glass(kiosk: Kiosk) -> None:
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()


def test_a_picture_of_a_fine_tablet_is_offered_and_asked_of_nobody(kiosk: Kiosk) -> None:
    at_the_glass(kiosk)

    kiosk.tap(kiosk.panel.pick.below)
    kiosk.tap(kiosk.panel.camera.shutter)

    assert kiosk.panel.pick.below.text() == "Photos kept: 1. Take another"
    assert not kiosk.camera.is_on
    kiosk.pick("fine")
    message = kiosk.desk.asked[-1]
    assert isinstance(message, wire.SignOut) and message.damage is None
    assert list(message.photos) == list(kiosk.desk.photos) != []


def test_the_camera_over_the_glass_can_be_put_away(kiosk: Kiosk) -> None:
    at_the_glass(kiosk)
    kiosk.tap(kiosk.panel.pick.below)
    kiosk.tap(kiosk.panel.camera.without)

    assert kiosk.question == "Look at the glass"
    assert not kiosk.camera.is_on


def test_a_picture_at_sign_in_goes_with_it_and_a_transfer_offers_none(kiosk: Kiosk) -> None:
    kiosk.tap_card(2)
    kiosk.below("Hand over to a colleague")
    kiosk.enter_pin()
    kiosk.pick(MO)
    kiosk.enter_pin()
    assert not kiosk.panel.pick.below.isVisible()
    kiosk.tap(kiosk.panel.cancel)

    kiosk.tap_card(2)
    kiosk.enter_pin()
    kiosk.tap(kiosk.panel.pick.below)
    kiosk.tap(kiosk.panel.camera.shutter)
    kiosk.pick("fine")
    kiosk.tick("light")
    kiosk.go()

    message = kiosk.desk.asked[-1]
    assert isinstance(message, wire.SignIn) and list(message.photos) == list(kiosk.desk.photos) != []


def test_while_the_server_looks_at_a_pin_the_pad_says_so_and_then_takes_digits(kiosk_of: KioskOf) -> None:
    net = HeldLane()
    kiosk = kiosk_of(net=net)
    net.run_all()
    kiosk.tap_card(1)
    kiosk.pick(cast.TOM)
    pad = kiosk.panel.secret.pad
    kiosk.enter_pin("1111")
    QTest.keyClicks(pad, "48")
    assert (pad.typed, pad.dots.accessibleName()) == (0, "It is being looked at")

    net.run_all()
    QTest.keyClicks(QApplication.focusWidget() or pad, "48")
    assert pad.typed == 2


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_the_line_to_sign_on_and_its_button_stay_in_sight_beside_the_text(
    kiosk_of: KioskOf, look: Look, size: tuple[int, int], percent: int
) -> None:
    look.choose(ThemeName.LIGHT, percent)
    kiosk = kiosk_of(Desk(), width=size[0], height=size[1])
    kiosk.tap_card(1)
    kiosk.pick(KIT)
    kiosk.enter_password(cast.PASSWORD)
    kiosk.enter_pin("7193")
    kiosk.enter_pin("7193")
    form = kiosk.panel.form
    form.text.say("\n\n".join(f"{number}. You keep what you see to yourself." for number in range(1, 30)))
    for _ in range(3):
        QApplication.processEvents()  # a room that scrolls settles one turn after what it lies in

    assert form.text.room.verticalScrollBar().maximum() > 0
    assert all(is_whole(part) for part in (form.text, form.fields["name"].editor, form.go))
    form.text.room.setFocus()
    QTest.keyClick(form.text.room, Qt.Key.Key_Down)
    assert form.text.room.verticalScrollBar().value() > 0


def test_a_word_said_before_lies_on_no_step(kiosk: Kiosk) -> None:
    kiosk.view.say("Tablet 1 is back.")
    kiosk.tap_card(1)
    assert not kiosk.view.toast.isVisible()
    assert kiosk.panel.drawn is not None and isinstance(kiosk.panel.drawn.page, PickPage)


def is_whole(part: QWidget) -> bool:
    """Whether nothing of it is cut off."""
    return part.isVisible() and part.visibleRegion().boundingRect() == part.rect()
