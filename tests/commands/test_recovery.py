"""The recovery kit, the rehearsal and the audit's verifier, as commands on real folders."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.storage.database import STORE_NAME, open_store
from commands import recover, verify_audit
from commands.recovery_sheet import KitUnreadable, key_line, read_kit, write_kit
from domain.errors import KnownError
from tests.app.services.locked_device import RECOVERY
from tests.app.services.rotating_device import ROWS, make

ROOT = Path(__file__).resolve().parent.parent.parent
KEY, DAY = RECOVERY.private_bytes_raw(), date(2026, 11, 21)


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    path = tmp_path / "kit.txt"
    write_kit(path, KEY, DAY)
    return path


@pytest.fixture
def tablet(tmp_path: Path) -> Path:
    folder = tmp_path / "tablet"
    folder.mkdir()
    make(folder)
    return folder


def test_a_sheet_is_read_as_it_was_written_and_is_nobody_elses(kit: Path) -> None:
    assert read_kit(kit) == KEY
    assert kit.stat().st_mode & 0o077 == 0
    assert "What it is" in kit.read_text()


def test_a_sheet_that_was_typed_off_is_read(tmp_path: Path) -> None:
    (tmp_path / "typed").write_text("\n  " + key_line(KEY).lower().replace(" ", "  ") + "\n")

    assert read_kit(tmp_path / "typed") == KEY


@pytest.mark.parametrize("change", [lambda text: text.replace("KEY A", "KEY B"), lambda text: text[:-12], lambda _: "", lambda _: "KEY 1"])
def test_a_mistyped_sheet_is_a_sentence(tmp_path: Path, change: object) -> None:
    assert callable(change)
    line = key_line(bytes(32))
    (tmp_path / "typed").write_text(change(line))

    with pytest.raises(KitUnreadable, match="KEY"):
        read_kit(tmp_path / "typed")


def test_a_sheet_is_never_written_over(kit: Path) -> None:
    with pytest.raises(KnownError, match="is there already"):
        write_kit(kit, bytes(32), DAY)

    assert read_kit(kit) == KEY


def test_the_rehearsal_says_how_much_lies_on_a_device(tablet: Path, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recover.main(["--data", str(tablet), "--kit", str(kit), "--only-check"]) == 0

    assert json.loads(capsys.readouterr().out)["audit_rows"] == ROWS


def test_a_wrong_kit_is_a_sentence_and_exit_code_two(tablet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_kit(tmp_path / "other.txt", bytes(range(32)), DAY)

    assert recover.main(["--data", str(tablet), "--kit", str(tmp_path / "other.txt"), "--only-check"]) == 2
    assert "does not open this device" in capsys.readouterr().err


def test_the_verifier_names_the_first_edited_row_of_a_device(tablet: Path, kit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--device", str(tablet), "--kit", str(kit)]
    assert verify_audit.main(words) == 0

    key = make_key(tablet)
    connection = open_store(tablet / STORE_NAME, key)
    drop_guards(connection)
    connection.execute("UPDATE audit SET who = 'somebody else' WHERE seq = 117")
    connection.close()

    assert verify_audit.main(words) == 1
    assert "117" in capsys.readouterr().out


def make_key(folder: Path) -> bytes:
    from app.services.recovering import store_key

    return store_key(folder, KEY)


def drop_guards(connection: object) -> None:
    """Whoever edits an audit takes the triggers away first."""
    execute = getattr(connection, "execute")  # noqa: B009
    for (name,) in execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'").fetchall():
        execute(f"DROP TRIGGER {name}")


SET_UP = """
import os, django
from pathlib import Path
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from server.media.chest import chest
from server.audit import trail
print(chest().signing.recovery_public_key)
[trail.record("tried", about=number) for number in range(5)]
"""


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DAYBOOK_DATA": str(data),
        "DAYBOOK_REGION": "UK",
        "DJANGO_SETTINGS_MODULE": "server.config.settings",
    }
    environment.pop("DAYBOOK_DATABASE_URL", None)
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_private_half_leaves_the_server_and_the_public_one_stays(tmp_path: Path) -> None:
    data, out = tmp_path / "server", tmp_path / "kit.txt"
    data.mkdir()
    public = run(data, "-c", SET_UP).stdout

    taken = run(data, "-m", "commands.recovery_kit", "--data", str(data), "--out", str(out))
    again = run(data, "-m", "commands.recovery_kit", "--data", str(data), "--out", str(tmp_path / "second.txt"))

    assert taken.returncode == 0, taken.stderr
    assert not (data / "keys" / "recovery.key").exists() and len(read_kit(out)) == 32
    assert again.returncode == 2 and "taken out" in again.stderr and not (tmp_path / "second.txt").exists()
    assert run(data, "-c", SET_UP).stdout == public


@pytest.mark.slow
def test_the_verifier_names_the_first_edited_row_of_a_server(tmp_path: Path) -> None:
    data = tmp_path / "server"
    data.mkdir()
    run(data, "-c", SET_UP)
    assert run(data, "-m", "commands.verify_audit", "--server", str(data)).returncode == 0

    with sqlite3.connect(data / "daybook.db") as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE audit_auditentry SET detail = '{}x' WHERE seq = 3")
    database.close()

    told = run(data, "-m", "commands.verify_audit", "--server", str(data))
    assert told.returncode == 1 and ": 3 (of 5)" in told.stdout, told.stdout + told.stderr


def test_a_folder_that_is_no_servers_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_audit.main(["--server", str(tmp_path)]) == 2
    assert "not the folder of a Daybook server" in capsys.readouterr().err
