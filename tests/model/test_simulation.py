"""The protocol keeps its promises on random days, and the check finds every fault that is planted on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.storage import crash, outbox, wiping
from app.sync.pulling import Pull
from app.sync.recheck import Recheck, Rechecked
from tests.model.protocol import PLANTED
from tests.model.simulation import Broken, World, world

SEEDS = range(6)
SEEDS_TO_CATCH = 8  # a planted fault must show on one of so many days


def live(seed: int, folder: Path, monkeypatch: pytest.MonkeyPatch, planted: str = "") -> None:
    folder.mkdir()
    with world(seed, folder, planted) as day:
        monkeypatch.setattr(crash, "point", day.cut)
        day.live()


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_doubled_or_wiped_too_early(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live(seed, tmp_path / "day", monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("planted", PLANTED)
def test_a_fault_planted_in_the_server_is_found(planted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_found(tmp_path, monkeypatch, planted)


def never_again(real: Callable[[Pull], int]) -> Callable[[Pull], int]:
    """A pull that reads the facts once and then trusts them for ever."""
    return lambda pull: 0 if pull._known else real(pull)


ENGINE_FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "does not decide again": lambda patch: patch.setattr(Recheck, "run", lambda self, stop: Rechecked()),
    "does not read newer facts": lambda patch: patch.setattr(Pull, "run", never_again(Pull.run)),
    "does not push again after a restore": lambda patch: patch.setattr(outbox, "push_again", lambda connection: 0),
    "frees operations that no backup holds": lambda patch: patch.setattr(outbox, "back_up", free_all),
    "does not finish wipes": lambda patch: patch.setattr(wiping, "finish", lambda *everything: 0),
    "counts no attempt": lambda patch: patch.setattr(outbox, "attempted", lambda connection, ids: None),
}


def free_all(connection: Any, backup_seq: int) -> int:
    """Drop every acknowledged operation."""
    return int(connection.execute("DELETE FROM outbox WHERE state = 'acknowledged'").rowcount)


@pytest.mark.slow
@pytest.mark.parametrize("fault", ENGINE_FAULTS)
def test_a_fault_planted_in_the_tablet_is_found(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ENGINE_FAULTS[fault](monkeypatch)

    assert is_found(tmp_path, monkeypatch)


def is_found(folder: Path, monkeypatch: pytest.MonkeyPatch, planted: str = "") -> bool:
    """Whether one of the days breaks a promise."""
    for seed in range(SEEDS_TO_CATCH):
        try:
            live(seed, folder / str(seed), monkeypatch, planted)
        except Broken:
            return True
    return False


def test_the_same_seed_plays_the_same_day(tmp_path: Path) -> None:
    def first_draws(folder: Path) -> list[float]:
        folder.mkdir()
        with world(7, folder) as day:
            return draws(day)

    assert first_draws(tmp_path / "one") == first_draws(tmp_path / "two")


def draws(day: World) -> list[float]:
    return [day.random.random() for _ in range(5)]
