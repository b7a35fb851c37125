"""What waits to be looked at, or covered, of what families send. Held in memory: what a process leaves is found again at its start."""

from __future__ import annotations

import queue
from uuid import UUID

from server.journal.models import HomePicture

pictures: queue.SimpleQueue[UUID] = queue.SimpleQueue()
clips: queue.SimpleQueue[UUID] = queue.SimpleQueue()  # apart, for each takes minutes


def ask(picture: HomePicture) -> None:
    """Have it looked at soon; a clip that was answered is covered then, too."""
    (clips if picture.is_clip else pictures).put(picture.pk)
