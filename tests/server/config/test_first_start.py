from __future__ import annotations

import pytest

from server.config.first_start import AlreadySetUp, set_up
from tests.server.devices import Office

pytestmark = pytest.mark.django_db


def test_the_manager_of_a_new_nursery_pairs_the_office_and_logs_in() -> None:
    first = set_up("Pebble Lane", "Ruth", "Adeyemi")

    office = Office(None)

    assert office.paired.nursery_name == "Pebble Lane"
    # Whatever the hour of this test: the password is right, and at night the answer says that it is closed.
    assert office.log_in(first.username, first.password).json().get("code") in (None, "outside_hours")
    assert office.log_in(first.username, "wrong").json()["code"] == "wrong_login"


def test_a_server_is_set_up_once() -> None:
    set_up("Pebble Lane", "Ruth", "Adeyemi")

    with pytest.raises(AlreadySetUp, match="Pebble Lane"):
        set_up("Another", "Ruth", "Adeyemi")
