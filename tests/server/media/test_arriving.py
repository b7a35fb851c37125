from __future__ import annotations

import os
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.media.arriving import OVERHEAD, RECORD, Arriving, Busy, only_writer

ID, KEY = uuid.uuid4(), os.urandom(32)


@pytest.fixture
def part(tmp_path: Path) -> Arriving:
    return Arriving(tmp_path, ID, KEY)


def file_of(folder: Path) -> Path:
    return folder / f"{ID}.part"


@pytest.mark.parametrize("sizes", [[1], [RECORD], [RECORD + 1, 5], [3, RECORD * 2 + 7, 1], [0, 4]])
def test_pieces_of_any_size_come_together(part: Arriving, sizes: list[int]) -> None:
    pieces = [os.urandom(size) for size in sizes]

    for piece in pieces:
        part.append([piece])

    assert part.length() == sum(sizes)
    assert part.content() == b"".join(pieces)


def test_another_process_goes_on_where_the_file_ends(part: Arriving, tmp_path: Path) -> None:
    part.append([b"first "])

    assert Arriving(tmp_path, ID, KEY).append([b"second"]) == 12
    assert part.content() == b"first second"


@pytest.mark.parametrize("torn", [1, 3, OVERHEAD - 1, OVERHEAD + 2])
def test_a_record_torn_by_a_crash_is_cut_off_and_written_anew(part: Arriving, tmp_path: Path, torn: int) -> None:
    part.append([b"whole"])
    whole = file_of(tmp_path).read_bytes()
    part.append([b"torn by a power cut"])
    file_of(tmp_path).write_bytes(file_of(tmp_path).read_bytes()[: len(whole) + torn])

    assert part.length() == 5
    part.append([b" again"])
    assert part.content() == b"whole again"


def test_a_connection_that_breaks_keeps_what_came_before(part: Arriving) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"kept"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        part.append(breaking())

    assert part.content() == b"kept"


def test_a_request_is_dropped_and_the_ones_before_stay(part: Arriving) -> None:
    part.append([b"good"])
    part.append([b"bad" * RECORD])

    part.cut_to(4)

    assert part.content() == b"good"
    with pytest.raises(ValueError, match="no end of a record"):
        part.cut_to(2)


def test_nothing_clear_lies_in_the_file_and_a_damaged_record_does_not_open(part: Arriving, tmp_path: Path) -> None:
    part.append([b"\xff\xd8\xff\xe0 picture bytes"])
    raw = bytearray(file_of(tmp_path).read_bytes())

    assert b"\xff\xd8\xff" not in raw and b"picture" not in raw
    assert file_of(tmp_path).stat().st_mode & 0o077 == 0
    raw[-1] ^= 1
    file_of(tmp_path).write_bytes(raw)
    with pytest.raises(ValueError, match="damaged"):
        part.content()


def test_a_second_writer_is_kept_out_until_the_first_is_done() -> None:
    with only_writer(ID), pytest.raises(Busy), only_writer(ID):
        pass
    with only_writer(ID):
        pass


def test_there_is_never_more_than_one_writer_however_many_come_and_go() -> None:
    inside, most = 0, 0

    def come_and_go() -> None:
        nonlocal inside, most
        for _ in range(4000):
            try:
                with only_writer(ID):
                    inside += 1
                    most = max(most, inside)
                    inside -= 1
            except Busy:
                continue

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # let the threads meet in every place
    try:
        threads = [threading.Thread(target=come_and_go) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)
    assert most == 1
