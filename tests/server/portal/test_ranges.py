from __future__ import annotations

import pytest

from server.portal.ranges import PIECE_BYTES, OutsideFile, asked_part

SIZE = 10_000_000


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", range(1)),
        ("bytes=0-499", range(500)),
        ("bytes=500-999", range(500, 1000)),
        ("bytes=0-99999999999", range(SIZE)),
        (f"bytes={SIZE - 1}-", range(SIZE - 1, SIZE)),
        ("bytes=-500", range(SIZE - 500, SIZE)),
        (f"bytes=-{SIZE * 2}", range(SIZE)),
        ("bytes=0-", range(PIECE_BYTES)),
        ("bytes=7-", range(7, 7 + PIECE_BYTES)),
    ],
)
def test_one_range_is_answered_and_one_without_an_end_in_pieces(header: str, part: range) -> None:
    assert asked_part(header, SIZE) == part


@pytest.mark.parametrize(
    "header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=0-1,5-6",
        "lines=0-4",
        "bytes=-1-5",
        "bytes=٣-٤",
        "bytes=" + "9" * 40 + "-",
    ],
)
def test_what_is_not_understood_is_as_if_it_were_not_said(header: str) -> None:
    assert asked_part(header, SIZE) is None


@pytest.mark.parametrize("header", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0", "bytes=999999999999-"])
def test_nothing_lies_outside_the_file(header: str) -> None:
    with pytest.raises(OutsideFile):
        asked_part(header, SIZE)
