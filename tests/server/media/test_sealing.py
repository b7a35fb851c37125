from __future__ import annotations

import io
import os

import pytest

from server.media.sealing import CHUNK, MAGIC, SALT_BYTES, SealBroken, open_from, seal_into

KEY, OTHER = os.urandom(32), os.urandom(32)


def sealed(content: bytes, pieces: int = 1) -> bytes:
    file, size = io.BytesIO(), max(1, len(content) // pieces)
    seal_into(file, [content[start : start + size] for start in range(0, len(content), size)], KEY, b"about")
    return file.getvalue()


def opened(raw: bytes, key: bytes = KEY, about: bytes = b"about") -> bytes:
    return b"".join(open_from(io.BytesIO(raw), key, about))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17])
@pytest.mark.parametrize("pieces", [1, 7])
def test_what_was_sealed_in_any_pieces_opens_again(size: int, pieces: int) -> None:
    content = os.urandom(size)

    assert opened(sealed(content, pieces)) == content


def test_no_clear_byte_is_in_the_sealed_file_and_no_two_are_alike() -> None:
    content = b"\xff\xd8\xff\xe0 a picture " * 1000

    first, second = sealed(content), sealed(content)

    assert content[:32] not in first and first != second


@pytest.mark.parametrize(("key", "about"), [(OTHER, b"about"), (KEY, b"another")], ids=["key", "about"])
def test_another_key_or_another_purpose_does_not_open_it(key: bytes, about: bytes) -> None:
    with pytest.raises(SealBroken):
        opened(sealed(b"x" * 1000), key, about)


def test_chunks_that_are_damaged_swapped_dropped_or_cut_off_are_found() -> None:
    raw = sealed(os.urandom(3 * CHUNK))
    start, length = len(MAGIC) + SALT_BYTES, CHUNK + 16
    chunks = [raw[start + number * length : start + (number + 1) * length] for number in range(3)]
    head = raw[:start]
    flipped = bytearray(raw)
    flipped[start + 5] ^= 1

    for wrong in (
        bytes(flipped),
        head + chunks[1] + chunks[0] + chunks[2],
        head + chunks[0] + chunks[2],
        head + chunks[0] + chunks[1],
        raw[:-1],
        head,
        b"",
        b"\xff\xd8\xff\xe0",
    ):
        with pytest.raises(SealBroken):
            opened(wrong)
