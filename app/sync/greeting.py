"""What the server's greeting changes here: its clock, its life (epoch), and how far its backups reach."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.storage import audit, outbox, settings
from app.storage.database import Connection, transaction
from app.storage.settings import Setting
from app.sync.failures import TOO_OLD, NetworkError
from domain import wire


def check_schema(hello: wire.Hello) -> None:
    """Raises NetworkError when the server speaks no schema that we do: capture goes on, the outbox is kept."""
    if not hello.schema_min <= wire.SCHEMA <= hello.schema_max:
        raise NetworkError(TOO_OLD, permanent=True, code="schema")


def note(connection: Connection, hello: wire.Hello, at: datetime) -> None:
    """Keep what the greeting says, in one transaction. at: this device's clock when the greeting came."""
    with transaction(connection):
        settings.write(connection, Setting.OFFSET_MS, str((hello.server_time - at) // timedelta(milliseconds=1)))
        known = settings.read(connection, Setting.EPOCH)
        if known is not None and known != hello.epoch:
            start_over(connection, hello, at)
        else:
            # Only within one life of the server: a restored one counts its sequences again from the backup's.
            outbox.back_up(connection, hello.backup_seq)
        settings.write(connection, Setting.EPOCH, hello.epoch)
        settings.write(connection, Setting.BACKUP_SEQ, str(hello.backup_seq))


def start_over(connection: Connection, hello: wire.Hello, at: datetime) -> None:
    """The server was restored from a backup: everything since is told again, and the facts are read anew."""
    again = outbox.push_again(connection)
    settings.write(connection, Setting.CURSOR, "")
    audit.append(connection, at=at, who="device", what="server.restored", about=hello.epoch, detail={"pushed_again": again})
