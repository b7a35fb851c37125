from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from server.media.key_files import read_or_make, write_secret
from server.media.keys import KeyDestroyed, MediaKeys, unwrap, wrap

AMELIA, NOAH = uuid.uuid4(), uuid.uuid4()


def test_a_childs_key_is_made_once_is_its_own_and_survives_a_restart(tmp_path: Path) -> None:
    keys = MediaKeys(tmp_path)

    assert keys.child(AMELIA) == MediaKeys(tmp_path).child(AMELIA)
    assert keys.child(AMELIA) != keys.child(NOAH)
    assert keys.secret("signing") != keys.secret("share")


def test_no_key_lies_open_and_the_files_are_for_the_server_alone(tmp_path: Path) -> None:
    keys = MediaKeys(tmp_path)
    key = keys.child(AMELIA)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert all(key not in path.read_bytes() for path in files)
    assert all(path.stat().st_mode & 0o077 == 0 for path in [*files, tmp_path / "children"])


def test_a_destroyed_key_stays_destroyed_whatever_comes_back(tmp_path: Path) -> None:
    keys = MediaKeys(tmp_path)
    keys.child(AMELIA)

    keys.destroy_child(AMELIA)

    assert not list(tmp_path.rglob(f"{AMELIA}.key"))
    for again in (keys, MediaKeys(tmp_path)):
        with pytest.raises(KeyDestroyed):
            again.child(AMELIA)


def test_another_master_key_opens_nothing(tmp_path: Path) -> None:
    MediaKeys(tmp_path).child(AMELIA)
    (tmp_path / "master.key").unlink()

    with pytest.raises(ValueError, match="not sealed here"):
        MediaKeys(tmp_path)


def test_a_key_file_put_in_another_childs_place_does_not_open(tmp_path: Path) -> None:
    keys = MediaKeys(tmp_path)
    keys.child(AMELIA)
    keys.child(NOAH)
    (tmp_path / "children" / f"{NOAH}.key").write_bytes((tmp_path / "children" / f"{AMELIA}.key").read_bytes())

    with pytest.raises(ValueError, match="not sealed here"):
        keys.child(NOAH)


def test_a_cut_off_key_file_is_refused_and_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "x.key"
    path.write_bytes(b"short")

    with pytest.raises(ValueError, match="5 bytes"):
        read_or_make(path)

    assert path.read_bytes() == b"short"


def test_two_processes_that_make_a_secret_at_once_agree(tmp_path: Path) -> None:
    write_secret(tmp_path / "x.key", b"1" * 32)
    write_secret(tmp_path / "x.key", b"2" * 32)

    assert read_or_make(tmp_path / "x.key") == b"1" * 32
    assert [path.name for path in tmp_path.iterdir()] == ["x.key"]


def test_a_wrapped_key_is_bound_to_its_purpose() -> None:
    with pytest.raises(ValueError, match="not sealed here"):
        unwrap(wrap(b"k" * 32, b"a" * 32, b"one"), b"a" * 32, b"two")
