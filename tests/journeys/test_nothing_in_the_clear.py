"""A data folder after a day: no name, word, PIN, password, token, key picture or video can be read in any file (C32, C39)."""

from __future__ import annotations

import base64
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from commands.clear_bytes import Found, needles_in, needles_of, search
from commands.touring.serving import ServerProcess
from tests.journeys.clear_day import as_line, recording, samples
from tests.journeys.test_tour import ROOT, photos

pytestmark = [pytest.mark.slow, pytest.mark.journey]
WORDS = 160
HEAD_BYTES = 40  # of a recording; each of its frames is the picture whose bytes are looked for
LEAST_BYTES = 8  # shorter ones are found in sealed bytes by chance, so names are looked for as they would be written


def nonsense() -> str:
    """A word of 12 letters that nobody ever wrote."""
    return "".join(secrets.choice("bdfgklmnprstvz") + secrets.choice("aeiou") for _ in range(6))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    for name in ("home", "tmp", "pictures"):
        (tmp_path / name).mkdir()
    photos(tmp_path / "photos")
    half = WORDS // 2
    words = [nonsense() for _ in range(WORDS)]
    planted = {"handed in": " ".join(words[:half]), "begun": " ".join(words[half:])}
    (tmp_path / "planted.json").write_text(json.dumps(planted), encoding="utf-8")
    return tmp_path


def begun(base: Path, phase: str) -> subprocess.Popen[str]:
    """The tablet's process, with a home and a temporary folder of its own."""
    own = {"HOME": str(base / "home"), "TMPDIR": str(base / "tmp"), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    own |= {f"XDG_{name}_HOME": str(base / "home" / name.lower()) for name in ("CONFIG", "CACHE", "DATA", "STATE")}
    line = [sys.executable, "-m", "tests.journeys.clear_day", str(base), phase]
    with (base / f"{phase}.log").open("w") as log:
        return subprocess.Popen(
            line, cwd=ROOT, env={**os.environ, **own}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )


def told(day: subprocess.Popen[str], base: Path) -> dict[str, list[str]]:
    """What the process knew, at the end of its part."""
    assert day.stdout is not None
    line = day.stdout.readline()
    logs = "".join(path.read_text(encoding="utf-8")[-3000:] for path in base.glob("*noon.log"))
    logs += (base / "morning.log").read_text(encoding="utf-8")[-3000:]
    assert line, logs
    known: dict[str, list[str]] = json.loads(line)
    return known


def spellings(known: dict[str, list[str]], planted: list[str]) -> set[bytes]:
    """Everything as it could stand in a file: plain, in JSON, as Qt and Windows write it, and keys raw, in hex and in base64."""
    texts = {*known["words"], *planted, *(f'"{name}"' for name in known["names"]), *(f" {name} " for name in known["names"])}
    found = {text.encode(encoding) for text in texts for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    for key in map(base64.b64decode, known["keys"]):
        found |= {key, key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key), base64.urlsafe_b64encode(key)}
    return found


def clear(base: Path, needles: set[bytes], names: Sequence[str] = ("tablet", "home", "tmp")) -> Iterator[Found | tuple[Path, bytes]]:
    """Every place in every file that the tablet wrote, where one of them can be read."""
    places = [base / name for name in names]
    long = {needle.decode("latin-1"): needle for needle in needles if len(needle) >= LEAST_BYTES}
    yield from search(places, long | needles_of(base / "photos" / "1-person.jpg") | needles_in("the sound", samples()))
    short = [needle for needle in needles if len(needle) < LEAST_BYTES]
    for path in (path for place in places for path in place.rglob("*") if path.is_file() and path.name != "ballast"):
        content = path.read_bytes()
        yield from ((path, needle) for needle in short if needle in content)


def is_seen_where_it_stands(base: Path, needles: set[bytes]) -> None:
    """The search finds every one of them in a file that holds them all."""
    (base / "control").mkdir()
    (base / "control" / "clear.bin").write_bytes(b"\n".join(sorted(needles)))
    assert len(list(clear(base, needles, ["control"]))) >= len(needles)


def test_c32_c39_a_day_leaves_nothing_that_can_be_read(base: Path) -> None:
    planted = " ".join(json.loads((base / "planted.json").read_text(encoding="utf-8")).values()).split()
    with ServerProcess(base / "server", base / "server.log") as server:
        morning = begun(base, "morning")
        try:
            assert morning.stdin is not None
            morning.stdin.write(as_line(server.ready.pairing("T-02")))
            morning.stdin.flush()
            known = told(morning, base)
        finally:
            morning.kill()  # in the middle of the work, as a power cut would
            morning.communicate()
        assert {path.name for path in (base / "tablet").iterdir()} >= {"store.db-wal", "slots.json", "lease.json"}
        assert max(path.stat().st_size for path in (base / "tablet" / "vault").iterdir()) > len(recording(base)), "the video is there"
        needles = spellings(known, planted) | {recording(base)[:HEAD_BYTES]}
        assert len(known["names"]) + len(known["words"]) + len(known["keys"]) + len(planted) >= 180
        assert list(clear(base, needles)) == []
        is_seen_where_it_stands(base, needles)

        afternoon = begun(base, "afternoon")
        try:
            needles |= spellings(told(afternoon, base), planted)
            afternoon.communicate(timeout=60)
        finally:
            afternoon.kill()
            afternoon.communicate()
    assert list(clear(base, needles)) == []
    assert not (base / "tablet" / "bugs.log").exists()
