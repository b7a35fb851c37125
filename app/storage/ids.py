"""New ids."""

from __future__ import annotations

import os
from datetime import datetime

from domain.ids import RANDOM_BYTES, uuid7


def new_id(at: datetime) -> str:
    """A UUIDv7 of that moment. Raises ValueError for a naive moment."""
    return uuid7(at, os.urandom(RANDOM_BYTES))
