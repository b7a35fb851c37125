from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from domain.audit import hash_of
from server.audit import trail
from server.audit.guard import lower_guard, raise_guard
from server.audit.models import AuditEntry, AuditHead, AuditIsForever

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def guarded(db: None) -> None:
    """A test with real transactions may have run before in this process, and left the guard down (`tests/server/conftest.py`)."""
    raise_guard(connection)


def write(count: int) -> None:
    for number in range(count):
        trail.record("something", who="staff:1", about=number, device="d", detail={"n": number})


def test_a_chain_as_it_was_written_is_sound() -> None:
    write(5)

    assert trail.verify() is None
    assert [entry.seq for entry in AuditEntry.objects.all()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("change", ["UPDATE audit_auditentry SET who = 'x' WHERE seq = 2", "DELETE FROM audit_auditentry WHERE seq = 2"])
def test_the_database_refuses_to_change_or_delete_a_row(change: str) -> None:
    write(3)

    with pytest.raises(DatabaseError, match="forever"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_auditentry SET who = 'staff:2' WHERE seq = 3",
        "UPDATE audit_auditentry SET detail = '{}' WHERE seq = 3",
        "DELETE FROM audit_auditentry WHERE seq = 2",
    ],
)
def test_an_edited_or_lost_row_is_found_at_seq_three(change: str) -> None:
    write(5)
    lower_guard(connection)

    with connection.cursor() as cursor:
        cursor.execute(change)

    raise_guard(connection)
    assert trail.verify() == 3


def test_rows_cut_off_at_the_end_are_found() -> None:
    write(5)
    lower_guard(connection)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE seq > 3")

    raise_guard(connection)
    assert trail.verify() == 4


def test_a_last_row_that_was_put_in_the_place_of_another_is_found() -> None:
    write(4)
    lower_guard(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditentry WHERE seq = 4")
    before = AuditEntry.objects.get(seq=3).hash
    forged = {"at": "2026-11-19T10:00:00+00:00", "who": "staff:2", "what": "nothing", "about": "", "detail": "{}"}

    AuditEntry.objects.create(seq=4, **forged, previous=before, hash=hash_of(previous=before, seq=4, **forged))

    raise_guard(connection)
    assert trail.verify() == 4


def test_a_row_cannot_be_saved_again_or_deleted_from_python() -> None:
    write(1)
    row = AuditEntry.objects.get()

    with pytest.raises(AuditIsForever):
        row.save()
    with pytest.raises(AuditIsForever):
        row.delete()


def test_a_row_goes_with_the_transaction_that_wrote_it() -> None:
    write(2)

    with pytest.raises(RuntimeError), transaction.atomic():
        write(1)
        raise RuntimeError

    write(1)
    assert trail.verify() is None
    assert AuditHead.objects.get().seq == 3
