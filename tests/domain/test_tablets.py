"""Tablets between cabinet and hands: who may take one, what the board says, and whose damage it is (C10, C11, C40 to C46)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.damage import DamageKind, FilingRefusal, Noticed, Period, filing_refusals, needs_second_manager, responsible_period
from domain.permissions import Role
from domain.tablet_day import (
    TICKED,
    ClosingRefusal,
    ClosingStep,
    ClosingTablet,
    DayState,
    alarm_level,
    closing_refusals,
    lease_end,
    unaccounted,
)
from domain.tablets import Place, SignOutRefusal, Standing, TabletFacts, TakerFacts, board_standing, sign_out_refusals

NOW = datetime(2026, 11, 19, 15, 0, tzinfo=UTC)
CLOSES = NOW.replace(hour=18)
IN = TabletFacts(place=Place.IN)
SAM = TakerFacts(role=Role.PRACTITIONER, is_active=True, has_signed=True, holds_another=False)


def why(tablet: TabletFacts = IN, taker: TakerFacts = SAM, *, day_is_open: bool = True) -> tuple[SignOutRefusal, ...]:
    return sign_out_refusals(tablet, taker, day_is_open=day_is_open)


def test_c40_a_tablet_in_the_cabinet_goes_to_whoever_signs_for_it() -> None:
    assert why() == ()


@pytest.mark.parametrize(
    ("tablet", "reason"),
    [
        (replace(IN, place=Place.OUT), SignOutRefusal.ALREADY_OUT),
        (replace(IN, place=Place.MISSING), SignOutRefusal.GONE),
        (replace(IN, place=Place.LOST), SignOutRefusal.GONE),
        (replace(IN, is_out_of_use=True), SignOutRefusal.OUT_OF_USE),
        (replace(IN, is_revoked=True), SignOutRefusal.OUT_OF_USE),
        (replace(IN, battery=29), SignOutRefusal.LOW_BATTERY),
        (replace(IN, is_clear=False), SignOutRefusal.NOT_CLEAR),
    ],
)
def test_c40_a_tablet_that_is_out_flagged_or_uncharged_is_refused(tablet: TabletFacts, reason: SignOutRefusal) -> None:
    assert why(tablet) == (reason,)


def test_c6_outside_opening_hours_tablets_only_come_back() -> None:
    assert sign_out_refusals(IN, SAM, day_is_open=True, is_in_hours=False) == (SignOutRefusal.OUTSIDE_HOURS,)


def test_c40_a_second_tablet_is_for_the_manager_only() -> None:
    assert why(taker=replace(SAM, holds_another=True)) == (SignOutRefusal.HOLDS_ANOTHER,)
    assert why(taker=replace(SAM, holds_another=True, role=Role.MANAGER)) == ()
    assert why(taker=replace(SAM, holds_another=True, role=Role.DEPUTY)) == (SignOutRefusal.HOLDS_ANOTHER,)


def test_c39_a_tablet_that_is_not_clear_goes_back_to_its_last_holder_or_to_a_lead() -> None:
    left = replace(IN, is_clear=False)

    assert why(left, replace(SAM, was_last_holder=True)) == ()
    assert why(left, replace(SAM, role=Role.DEPUTY)) == ()


def test_every_reason_is_told_at_once() -> None:
    taker = replace(SAM, is_active=False, has_signed=False)

    assert why(IN, taker, day_is_open=False) == (SignOutRefusal.DAY_NOT_OPEN, SignOutRefusal.SUSPENDED, SignOutRefusal.AGREEMENT)


def test_the_board_says_the_worst_that_is_true() -> None:
    out = TabletFacts(place=Place.OUT, due_at=CLOSES, is_out_of_use=True, battery=5)

    assert board_standing(out, NOW) is Standing.OUT
    assert board_standing(out, CLOSES) is Standing.LATE  # C45: from that minute on
    assert board_standing(replace(IN, battery=22, is_clear=False), NOW) is Standing.NOT_CLEAR
    assert board_standing(replace(IN, battery=22), NOW) is Standing.LOW_BATTERY
    assert board_standing(replace(IN, battery=30), NOW) is Standing.IN
    assert board_standing(replace(IN, battery=None), NOW) is Standing.IN
    assert board_standing(replace(IN, is_out_of_use=True, is_clear=False), NOW) is Standing.OUT_OF_USE


def period(holder: str, since: int, ended: int | None) -> Period:
    end = NOW.replace(hour=ended) if ended is not None else None
    return Period(holder=holder, holder_name=holder.title(), since=NOW.replace(hour=since), ended_at=end)


def test_c42_damage_found_at_sign_out_is_the_period_befores_even_while_the_new_one_has_begun() -> None:
    periods = [period("jo", 13, None), period("sam", 7, 12)]
    found = responsible_period(periods, Noticed.AT_SIGN_OUT, NOW.replace(hour=13))

    assert found is not None and found.holder == "sam"


def test_c42_damage_seen_at_sign_in_is_the_holders() -> None:
    found = responsible_period([period("sam", 7, 12), period("jo", 13, None)], Noticed.AT_SIGN_IN, NOW)

    assert found is not None and found.holder == "jo"


def test_c42_damage_in_the_cabinet_is_the_last_holders_and_of_a_new_tablet_nobodys() -> None:
    last = responsible_period([period("sam", 7, 12), period("jo", 13, 14)], Noticed.IN_CABINET, NOW)

    assert last is not None and last.holder == "jo"
    assert responsible_period([], Noticed.IN_CABINET, NOW) is None
    assert responsible_period([period("jo", 16, None)], Noticed.AT_SIGN_OUT, NOW) is None


def test_c44_there_are_exactly_the_six_kinds_of_the_policy() -> None:
    assert [kind.value for kind in DamageKind] == ["loss", "accidental", "liquid", "theft", "alteration", "software"]


@pytest.mark.parametrize("kind", DamageKind)
def test_c44_loss_and_theft_are_not_filed_without_closing_the_tablet(kind: DamageKind) -> None:
    refused = filing_refusals(kind, "Not in the shed", revokes=False)

    assert (FilingRefusal.NOT_REVOKED in refused) is (kind in (DamageKind.LOSS, DamageKind.THEFT))
    assert filing_refusals(kind, "Not in the shed", revokes=True) == ()
    assert FilingRefusal.NOTHING_SAID in filing_refusals(kind, "  ", revokes=True)


def test_c43_nobody_confirms_their_own_word() -> None:
    assert needs_second_manager("ruth", "ruth") and not needs_second_manager("ruth", "tom")


def at_closing(place: Place = Place.IN, *, is_clear: bool = True) -> ClosingTablet:
    return ClosingTablet(name="T-06", place=place, last_holder="Jo Patel", is_clear=is_clear)


def closing(*tablets: ClosingTablet, state: DayState = DayState.OPEN, locked_by: str = "ellis", second: str = "ruth") -> object:
    return closing_refusals(state, tablets, TICKED, locked_by=locked_by, second=second)


def test_c11_the_day_closes_when_every_tablet_is_accounted_for_and_two_people_saw_the_cabinet() -> None:
    assert closing(at_closing(), at_closing(Place.LOST), at_closing(is_clear=False)) == ()


def test_c11_one_tablet_out_or_missing_keeps_the_day_open() -> None:
    assert closing(at_closing(), at_closing(Place.OUT)) == (ClosingRefusal.TABLET_OUT,)
    assert closing(at_closing(Place.MISSING)) == (ClosingRefusal.TABLET_MISSING,)
    assert unaccounted([at_closing(), at_closing(Place.OUT), at_closing(Place.MISSING)]) == (
        at_closing(Place.OUT),
        at_closing(Place.MISSING),
    )


def test_c11_the_second_initial_is_another_persons() -> None:
    assert closing(second="ellis") == (ClosingRefusal.SECOND_INITIAL,)
    assert closing(locked_by="", second="") == (ClosingRefusal.LOCKED_BY, ClosingRefusal.SECOND_INITIAL)
    assert closing(state=DayState.CLOSED) == (ClosingRefusal.NOT_OPEN,)
    ticked = frozenset({ClosingStep.ON_THE_DOCK})
    assert closing_refusals(DayState.OPEN, (), ticked, locked_by="ellis", second="ruth") == (ClosingRefusal.STEP_OPEN,)


@pytest.mark.parametrize(("minutes", "level"), [(-31, 0), (-30, 1), (-11, 1), (-10, 2), (-1, 2), (0, 3), (60, 3)])
def test_c45_the_alarm_rises_thirty_and_ten_minutes_before_and_at_closing(minutes: int, level: int) -> None:
    assert alarm_level(CLOSES + timedelta(minutes=minutes), CLOSES, any_out=True) == level
    assert alarm_level(CLOSES + timedelta(minutes=minutes), CLOSES, any_out=False) == 0


def test_r8_a_lease_ends_at_closing_and_never_lasts_longer_than_a_working_day() -> None:
    assert lease_end(NOW, CLOSES) == CLOSES
    assert lease_end(CLOSES, CLOSES) == CLOSES + timedelta(hours=1)  # an evening meeting, by the kiosk's leave
    assert lease_end(NOW, NOW + timedelta(days=2)) == NOW + timedelta(hours=12)
