"""The search for clear bytes finds what lies there, wherever it begins, and nothing in sealed bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from commands.clear_bytes import SIGNATURES, Needles, needles_of, search


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


def test_sealed_bytes_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "sealed").write_bytes(os.urandom(8 << 20))

    assert list(search([tmp_path], {"a word": b"lomiratu"})) == []


def test_an_empty_file_and_a_short_one_are_searched(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "short").write_bytes(b"abc")

    assert list(search([tmp_path], {})) == []
