"""The room's cards."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from app.services.room import Filter, Here, UnknownChild
from app.services.session import NotAllowed
from app.storage import facts
from app.storage.database import transaction
from domain.entries import EntryKind
from domain.ids import ChildId
from domain.permissions import Station
from domain.wire import FactKind
from tests import cast
from tests.app.services.tablet import Tablet, session_of


def change(tablet: Tablet, id: ChildId, **values: object) -> None:
    child = next(each for each in cast.CHILDREN if each.id == id)
    with transaction(tablet.connection):
        facts.put(tablet.connection, FactKind.CHILD, id, 2, {**child.model_dump(mode="json"), **values})


def test_the_board_shows_the_room_and_whose_the_children_are(tablet: Tablet) -> None:
    board = tablet.room.board(tablet.session)

    assert (board.room_name, board.nursery, board.on) == ("Caterpillars", "Hazel Lane Nursery", cast.TODAY)
    assert [card.child.first_name for card in board.children if card.is_mine] == ["Amelia", "Ayaan", "Noah"]
    assert (board.counts.mine, board.counts.everyone, board.counts.here, board.counts.to_observe) == (3, 6, 6, 6)


def test_l17_my_children_and_the_other_filters(tablet: Tablet) -> None:
    change(tablet, cast.NOAH, session_start=None)
    change(tablet, cast.ZOE, last_observed_at=cast.NOW.isoformat())

    shown = {filter: {card.child.first_name for card in tablet.room.board(tablet.session, filter).children} for filter in Filter}

    assert shown[Filter.MINE] == {"Amelia", "Ayaan", "Noah"}
    assert shown[Filter.HERE] == {"Amelia", "Ayaan", "Isla", "Łukasz", "Zoë"}
    assert shown[Filter.TO_OBSERVE] == {"Amelia", "Ayaan", "Isla", "Łukasz"}


def test_whoever_is_not_in_comes_last(tablet: Tablet) -> None:
    change(tablet, cast.AMELIA, session_start=None)

    cards = tablet.room.board(tablet.session).children

    assert (cards[-1].child.id, cards[-1].here) == (cast.AMELIA, Here.NOT_IN)


def test_a_search_finds_by_the_beginning_of_the_first_name(tablet: Tablet) -> None:
    cards = tablet.room.board(tablet.session, Filter.MINE, " zO").children

    assert [card.child.first_name for card in cards] == ["Zoë"]


def test_l30_snapshots_due_and_until_when(tablet: Tablet) -> None:
    change(tablet, cast.ISLA, session_end="12:30")
    change(tablet, cast.ZOE, last_snapshot_at=cast.NOW.isoformat())

    board = tablet.room.board(tablet.session)

    assert (board.snapshots_due, board.snapshot_by) == (5, time(12, 30))
    tablet.clock.now = cast.NOW.replace(hour=11, minute=45)
    assert tablet.room.child(cast.ISLA, tablet.session).snapshot_urgent


def test_l26_what_was_handed_in_here_counts_before_the_server_says_so(tablet: Tablet) -> None:
    tablet.hand_in(tablet.draft(cast.AMELIA))
    tablet.hand_in(tablet.draft(cast.AMELIA, kind=EntryKind.SNAPSHOT))

    card = tablet.room.child(cast.AMELIA, tablet.session)

    assert (card.observe_due, card.snapshot_due) == (False, False)
    tablet.clock.go_on(days=7)
    assert tablet.room.child(cast.AMELIA, tablet.session).observe_due


def test_l24_a_paused_nursery_is_said(tablet: Tablet) -> None:
    with transaction(tablet.connection):
        facts.put(tablet.connection, FactKind.SITE, cast.SITE_ID, 2, {**cast.SITE.model_dump(mode="json"), "is_paused": True})

    assert tablet.room.board(tablet.session).is_paused


def test_a_device_that_has_heard_nothing_yet_shows_an_empty_room(tablet: Tablet) -> None:
    with transaction(tablet.connection):
        facts.clear(tablet.connection)

    board = tablet.room.board(tablet.session)

    assert (board.children, board.snapshots_due, board.snapshot_by) == ((), 0, None)


def test_l18_a_child_of_elsewhere_is_not_found(tablet: Tablet) -> None:
    with pytest.raises(UnknownChild, match="office"):
        tablet.room.child(ChildId(cast.id_of(999)), tablet.session)


def test_l2_the_kiosk_shows_no_child(tablet: Tablet) -> None:
    with pytest.raises(NotAllowed):
        tablet.room.board(session_of(cast.SAM, Station.KIOSK))


def test_the_day_is_the_sites_day(tablet: Tablet) -> None:
    tablet.clock.now = cast.NOW.replace(month=7, hour=23, minute=30)

    assert tablet.room.board(tablet.session).on == tablet.clock.now.date() + timedelta(days=1)
