"""C1, L1: the framework is versioned data; the one that is carried is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.curriculum import framework_from_json

FILE = Path(__file__).resolve().parents[2] / "resources" / "frameworks" / "eyfs-2025.json"


def test_c1_l1_the_carried_framework_has_seven_areas_and_seventeen_goals() -> None:
    framework = framework_from_json(FILE.read_text(encoding="utf-8"))

    assert framework.version == "eyfs-2025"
    assert len(framework.areas) == 7
    assert sum(area.is_prime for area in framework.areas) == 3
    assert sum(len(area.goals) for area in framework.areas) == 17
    assert len(framework.area_ids) == 7
    assert framework.area("mathematics").plain_name == "Numbers, shapes and sizes"


@pytest.mark.parametrize("text", ["{}", "[]", '{"version": "x", "name": "y", "areas": [{}]}', "no json"])
def test_a_file_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        framework_from_json(text)


def test_an_area_of_another_version_is_not_there() -> None:
    with pytest.raises(KeyError):
        framework_from_json(FILE.read_text(encoding="utf-8")).area("alchemy")
