"""The main job, end to end, as `run.py tour` plays it: real screens, a real server over TLS, a real browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.journey]
SCREENS = (
    "01-pairing", "02-room-unlock", "03-room-home", "05-camera", "06-face-review", "07-face-review-family", "08-compose", "09-sync-panel",
    "11-office-moderation", "13-portal-sign-in", "14-portal-agreement", "16-portal-journal", "18-portal-entry", "19-portal-not-found",
)  # fmt: skip


def photos(folder: Path) -> Path:
    """A photograph with a face, a picture turned by its EXIF, and a file that only calls itself a picture."""
    from importlib.util import find_spec

    from PIL import Image

    spec = find_spec("skimage")
    assert spec is not None and spec.origin is not None
    folder.mkdir()
    with Image.open(Path(spec.origin).parent / "data" / "astronaut.png") as astronaut:
        person = astronaut.convert("RGB")
        exif = Image.Exif()
        exif[0x0112] = 6
        person.save(folder / "1-person.jpg", quality=92)
        person.rotate(90, expand=True).save(folder / "2-turned.jpg", quality=92, exif=exif)
    (folder / "3-broken.jpg").write_bytes((folder / "1-person.jpg").read_bytes()[:3000])
    return folder


@pytest.mark.skipif(shutil.which("chromium") is None, reason="the parents' pages want Debian's Chromium")
def test_c39_l20_c20_r4_one_photo_goes_from_the_shutter_to_its_own_family_and_leaves_nothing_clear(tmp_path: Path) -> None:
    marks = tmp_path / "marks.json"
    marks.write_text(json.dumps({"1-person.jpg": [{"at": [224, 120], "child": "Amelia"}]}), encoding="utf-8")
    out, keep = tmp_path / "out", tmp_path / "keep"
    words = ["--photos", str(photos(tmp_path / "photos")), "--out", str(out), "--keep", str(keep), "--marks", str(marks)]
    words.append("--no-video")  # its minutes are test_one_video's

    line, environment = [sys.executable, "-m", "commands.tour", *words], {**os.environ, "PYTHONPATH": str(ROOT)}
    played = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert played.returncode == 0, played.stderr
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["ok"] is True
    assert report["photos"] == {"captured": 2, "renditions": 3, "uploaded": 3, "wiped": 3, "left_on_device": 0}
    assert report["clear_bytes_found"] == 0
    assert next(step["note"] for step in report["steps"] if step["name"] == "photo 3-broken.jpg").startswith("Not kept: ")
    assert [name for name in SCREENS if not (out / f"{name}.png").stat().st_size] == []
    assert (out / "memory-book.pdf").read_bytes().startswith(b"%PDF")
    assert list((keep / "tablet" / "vault").iterdir()) == []
    seen_and_covered_faces_are_right(out / "pictures")


def seen_and_covered_faces_are_right(folder: Path) -> None:
    """The named child is seen in the own journal; in the picture that nobody named, no face is left."""
    from imaging.values import Tier
    from imaging.worker import ImagingWorker

    sure: dict[str, int] = {}
    with ImagingWorker() as worker:
        for path in sorted(folder.iterdir()):
            faces = worker.find(path.read_bytes())
            sure[path.name] = sum(face.tier is Tier.FACE and face.score > 0.6 for face in faces)

    assert sorted(sure.values()) == [0, 0, 1]
