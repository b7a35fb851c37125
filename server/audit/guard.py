"""The database's own refusal to change or delete an audit row, for each kind of database."""

from __future__ import annotations

from typing import Any

TABLE = "audit_auditentry"
SENTENCE = "audit rows are forever"

SQLITE_UP = [
    f"CREATE TRIGGER IF NOT EXISTS audit_no_{what} BEFORE {what} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for what in ("UPDATE", "DELETE")
]
SQLITE_DOWN = [f"DROP TRIGGER IF EXISTS audit_no_{what}" for what in ("UPDATE", "DELETE")]
POSTGRES_UP = [
    f"CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END $$",
    f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}",
    f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
]
POSTGRES_DOWN = [f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}"]


def raise_guard(connection: Any) -> None:
    """Put the triggers in place; they may be there already. connection: a Django connection or schema editor's connection."""
    _run(connection, SQLITE_UP if connection.vendor == "sqlite" else POSTGRES_UP)


def lower_guard(connection: Any) -> None:
    """Take the triggers away: for a migration backwards only."""
    _run(connection, SQLITE_DOWN if connection.vendor == "sqlite" else POSTGRES_DOWN)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
