from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from domain import wire
from server.config.demo import DemoSeed
from server.jobs import rhythm
from server.jobs.backup import back_up, folder, opened, restore_sqlite
from server.jobs.models import Backup
from server.journal.models import Entry
from server.media.sealing import SealBroken
from tests.server.devices import DEVICE, Tablet

pytestmark = pytest.mark.usefixtures("demo")


def hello(tablet: Tablet) -> wire.Hello:
    return wire.Hello.model_validate_json(tablet.get(f"{DEVICE}/hello").content)


@pytest.mark.django_db(transaction=True)
def test_a_backup_tells_tablets_up_to_which_operation_it_holds_everything() -> None:
    tablet = Tablet()
    _, result = tablet.hand_in("Amelia")
    assert hello(tablet).backup_seq < result.seq

    made = back_up(timezone.now())

    assert hello(tablet).backup_seq == made.seq >= result.seq


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_sealed() -> None:
    made = back_up(timezone.now())
    path = folder() / made.name

    assert b"Amelia" not in path.read_bytes() and len(opened(path)) > 1000
    damaged = bytearray(path.read_bytes())
    damaged[500] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(SealBroken):
        opened(path)


@pytest.mark.django_db(transaction=True)
def test_a_restored_server_has_another_epoch_and_takes_again_what_it_lost(demo: DemoSeed) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL is restored by pg_restore")
    tablet = Tablet()
    made = back_up(timezone.now())
    body = tablet.entry_body("Amelia")
    operation = tablet.operation("entry", body["id"], "create", body)
    tablet.push(operation)
    before, cursor = hello(tablet), tablet.everything()[1]

    restore_sqlite(folder() / made.name)

    assert not Entry.objects.exists()
    assert hello(tablet).epoch != before.epoch
    assert tablet.get(f"{DEVICE}/changes", cursor=cursor).status_code == 410
    assert tablet.push(operation)[0].outcome is wire.Outcome.APPLIED


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_made_once_a_day() -> None:
    now = timezone.now()

    for later in (timedelta(0), timedelta(hours=23), timedelta(hours=25)):
        rhythm.run_due(now + later)

    assert Backup.objects.count() == 2 and Path(folder()).is_dir()
