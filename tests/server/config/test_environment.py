from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from server.config.environment import database_settings, read_environment, refuse_foreign_region
from server.config.sqlite import SOUND_WAL


@pytest.mark.parametrize("region", ["", "EU", "US", "Ireland"])
def test_c51_a_server_that_does_not_stand_in_the_uk_refuses_to_start(region: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="stays in the UK"):
        refuse_foreign_region(read_environment({"DAYBOOK_REGION": region}))


@pytest.mark.parametrize("variables", [{"DAYBOOK_REGION": "UK"}, {"DAYBOOK_REGION": "uk"}, {"DAYBOOK_DEMO": "1"}])
def test_in_the_uk_and_as_a_demo_it_starts(variables: dict[str, str]) -> None:
    refuse_foreign_region(read_environment(variables))


def test_a_url_chooses_postgresql_and_nothing_else_is_taken_for_it() -> None:
    chosen = database_settings("postgresql://day:p%40ss@db.local:5433/book", None)

    assert (chosen["ENGINE"], chosen["NAME"], chosen["USER"]) == ("django.db.backends.postgresql", "book", "day")
    assert (chosen["PASSWORD"], chosen["HOST"], chosen["PORT"]) == ("p@ss", "db.local", "5433")
    with pytest.raises(ImproperlyConfigured):
        database_settings("mysql://x", None)
    assert database_settings("", Path("/data"))["NAME"] == "/data/daybook.db"


@pytest.mark.django_db
def test_sqlite_is_sound_and_every_commit_is_durable() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL")
    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "secure_delete")]
        version = cursor.execute("SELECT sqlite_version()").fetchone()[0]

    assert found == ["wal", 2, 1]
    assert tuple(int(part) for part in version.split(".")) >= SOUND_WAL


def test_the_servers_settings_are_strict() -> None:
    assert settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS >= 31536000
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["default-src"] == ["'none'"]
    assert not settings.DEBUG and settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def test_what_any_server_process_writes_is_for_its_own_user_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    environment = {**os.environ, "DAYBOOK_DATA": str(data), "DJANGO_SETTINGS_MODULE": "server.config.settings", "DAYBOOK_DEMO": "1"}
    environment.pop("DAYBOOK_DATABASE_URL", None)
    begin = "import os; os.umask(0o022); import django; django.setup(); from django.core.management import call_command as c"

    subprocess.run([sys.executable, "-c", f"{begin}; c('migrate', verbosity=0)"], env=environment, check=True)

    readable = [path.name for path in data.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert (data / "daybook.db").exists() and readable == []
