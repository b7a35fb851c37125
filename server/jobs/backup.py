"""Backups of the database, sealed, and what a restore must say to the tablets.

Pictures and keys are not in it: pictures are content-addressed files that are copied as they are and never rolled back, and keys are
kept apart, so that a destroyed key is destroyed in every backup.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from domain.errors import KnownError
from server.audit import trail
from server.audit.ids import new_id
from server.jobs.models import Backup
from server.media.chest import chest
from server.media.key_files import sync_folder
from server.media.sealing import open_from, seal_into
from server.registry.feed import announce_everything, last_seq
from server.registry.models import Nursery

ABOUT = b"database"
PAGES = 2000  # copied at a time; writers go on between


class BackupFailed(KnownError):
    """The database could not be copied."""


def back_up(now: datetime) -> Backup:
    """Copy the database into a sealed file, then tell the tablets up to which sequence it holds everything. Raises BackupFailed."""
    content, seq = _copy_of_sqlite() if connection.vendor == "sqlite" else _dump_of_postgres()
    path = folder() / f"{now:%Y-%m-%dT%H%M%S}-{seq}.sealed"
    _write_sealed(path, [content])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with transaction.atomic():
        made = Backup.objects.create(made_at=now, seq=seq, name=path.name, bytes=path.stat().st_size, sha256=digest)
        Nursery.objects.filter(backup_seq__lt=seq).update(backup_seq=seq)
        trail.record("backup_made", about=path.name, detail={"seq": seq})
    return made


def opened(path: Path) -> bytes:
    """The database in a sealed backup: a SQLite file's bytes, or pg_dump's archive. Raises SealBroken."""
    with path.open("rb") as file:
        return b"".join(open_from(file, chest().keys.secret("backup"), ABOUT))


def restore_sqlite(path: Path) -> None:
    """Put a backup in the place of the present SQLite database, and begin a new epoch. No other process may serve meanwhile."""
    with _passing_file() as clear:
        clear.write_bytes(opened(path))
        connection.ensure_connection()
        source = _opened(clear)
        source.backup(connection.connection)
        source.close()
    connection.close()
    begin_new_epoch()


@transaction.atomic
def begin_new_epoch() -> None:
    """After a restore: tablets see the new epoch, push again what no backup held, and read all facts anew."""
    Nursery.objects.update(epoch=new_id(), backup_seq=0)
    announce_everything()
    trail.record("server_restored")


def folder() -> Path:
    """Where the backups lie."""
    path = chest().data / "backups"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _copy_of_sqlite() -> tuple[bytes, int]:
    """One consistent copy of the database, and the sequence that stands in the copy itself."""
    connection.ensure_connection()
    with _passing_file() as path:
        copy = _opened(path)
        connection.connection.backup(copy, pages=PAGES)
        row = copy.execute("SELECT seq FROM registry_feedcounter").fetchone()
        copy.close()
        return path.read_bytes(), row[0] if row else 0


def _dump_of_postgres() -> tuple[bytes, int]:
    """pg_dump's archive. The sequence is read before the dump's snapshot, so that everything up to it is in the dump."""
    seq, database = last_seq(), settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {**os.environ, **{variable: str(database[key]) for variable, key in names.items() if database.get(key)}}
    name = str(connection.settings_dict["NAME"])
    try:
        done = subprocess.run(["pg_dump", "--format=custom", name], env=environment, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise BackupFailed("The database could not be copied. Is pg_dump of the server's version installed?") from error
    return done.stdout, seq


def _opened(path: Path) -> Any:
    """A plain connection to another SQLite file, by the library that Django uses: `backup` takes no other's connection."""
    library: Any = sys.modules["sqlite3"]
    return library.connect(str(path))


@contextmanager
def _passing_file() -> Iterator[Path]:
    """A file of the server's alone, beside the database that is as clear, and gone afterwards."""
    path = folder() / f".passing-{os.urandom(6).hex()}.db"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield path
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def _write_sealed(path: Path, pieces: Iterable[bytes]) -> None:
    draft = path.with_name(f".{path.name}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        seal_into(file, pieces, chest().keys.secret("backup"), ABOUT)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
