"""Key slots: who can open the store, and with what."""

from __future__ import annotations

import base64
import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.keys import password
from app.keys.pairs import StoreKeys
from app.keys.password import Work, calibrated
from app.keys.slot_file import SlotsTooNew
from app.keys.slots import FILE_NAME, KeySlots, ShareUnknown, SlotsDamaged, open_recovery
from tests import cast

LIGHT = Work(memory_kib=64, iterations=1, lanes=1)
SAVED, SAVED_RECOVERY = Path(__file__).parent / "saved" / "v1", bytes(range(64, 96))
SECRET, SHARE = bytes(range(32)), bytes(range(32, 64))
RECOVERY = X25519PrivateKey.generate()
RECOVERY_KEY = base64.urlsafe_b64encode(RECOVERY.public_key().public_bytes_raw()).decode()


def slots_in(folder: Path, secret: bytes = SECRET) -> KeySlots:
    return KeySlots(folder, lambda: secret, work=LIGHT)


def made(folder: Path) -> tuple[KeySlots, bytes]:
    slots = slots_in(folder)
    key = slots.create(SHARE, RECOVERY_KEY)
    slots.add(cast.SAM, "sam.morris", cast.PASSWORD, key)
    return slots, key


def test_a_password_opens_its_own_slot_after_a_restart(tmp_path: Path) -> None:
    _, key = made(tmp_path)

    opened = slots_in(tmp_path).open(" Sam.Morris ", cast.PASSWORD)

    assert opened is not None and (opened.staff_id, opened.store_key) == (cast.SAM, key)


@pytest.mark.parametrize(("username", "tried"), [("sam.morris", "wrong"), ("jo.patel", cast.PASSWORD), ("", "")])
def test_anything_else_opens_nothing(tmp_path: Path, username: str, tried: str) -> None:
    slots, _ = made(tmp_path)

    assert slots.open(username, tried) is None


def test_c32_a_copied_disk_opens_nothing_without_the_devices_secret(tmp_path: Path) -> None:
    made(tmp_path)

    elsewhere = slots_in(tmp_path, secret=os.urandom(32))

    assert elsewhere.open("sam.morris", cast.PASSWORD) is None
    with pytest.raises(ShareUnknown):
        elsewhere.open_online(SHARE)


def test_a_first_login_opens_with_the_servers_share_and_with_no_other(tmp_path: Path) -> None:
    slots, key = made(tmp_path)

    assert slots.open_online(SHARE).candidates == (key,)
    with pytest.raises(ShareUnknown):
        slots.open_online(bytes(32))


def test_one_persons_slot_cannot_be_passed_off_as_anothers(tmp_path: Path) -> None:
    made(tmp_path)
    path = tmp_path / FILE_NAME
    path.write_text(path.read_text().replace(cast.SAM, cast.JO))

    assert slots_in(tmp_path).open("sam.morris", cast.PASSWORD) is None


def test_the_nurserys_recovery_key_opens_the_store_and_no_other_key_does(tmp_path: Path) -> None:
    _, key = made(tmp_path)

    assert open_recovery(tmp_path, RECOVERY.private_bytes_raw()).candidates == (key,)
    with pytest.raises(InvalidTag):
        open_recovery(tmp_path, X25519PrivateKey.generate().private_bytes_raw())


def test_a_new_password_replaces_the_old_slot(tmp_path: Path) -> None:
    slots, key = made(tmp_path)

    slots.add(cast.SAM, "sam.morris", "A-new-one-2027", key)

    assert slots.open("sam.morris", cast.PASSWORD) is None
    assert slots.open("sam.morris", "A-new-one-2027") is not None


def test_l10_a_removed_slot_is_gone(tmp_path: Path) -> None:
    slots, _ = made(tmp_path)

    slots.remove(cast.SAM)

    assert not slots_in(tmp_path).knows("sam.morris")


def test_l15_the_wait_grows_with_every_wrong_try_and_survives_a_restart(tmp_path: Path) -> None:
    slots, _ = made(tmp_path)

    waits = [slots.note_wrong("sam.morris", cast.NOW) for _ in range(11)]

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    again = slots_in(tmp_path)
    assert again.wait_seconds(cast.NOW) == 300
    assert again.wait_seconds(cast.NOW + timedelta(seconds=299.5)) == 1
    assert again.wait_seconds(cast.NOW + timedelta(seconds=300)) == 0
    assert again.wait_seconds(cast.NOW - timedelta(days=1)) == 300


def test_a_wrong_username_may_be_a_password_and_is_never_kept(tmp_path: Path) -> None:
    slots, _ = made(tmp_path)

    slots.note_wrong("My-Secret-Password", cast.NOW)
    slots.note_wrong("sam.morris", cast.NOW)

    assert [wrong.staff_id for wrong in slots.refused()] == ["", cast.SAM]
    assert "My-Secret-Password" not in (tmp_path / FILE_NAME).read_text()


def test_no_key_and_no_password_stands_in_the_file(tmp_path: Path) -> None:
    _, key = made(tmp_path)

    text = (tmp_path / FILE_NAME).read_text()

    for secret in (key, SECRET, SHARE):
        assert base64.urlsafe_b64encode(secret).decode()[:-2] not in text and secret.hex() not in text
    assert cast.PASSWORD not in text


def test_a_slot_made_with_other_work_still_opens(tmp_path: Path) -> None:
    made(tmp_path)

    stronger = KeySlots(tmp_path, lambda: SECRET, work=Work(memory_kib=128, iterations=2, lanes=1))

    assert stronger.open("sam.morris", cast.PASSWORD) is not None


def test_a_second_store_key_is_never_made(tmp_path: Path) -> None:
    slots, _ = made(tmp_path)

    with pytest.raises(ValueError, match="already"):
        slots.create(SHARE, RECOVERY_KEY)


def test_the_work_is_measured_and_never_less_than_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "TARGET_S", 0.0)
    assert calibrated(LIGHT) == LIGHT

    monkeypatch.setattr(password, "TARGET_S", 1.0)
    assert calibrated(LIGHT).iterations > LIGHT.iterations


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": 1, "people": 3}', b"\xff\xfe"])
def test_a_damaged_file_is_a_sentence_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)

    with pytest.raises(SlotsDamaged, match="recovery key"):
        slots_in(tmp_path)

    assert (tmp_path / FILE_NAME).read_bytes() == content


def saved_first_version(folder: Path) -> tuple[KeySlots, bytes]:
    """A file as the program of the first version wrote it, and the store's key in it."""
    shutil.copy(SAVED / FILE_NAME, folder / FILE_NAME)
    return slots_in(folder), bytes.fromhex((SAVED / "store-key.txt").read_text())


def test_a_file_of_the_first_version_is_read_and_becomes_a_second_one_slot_by_slot(tmp_path: Path) -> None:
    slots, key = saved_first_version(tmp_path)

    opened = slots.open("sam.morris", cast.PASSWORD)

    assert opened is not None and opened.keys == StoreKeys((key,))
    assert slots.open_online(SHARE) == StoreKeys((key,)) == open_recovery(tmp_path, SAVED_RECOVERY)
    file = json.loads((tmp_path / FILE_NAME).read_text())
    assert file["version"] == 2 and [slot["old"] is None for slot in file["people"]] == [False, True]
    assert slots_in(tmp_path).open("jo.patel", cast.PASSWORD) is not None
    assert slots.refused() and slots.has_store


def test_a_first_version_opens_for_a_wrong_password_no_more_than_before(tmp_path: Path) -> None:
    slots, _ = saved_first_version(tmp_path)

    assert slots.open("sam.morris", "wrong") is None
    with pytest.raises(ShareUnknown):
        slots.open_online(bytes(32))


def test_a_slot_of_the_first_version_that_cannot_be_told_the_new_key_goes(tmp_path: Path) -> None:
    slots, key = saved_first_version(tmp_path)
    slots.open("sam.morris", cast.PASSWORD)
    slots.remove(cast.TOM, owes_new_key=True)
    assert not slots.owes_new_key  # nobody has logged in online since: the online slot could not be told

    slots.open_online(SHARE)
    assert slots.owes_new_key
    new = os.urandom(32)
    slots.offer(key, new, RECOVERY_KEY)
    slots.settle(is_new=True)

    assert slots.people == (cast.SAM,) and slots.open_online(SHARE) == StoreKeys((new,))


def test_a_newer_programs_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"version": 3}')

    with pytest.raises(SlotsTooNew, match="newer Daybook"):
        slots_in(tmp_path)


@pytest.mark.parametrize("is_new", [False, True])
def test_while_the_key_changes_every_slot_holds_both_and_then_the_one_that_opens(tmp_path: Path, is_new: bool) -> None:
    slots, old = made(tmp_path)
    new = os.urandom(32)
    slots.remove(cast.JO, owes_new_key=True)
    slots.offer(old, new, RECOVERY_KEY)
    both = StoreKeys((new, old))

    def ways(each: KeySlots) -> list[StoreKeys]:
        opened = each.open("sam.morris", cast.PASSWORD)
        assert opened is not None
        return [opened.keys, each.open_online(SHARE), open_recovery(tmp_path, RECOVERY.private_bytes_raw())]

    assert ways(slots_in(tmp_path)) == [both] * 3

    slots.settle(is_new=is_new)

    assert ways(slots_in(tmp_path)) == [StoreKeys((new if is_new else old,))] * 3
    assert slots.owes_new_key is not is_new


def test_the_new_key_is_sealed_without_anybodys_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slots, old = made(tmp_path)

    def asked(*_: object) -> bytes:
        raise AssertionError("no password may be needed")

    monkeypatch.setattr("app.keys.slots.stretched", asked)

    slots.offer(old, os.urandom(32), RECOVERY_KEY)


def test_one_slots_store_key_cannot_be_passed_off_as_anothers(tmp_path: Path) -> None:
    slots, key = made(tmp_path)
    slots.add(cast.JO, "jo.patel", cast.PASSWORD, key)
    path = tmp_path / FILE_NAME
    file = json.loads(path.read_text())
    file["people"][0]["pair"]["keys"] = file["people"][1]["pair"]["keys"]
    path.write_text(json.dumps(file))

    assert slots_in(tmp_path).open("sam.morris", cast.PASSWORD) is None
