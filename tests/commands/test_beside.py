"""What runs beside something else is heard afterwards, and its failure counts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from commands.beside import beside


@pytest.mark.parametrize("code", [0, 3])
def test_a_command_beside_another_says_everything_afterwards_and_how_it_ended(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], code: int
) -> None:
    line = [sys.executable, "-c", f"import os, sys; print(os.environ['WORD'], 'é', os.getcwd()); sys.exit({code})"]

    with beside(line, tmp_path, {"WORD": "said", "PYTHONIOENCODING": "utf-8"}) as outcome:
        assert capfdbinary.readouterr().out == b""
        assert outcome() == code

    assert capfdbinary.readouterr().out.decode().split() == ["said", "é", str(tmp_path.resolve())]
