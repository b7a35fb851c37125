"""Fills the last column of docs/requirements.md with the tests that name each row: `python -m commands.papers` after tests were renamed.

A test names a row in its own name (`test_c39_…`) or in its docstring; a module's docstring speaks for its first test.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAPER = ROOT / "docs" / "requirements.md"
ROW = re.compile(r"^(\| ([LCR]\d+) \| .* \| (?:built|partly|not yet) \| .* \|) .*\|$", re.MULTILINE)
IN_NAME = re.compile(r"(?<![a-z0-9])([lcr]\d{1,2})(?=_)")
IN_WORDS = re.compile(r"\b([LCR]\d{1,2})\b")
SHOWN = 3


def main() -> None:
    """Rewrite the column."""
    found = tests_by_row()
    text = PAPER.read_text(encoding="utf-8")
    PAPER.write_text(
        ROW.sub(lambda row: f"{row[1]} {' '.join(f'`{test}`' for test in found.get(row[2], [])[:SHOWN])} |", text), encoding="utf-8"
    )


def tests_by_row() -> dict[str, list[str]]:
    """Every row with the tests that name it: those that bear it in their name come first."""
    named: dict[str, list[str]] = {}
    spoken: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        file = path.relative_to(ROOT / "tests").as_posix()
        module = ast.parse(path.read_text(encoding="utf-8"))
        by_module = rows_in(module)
        for test in functions(module):
            in_name = {row.upper() for row in IN_NAME.findall(test.name)}
            for row in in_name:
                named.setdefault(row, []).append(f"{file}::{test.name}")
            for row in (rows_in(test) | by_module) - in_name:
                spoken.setdefault(row, []).append(f"{file}::{test.name}")
            by_module = set()
    return {row: [*named.get(row, []), *spoken.get(row, [])] for row in named.keys() | spoken.keys()}


def functions(module: ast.Module) -> Iterator[ast.FunctionDef]:
    """The tests of a module, those in classes too."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node


def rows_in(node: ast.Module | ast.FunctionDef) -> set[str]:
    """The rows that a docstring names."""
    return set(IN_WORDS.findall(ast.get_docstring(node) or ""))


if __name__ == "__main__":
    main()
