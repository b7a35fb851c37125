"""C10: the pairing line is read back as it was written, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from domain.pairing import Pairing, PairingUnreadable, read_pairing

PAIRING = Pairing(server_url="https://daybook.hazel-lane:8443", ca_sha256="ab" * 32, code="K7QF-2M9X")


def test_a_line_is_read_back_also_with_stray_spaces_and_small_letters() -> None:
    assert read_pairing(PAIRING.line()) == PAIRING
    assert read_pairing("  " + PAIRING.line().replace(" ", "\n ").lower()) == PAIRING


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        PAIRING.line()[8:],
        PAIRING.line().replace("https", "http"),
        PAIRING.line().replace("ab", "xy", 1),
        PAIRING.line() + " more",
    ],
)
def test_c10_anything_else_is_refused_with_a_sentence(line: str) -> None:
    with pytest.raises(PairingUnreadable, match="pairing line"):
        read_pairing(line)
