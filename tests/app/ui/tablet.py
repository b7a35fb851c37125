"""The services' tablet with the test's own detector, and what every work screen's test needs of it."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from tests import cast
from tests.app.services.tablet import Tablet
from tests.app.ui.seen import SeenImaging

ZONE = ZoneInfo("Europe/London")
CHILDREN = cast.CHILDREN


def tablet_with(folder: Path, imaging: SeenImaging) -> Tablet:
    """A tablet of Caterpillars that knows its children; the caller closes it."""
    folder.mkdir(parents=True, exist_ok=True)
    tablet = Tablet(folder, worker=imaging)
    tablet.learn()
    return tablet
