"""Browsers of parents, and a month of Amelia's journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from domain.entries import EntryKind
from server.config.demo import DemoSeed
from server.journal.models import Entry
from tests.server.portal.journals import parent, write

DAY = datetime(2026, 11, 18, 9, 10, tzinfo=UTC)


class Browser(Client):
    """A browser on the portal: always https, as the cookies ask."""

    def generic(self, *arguments: Any, **options: Any) -> Any:
        return super().generic(*arguments, **{**options, "secure": True})

    def words(self, path: str) -> str:
        """The page's source."""
        return self.get(path).content.decode()


Visitor = Callable[[str | None], Browser]


@pytest.fixture
def visitor(demo: DemoSeed) -> Visitor:
    """A browser in which that parent is signed in; None = nobody is."""

    def arrive(email: str | None) -> Browser:
        browser = Browser()
        if email is not None:
            browser.force_login(parent(email), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return arrive


@pytest.fixture
def pouring(demo: DemoSeed) -> Entry:
    """Amelia and Noah at the water tray, in both journals, with a picture each."""
    return write(
        "Amelia", "Noah", at=DAY, areas=("mathematics", "understanding-the-world"), next_step="we put out bottles of different sizes."
    )


@pytest.fixture
def months(pouring: Entry) -> list[Entry]:
    """A snapshot and an older month beside it."""
    snapshot = write("Amelia", at=DAY - timedelta(days=1), title="After the nap", text="Amelia waves.", kind=EntryKind.SNAPSHOT, pictures=0)
    older = write("Amelia", at=DAY - timedelta(days=40), title="A tower of seven", pictures=2, author="jo.patel")
    return [pouring, snapshot, older]
