"""The commands that others measure by."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from commands import cover, faces
from tests.imaging.pictures import Placed, astronaut, jpeg, opened, saved, scene


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg(astronaut()))
    return path


@pytest.mark.slow
def test_faces_prints_one_line_per_picture_and_says_what_cannot_be_read(
    tmp_path: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "letter.jpg"
    text.write_text("Dear parents,")

    code = faces.main([str(photo), str(text), str(tmp_path / "nowhere.jpg")])

    found, unreadable, missing = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert (found["file"], found["width"], found["height"]) == (str(photo), 512, 512) and found["ms"] > 0
    assert set(found["faces"][0]) == {"x", "y", "w", "h", "score", "tier"}
    assert set(unreadable) == set(missing) == {"file", "error"}


@pytest.mark.slow
def test_faces_speaks_in_pixels_of_the_upright_picture_as_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    image, (face,) = scene(4000, 3000, [Placed(1000, 2200, 500)])
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise: stored lying on its left side
    stored = np.rot90(image)
    path = tmp_path / "large.jpg"
    path.write_bytes(saved(Image.fromarray(stored), "JPEG", quality=90, exif=exif))

    code = faces.main([str(path)])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0 and (answer["width"], answer["height"]) == (4000, 3000)
    (found,) = [found for found in answer["faces"] if found["tier"] == 1]
    assert abs(found["x"] + found["w"] / 2 - (face.x0 + face.x1) / 2) < 60
    assert abs(found["y"] + found["h"] / 2 - (face.y0 + face.y1) / 2) < 60


@pytest.mark.slow
def test_cover_hides_every_face(photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jpg"

    assert cover.main([str(photo), str(out)]) == 0

    middle = opened(out.read_bytes())[90:160, 190:250].astype(int) - astronaut()[90:160, 190:250]
    assert np.abs(middle).mean() > 20


@pytest.mark.slow
def test_cover_leaves_the_faces_that_may_be_seen(photo: Path, tmp_path: Path) -> None:
    out, listed = tmp_path / "out.jpg", tmp_path / "seen.json"
    listed.write_text(json.dumps([{"x": 178, "y": 58, "w": 90, "h": 118}]))

    assert cover.main([str(photo), str(out), "--faces", str(listed)]) == 0

    middle = opened(out.read_bytes())[90:160, 190:250].astype(int) - astronaut()[90:160, 190:250]
    assert np.abs(middle).mean() < 10


@pytest.mark.parametrize(
    ("faces_given", "sentence"),
    [("[{]", "--faces"), ('[{"x": 1}]', "--faces"), ("nowhere.json", "nowhere.json"), ('[{"x":1,"y":1,"w":0,"h":5}]', "--faces")],
)
def test_cover_refuses_faces_that_it_cannot_understand(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], faces_given: str, sentence: str
) -> None:
    out = tmp_path / "out.jpg"

    assert cover.main([str(photo), str(out), "--faces", faces_given]) == 1

    assert sentence in capsys.readouterr().err and not out.exists()


def test_cover_says_when_the_picture_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.jpg"
    empty.write_bytes(b"")

    assert cover.main([str(empty), str(tmp_path / "out.jpg")]) == 1

    assert "empty" in capsys.readouterr().err
