"""What a role is called, in the order of what it may do: the same words at the office and the kiosk."""

from __future__ import annotations

from domain.permissions import Role

ROLE_WORDS = {
    Role.MANAGER: "Manager",
    Role.DEPUTY: "Deputy",
    Role.ROOM_LEADER: "Room leader",
    Role.PRACTITIONER: "Practitioner",
    Role.BANK: "Bank staff",
}
