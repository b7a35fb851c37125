"""What this device refused or noticed by itself, told to the office with the operations: offline refusals are read there too (L2, C6)."""

from __future__ import annotations

import json
from datetime import datetime

from app.storage import audit, outbox, settings
from app.storage.database import Connection, transaction
from app.storage.ids import new_id
from app.storage.settings import Setting
from domain.audit import AuditRow
from domain.ids import StaffId
from domain.wire import OpKind

ENDINGS = (".refused", ".wrong_password", ".wrong_pin", ".locked", ".ignored", ".broken", ".left", ".set_back")
AT_ONCE = 200  # rows per cycle: a storm of wrong tries does not fill one push


def tell(connection: Connection, actor: StaffId) -> int:
    """Queue the audit's rows that the office should read and has not been told; how many. actor: in whose name they are sent."""
    with transaction(connection):
        told = int(settings.read(connection, Setting.TOLD_AUDIT) or 0)
        rows = audit.after(connection, told, AT_ONCE)
        chosen = [row for row in rows if row.what.endswith(ENDINGS)]
        for row in chosen:
            _queue(connection, row, actor)
        if rows:
            settings.write(connection, Setting.TOLD_AUDIT, str(rows[-1].seq))
    return len(chosen)


def _queue(connection: Connection, row: AuditRow, actor: StaffId) -> None:
    at = datetime.fromisoformat(row.at)
    said = {"what": row.what, "who": row.who, "at": row.at, "seq": row.seq, "detail": json.loads(row.detail)}
    outbox.add(connection, kind=OpKind.AUDIT, entity_id=new_id(at), action="note", actor=actor, captured_at=at, body={"noticed": said})
