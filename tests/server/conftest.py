"""The demo nursery, and what a test of the server begins with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from server.audit.guard import lower_guard, raise_guard
from server.config.demo import DemoSeed
from server.media.chest import chest
from tests.server.poured import Poured, poured

HERE = Path(__file__).parent
WORKING_DAY = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)  # a Thursday


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what SQLite answered already: tests that ask no database, and those that say why theirs does not matter."""
    if connection.vendor != "postgresql":
        return
    spared = [
        item for item in items if HERE in item.path.parents and (not asks_a_database(item) or item.get_closest_marker("any_database"))
    ]
    config.hook.pytest_deselected(items=spared)
    items[:] = [item for item in items if item not in spared]


def asks_a_database(item: pytest.Item) -> bool:
    """Whether the test, or a fixture that it asks for, opens the database; without either Django refuses to."""
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def data_folder() -> Iterator[None]:
    """One data folder and one imaging process for all tests of the server."""
    yield
    chest().worker.close()
    shutil.rmtree(chest().data)


@pytest.fixture(scope="session")
def working_day(data_folder: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Poured:
    """The demo nursery on a working day, once for all."""
    with django_db_blocker.unblock():
        return poured(WORKING_DAY)


@pytest.fixture
def demo(working_day: Poured, db: None) -> DemoSeed:
    return working_day.pour()


@pytest.fixture(autouse=True)
def audit_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Emptying the tables after a test with real transactions deletes audit rows, which the database refuses to do otherwise."""
    marker = request.node.get_closest_marker("django_db")
    real = (marker is not None and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(request.fixturenames)
    if not real:
        yield
        return
    request.getfixturevalue("transactional_db")
    raise_guard(connection)
    yield
    lower_guard(connection)
