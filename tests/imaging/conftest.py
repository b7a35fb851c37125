"""One worker and one net for all imaging tests: both hold nothing between two questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from imaging.model import FaceNet
from imaging.worker import ImagingWorker


@pytest.fixture(scope="session")
def worker() -> Iterator[ImagingWorker]:
    with ImagingWorker(timeout_s=60) as worker:
        yield worker


@pytest.fixture(scope="session")
def net() -> FaceNet:
    return FaceNet()
