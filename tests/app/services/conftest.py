from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.services.tablet import Tablet


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[Tablet]:
    tablet = Tablet(tmp_path / "data")
    tablet.folder.mkdir(exist_ok=True)
    tablet.learn()
    yield tablet
    tablet.close()
