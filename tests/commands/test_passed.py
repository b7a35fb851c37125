"""The fast tests are spared only for the very state that passed them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from commands import passed


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(passed, "STAMP", tmp_path / "stamp")
    root = tmp_path / "tree"
    root.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    (root / "a.py").write_text("x = 1\n")
    return root


def test_the_same_tree_is_spared_once_it_passed(tree: Path) -> None:
    assert not passed.has_passed(passed.tree_state(tree))

    passed.note(passed.tree_state(tree))

    assert passed.has_passed(passed.tree_state(tree))


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_any_change_has_everything_run_again(tree: Path, change: str) -> None:
    passed.note(passed.tree_state(tree))
    match change:
        case "edit":
            (tree / "a.py").write_text("x = 2\n")
        case "add":
            (tree / "b.py").write_text("")
        case _:
            (tree / "a.py").unlink()

    assert not passed.has_passed(passed.tree_state(tree))


def test_without_git_nothing_is_spared(tree: Path, tmp_path: Path) -> None:
    state = passed.tree_state(tmp_path)
    passed.note(state)

    assert state == "" and not passed.has_passed(state)
