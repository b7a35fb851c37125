"""The SQLite that the server stands on: new enough for its write-ahead log not to lose a page."""

from __future__ import annotations

import sys

from django.core.exceptions import ImproperlyConfigured

SOUND_WAL = (3, 51, 3)  # older ones can corrupt a database when the log is reset while another connection reads

# FULL: a receipt permits a tablet to destroy its picture, so a committed row must survive a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
        " PRAGMA trusted_schema=OFF; PRAGMA cache_size=-32768;"
    ),
}


def use_current_sqlite() -> None:
    """Put `pysqlite3` in the place of an old `sqlite3`, before Django loads it. Raises ImproperlyConfigured when that is old too."""
    import sqlite3

    if sqlite3.sqlite_version_info >= SOUND_WAL:
        return
    import pysqlite3.dbapi2

    if pysqlite3.dbapi2.sqlite_version_info < SOUND_WAL:
        raise ImproperlyConfigured(f"SQLite {pysqlite3.dbapi2.sqlite_version} can lose pages in its write-ahead log; 3.51.3 is needed.")
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
