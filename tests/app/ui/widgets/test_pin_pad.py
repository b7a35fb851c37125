"""The PIN pad by touch, by keys and by ear."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme.look import Look
from app.ui.widgets.paint import text_width
from app.ui.widgets.pin_pad import PinPad
from tests.app.ui.walk import faults_of

PIN = "48261"


@pytest.fixture
def pad(qtbot: QtBot, look: Look) -> PinPad:
    pad = PinPad(look)
    qtbot.addWidget(pad)
    pad.resize(392, 480)
    pad.show()
    pad.setFocus()
    return pad


def heard_by(pad: PinPad) -> list[str]:
    heard: list[str] = []
    pad.entered.connect(heard.append)
    return heard


def test_digits_are_handed_over_at_the_open_key_and_forgotten(pad: PinPad) -> None:
    heard = heard_by(pad)
    for digit in PIN:
        QTest.mouseClick(pad.keys[digit], Qt.MouseButton.LeftButton)
    QTest.mouseClick(pad.keys["open"], Qt.MouseButton.LeftButton)
    assert heard == [PIN]
    assert pad.typed == 0


def test_the_keyboard_types_corrects_and_enters(pad: PinPad) -> None:
    heard = heard_by(pad)
    QTest.keyClicks(pad, "4829x")
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClicks(pad, "6")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert heard == ["4826"]


def test_enter_after_a_tap_opens_and_types_nothing_twice(pad: PinPad) -> None:
    heard = heard_by(pad)
    for digit in "4826":
        QTest.mouseClick(pad.keys[digit], Qt.MouseButton.LeftButton)
    QTest.keyClick(pad.focusWidget() or pad, Qt.Key.Key_Enter)
    assert heard == ["4826"]


@pytest.mark.parametrize(("typed", "kept"), [("", 0), ("123", 3), ("12345678", 8), ("1234567890", 8)])
def test_nothing_short_is_handed_over_and_nothing_longer_than_eight_is_typed(pad: PinPad, typed: str, kept: int) -> None:
    heard = heard_by(pad)
    QTest.keyClicks(pad, typed)
    assert pad.typed == kept
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert heard == ([typed[:8]] if kept >= 4 else [])


def test_a_refusal_empties_the_dots_and_stands_above_them(pad: PinPad) -> None:
    QTest.keyClicks(pad, "4826")
    pad.refuse("That PIN is not right. 4 tries left.")
    assert pad.typed == 0
    assert pad.line.text() == "That PIN is not right. 4 tries left."


def test_while_it_rests_no_key_acts(pad: PinPad) -> None:
    heard = heard_by(pad)
    pad.rest("Too many wrong PINs. Use your password.")
    QTest.keyClicks(pad, "4826")
    QTest.mouseClick(pad.keys["open"], Qt.MouseButton.LeftButton)
    assert (heard, pad.typed) == ([], 0)
    pad.rest("")
    QTest.keyClicks(pad, "4826")
    assert pad.typed == 4


def test_while_the_pin_is_looked_at_the_pad_rests_in_sight_and_then_typing_goes_on(pad: PinPad, qtbot: QtBot) -> None:
    QTest.keyClicks(pad, "4826")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    pad.wait(True)
    QTest.keyClicks(pad, "59")
    assert (pad.typed, pad.dots.accessibleName()) == (0, "It is being looked at")
    qtbot.waitUntil(lambda: pad.keys["5"].accessibleDescription() == "It is being looked at")
    pad.wait(False)
    pad.refuse("That PIN is not right.")
    QTest.keyClicks(pad.focusWidget() or pad, "59")
    assert (pad.typed, pad.keys["5"].accessibleDescription()) == (2, "")


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_mark_of_a_refusal_stands_right_before_its_words(pad: PinPad, direction: Qt.LayoutDirection) -> None:
    pad.setLayoutDirection(direction)
    pad.refuse("Wrong PIN.")
    mark, words = pad.line.mark.geometry(), text_width(pad.line.font(), "Wrong PIN.")
    aside = pad.line.width() / 2 - mark.center().x()
    to_words = aside if direction is Qt.LayoutDirection.LeftToRight else -aside
    assert pad.line.mark.isVisible() and words / 2 - 20 <= to_words <= words / 2 + 30
    pad.ask("Enter your PIN")
    assert not pad.line.mark.isVisible()


def test_no_digit_is_shown_said_or_drawn(pad: PinPad) -> None:
    before = {key: pad.keys[key].accessibleName() for key in pad.keys}
    QTest.keyClicks(pad, "4826")
    words = " ".join(f"{widget.accessibleName()} {widget.accessibleDescription()}" for widget in pad.findChildren(QWidget))
    assert "4826" not in words
    assert pad.dots.accessibleName() == "4 digits typed"
    assert {key: pad.keys[key].accessibleName() for key in pad.keys} == before
    with_4826 = pad.dots.grab().toImage()
    pad.clear()
    QTest.keyClicks(pad, "1357")
    assert pad.dots.grab().toImage() == with_4826


def test_one_stands_left_of_three_in_every_script(pad: PinPad) -> None:
    pad.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert pad.keys["1"].x() < pad.keys["3"].x()


@pytest.mark.parametrize(("height", "key"), [(520, 88), (420, 64)])
def test_the_keys_shrink_with_the_window_but_never_below_64(pad: PinPad, height: int, key: int) -> None:
    pad.resize(392, height)
    assert faults_of(pad) == []
    assert all(each.height() >= key for each in pad.keys.values())
