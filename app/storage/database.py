"""The encrypted store: how it is opened, and what a transaction is. One connection per lane, for SQLite binds them to threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import sqlcipher3.dbapi2 as sqlcipher

from app.storage import crash
from app.storage.migrate import migrate
from app.storage.space import full_disk
from domain.errors import KnownError

STORE_NAME = "store.db"
KEY_BYTES = 32
SQLITE_NOTADB = 26

# The order matters: the key before any read, a read to prove it, then how to write.
BEFORE_PROOF = ("PRAGMA cipher_memory_security = ON",)
AFTER_PROOF = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32768",
    "PRAGMA mmap_size = 0",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


class Cursor(Protocol):
    """What a statement answers."""

    @property
    def rowcount(self) -> int:
        """How many rows a write changed."""

    def fetchone(self) -> Any:
        """The next row as a tuple, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection to the store; used by the thread that opened it."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Cursor:
        """Run one statement with bound parameters."""

    def close(self) -> None:
        """Close it."""


class StoreLocked(KnownError):
    """The key does not open the store, or the file is no store."""

    def __init__(self) -> None:
        super().__init__("The store on this device does not open. Take it to the office; nothing has been deleted.")


class Stale(Exception):
    """Somebody moved the row first: read again, then decide again."""


def open_store(path: Path, key: bytes) -> Connection:
    """A connection with every setting made and the key proved; the schema as it is. Raises StoreLocked, ValueError for a short key."""
    if len(key) != KEY_BYTES:
        raise ValueError("The store's key has 32 bytes")
    connection: Connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        for pragma in (*BEFORE_PROOF, f"PRAGMA key = \"x'{key.hex()}'\""):
            connection.execute(pragma)
        prove(connection)
        for pragma in AFTER_PROOF:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def prove(connection: Connection) -> None:
    """Read one page, which only the right key can. Raises StoreLocked."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", SQLITE_NOTADB) != SQLITE_NOTADB:
            raise
        raise StoreLocked from error


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing. IMMEDIATE, so that two lanes wait for each other at the start and never fail in the middle.

    Raises DiskFull when there is no room for it; the reserve is given back then, so that deleting works.
    """
    with full_disk(folder_of(connection)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # A full disk has rolled back already; a second ROLLBACK would hide the first error.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def folder_of(connection: Connection) -> Path:
    """The data folder that the connection's store lies in."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2]).parent


def checkpoint(connection: Connection) -> bool:
    """Move the log into the store and cut it to nothing, so that no deleted key lives on in it; False when a reader was in the way."""
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    return not busy


def first_that_opens(path: Path, keys: Sequence[bytes]) -> bytes:
    """The first of the keys that opens the store. Raises StoreLocked when none does."""
    for key in keys:
        try:
            open_store(path, key).close()
        except StoreLocked:
            continue
        return key
    raise StoreLocked


class Store:
    """One data folder and its open key; gives every thread a connection of its own."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self.path = folder, folder / STORE_NAME
        self._key, self._own = key, threading.local()
        self._all: list[Connection] = []
        self._lock, self._is_migrated = threading.Lock(), False

    def connect(self) -> Connection:
        """This thread's connection; the first one of all brings the schema up to date. Raises StoreLocked, StoreTooNew."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._open()
            self._own.connection = connection
        return connection

    @property
    def key(self) -> bytes:
        """The key that opens it; empty once it is closed."""
        return self._key

    def rekey(self, new: bytes) -> None:
        """Write every page anew under another key, in one transaction. No lane may be at work in it: every connection is closed first.

        Raises DiskFull and whatever SQLCipher does; `key` says then which one the store has.
        """
        with self._lock:
            self._close_all()
            connection = open_store(self.path, self._key)
            try:
                with full_disk(self.folder):
                    connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
                crash.point("rekey.committed")  # the pages lie in the log under the new key, in the store under the old one
                checkpoint(connection)
                crash.point("rekey.checkpointed")
            finally:
                connection.close()
                self._key = first_that_opens(self.path, (new, self._key))

    def close(self) -> None:
        """Close every connection and forget the key. No lane may be at work; connecting again is a ValueError."""
        with self._lock:
            self._close_all()
            self._key = b""

    def _close_all(self) -> None:
        for connection in self._all:
            connection.close()
        self._all.clear()
        self._own = threading.local()

    def _open(self) -> Connection:
        with self._lock:
            connection = open_store(self.path, self._key)
            try:
                if not self._is_migrated:
                    migrate(connection, self.path)
                    self._is_migrated = True
            except BaseException:
                connection.close()
                raise
            self._all.append(connection)
            return connection


assert sqlcipher.sqlite_version_info >= (3, 51, 3), "SQLite before 3.51.3 can damage a store in WAL mode"  # noqa: S101
