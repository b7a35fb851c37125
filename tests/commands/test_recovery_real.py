"""The whole way back, with a real server: kit taken out, key ring lost, rehearsal, paired anew, logged in, nothing lost."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from app.keys.device_secret import FolderKeyStore, KeyStoreUnusable, device_secret
from app.keys.enrolment import load_enrolment, token_of
from app.keys.slots import KeySlots
from app.services.enrolling import Enrolling
from app.services.unlocking import Unlocking
from app.storage import audit
from app.sync.login import HttpLogin
from app.sync.pairing import HttpPairing
from app.sync.transport import Transport
from commands import recover
from commands.touring.serving import ROOT, ServerProcess

pytestmark = pytest.mark.slow
NEW_CODE = """
import django
django.setup()
from server.registry.models import Device
from server.registry.pairing import new_code
print(new_code(Device.objects.get(name="T-02")))
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path / "server", tmp_path / "server.log") as running:
        yield running


def beside(data: Path, *words: str) -> str:
    """What a command says that runs beside the server."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment |= {
        "PYTHONPATH": str(ROOT), "DAYBOOK_DATA": str(data), "DAYBOOK_DEMO": "1", "DJANGO_SETTINGS_MODULE": "server.config.settings",
    }  # fmt: skip
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def unlocking(folder: Path, keys: FolderKeyStore) -> Unlocking:
    enrolment = load_enrolment(folder)
    assert enrolment is not None
    transport = Transport(
        server_url=enrolment.server_url,
        ca_pem=enrolment.ca_pem,
        server_key_sha256=enrolment.server_key_sha256,
        token=token_of(enrolment, keys),
    )
    slots = KeySlots(folder, partial(device_secret, keys, enrolment.device_id, enrolment.key_store))
    return Unlocking(folder, enrolment, slots, HttpLogin(transport), lambda: datetime.now(UTC))


def test_a_tablet_whose_key_ring_is_lost_comes_back_whole(
    server: ServerProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, folder, ring, kit = tmp_path / "server", tmp_path / "tablet", tmp_path / "ring", tmp_path / "kit.txt"
    pairing, password = server.ready.pairing("T-02"), server.ready.demo["password"]
    beside(data, "-m", "commands.recovery_kit", "--data", str(data), "--out", str(kit))
    Enrolling(folder, FolderKeyStore(ring), HttpPairing()).pair(pairing.server_url, pairing.ca_sha256, pairing.code)
    lock = unlocking(folder, FolderKeyStore(ring))
    opened = lock.log_in("sam.morris", password)
    lock.set_pin(opened, "9173")
    lock.log_out(opened)

    shutil.rmtree(ring)
    with pytest.raises(KeyStoreUnusable, match="recovery key"):
        unlocking(folder, FolderKeyStore(ring))
    assert recover.main(["--data", str(folder), "--kit", str(kit), "--only-check"]) == 0
    assert '"audit_rows": 3' in capsys.readouterr().out
    line = f"daybook {pairing.server_url} {pairing.ca_sha256} {beside(data, '-c', NEW_CODE)}"
    monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
    words = ["--data", str(folder), "--kit", str(kit), "--line", line, "--user", "sam.morris", "--key-store", str(ring)]
    assert recover.main(words) == 0, capsys.readouterr().err

    server.kill()
    again = unlocking(folder, FolderKeyStore(ring)).log_in("sam.morris", password)
    rows = [row.what for row in audit.rows(again.store.connect())]
    again.store.close()
    assert rows[:3] == ["log_in", "pin.chosen", "log_out"] and audit_is_whole(folder, kit)


def audit_is_whole(folder: Path, kit: Path) -> bool:
    from commands import verify_audit

    return verify_audit.main(["--device", str(folder), "--kit", str(kit)]) == 0
