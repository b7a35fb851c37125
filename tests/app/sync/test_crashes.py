"""The program is killed at every step between greeting and wipe: after the next start nothing is lost, doubled or left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.storage import crash, renditions
from domain.consent import Scope
from domain.lifecycle import RenditionState
from domain.wire import FactKind
from tests.model.door import TOKEN, Door
from tests.model.tablet import AMELIA, ISLA, NOAH, Tablet, child_fact, fill

STEPS = (
    "sync.pulled",
    "vault.half_written",  # of the picture that is covered further
    "vault.written",
    "vault.renamed",
    "recheck.stored",
    "sync.pushed",
    "upload.started",
    "upload.sent",
    "receipt.stored",
    "wipe.key_destroyed",
    "wipe.checkpointed",
    "wipe.unlinked",
    "wipe.recorded",
)


def run_tablet(folder: Path, crash_at: str = "") -> tuple[int, dict[str, Any]]:
    """One start and one cycle in a fresh process; its exit code and what it says of itself."""
    environment = {**os.environ, crash.VARIABLE: crash_at}
    line = [sys.executable, "-m", "tests.app.sync.crashing_tablet", str(folder)]
    done = subprocess.run(line, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert done.returncode in (0, crash.EXIT_CODE), done.stderr
    return done.returncode, json.loads(done.stdout) if done.stdout else {}


@pytest.fixture
def folder(tmp_path: Path, door: Door) -> Path:
    """A tablet with three entries, one of them with a picture for two journals, one that must be covered further."""
    fill(door.model)
    tablet = Tablet(tmp_path / "T-02", lambda: door.model.now)
    tablet.hand_in([AMELIA, ISLA])
    tablet.hand_in([NOAH], faces=[NOAH])
    tablet.hand_in([AMELIA], faces=[AMELIA, ISLA])
    door.model.put(FactKind.CHILD, child_fact(ISLA, Scope.OWN_ONLY))
    way = {
        "url": door.url,
        "ca_pem": door.authority.pem,
        "server_key_sha256": door.identity.key_sha256,
        "token": TOKEN,
        "key": tablet.key.hex(),
        "signing_key": door.model.signing_key,
    }
    (tmp_path / "way.json").write_text(json.dumps(way))
    tablet.close()
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
def test_killed_at(step: str, folder: Path, door: Door) -> None:
    code, _ = run_tablet(folder, step)
    assert code == crash.EXIT_CODE, f"never came to {step}"
    assert_wiped_only_what_the_server_holds(folder, door)

    _, said = run_tablet(folder)

    assert said == {"online": True, "states": [RenditionState.WIPED] * 4, "files": [], "keys": 0}
    assert (len(door.model.rows.entries), len(door.model.media)) == (3, 4)
    assert set(door.model.times_applied()) == {1}
    assert sorted(door.model.rows.wiped) == sorted(door.model.media)


def assert_wiped_only_what_the_server_holds(folder: Path, door: Door) -> None:
    """Right after the crash, before the next start."""
    key = bytes.fromhex(json.loads((folder / "way.json").read_text())["key"])
    tablet = Tablet(folder / "T-02", lambda: door.model.now, key)
    for row in renditions.in_state(tablet.connection, RenditionState.ACKNOWLEDGED, RenditionState.WIPING, RenditionState.WIPED):
        assert door.model.holds(row.id, row.sha256)
    tablet.close()


def test_every_step_of_sync_is_tried() -> None:
    ours = {name for name in crash.POINTS if name.split(".")[0] in ("sync", "upload", "receipt", "wipe", "recheck")}

    assert ours <= set(STEPS)
