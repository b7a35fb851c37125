"""The papers say what is true: every row of the requirements is there, what is built has a test, and every test named exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| ([LCR]\d+) \| .* \| (built|partly|not yet) \| (.*) \| (.*) \|$", re.MULTILINE)


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((ROOT / "docs" / "requirements.md").read_text(encoding="utf-8"))


def test_every_row_of_both_policies_and_every_ruling_is_there_once() -> None:
    wanted = [f"R{n}" for n in range(1, 12)] + [f"L{n}" for n in range(1, 32)] + [f"C{n}" for n in range(1, 59)]

    assert [row for row, *_ in rows()] == wanted


def test_what_is_built_or_partly_built_names_a_test() -> None:
    assert [row for row, state, _, tests in rows() if state != "not yet" and not tests.strip()] == []


def test_what_is_partly_built_says_what_is_missing() -> None:
    assert [row for row, state, missing, _ in rows() if state == "partly" and not missing.strip()] == []


def test_every_test_named_in_the_papers_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8"))

    assert [f"{file}::{name}" for file, name in named if f"def {name}(" not in (ROOT / "tests" / file).read_text(encoding="utf-8")] == []


def test_no_paper_links_to_a_file_that_is_not_there() -> None:
    papers = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(paper, link) for paper in papers for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", paper.read_text(encoding="utf-8"))]

    assert [(paper.name, link) for paper, link in links if not (paper.parent / link).exists()] == []


def test_lock_files_carry_hashes_and_no_index_address() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")

        assert "://" not in text
        assert text.count("==") and all(
            "--hash=sha256:" in block for block in re.split(r"^(?=\S+==)", text, flags=re.MULTILINE) if "==" in block
        )
