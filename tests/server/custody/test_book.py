"""The book of hands (C40, C41, C45): who has what, and why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from domain.tablets import Place, SignOutRefusal
from domain.wire import CommandKind
from server.accounts.house_agreements import publish
from server.accounts.models import Staff
from server.accounts.sessions import at_work_on, start_session
from server.audit.models import AuditEntry
from server.custody import book, commands
from server.custody.board import board
from server.custody.histories import gone_sheet, hands
from server.custody.leases import current_lease, held_at
from server.custody.models import Hand, HandsAreForever, Tablet, TabletDay
from server.custody.refusing import BookRefused, Moved, NotTheirs, ReasonNeeded, SignOutRefused, WrongPlace
from server.registry.models import Device
from tests.server.custody.kiosk import at, report_of, tablet
from tests.server.devices import new_id, staff

pytestmark = pytest.mark.usefixtures("demo")
KIOSK_1, KIOSK_2 = UUID(new_id()), UUID(new_id())


def version_of(name: str) -> int:
    return Tablet.objects.get(device__name=name).version


def out(name: str, username: str, **other: Any) -> Any:
    facts: dict[str, Any] = {"version": version_of(name), "now": at(10)}
    return book.sign_out(tablet(name), staff(username), **facts | other)


def refused(name: str, username: str, **other: Any) -> BookRefused:
    with pytest.raises(BookRefused) as found:
        out(name, username, **other)
    return found.value


def place_of(name: str) -> Place:
    return Place(Tablet.objects.get(device__name=name).place)


def test_a_tablet_goes_into_one_persons_hands_until_closing() -> None:
    lease = out("T-01", "jo.patel")

    signed = current_lease(tablet("T-01"))
    assert signed is not None and signed.holder_name == "Jo Patel"
    assert lease.until == at(18) and place_of("T-01") is Place.OUT and version_of("T-01") == 2
    row = hands(tablet("T-01")).rows[0]
    assert (row.what, row.who, row.stands) == ("sign_out", "Jo Patel", True)
    assert AuditEntry.objects.filter(what="tablet_sign_out", about=str(tablet("T-01").pk)).exists()


def test_what_another_holds_is_refused_and_says_who() -> None:
    found = refused("T-02", "jo.patel")

    assert found.code == "already_out" and "Sam Morris" in found.sentence


def test_a_cracked_one_is_refused() -> None:
    assert refused("T-05", "jo.patel").code == "out_of_use"


def test_an_uncharged_one_is_refused_and_another_offered() -> None:
    found = refused("T-04", "jo.patel")

    assert found.code == "low_battery" and "T-01" in found.sentence


def test_two_tablets_are_for_the_manager_alone() -> None:
    out("T-01", "jo.patel")
    out("T-03", "ruth.adeyemi")

    assert refused("T-06", "jo.patel").code == "holds_another"
    out("T-06", "ruth.adeyemi")


def test_the_staff_agreement_comes_first() -> None:
    assert refused("T-01", "kit.doyle").code == "agreement"

    publish("A new agreement that everybody must sign again.", at(9))

    assert refused("T-01", "jo.patel").code == "agreement"


def test_who_is_suspended_takes_nothing() -> None:
    Staff.objects.filter(username="jo.patel").update(is_active=False)

    assert refused("T-01", "jo.patel").code == "suspended"


def test_before_the_day_is_open_nothing_goes_out() -> None:
    TabletDay.objects.all().delete()

    found = refused("T-02", "jo.patel")

    assert isinstance(found, SignOutRefused)
    assert found.reasons == (SignOutRefusal.DAY_NOT_OPEN, SignOutRefusal.ALREADY_OUT)


def test_what_is_not_clear_goes_to_its_last_holder_or_a_lead() -> None:
    device = tablet("T-01")
    out("T-01", "jo.patel")
    book.sign_in(device, staff("jo.patel"), version=2, now=at(11))
    report_of(device, at(11, 5), waiting=3, originals=0)

    assert refused("T-01", "nia.rowe").code == "not_clear"
    out("T-01", "jo.patel", version=3)
    book.sign_in(device, staff("jo.patel"), version=4, now=at(12))
    out("T-01", "tom.hughes", version=5)


def test_two_kiosks_at_once_leave_one_holder_and_both_rows() -> None:
    seen = version_of("T-01")
    out("T-01", "jo.patel", version=seen, kiosk=KIOSK_1)

    with pytest.raises(Moved) as slower:
        out("T-01", "nia.rowe", version=seen, kiosk=KIOSK_2)

    assert "Jo Patel" in slower.value.sentence and slower.value.code == "moved"
    rows = Hand.objects.filter(device__name="T-01", what="sign_out").order_by("id")
    assert [(row.who.first_name, row.stands) for row in rows if row.who] == [("Jo", True), ("Nia", False)]
    lease = current_lease(tablet("T-01"))
    assert lease is not None and lease.holder_name == "Jo Patel"
    assert any("Nia Rowe tried to take T-01" in sentence for sentence in board(at(10, 1)).anomalies)


def test_the_same_step_sent_twice_is_done_once() -> None:
    first = out("T-01", "jo.patel", version=1, kiosk=KIOSK_1)

    again = out("T-01", "jo.patel", version=1, kiosk=KIOSK_1)

    assert again == first and Hand.objects.filter(device__name="T-01").count() == 1


def test_a_transfer_changes_the_hands_and_ends_the_session() -> None:
    device = tablet("T-02")
    device.paired_at = at(6)
    device.save()
    start_session(staff("sam.morris"), device.pk, at(7, 31))

    book.transfer(device, staff("sam.morris"), staff("jo.patel"), version=version_of("T-02"), now=at(12, 30))

    lease = current_lease(device)
    assert lease is not None and lease.holder_name == "Jo Patel" and place_of("T-02") is Place.OUT
    assert at_work_on(device.pk, at(12, 30)) is None
    assert [command.kind for command in commands.waiting_for(device)] == [CommandKind.END_SESSION]
    assert held_at(device, staff("sam.morris").pk, at(12, 29)) and not held_at(device, staff("sam.morris").pk, at(12, 30))


def test_only_the_holder_hands_on() -> None:
    with pytest.raises(NotTheirs) as found:
        book.transfer(tablet("T-02"), staff("nia.rowe"), staff("jo.patel"), version=version_of("T-02"), now=at(12))

    assert "Sam Morris" in found.value.sentence
    with pytest.raises(NotTheirs):
        book.transfer(tablet("T-02"), staff("sam.morris"), staff("sam.morris"), version=version_of("T-02"), now=at(12))
    with pytest.raises(WrongPlace):
        book.transfer(tablet("T-01"), staff("sam.morris"), staff("jo.patel"), version=1, now=at(12))


def test_nobody_is_handed_a_second_tablet() -> None:
    out("T-01", "jo.patel")

    with pytest.raises(SignOutRefused) as found:
        book.transfer(tablet("T-02"), staff("sam.morris"), staff("jo.patel"), version=version_of("T-02"), now=at(12))

    assert found.value.code == "holds_another"


def test_back_in_the_office_it_is_nobodys() -> None:
    device = tablet("T-02")
    device.paired_at = at(6)
    device.save()
    start_session(staff("sam.morris"), device.pk, at(9))

    was_open = book.sign_in(device, staff("sam.morris"), version=version_of("T-02"), now=at(17, 55), slot=2, is_light_on=True)

    row = Tablet.objects.get(device=device)
    assert was_open and (row.place, row.slot, row.is_light_on) == ("in", 2, True)
    assert current_lease(device) is None and at_work_on(device.pk, at(17, 55)) is None
    assert commands.pending(device) is CommandKind.END_SESSION


@pytest.mark.parametrize(("username", "hour"), [("sam.morris", 19), ("jo.patel", 12)])
def test_late_or_in_other_hands_it_needs_a_reason(username: str, hour: int) -> None:
    version = version_of("T-02")
    with pytest.raises(ReasonNeeded):
        book.sign_in(tablet("T-02"), staff(username), version=version, now=at(hour))
    with pytest.raises(ReasonNeeded):
        book.sign_in(tablet("T-02"), staff(username), version=version, now=at(hour), reason=" \n")

    book.sign_in(tablet("T-02"), staff(username), version=version, now=at(hour), reason="Found in the garden shed")

    assert "garden shed" in Hand.objects.latest("id").text


def test_what_is_in_is_not_signed_in() -> None:
    with pytest.raises(WrongPlace):
        book.sign_in(tablet("T-01"), staff("sam.morris"), version=1, now=at(12))


def test_lost_means_revoked_sealed_and_nobodys_at_once() -> None:
    device = tablet("T-02")
    device.paired_at = at(6)
    device.save()
    report_of(device, at(16), waiting=3, originals=2, children=14)

    book.lose(device, staff("ellis.grant"), "Not in the garden", now=at(18, 5))

    device = Device.objects.get(pk=device.pk)
    sheet = gone_sheet(device)
    assert device.revoked_at is not None and commands.pending(device) is CommandKind.SEAL and current_lease(device) is None
    assert (sheet.holder_name, sheet.waiting, sheet.originals, sheet.is_revoked, sheet.is_sealed) == ("Sam Morris", 3, 2, True, False)
    assert len(sheet.children) == 14 and "Amelia" in sheet.children and not any(" " in name for name in sheet.children)

    commands.acknowledged(device, 1)

    assert gone_sheet(device).is_sealed


def test_found_again_a_lost_one_stays_out_of_use() -> None:
    book.lose(tablet("T-03"), staff("ellis.grant"), "Gone", now=at(12))

    book.find(tablet("T-03"), staff("ellis.grant"), "Behind the shelf", now=at(13))

    assert place_of("T-03") is Place.IN and "pairs it anew" in Tablet.objects.get(device__name="T-03").out_of_use


def test_out_of_use_and_back() -> None:
    with pytest.raises(ReasonNeeded):
        book.out_of_use(tablet("T-01"), staff("ruth.adeyemi"), " ")
    book.out_of_use(tablet("T-01"), staff("ruth.adeyemi"), "The glass is loose")
    assert refused("T-01", "jo.patel").code == "out_of_use"

    book.back_in_use(tablet("T-01"), staff("ruth.adeyemi"), "Repaired")

    out("T-01", "jo.patel")


def test_rows_of_the_book_are_forever() -> None:
    out("T-01", "jo.patel")
    row = Hand.objects.latest("id")

    with pytest.raises(HandsAreForever):
        row.save()
    with pytest.raises(HandsAreForever):
        row.delete()


def test_a_lease_from_before_the_book_is_a_tablet_that_is_out() -> None:
    Tablet.objects.filter(device__name="T-02").delete()

    assert next(card for card in board(at(10)).tablets if card.name == "T-02").holder_name == "Sam Morris"
    book.sign_in(tablet("T-02"), staff("sam.morris"), version=1, now=at(11))
