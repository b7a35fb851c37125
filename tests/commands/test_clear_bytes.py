"""The search for clear bytes finds what lies there, wherever it begins, and nothing in sealed bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commands.clear_bytes import SIGNATURES, Needles, needles_in, needles_of, search
from imaging.recorded import ClipRecording
from imaging.video_file import Sound, webm


@pytest.mark.parametrize("shift", range(9))
def test_a_needle_is_found_at_every_alignment_and_at_the_end(shift: int) -> None:
    needle = b"twelve bytes"

    found = list(Needles({"needle": needle}).found_in(b"\0" * shift + needle))

    assert found == [("needle", shift)]


def test_a_picture_on_the_disk_is_found_by_its_signature_and_by_its_own_bytes(tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(SIGNATURES["JPEG with JFIF"] + os.urandom(50_000))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "left-over.tmp").write_bytes(os.urandom(777) + picture.read_bytes()[10_000:30_000])

    found = {each.what for each in search([tmp_path / "data"], needles_of(picture))}

    assert found
    assert all(what.startswith("bytes of photo.jpg") for what in found)
    assert "JPEG with JFIF" in {each.what for each in search([tmp_path], {})}


def test_a_video_on_the_disk_is_found_by_its_sound_as_it_is_recorded_and_as_it_is_written(tmp_path: Path) -> None:
    samples = os.urandom(96_000)
    recorded = recording_of(samples)
    (tmp_path / "recording").write_bytes(recorded)
    opus = Sound("A_OPUS", b"OpusHead" + bytes(11), 48_000, 1, 0, [(0, b"packet")])
    (tmp_path / "written").write_bytes(webm([(0, b"frame")], 32, 32, 40, opus))
    (tmp_path / "piece").write_bytes(os.urandom(5) + recorded[-30_000:])

    found = {(each.path.name, each.what.split(" at ")[0]) for each in search([tmp_path], needles_in("the sound", samples))}

    assert {name for name, what in found if what == "bytes of the sound"} == {"recording", "piece"}
    assert {(name, what) for name, what in found if what.startswith(("video", "sound"))} == {
        ("recording", "video as it is recorded"),
        ("recording", "sound as it is recorded"),
        ("written", "video as it is written"),
        ("written", "sound as it is written"),
    }


def recording_of(samples: bytes) -> bytes:
    """A second in which they are heard."""
    film = ClipRecording(32, 32)
    for number in range(25):
        film.add(b"\xff\xd8\xff\xd9", number / 25)
    film.hear(samples, 0.0)
    return film.finish()


def test_sealed_bytes_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "sealed").write_bytes(os.urandom(8 << 20))

    assert list(search([tmp_path], {"a word": b"lomiratu"})) == []


def test_an_empty_file_and_a_short_one_are_searched(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "short").write_bytes(b"abc")

    assert list(search([tmp_path], {})) == []
