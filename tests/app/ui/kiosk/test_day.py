"""The day at the kiosk: opened with every tablet seen, closed by two people, and all that may happen in between."""

from __future__ import annotations

import struct
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument

from app.services.at_kiosk import suggested_slot
from app.ui.kiosk.chime import write_tones
from app.ui.kiosk.papers import day_paper, gone_paper
from app.ui.kiosk.printing import print_sheet
from app.ui.paused.paper import NoPrinter
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.tablet_day import TICKED, DayState
from domain.tablets import Standing
from domain.wire import kiosk as wire
from tests import cast
from tests.app.ui.kiosk.conftest import KioskOf
from tests.app.ui.kiosk.desk import KIT, NOW, Desk, card, device, refused
from tests.app.ui.kiosk.kiosk import ZONE, Kiosk


def morning(*cards: wire.TabletCard) -> Desk:
    """Ten past seven: nobody holds anything."""
    desk = Desk(day=DayState.NOT_OPEN, now=NOW.replace(hour=7, minute=10), cards=list(cards) or [card(number) for number in range(1, 7)])
    desk.staff = [each.model_copy(update={"holds": None}) for each in desk.staff]
    return desk


def evening() -> Desk:
    """All in, all ticked."""
    desk = Desk(cards=[card(number) for number in range(1, 7)], ticked=set(TICKED))
    desk.staff = [each.model_copy(update={"holds": None}) for each in desk.staff]
    return desk


# -- Opening --------------------------------------------------------------------------------------------------------------------------


def test_c37_the_day_opens_at_once_when_every_tablet_was_seen(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(morning())
    for row in kiosk.view.panel.rows:
        kiosk.tap(row)
    kiosk.tap(kiosk.view.panel.button)

    message = kiosk.desk.asked[0]
    assert isinstance(message, wire.OpenDay)
    assert all(check.is_here for check in message.checks) and len(message.checks) == 6
    assert kiosk.view.panel.title.text() == "Closing the day"


def test_a_tablet_that_nobody_ticked_must_be_found_or_reported(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(morning())
    for row in (*kiosk.view.panel.rows[:2], *kiosk.view.panel.rows[3:5]):
        kiosk.tap(row)
    kiosk.tap(kiosk.view.panel.button)
    assert kiosk.question == "Where is tablet 3?"
    kiosk.pick("found")
    kiosk.type("On a shelf")
    kiosk.go()
    assert kiosk.question == "Where is tablet 6?"
    kiosk.pick("missing")

    message = kiosk.desk.asked[0]
    assert isinstance(message, wire.OpenDay)
    checks = {check.device_id: (check.is_here, check.where) for check in message.checks}
    assert checks[device(3)] == (True, "On a shelf")
    assert checks[device(6)] == (False, "")
    assert kiosk.view.drawn.cards[5].word == "Missing"


def test_nothing_ticked_opens_nothing(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(morning())

    kiosk.tap(kiosk.view.panel.button)

    assert kiosk.desk.asked == []
    assert kiosk.view.toast.sentence == "Tick each tablet that you see. We ask about the others."


def test_a_low_battery_is_warned_of_with_another_one(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(morning(card(1), card(4, Standing.LOW_BATTERY, battery=22), card(6, battery=97)))

    assert kiosk.view.drawn.panel.call == "4 is at 22 %. Take 1 or 6 instead."


def test_nobody_takes_a_tablet_before_the_day_is_open(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(morning())

    kiosk.tap_card(1)

    assert kiosk.view.toast.sentence == "Open the day first."


# -- Closing --------------------------------------------------------------------------------------------------------------------------


def test_c11_two_people_close_the_day_and_each_proves_it(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(evening())
    kiosk.tap(kiosk.view.panel.button)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.tap(kiosk.panel.pick.tiles[cast.TOM])
    assert kiosk.question == "Who has seen it?"
    kiosk.pick(cast.RUTH)
    kiosk.enter_pin()

    assert kiosk.desk.asked == [wire.CloseDay(locked_by=f"proof of {cast.TOM}", second=f"proof of {cast.RUTH}")]
    assert kiosk.view.panel.title.text() == "The day is closed"


def test_cover_staff_may_be_the_second_name_and_not_the_first(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(evening())
    kiosk.tap(kiosk.view.panel.button)
    kiosk.tap(kiosk.panel.pick.tiles[KIT])
    assert kiosk.question == "Who locked the cabinet?"
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()

    kiosk.pick(KIT)

    assert kiosk.question.endswith("type your password")


def test_the_servers_refusal_to_close_names_the_tablet_and_its_holder(kiosk_of: KioskOf) -> None:
    desk = evening()
    kiosk = kiosk_of(desk)
    desk.refuse = lambda message: refused("tablet_out", "T-06 is out. Jo Patel had it last.", 409)
    kiosk.tap(kiosk.view.panel.button)
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.pick(cast.RUTH)

    kiosk.enter_pin()

    assert kiosk.panel.drawn is not None and kiosk.panel.drawn.error == "T-06 is out. Jo Patel had it last."
    assert desk.day is DayState.OPEN


def test_an_unticked_step_holds_the_day_open(kiosk_of: KioskOf) -> None:
    desk = evening()
    desk.ticked.pop()
    kiosk = kiosk_of(desk)

    kiosk.tap(kiosk.view.panel.button)

    assert kiosk.view.toast.sentence == "Tick each step of the list first."


def test_a_missing_tablet_holds_the_day_open(kiosk_of: KioskOf) -> None:
    desk = evening()
    desk.cards[2] = card(3, Standing.MISSING, holder_name="Jo Patel")
    kiosk = kiosk_of(desk)

    kiosk.tap(kiosk.view.panel.button)

    assert "3 is missing" in kiosk.view.toast.sentence and "Jo Patel" in kiosk.view.toast.sentence


def test_the_day_opens_again_with_a_reason_and_its_report_can_be_printed(kiosk_of: KioskOf) -> None:
    desk = evening()
    desk.day = DayState.CLOSED
    kiosk = kiosk_of(desk)
    kiosk.tap(kiosk.view.panel.button)
    assert "Tablets, Thursday 19 November 2026" in kiosk.papers[0]

    kiosk.tap(kiosk.view.panel.second_button)
    kiosk.type("A tablet is needed")
    kiosk.go()

    assert desk.asked == [wire.ReopenDay(reason="A tablet is needed")]


# -- In between -----------------------------------------------------------------------------------------------------------------------


def test_a_call_is_noted_and_stands_on_the_board(kiosk: Kiosk) -> None:
    kiosk.tap(kiosk.view.alarm.button)
    kiosk.pick(device(6))
    kiosk.type("on the way")
    kiosk.go()

    assert kiosk.desk.asked == [wire.Called(device_id=device(6), text="Jo Patel has been called: on the way")]
    assert kiosk.view.drawn.panel.call == "Jo Patel has been called: on the way, 17:42"


def test_c44_a_loss_is_not_filed_before_the_tablet_is_closed(kiosk: Kiosk) -> None:
    kiosk.tap(kiosk.view.strip.more)
    kiosk.pick("loss")
    kiosk.pick(device(3))
    kiosk.pick("theft")
    kiosk.type("From the pushchair, at 11")
    kiosk.go()
    assert kiosk.desk.asked == []
    assert kiosk.panel.form.go.accessibleDescription().startswith("A lost or stolen tablet is closed for good first.")

    kiosk.tick("revoke")
    kiosk.go()

    message = kiosk.desk.asked[0]
    assert isinstance(message, wire.FileDamage) and message.revoke
    assert kiosk.panel.drawn is not None and kiosk.panel.drawn.title == "What it could hold"


def test_the_sheet_names_children_on_paper_only(kiosk: Kiosk) -> None:
    kiosk.tap(kiosk.view.strip.more)
    kiosk.pick("loss")
    kiosk.pick(device(3))
    kiosk.pick("loss")
    kiosk.type("In the park")
    kiosk.tick("revoke")
    kiosk.go()
    assert "Amelia" not in repr(kiosk.panel.drawn)

    kiosk.go()

    assert "Amelia, Noah, Zoë" in kiosk.papers[0]


def test_a_report_is_seen_and_printed(kiosk: Kiosk) -> None:
    kiosk.tap_card(5)
    assert kiosk.question == "A crack from corner to corner."

    kiosk.go()

    assert "Jo Patel, 07:31 to 15:00" in kiosk.papers[0]


def test_a_report_that_does_not_come_says_so(kiosk: Kiosk) -> None:
    kiosk.desk.is_out_of_reach = True

    kiosk.tap_card(5)

    assert kiosk.panel.error.isVisible()


def test_a_missing_tablet_is_found(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(cards=[card(3, Standing.MISSING)]))
    kiosk.tap_card(3)
    kiosk.type("On a shelf")
    kiosk.go()

    assert kiosk.desk.asked == [wire.Found(device_id=device(3), version=1, where="On a shelf")]


def test_damage_in_the_cabinet(kiosk: Kiosk) -> None:
    kiosk.tap(kiosk.view.strip.more)
    kiosk.pick("damage")
    kiosk.pick(device(1))
    kiosk.pick("software")
    kiosk.type("It does not start")
    kiosk.go()

    message = kiosk.desk.asked[0]
    assert isinstance(message, wire.FileDamage) and not message.revoke
    assert message.noticed.value == "in_cabinet" and not message.damage.is_usable


def test_c31_the_weekly_word_is_asked_for_and_signed(kiosk_of: KioskOf) -> None:
    kiosk = kiosk_of(Desk(attest_due=True))
    kiosk.tap(kiosk.view.notice.button)
    kiosk.pick("not_fine")
    kiosk.tick(device(2))
    kiosk.type("A game")
    kiosk.go()
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()

    assert kiosk.desk.asked == [wire.Attest(proof=f"proof of {cast.TOM}", found=(device(2),), text="A game")]


def test_a_spot_check_is_one_tablet_and_one_person(kiosk: Kiosk) -> None:
    kiosk.tap(kiosk.view.strip.more)
    kiosk.pick("spot")
    kiosk.pick(device(2))
    kiosk.pick(cast.TOM)
    kiosk.enter_pin()
    kiosk.pick("fine")

    assert kiosk.desk.asked == [wire.SpotCheck(proof=f"proof of {cast.TOM}", device_id=device(2), text="", is_fine=True)]


def test_without_a_printer_the_panel_says_who_prints(qapp: object) -> None:
    with pytest.raises(NoPrinter):
        print_sheet("<p>nothing</p>")


def test_what_somebody_typed_is_never_read_as_mark_up() -> None:
    desk = Desk(anomalies=("<b>bold</b>",))

    document = QTextDocument()
    document.setHtml(day_paper(desk.board(), ZONE))

    assert "<b>bold</b>" in document.toPlainText()
    assert "not known" in gone_paper(desk.gone(device(3)).model_copy(update={"waiting": None}), ZONE)


def test_the_tone_is_short_soft_and_fades_in_and_out(tmp_path: Path) -> None:
    write_tones(tmp_path / "late.wav")

    with wave.open(str(tmp_path / "late.wav")) as file:
        seconds = file.getnframes() / file.getframerate()
        samples = struct.unpack(f"<{file.getnframes()}h", file.readframes(file.getnframes()))
    assert seconds < 1
    assert samples[0] == 0 and abs(samples[-1]) < 200
    assert max(samples) < 32_767 * 0.4


def test_the_own_slot_is_suggested_while_it_is_free_else_another_one() -> None:
    out = card(3, Standing.OUT, slot=None)

    assert suggested_slot(Desk(cards=[card(1), card(2), out]).board(), out) == 3
    assert suggested_slot(Desk(cards=[card(1), card(2, slot=3), out]).board(), out) == 2
    assert suggested_slot(Desk(cards=[card(1, slot=2), card(2, slot=3), card(4, slot=1), card(5, slot=4), out]).board(), out) == 5


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 150)])
def test_every_other_step_can_be_reached_read_and_named(kiosk_of: KioskOf, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    kiosk = kiosk_of(width=width, height=height)
    kiosk.tap(kiosk.view.strip.more)
    assert kiosk.faults == []
    steps: tuple[Callable[[], None], ...] = (
        lambda: kiosk.pick("loss"),
        lambda: kiosk.pick(device(3)),
        lambda: kiosk.pick("loss"),
        lambda: kiosk.tick("revoke"),
    )
    for step in steps:
        step()
        assert kiosk.faults == []
    kiosk.tap(kiosk.panel.cancel)
    kiosk.tap_card(5)
    assert kiosk.faults == []
