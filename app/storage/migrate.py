"""Bring a store up to date: numbered files, forward only, each with its number in one transaction, after a copy of the store."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3.dbapi2 import complete_statement

from domain.errors import KnownError

if TYPE_CHECKING:
    from app.storage.database import Connection

FOLDER = Path(__file__).parent / "migrations"


class StoreTooNew(KnownError):
    """The store was written by a newer program."""

    def __init__(self) -> None:
        super().__init__("This device was used with a newer Daybook. Install that version here; nothing has been changed.")


def migrations(folder: Path = FOLDER) -> tuple[Path, ...]:
    """The numbered files in order. Raises ValueError when a number is missing or twice there."""
    files = tuple(sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql")))
    if [int(file.name[:4]) for file in files] != list(range(1, len(files) + 1)):
        raise ValueError("The migrations are not numbered 1, 2, 3 …")
    return files


def version_of(connection: Connection) -> int:
    """The number of the last migration that ran."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection, path: Path, files: Sequence[Path] | None = None) -> int:
    """Run what is missing and return the version. Keeps one copy beside the store until all went well. Raises StoreTooNew."""
    todo = tuple(migrations() if files is None else files)
    version = version_of(connection)
    if version > len(todo):
        raise StoreTooNew
    if 0 < version < len(todo):
        copy_store(connection, path)
    for number, file in enumerate(todo[version:], start=version + 1):
        run(connection, number, file.read_text(encoding="utf-8"))
    copy_path(path).unlink(missing_ok=True)  # it holds keys that the store itself will destroy one by one
    return len(todo)


def copy_path(path: Path) -> Path:
    """Where the copy lies while migrations run."""
    return path.with_suffix(".before")


def copy_store(connection: Connection, path: Path) -> None:
    """Make a durable copy of the store as it is, encrypted under the same key."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    shutil.copyfile(path, copy_path(path))
    with copy_path(path).open("rb") as file:
        os.fsync(file.fileno())


def run(connection: Connection, number: int, sql: str) -> None:
    """One migration and its number, all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(sql):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def statements(sql: str) -> list[str]:
    """The single statements; `executescript` would commit behind our back. A trigger's inner semicolons do not end it."""
    found, pending = [], ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
