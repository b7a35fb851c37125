"""The battery as the kernel lists it (C46)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sync.battery import Battery, of_linux


def supply(folder: Path, name: str, **words: str) -> None:
    (folder / name).mkdir(parents=True)
    for word, value in words.items():
        (folder / name / word).write_text(value + "\n")


@pytest.mark.parametrize(("status", "charging"), [("Charging", True), ("Full", True), ("Discharging", False), ("Unknown", None)])
def test_c46_the_battery_says_how_full_it_is_and_whether_it_is_on_the_dock(tmp_path: Path, status: str, charging: bool | None) -> None:
    supply(tmp_path, "AC0", type="Mains", online="1")
    supply(tmp_path, "BAT1", type="Battery", capacity="84", status=status)

    assert of_linux(tmp_path) == Battery(84, charging)


def test_a_pens_battery_is_not_the_tablets(tmp_path: Path) -> None:
    supply(tmp_path, "AAA-pen", type="Battery", scope="Device", capacity="3", status="Discharging")
    supply(tmp_path, "BAT0", type="Battery", capacity="91", status="Charging")

    assert of_linux(tmp_path) == Battery(91, True)


def test_rubbish_is_unknown_and_no_battery_is_no_error(tmp_path: Path) -> None:
    supply(tmp_path, "BAT0", type="Battery", capacity="4000", status="")

    assert of_linux(tmp_path) == Battery(None, None)
    assert of_linux(tmp_path / "nothing") == Battery()
