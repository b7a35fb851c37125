"""Damage (C42 to C44): whose period, what goes with it, and what managers may make of it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.damage import DamageKind, DeliberateState, Noticed
from domain.wire import CommandKind
from domain.wire.kiosk import NewDamage
from domain.wire.people import DamageStep
from server.accounts.sessions import start_session
from server.audit.models import AuditEntry
from server.custody import book, commands, damages, ledger
from server.custody.board import board
from server.custody.models import DamageCase, DamageNote, Hand, Tablet
from server.custody.refusing import BookRefused, Moved
from server.registry.models import Device
from tests.server.custody.kiosk import at, report_of, tablet
from tests.server.devices import new_id, staff

pytestmark = pytest.mark.usefixtures("demo")
CRACK = NewDamage(kind=DamageKind.ACCIDENTAL, text="A new crack at the corner", is_usable=True)


@pytest.fixture
def device(demo: object) -> Device:
    """T-01: with Jo from 07:31 to 15:00, with Nia from 15:30 on."""
    found = tablet("T-01")
    book.sign_out(found, staff("jo.patel"), version=1, now=at(7, 31))
    book.sign_in(found, staff("jo.patel"), version=2, now=at(15))
    book.sign_out(found, staff("nia.rowe"), version=3, now=at(15, 30))
    return found


def filed(device: Device, noticed: Noticed, hour: int, minute: int = 0, new: NewDamage = CRACK, **other: Any) -> DamageCase:
    return damages.file(device, new, noticed, staff("nia.rowe"), now=at(hour, minute), **other)


def step(case: DamageCase, what: str, by: str = "ruth.adeyemi", **other: Any) -> DamageCase:
    return damages.step(case, DamageStep(step=what, **other), staff(by), at(16))


@pytest.mark.parametrize(
    ("noticed", "minute", "holder"),
    [
        (Noticed.AT_SIGN_OUT, 30, "Jo Patel"),  # never the new holder's
        (Noticed.IN_CABINET, 40, "Jo Patel"),
        (Noticed.WHILE_OUT, 40, "Nia Rowe"),
        (Noticed.AT_SIGN_IN, 40, "Nia Rowe"),
    ],
)
def test_damage_falls_into_the_period_it_was_done_in(device: Device, noticed: Noticed, minute: int, holder: str) -> None:
    case = filed(device, noticed, 15, minute)

    assert ledger.report(case).holder_name == holder


def test_the_period_is_said_in_the_sites_hours(device: Device) -> None:
    assert ledger.report(filed(device, Noticed.AT_SIGN_OUT, 15, 30)).period == "07:31 to 15:00"
    assert ledger.report(filed(device, Noticed.WHILE_OUT, 15, 40)).period == "since 15:30"


def test_a_tablet_that_nobody_ever_held_is_nobodys_fault(demo: object) -> None:
    case = filed(tablet("T-06"), Noticed.IN_CABINET, 9)

    assert case.lease is None and ledger.report(case).holder_name == ""


def test_found_at_sign_out_it_is_the_one_befores_though_it_goes_out_in_the_same_step(device: Device) -> None:
    book.sign_in(device, staff("nia.rowe"), version=4, now=at(16))
    cases: list[DamageCase] = []

    book.sign_out(
        device,
        staff("jo.patel"),
        version=5,
        now=at(16, 5),
        beside=lambda: cases.append(damages.file(device, CRACK, Noticed.AT_SIGN_OUT, staff("jo.patel"), now=at(16, 5))),
    )

    assert ledger.report(cases[0]).holder_name == "Nia Rowe"


def test_what_cannot_be_used_is_out_of_use_in_the_same_step(device: Device) -> None:
    filed(device, Noticed.AT_SIGN_IN, 15, 40, CRACK.model_copy(update={"is_usable": False}))

    assert "A new crack" in Tablet.objects.get(device=device).out_of_use


def test_the_board_shows_the_open_report(device: Device) -> None:
    case = filed(device, Noticed.WHILE_OUT, 15, 40)

    card = next(card for card in board(at(15, 41)).tablets if card.name == "T-01")

    assert card.note == "A new crack at the corner, Thursday" and card.damage_id == str(case.pk)


@pytest.mark.parametrize("kind", [DamageKind.LOSS, DamageKind.THEFT])
def test_lost_or_stolen_is_never_filed_without_closing_it(device: Device, kind: DamageKind) -> None:
    new = NewDamage(kind=kind, text="Not in the garden")
    with pytest.raises(BookRefused) as found:
        filed(device, Noticed.WHILE_OUT, 16, new=new)
    assert found.value.code == "not_revoked" and not DamageCase.objects.filter(device=device).exists()

    filed(device, Noticed.WHILE_OUT, 16, new=new, revokes=True)

    fresh = Device.objects.get(pk=device.pk)
    assert fresh.revoked_at is not None and commands.pending(fresh) is CommandKind.SEAL
    assert Tablet.objects.get(device=device).place == "lost"


def test_loss_is_not_filed_when_the_tablet_cannot_be_closed(device: Device) -> None:
    book.lose(device, staff("nia.rowe"), "Gone", now=at(15, 45))

    with pytest.raises(BookRefused):
        filed(device, Noticed.WHILE_OUT, 16, new=NewDamage(kind=DamageKind.LOSS, text="Gone again"), revokes=True)

    assert not DamageCase.objects.filter(device=device).exists()


def test_without_words_or_with_a_photo_that_never_came_nothing_is_filed(device: Device) -> None:
    for new, code in [
        (CRACK.model_copy(update={"text": " \x00 "}), "nothing_said"),
        (CRACK.model_copy(update={"photos": (new_id(),)}), "photo_missing"),
    ]:
        with pytest.raises(BookRefused) as found:
            filed(device, Noticed.WHILE_OUT, 16, new=new)
        assert found.value.code == code

    assert not DamageCase.objects.filter(device=device).exists()
    assert not Hand.objects.filter(device=device, what="damage").exists()


def test_the_same_words_twice_are_one_case(device: Device) -> None:
    assert filed(device, Noticed.WHILE_OUT, 15, 40).pk == filed(device, Noticed.WHILE_OUT, 15, 41).pk


def test_a_board_from_before_files_nothing(device: Device) -> None:
    with pytest.raises(Moved):
        filed(device, Noticed.IN_CABINET, 16, version=1)


def test_what_a_loss_of_content_may_have_taken_is_written_down(device: Device) -> None:
    report_of(device, at(15, 35), waiting=2, originals=1)

    case = filed(device, Noticed.WHILE_OUT, 15, 40, NewDamage(kind=DamageKind.SOFTWARE, text="It starts no more"))

    assert case.unsent == "2 not sent, 1 pictures not handed in."


def test_deliberate_stands_when_a_second_manager_confirms_it(device: Device) -> None:
    case = step(filed(device, Noticed.WHILE_OUT, 15, 40), "say_deliberate", text="Thrown, by two statements")
    with pytest.raises(BookRefused) as found:
        step(case, "confirm_deliberate")
    assert found.value.code == "second_manager"
    with pytest.raises(BookRefused):
        step(case, "say_deliberate")

    case = step(case, "confirm_deliberate", "tom.hughes")

    told = ledger.told(case)
    assert (told.deliberate, told.said_by, told.confirmed_by) == (DeliberateState.CONFIRMED, "Ruth Adeyemi", "Tom Hughes")
    with pytest.raises(BookRefused):
        step(case, "reject_deliberate", "tom.hughes")


def test_rejected_it_may_be_said_again(device: Device) -> None:
    case = step(step(filed(device, Noticed.WHILE_OUT, 15, 40), "say_deliberate"), "reject_deliberate", "tom.hughes")

    case = step(case, "say_deliberate", "tom.hughes")

    assert (ledger.told(case).said_by, ledger.told(case).confirmed_by) == ("Tom Hughes", "")


def test_a_charge_needs_a_decision_in_words(device: Device) -> None:
    case = filed(device, Noticed.WHILE_OUT, 15, 40)
    for what, pence in [("decide", 4500), ("appeal", None), ("close", None)]:
        with pytest.raises(BookRefused) as found:
            step(case, what, charge_pence=pence)
        assert found.value.code == "reason_needed"

    step(case, "decide", text="Half of the repair", charge_pence=4500)
    step(case, "appeal", text="The case was broken before")
    case = step(case, "close")

    told = ledger.told(case)
    assert (told.charge_pence, told.decided_by, told.report.is_open) == (4500, "Ruth Adeyemi", False)
    assert list(DamageNote.objects.order_by("id").values_list("step", flat=True)) == ["decide", "appeal", "close"]
    assert AuditEntry.objects.filter(what="damage_step", about=str(case.pk)).count() == 3


def test_a_closed_case_takes_an_appeal_or_is_opened_again(device: Device) -> None:
    case = step(step(filed(device, Noticed.WHILE_OUT, 15, 40), "decide", text="Nothing to pay"), "close")
    with pytest.raises(BookRefused) as found:
        step(case, "decide", text="After all", charge_pence=100)
    assert found.value.code == "wrong_step"

    step(case, "appeal", text="I was not there")
    case = step(case, "reopen")

    assert case.is_open
    with pytest.raises(BookRefused):
        step(case, "reopen")


def test_a_case_does_not_close_over_an_open_word_of_one_manager(device: Device) -> None:
    case = step(step(filed(device, Noticed.WHILE_OUT, 15, 40), "decide", text="x"), "say_deliberate")

    with pytest.raises(BookRefused) as found:
        step(case, "close")

    assert found.value.code == "second_manager"


def test_who_else_logged_in_on_it_is_named(device: Device) -> None:
    start_session(staff("nia.rowe"), device.pk, at(15, 31))
    start_session(staff("tom.hughes"), device.pk, at(15, 35))
    report_of(device, at(15, 36), logged_in=str(staff("bea.lindqvist").id), logged_in_since=at(15, 34))
    start_session(staff("sam.morris"), device.pk, at(7))  # before that period

    case = filed(device, Noticed.WHILE_OUT, 15, 40)

    assert ledger.told(damages.find_case(str(case.pk)) or case).others_logged_in == ("Tom Hughes", "Bea Lindqvist")


def test_the_ledger_begins_with_what_is_open(device: Device) -> None:
    step(step(filed(device, Noticed.WHILE_OUT, 15, 40), "decide", text="x"), "close")

    cases = ledger.ledger().cases

    assert [(case.report.device_name, case.report.is_open) for case in cases] == [("T-05", True), ("T-01", False)]


def test_an_id_that_is_none_finds_no_case() -> None:
    assert damages.find_case("' OR 1=1") is None and damages.find_case(new_id()) is None
