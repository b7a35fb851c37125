"""A nursery's first start: its name, its manager, its office PC. Everything else is entered at the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.db import transaction

from domain.errors import KnownError
from domain.permissions import Role, Station
from server.accounts.models import Staff
from server.accounts.passwords import give_first_password
from server.audit import trail
from server.registry.feed import announce_everything
from server.registry.models import Nursery
from server.registry.pairing import create_device

OPENS, CLOSES = time(7, 30), time(18, 0)


class AlreadySetUp(KnownError):
    """This server has its nursery."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This server is {name}'s already. Another nursery needs a server and a folder of its own.")


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the manager is given once, on paper: none of it is kept. The password opens nothing but the way to choose an own one."""

    username: str
    password: str
    office_code: str


@transaction.atomic
def set_up(nursery_name: str, manager_first: str, manager_last: str) -> FirstStart:
    """Make the nursery, its manager with a password of chance, and the office PC with its pairing code. Raises AlreadySetUp."""
    existing = Nursery.objects.first()
    if existing is not None:
        raise AlreadySetUp(existing.name)
    Nursery.objects.create(name=nursery_name, opens=OPENS, closes=CLOSES)
    username = f"{manager_first}.{manager_last}".lower().replace(" ", "")
    manager = Staff(username=username, first_name=manager_first, last_name=manager_last, role=Role.MANAGER.value)
    password = give_first_password(manager)
    manager.save()
    announce_everything()
    trail.record("nursery_set_up", about=manager.id)
    return FirstStart(username, password, create_device("OFFICE-1", Station.OFFICE))
