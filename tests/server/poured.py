"""The demo nursery, seeded once for all tests of a process: its rows are kept beside the tables, and poured in again for each test.

Seeding asks several hundred questions, pouring one for each table. Every test of a process meets the same ids.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from server.audit.guard import lower_guard, raise_guard
from server.config.demo import DemoSeed, seed
from server.media.chest import chest

KEPT = "poured_"  # begins the names of the copies: of no model, so that no flush empties them


@dataclass(frozen=True, slots=True)
class Poured:
    """What the seed said, and the tables that it filled."""

    said: DemoSeed
    tables: tuple[str, ...]

    def pour(self) -> DemoSeed:
        """Make the demo nursery in an empty database, in the caller's transaction when there is one."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f"INSERT INTO {table} SELECT * FROM {KEPT}{table}")
        _forget_children(chest().data)
        return self.said


@transaction.atomic
def poured(now: datetime) -> Poured:
    """Seed an empty database as of `now`, keep what the seed wrote, and leave the database empty again."""
    with connection.cursor() as cursor:
        before = _counts(cursor)
        said = seed(now)
        tables = tuple(table for table, count in _counts(cursor).items() if count != before[table])
        assert not any(before[table] for table in tables)  # a row from a migration would be poured twice
        for table in tables:
            cursor.execute(f"CREATE TABLE {KEPT}{table} AS SELECT * FROM {table}")
        lower_guard(connection)
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        raise_guard(connection)
    return Poured(said, tables)


def _forget_children(data: Path) -> None:
    """Take away the keys and pictures of the children of the test before, who had the same ids."""
    for folder in (data / "keys" / "children", *(data / "media").iterdir()):
        shutil.rmtree(folder, ignore_errors=True)


def _counts(cursor: CursorWrapper) -> dict[str, int]:
    """The number of rows of every model's table."""
    counts = {}
    for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
        cursor.execute(f"SELECT count(*) FROM {table}")
        counts[table] = cursor.fetchone()[0]
    return counts
