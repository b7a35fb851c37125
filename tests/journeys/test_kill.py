"""kill -9 of the tablet and of the server at random moments of a day: nothing lost, nothing doubled, nothing left."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.keys.device_secret import FolderKeyStore
from app.services.enrolling import Enrolling
from app.sync.pairing import HttpPairing
from commands.clear_bytes import needles_of, search
from commands.touring.serving import ServerProcess
from tests.journeys.test_tour import ROOT, photos

pytestmark = [pytest.mark.slow, pytest.mark.journey]
ENTRIES, KILLS, LIMIT_S = 3, 8, 240.0


@pytest.mark.parametrize("seed", [1])
def test_c39_a_day_with_random_kills_loses_nothing_doubles_nothing_and_leaves_nothing(seed: int, tmp_path: Path) -> None:
    picture = photos(tmp_path / "photos") / "1-person.jpg"
    chance, tablet = random.Random(seed), tmp_path / "tablet"
    with ServerProcess(tmp_path / "server", tmp_path / "server.log") as server:
        pairing = server.ready.pairing("T-02")
        Enrolling(tablet, FolderKeyStore(tmp_path / "keys"), HttpPairing()).pair(pairing.server_url, pairing.ca_sha256, pairing.code)
        for _ in range(KILLS):
            kill_something(begin(tablet, picture, tmp_path), server, chance)
        day = begin(tablet, picture, tmp_path)
        try:
            ended = day.wait(timeout=LIMIT_S)
        finally:
            day.kill()
            day.wait()
        assert ended == 0, (tmp_path / "day.log").read_text(encoding="utf-8")[-3000:]

    needles = needles_of(picture) | {"the entry's words": b"pours the water for entry"}
    assert list((tablet / "vault").iterdir()) == []
    assert list(search([tablet], needles)) == []
    assert list(search([tmp_path / "server" / "media"], needles)) == []
    assert kept_by(tmp_path / "server") == (ENTRIES, 2 * ENTRIES, 2 * ENTRIES)


def kill_something(day: subprocess.Popen[bytes], server: ServerProcess, chance: random.Random) -> None:
    """After a while: the tablet, or the server under a tablet that goes on for a moment."""
    port = int(server.ready.url.rsplit(":", 1)[1])
    try:
        time.sleep(chance.uniform(0.5, 5.0))
        if chance.random() < 0.4:
            server.kill()
            time.sleep(chance.uniform(0.0, 1.0))
            server.start(port)
            time.sleep(chance.uniform(0.0, 2.0))
    finally:
        day.kill()
        day.wait()


def begin(tablet: Path, picture: Path, base: Path) -> subprocess.Popen[bytes]:
    """The tablet's process, from wherever it was killed."""
    line = [sys.executable, "-m", "tests.journeys.day", str(tablet), str(picture), str(ENTRIES)]
    with (base / "day.log").open("ab") as log:
        return subprocess.Popen(line, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log)


def kept_by(server: Path) -> tuple[int, int, int]:
    """How many entries, renditions and proved pictures the server holds."""
    connection = sqlite3.connect(server / "daybook.db")
    try:
        counts = [
            connection.execute("SELECT count(*) FROM journal_entry").fetchone()[0],
            connection.execute("SELECT count(*) FROM journal_rendition").fetchone()[0],
            connection.execute("SELECT count(*) FROM media_media WHERE state = 'received'").fetchone()[0],
        ]
    finally:
        connection.close()
    return counts[0], counts[1], counts[2]
