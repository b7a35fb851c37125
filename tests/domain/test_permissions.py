"""Every cell of the permission matrix, said a second time in another form (L2, L9, C6, C18, C32)."""

from __future__ import annotations

from itertools import product

import pytest

from domain.permissions import Action, Role, Station, may

# M manager, D deputy, L room leader, P practitioner, B bank, F parent; a dot = refused. Cells that are not named are refused.
COLUMNS = {
    "M": Role.MANAGER, "D": Role.DEPUTY, "L": Role.ROOM_LEADER, "P": Role.PRACTITIONER, "B": Role.BANK, "F": Role.PARENT,
}  # fmt: skip
MATRIX = """
room   log_in             MDLPB.
room   change_password    MDLPB.
room   report_fault       MDLPB.
room   capture            MDLPB.
room   hand_in            MDLPB.
room   see_children       MDLPB.
office log_in             MD....
office change_password    MD....
office report_fault       MD....
office see_children       MD....
office see_queue          MD....
office moderate           MD....
office review_home_pictures MD....
office see_consents       MD....
office record_consent     MD....
office inspect_covering   MD....
office see_board          MD....
office manage_devices     MD....
office see_custody        MD....
office decide_damage      MD....
office manage_staff       MD....
office manage_agreements  MD....
office see_refusals       MD....
kiosk  log_in             MDLP..
kiosk  change_password    MDLPB.
kiosk  report_fault       MDLPB.
kiosk  see_board          MDLP..
kiosk  take_tablet        MDLPB.
kiosk  run_day            MDLP..
portal log_in             .....F
portal read_journal       .....F
portal comment            .....F
portal add_from_home      .....F
portal answer_consent     .....F
portal report_fault       .....F
"""
SAID = {
    (Station(station), Action(action)): {COLUMNS[letter] for letter in roles if letter != "."}
    for station, action, roles in (line.split() for line in MATRIX.strip().splitlines())
}


@pytest.mark.parametrize(("role", "action", "station"), list(product(Role, Action, Station)))
def test_l2_each_cell_is_as_the_policies_say(role: Role, action: Action, station: Station) -> None:
    assert may(role, action, station) is (role in SAID.get((station, action), set()))


def test_c7_a_parent_does_nothing_at_a_station_of_the_nursery_and_staff_nothing_on_the_portal() -> None:
    for action in Action:
        assert not any(may(Role.PARENT, action, station) for station in (Station.ROOM, Station.OFFICE, Station.KIOSK))
        assert not any(may(role, action, Station.PORTAL) for role in Role if role is not Role.PARENT)
