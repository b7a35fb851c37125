"""The nursery's recovery key: its private half leaves, its public one stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from server.media.keys import MediaKeys
from server.media.recovery import KitTaken, public_half, take_out
from server.media.signing import Signing, encoded


def test_the_public_half_stays_the_same_when_the_private_one_has_left(tmp_path: Path) -> None:
    before, taken = public_half(MediaKeys(tmp_path)), list[bytes]()

    take_out(MediaKeys(tmp_path), taken.append)

    assert public_half(MediaKeys(tmp_path)) == before == X25519PrivateKey.from_private_bytes(taken[0]).public_key().public_bytes_raw()
    assert Signing(MediaKeys(tmp_path)).recovery_public_key == encoded(before)
    assert not (tmp_path / "recovery.key").exists()


def test_it_leaves_once(tmp_path: Path) -> None:
    keys = MediaKeys(tmp_path)
    take_out(keys, lambda _: None)

    with pytest.raises(KitTaken, match="taken out"):
        take_out(keys, lambda _: pytest.fail("there is nothing to write"))


def test_a_sheet_that_could_not_be_written_leaves_the_key_where_it_was(tmp_path: Path) -> None:
    keys, taken = MediaKeys(tmp_path), list[bytes]()
    before = public_half(keys)

    def full(_: bytes) -> None:
        raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        take_out(keys, full)
    take_out(keys, taken.append)

    assert X25519PrivateKey.from_private_bytes(taken[0]).public_key().public_bytes_raw() == before
