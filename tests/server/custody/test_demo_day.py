"""The demo's tablets on the morning of the script, and that seeding again moves none of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.accounts.house_agreements import has_signed
from server.accounts.pins import has_pin
from server.config.demo import seed
from server.custody import book
from server.custody.board import board
from server.custody.models import Attested, DamageCase, Hand, Lease, TabletDay
from tests.server.custody.kiosk import at, tablet
from tests.server.devices import staff

pytestmark = pytest.mark.usefixtures("demo")


def test_the_board_of_the_morning() -> None:
    shown = board(at(10))

    cards = {card.name: card for card in shown.tablets}
    standings = {name: card.standing.value for name, card in cards.items()}
    assert standings == {"T-01": "in", "T-02": "out", "T-03": "in", "T-04": "low_battery", "T-05": "out_of_use", "T-06": "in"}
    assert (cards["T-01"].slot, cards["T-01"].battery, cards["T-01"].is_rising) == (1, 84, True)
    assert (cards["T-02"].holder_name, cards["T-02"].since, cards["T-02"].due_at) == ("Sam Morris", at(7, 25), at(18))
    assert (cards["T-04"].battery, cards["T-04"].note) == (22, "Take T-01 or T-03 instead")
    assert cards["T-05"].note == "Cracked glass, Tuesday" and cards["T-05"].damage_id
    assert shown.day == "open" and shown.opened_by == "Ellis Grant" and not shown.attest_due and not shown.anomalies


def test_everybody_but_the_newcomer_has_a_pin_and_signed() -> None:
    people = board(at(10)).staff

    assert [person.first_name for person in people if not person.has_pin or not person.has_signed] == ["Kit"]
    assert not has_pin(staff("kit.doyle")) and not has_signed(staff("kit.doyle"))


def test_seeding_again_on_the_same_day_changes_nothing() -> None:
    def counts() -> list[int]:
        return [model.objects.count() for model in (Lease, Hand, DamageCase, TabletDay, Attested)]

    before = counts()

    seed(at(11))

    assert counts() == before


def test_what_was_done_since_stays_on_the_next_day() -> None:
    book.sign_out(tablet("T-01"), staff("jo.patel"), version=1, now=at(10))

    seed(at(10) + timedelta(days=1))

    cards = {card.name: card for card in board(at(10) + timedelta(days=1)).tablets}
    assert cards["T-01"].holder_name == "Jo Patel" and cards["T-01"].standing == "late"
    assert cards["T-02"].holder_name == "Sam Morris" and cards["T-02"].standing == "out"
